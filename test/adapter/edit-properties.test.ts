// Random programs with random edits: whatever is called applied behaves like a fresh process started with the new text,
// from that call on, and whatever is refused like the old text.
//   HOT_RESTART_RUNS=500 HOT_RESTART_SEED=7 npm test -- edit-properties
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { Project } from '../harness/debuggee.js';
import { nodeVersion, type NodeVersion } from '../harness/nodes.js';
import { randomProgram, targetOf, textOf, type RandomProgram, type Version } from '../harness/random-programs.js';
import { TestSession, type WireOutcome } from '../harness/session.js';

const RUNS = Number(process.env['HOT_RESTART_RUNS'] ?? 40);
const SEED = Number(process.env['HOT_RESTART_SEED'] ?? 20_260);
/** Milliseconds for all runs, and for making a failing program smaller. */
const LIMIT = 60_000 + RUNS * 3_000;

test(`random programs with random edits: seed ${SEED}, ${RUNS} runs`, async (context) => {
  const property = fc.asyncProperty(randomProgram, async (program) => {
    const node = nodeVersion(program.node);
    if (node.path !== undefined) await behavesAsNew(program, node);
  });
  await fc.assert(property, {
    seed: SEED,
    numRuns: RUNS,
    interruptAfterTimeLimit: LIMIT,
    reporter: ({ failed, numRuns, numShrinks, counterexamplePath, errorInstance }) => {
      context.diagnostic(`${numRuns} runs`);
      if (!failed) return;
      const { message = '' } = (errorInstance ?? {}) as { message?: string };
      throw new Error(`Seed ${SEED}, path ${counterexamplePath}, made smaller ${numShrinks} times.\n${message}`);
    },
  });
});

async function behavesAsNew(program: RandomProgram, node: NodeVersion): Promise<void> {
  const all = (version: Version): Version[] => program.functions.map(() => version);
  const [before, after] = [textOf(program, all('old')), textOf(program, all('new'))];
  const main = program.isModule ? 'app.mjs' : 'app.cjs';
  const session = new TestSession(new Project({ [main]: before }), node);
  try {
    const versions = await edited(session, program, main, after);
    const wanted = linesAfter(fresh(node, main, textOf(program, versions)));
    const { code, output } = await session.end();
    assert.equal(code, 0);
    assert.deepEqual(linesAfter(output), wanted, `with ${versions.join()}`);
    session.assertNotKilled();
  } catch (error) {
    const { message } = error as Error;
    throw new Error(
      `${message}\nNode ${node.major}, ${main}, before:\n${before}\nafter:\n${after}\n${session.timeline.toString()}`,
      { cause: error },
    );
  } finally {
    session.close();
  }
}

/** Runs the program to its stop, edits it, and lets it go on. @returns which version of each function runs from then on */
async function edited(session: TestSession, program: RandomProgram, main: string, after: string): Promise<Version[]> {
  await session.launch(main);
  const { reason } = await nextStop(session, program);
  session.project.write(main, after);
  const isRefused = await session.continue().then(
    () => false,
    () => true,
  );
  const target = targetOf(program);
  if (isRefused) {
    assert.notEqual(session.outcomes()[0]?.reason, 'lost position');
    if (reason === 'pause') {
      // Nothing failed: the same Continue again means to go on with the old code.
      await session.continue();
      await session.stop('pause');
      await session.continue().catch(() => session.continue());
      return program.functions.map((_, index) => versionOf(session.outcomes(), program, index));
    }
    // At the same stop a smaller edit works: no function is poisoned.
    const open = program.functions.map((_, index): Version => (index === target ? 'open' : 'old'));
    session.project.write(main, textOf(program, open));
    await session.continue();
    await session.stop('pause');
    await session.continue();
    return open;
  }
  await session.stop('pause');
  await session.continue();
  return program.functions.map((_, index) => versionOf(session.outcomes(), program, index));
}

async function nextStop(session: TestSession, program: RandomProgram): Promise<{ reason: string }> {
  return session.stop(program.checkpoint === 'throw' && targetOf(program) >= 0 ? 'exception' : 'pause');
}

/** What the outcomes say of a function and of the one inside it. */
function versionOf(outcomes: readonly WireOutcome[], program: RandomProgram, index: number): Version {
  const one = (version: Version): string =>
    textOf(
      program,
      program.functions.map((_, at) => (at === index ? version : 'old')),
    );
  if (one('old') === one('new')) return 'old';
  const named = (name: string): string[] =>
    outcomes
      .flatMap(({ edits }) => edits)
      .filter((edit) => new RegExp(`(^|\\.)${name}${index}$`).test(edit.function))
      .map(({ status }) => status);
  // What came or went with its function is no edit of its own.
  const status = named('f').at(-1) ?? named('within').at(-1);
  const isRefused = status === 'refused' || (status === undefined && outcomes[0]?.strategy === 'refused');
  assert.ok(status === 'applied' || isRefused, `f${index} has changed, and its outcome is ${status}`);
  return status === 'applied' ? 'new' : 'old';
}

/** What a fresh process writes that starts with this text. */
function fresh(node: NodeVersion, main: string, text: string): string {
  const project = new Project({ [main]: text });
  try {
    return execFileSync(node.path ?? '', [project.path(main)], { encoding: 'utf8' });
  } finally {
    project.remove();
  }
}

function linesAfter(output: string): string[] {
  return output.split('\n').filter((line) => line.startsWith('after '));
}
