import assert from 'node:assert/strict';
import type { Exit } from './debuggee.js';
import { top } from './frames.js';
import { edit, enableLiveEdit } from './live-edit.js';
import { MATRIX, onEveryNode, type NodeUnderTest } from './matrix.js';
import type { ProgramOptions } from './program.js';

/** The only assignment to a variable that closures keep in a context. What reads it is compiled only after the edit. */
const COUNTING = `
let calls = 0;
function target() { calls++; return 'old'; }
function reader() { return calls; }
Object.assign(globalThis, { target, reader });
setTimeout(() => {
  debugger;
  console.log(globalThis.reader(), globalThis.target());
}, 1);
`;

/** The same variable in a function's own scope, not in the module's. */
const IN_FUNCTION = `(function () {${COUNTING}})();`;

interface Ended extends Exit {
  readonly output: string;
}

/** Makes one edit while none of the functions runs, and lets the program go on to its end. */
async function endAfter(
  node: NodeUnderTest,
  source: string,
  change: readonly [from: string, to: string],
  options?: ProgramOptions,
): Promise<Ended> {
  const { program } = await node.start(source, options);
  await enableLiveEdit(program);
  program.resume();
  const { scriptId } = top(await program.nextPause('the debugger statement')).location;
  assert.equal(await edit(program, scriptId, change), 'Ok');
  const exit = await program.runToEnd();
  return { ...exit, output: program.output.join('\n') };
}

const DROPPED = [`calls++; return 'old';`, `return 'new';`] as const;

/**
 * Since Node 26 a function's context with one or two variables (`--function-context-cells-max-size`) holds a cell for each
 * one that something assigns to.
 */
const before26 = MATRIX.filter((major) => major < 26);
const from26 = MATRIX.filter((major) => major >= 26);

for (const [place, source, file] of [
  ['of a CommonJS module', COUNTING, 'main.cjs'],
  ['of a function', IN_FUNCTION, 'main.cjs'],
  ['of a function in an ES module', IN_FUNCTION, 'main.mjs'],
] as const) {
  onEveryNode(
    `E11: dropping the last assignment to a variable ${place} ends the process where it is read next`,
    async (node) => {
      const { signal, output } = await endAfter(node, source, DROPPED, { file });
      assert.equal(signal, 'SIGTRAP');
      assert.doesNotMatch(output, /new$/m);
    },
    from26,
  );

  onEveryNode(
    `E11: before Node 26, dropping the last assignment to a variable ${place} is fine`,
    async (node) => {
      const { code, output } = await endAfter(node, source, DROPPED, { file });
      assert.equal(code, 0);
      assert.match(output, /^0 new$/m);
    },
    before26,
  );

  onEveryNode(`E11: with a dead assignment left to a variable ${place}, it is fine everywhere`, async (node) => {
    const dead = [DROPPED[0], `${DROPPED[1]} 0&&[calls,(calls=calls)]`] as const;
    const { code, output } = await endAfter(node, source, dead, { file });
    assert.equal(code, 0);
    assert.match(output, /^0 new$/m);
  });
}

onEveryNode('E11: where closures keep three variables or more, it is fine everywhere', async (node) => {
  const source = COUNTING.replace(
    'let calls = 0;',
    'let calls = 0, one = 1, two = 2; globalThis.others = () => [one, two];',
  );
  const { code, output } = await endAfter(node, source, DROPPED);
  assert.equal(code, 0);
  assert.match(output, /^0 new$/m);
});

onEveryNode('E11: a variable of an ES module may lose its last assignment', async (node) => {
  const { code } = await endAfter(node, COUNTING, DROPPED, { file: 'main.mjs' });
  assert.equal(code, 0);
});

onEveryNode('E11: a first assignment is fine', async (node) => {
  const source = COUNTING.replace('calls++; ', '');
  const { code, output } = await endAfter(node, source, [`return 'old';`, `calls++; return 'new';`]);
  assert.equal(code, 0);
  assert.match(output, /^0 new$/m);
});
