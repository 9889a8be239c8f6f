// The demo without a person: stops, looks, edits, continues, and checks the result.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DapClient } from './demo-client.mjs';
import { expectedLines } from './demo-expectation.mjs';

/** The line that fails, and what a programmer makes of it. */
const WRONG = `  const digits = movie['Production Budget'].toString().length;`;
const RIGHT = `  if (movie['Production Budget'] === null) return 'unknown';\n${WRONG}`;

/** Tells the whole story on standard output; 0 only if the result is right and no film was computed twice. */
export async function tellStory({ root, program, data }) {
  const films = JSON.parse(readFileSync(data, 'utf8')).length;
  console.log(
    `A program summarises ${films} films (examples/movies.mjs, data of vega-datasets) and fails at one of them.`,
  );
  const client = new DapClient(join(root, 'dist/debug-adapter.js'));
  try {
    await start(client, program, data);
    const stopped = await client.event('stopped');
    await tellStop(client, stopped);
    edit(program);
    await client.request('continue', { threadId: stopped.threadId });
    const { outcome } = await client.event('hotRestart/outcome');
    console.log(`\nContinue\n  ${outcome.message}`);
    const { exitCode } = await client.event('exited');
    return judge(client.output('stdout'), exitCode, data);
  } catch (error) {
    console.error(`\nThe demo failed: ${error.message}`);
    return 1;
  } finally {
    await client.close();
  }
}

async function start(client, program, data) {
  await client.request('initialize', { adapterID: 'hot-restart', clientID: 'demo' });
  await client.request('launch', { program, args: [data], runtimeExecutable: process.execPath });
  await client.event('initialized');
  await client.request('setExceptionBreakpoints', { filters: ['userUnhandled'] });
  await client.request('configurationDone');
}

async function tellStop(client, { threadId, text }) {
  const { stackFrames } = await client.request('stackTrace', { threadId });
  const [top] = stackFrames;
  const show = async (expression, frame) => {
    const { result } = await client.request('evaluate', { expression, frameId: frame.id, context: 'repl' });
    console.log(`  ${expression} = ${result}`);
  };
  console.log(`\nStopped\n  ${text}\n  in ${top.name} (${top.source.name}:${top.line})`);
  for (const { name, source, line } of stackFrames.slice(1, 3))
    console.log(`  called by ${name} (${source.name}:${line})`);
  await show('movie.Title', top);
  await show("movie['Release Date']", top);
  await show("movie['Production Budget']", top);
  await show('computed', stackFrames[2]);
}

function edit(program) {
  const before = readFileSync(program, 'utf8');
  if (!before.includes(WRONG)) throw new Error(`the line to edit is not in ${program}`);
  writeFileSync(
    program,
    before.replace(WRONG, () => RIGHT),
  );
  const line = before.slice(0, before.indexOf(WRONG)).split('\n').length;
  console.log(`\nEdited, line ${line}`);
  for (const added of RIGHT.split('\n').slice(0, -1)) console.log(`  +${added}`);
  console.log(`   ${WRONG}`);
}

function judge(output, exitCode, data) {
  console.log(`\nResult\n${output.replace(/^(?=.)/gm, '  ')}`);
  const lines = new Set(output.split('\n').map((line) => line.trim().replace(/\s+/g, ' ')));
  const expected = expectedLines(JSON.parse(readFileSync(data, 'utf8')));
  const missing = expected.filter((line) => !lines.has(line));
  for (const line of missing) console.error(`Not in the result, but in the data: ${line}`);
  if (exitCode !== 0) console.error(`The program ended with exit code ${exitCode}.`);
  if (missing.length || exitCode !== 0) return 1;
  console.log(
    `Checked: all ${expected.length} lines are what another computation over the data gives, and every film was computed once.`,
  );
  return 0;
}
