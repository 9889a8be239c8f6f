// What handled exceptions cost under the debugger, as a ratio to what they cost without one, on each Node of the matrix.
//   npm run build && node bench/exceptions.mjs [the adapter's file]
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DapClient } from '../scripts/demo-client.mjs';

/** Each prints `name milliseconds` for the exceptions named, after as many that are not counted: the site has been seen. */
const PROGRAM = `
function thrower(n) { try { throw new Error('n' + n); } catch { return 0; } }
function parser(text) { try { return JSON.parse(text); } catch { return 0; } }
function looping(lines) { let bad = 0; for (const line of lines) { try { if (line) throw new Error(line); } catch { bad++; } } return bad; }
function validate(n) { throw new Error('n' + n); }
function visit(n) { return validate(n) + 1; }
function calling(n) { try { return visit(n); } catch { return 0; } }
function awaiting(n) { return (async () => { try { await null; return visit(n); } catch { return 0; } })(); }
async function fetching(n) { await null; throw new Error('n' + n); }
async function awaitingCall(n) { try { await fetching(n); } catch { return 0; } }
const times = (count, work) => { for (let n = 0; n < count; n++) work(n); };
const lines = (count) => Array.from({ length: count }, () => '{');
const CASES = {
  'thrown and handled in one function': (count) => times(count, thrower),
  'JSON.parse in try': (count) => times(count, () => parser('{')),
  'a loop around try': (count) => looping(lines(count)),
  'handled two frames up': (count) => times(count, calling),
  'handled by an async function, from what it calls': async (count) => { for (let n = 0; n < count; n++) await awaiting(n); },
  'handled by who awaits it (not silenced)': async (count) => { for (let n = 0; n < count; n++) await awaitingCall(n); },
};
(async () => {
  for (const [name, work] of Object.entries(CASES)) {
    await work(1000);
    await new Promise((resolve) => setTimeout(resolve, 100));
    for (const count of [1000, /not silenced/.test(name) ? 10000 : 100000]) {
      const began = process.hrtime.bigint();
      await work(count);
      console.log('|' + name + ', ' + count + '|' + Number(process.hrtime.bigint() - began) / 1e6);
    }
  }
})();
`;

const adapter = resolve(process.argv[2] ?? 'dist/debug-adapter.js');
const folder = mkdtempSync(join(tmpdir(), 'hot-restart-bench-'));
const program = join(folder, 'app.cjs');
writeFileSync(program, PROGRAM);
try {
  for (const major of [20, 22, 24, 26]) {
    const node = resolve(`test/nodes/node_modules/node-${major}/bin/node`);
    if (!existsSync(node)) continue;
    const alone = read(spawnSync(node, [program], { encoding: 'utf8' }).stdout);
    const debugged = read(await debug(node));
    for (const [name, milliseconds] of debugged) {
      const ratio = milliseconds / alone.get(name);
      console.log(
        `Node ${major}  ${name.padEnd(50)} ${ratio.toFixed(1).padStart(7)} ×  ${milliseconds.toFixed(1).padStart(9)} ms`,
      );
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The program's output under the adapter, with the filters that are on by default. */
async function debug(runtimeExecutable) {
  const client = new DapClient(adapter);
  try {
    await client.request('initialize', { adapterID: 'hot-restart', pathFormat: 'path' });
    await client.request('launch', { program, runtimeExecutable });
    await client.event('initialized');
    await client.request('setExceptionBreakpoints', { filters: ['userUnhandled'] });
    await client.request('configurationDone');
    await client.event('exited');
    return client.output('stdout');
  } finally {
    await client.close();
  }
}

function read(output) {
  return new Map([...output.matchAll(/^\|(.*)\|(.*)$/gm)].map(([, name, time]) => [name, Number(time)]));
}
