import assert from 'node:assert/strict';
import { markedLine, stack, top } from './frames.js';
import { onEveryNode, type NodeUnderTest } from './matrix.js';
import type { Pause, Program } from './program.js';

const FAIL = `function fail() { throw new Error('broken'); }\n`;

/** V8's prediction, which is wrong at times (X5). */
function isUncaught({ data }: Pause): boolean | undefined {
  return (data as { uncaught?: boolean } | undefined)?.uncaught;
}

onEveryNode(
  'X1: finally is no catch for the prediction, and continue in it swallows the exception',
  async ({ start }) => {
    const { program } = await start(`${FAIL}
    function wrapper() {
      for (let round = 0; ; round++) {
        let ok = false;
        try { if (round === 0) fail(); ok = true; return round; } finally { if (!ok && round === 0) continue; }
      }
    }
    console.log('rounds', wrapper());
  `);
    const pause = await program.runToException('uncaught');
    assert.equal(isUncaught(pause), true);
    assert.deepEqual(stack(pause).slice(0, 2), ['fail', 'wrapper']);
    assert.deepEqual(await program.runToEnd(), { code: 0, signal: null });
    assert.ok(program.output.includes('rounds 1'));
  },
);

onEveryNode('X1: catch hides an exception from the state uncaught, even one that rethrows', async ({ start }) => {
  const { program } = await start(`${FAIL}
    function wrapper() { try { fail(); } catch (error) { throw error; } }
    wrapper();
  `);
  assert.equal(stack(await program.runToException('uncaught'))[0], 'wrapper');
});

onEveryNode('X2: the state all pauses for each handled exception, uncaught for none', async ({ start }) => {
  const source = `${FAIL}for (let i = 0; i < 3; i++) try { fail(); } catch {}`;
  const { program } = await start(source);
  await program.send('Debugger.setPauseOnExceptions', { state: 'all' });
  for (let i = 0; i < 3; i++) {
    program.resume();
    const pause = await program.nextPause(`handled exception ${i}`);
    assert.equal(isUncaught(pause), false);
  }
  assert.equal((await program.runToEnd()).code, 0);
  const silent = await start(source);
  await silent.program.send('Debugger.setPauseOnExceptions', { state: 'uncaught' });
  assert.equal((await silent.program.runToEnd()).code, 0);
});

/** `library` is to be blackboxed. */
const LIBRARY = `
function library() { debugger; throw new Error('broken'); } // @library
`;

/** Runs with the range of `library` blackboxed and a pause on every exception. */
async function startBlackboxed({ start }: NodeUnderTest, rest: string): Promise<Program> {
  const { program, entry } = await start(LIBRARY + rest);
  const lineNumber = markedLine(LIBRARY, 'library');
  await program.send('Debugger.setBlackboxedRanges', {
    scriptId: top(entry).location.scriptId,
    positions: [
      { lineNumber, columnNumber: 0 },
      { lineNumber: lineNumber + 1, columnNumber: 0 },
    ],
  });
  await program.send('Debugger.setPauseOnExceptions', { state: 'all' });
  return program;
}

onEveryNode('X2: a debugger statement in a blackboxed range is ignored, an uncaught exception is not', async (node) => {
  const program = await startBlackboxed(node, 'function mine() { library(); } mine();');
  program.resume();
  const pause = await program.nextPause('the exception');
  assert.equal(pause.reason, 'exception');
  assert.equal(isUncaught(pause), true);
  assert.equal((await program.runToEnd()).code, 1);
});

onEveryNode(
  'X2: on Node 20 a blackboxed top frame silences a caught exception, later a catching one must be',
  async (node) => {
    const program = await startBlackboxed(node, 'try { library(); } catch {}');
    program.resume();
    if (node.major > 20) {
      assert.equal(isUncaught(await program.nextPause('the caught exception')), false);
      program.resume();
    }
    assert.equal((await program.end()).code, 0);
  },
);

onEveryNode('X2: a caught exception is silent when its handler is blackboxed too', async ({ start }) => {
  const { program } = await start(`${LIBRARY}try { library(); } catch {}`);
  await program.send('Debugger.setBlackboxPatterns', { patterns: ['.*'] });
  await program.send('Debugger.setPauseOnExceptions', { state: 'all' });
  assert.equal((await program.runToEnd()).code, 0);
});

const FAILING_AT_TOP_LEVEL = `${FAIL}fail();`;

onEveryNode(
  'X5: an exception that ends an ES module is reported as caught, and again as two rejections',
  async (node) => {
    const { program } = await node.start(FAILING_AT_TOP_LEVEL, { file: 'main.mjs' });
    const thrown = await program.runToException('all');
    assert.deepEqual([thrown.reason, isUncaught(thrown), stack(thrown)[0]], ['exception', false, 'fail']);
    for (const awaited of ['the first rejection', 'the second rejection']) {
      program.resume();
      const rejected = await program.nextPause(awaited);
      assert.deepEqual([rejected.reason, stack(rejected)], ['promiseRejection', ['run']]);
    }
    assert.equal((await program.runToEnd()).code, 1);
  },
);

onEveryNode(
  'X5: in the state uncaught it never pauses at the throw, on Node 20 at the rejection',
  async ({ start, major }) => {
    const { program } = await start(FAILING_AT_TOP_LEVEL, { file: 'main.mjs' });
    await program.send('Debugger.setPauseOnExceptions', { state: 'uncaught' });
    program.resume();
    if (major === 20) {
      assert.deepEqual(stack(await program.nextPause('the rejection')), ['run']);
      program.resume();
    }
    assert.equal((await program.end()).code, 1);
  },
);

onEveryNode('X5: a CommonJS program pauses at the throw', async ({ start }) => {
  const { program } = await start(FAILING_AT_TOP_LEVEL);
  const thrown = await program.runToException('uncaught');
  assert.deepEqual([isUncaught(thrown), stack(thrown)[0]], [true, 'fail']);
});
