import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { MATRIX } from '../harness/nodes.js';
import { withSession, type TestSession } from '../harness/session.js';
import { ALL_RUNNERS, filesOf, RUNNERS, type Runner } from './runners/runners.js';

/** Every scenario is tried on this one, the first of each runner on the others. */
const USUAL = 24;

async function start(
  session: TestSession,
  { program, runtimeArgs = [], args = [] }: Runner,
  breakpoints: Readonly<Record<string, readonly string[]>> = {},
): Promise<void> {
  session.project.linkPackages(RUNNERS);
  await session.launch('', {
    program: program === undefined ? undefined : join(RUNNERS, program),
    runtimeArgs: [...runtimeArgs],
    args: [...args],
    cwd: session.project.folder,
    // Set by the runner of this very test.
    env: { NODE_TEST_CONTEXT: null, NO_COLOR: '1', FORCE_COLOR: null },
    hotRestart: { typeCheck: 'off' },
    breakpoints,
  });
}

/** The one test has passed, as the runner tells it. */
async function passed(session: TestSession): Promise<void> {
  const { code, output } = await session.end();
  assert.match(output + session.output('stderr'), /\b1 pass(?:ed|ing)\b|\bpass 1\b|\bTests {2}1 passed\b/);
  assert.equal(code, 0);
  const strategies = session.outcomes().map(({ strategy }) => strategy);
  assert.match(strategies[0] ?? '', /^(?:frame|wrapper)$/);
  assert.ok(!strategies.includes('refused'));
}

for (const runner of ALL_RUNNERS) {
  describe(runner.name, { concurrency: 2 }, () => {
    const { ending, isForAll = false, majors } = runner;
    for (const node of MATRIX) {
      if (majors && !majors.includes(node.major)) continue;
      if (node.major !== USUAL && !isForAll) continue;
      for (const isAsync of [false, true]) {
        if (node.major !== USUAL && isAsync) continue;
        const kind = isAsync ? 'async' : 'sync';
        test(`${runner.name}: the function under test throws (${kind}, Node ${node.major})`, async (context) => {
          await withSession(context, node, filesOf(runner, { isAsync, isWrong: false }), async (session) => {
            await start(session, runner);
            const { threadId, frames } = await session.stop('exception');
            const source = `total${ending}`;
            assert.deepEqual([frames[0]?.name, frames[0]?.line], ['total', session.project.line(source, 'throw')]);
            assert.equal(frames[0]?.source?.path, session.project.path(source));
            session.project.edit(source, "throw new Error('bad row');", 'continue;');
            await session.continue(threadId);
            await passed(session);
          });
        });
        if (node.major !== USUAL) continue;
        const isCompiledInside = runner.style === 'jest' || runner.style === 'vitest';
        if (isCompiledInside) {
          test(`${runner.name}: a second edit, and a breakpoint (${kind})`, async (context) => {
            await withSession(context, node, filesOf(runner, { isAsync, isWrong: false }), async (session) => {
              const source = `total${ending}`;
              // A call of an async function that is made again has none of its breakpoints.
              await start(session, runner, isAsync ? {} : { [source]: ['return'] });
              const { threadId } = await session.stop('exception');
              session.project.edit(source, "throw new Error('bad row'); // @throw", "{\nthrow 'again'; // @again\n}");
              await session.continue(threadId);
              const { frames } = await session.stop('exception');
              assert.equal(frames[0]?.line, session.project.line(source, 'again'));
              session.project.edit(source, "throw 'again'; // @again", 'continue;');
              await session.continue(threadId);
              if (!isAsync) {
                const { frames: last } = await session.stop('breakpoint');
                assert.deepEqual([last[0]?.name, last[0]?.line], ['total', session.project.line(source, 'return')]);
                await session.continue(threadId);
              }
              await passed(session);
            });
          });
        }
        test(`${runner.name}: an assertion fails (${kind}, Node ${node.major})`, async (context) => {
          await withSession(context, node, filesOf(runner, { isAsync, isWrong: true }), async (session) => {
            await start(session, runner);
            const { threadId, frames } = await session.stop('exception');
            const source = `total.test${ending}`;
            const own = frames.find(({ source: from }) => from?.path === session.project.path(source));
            assert.equal(own?.line, session.project.line(source, 'assert'));
            session.project.edit(`total${ending}`, 'row.price;', 'row.price * row.count;');
            await session.continue(threadId);
            await passed(session);
          });
        });
      }
    }
  });
}
