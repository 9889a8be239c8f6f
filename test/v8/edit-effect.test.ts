import assert from 'node:assert/strict';
import { stack, top } from './frames.js';
import { edit, enableLiveEdit, evaluate } from './live-edit.js';
import { onEveryNode, type NodeUnderTest } from './matrix.js';
import type { ProgramOptions, Program } from './program.js';

/** `neverUsed` is in no function's closure, `usedOnce` in exactly one's: the two ways to change the enclosing scope. */
const MODULE = `
const neverUsed = 'first use', usedOnce = 'dropped use', shared = 1;
function target() { return 'old'; }
function other() { return usedOnce; }
globalThis.third = () => shared;
globalThis.live = { target, other };
setTimeout(() => { debugger; }, 1);
`;
const SUFFIX = `;()=>eval('')`;

interface Stopped {
  readonly program: Program;
  readonly scriptId: string;
}

/** Stops after the module's top level has ended. */
async function stopAfterTopLevel(node: NodeUnderTest, source: string, options?: ProgramOptions): Promise<Stopped> {
  const { program } = await node.start(source, options);
  await enableLiveEdit(program);
  program.resume();
  return { program, scriptId: top(await program.nextPause('the debugger statement')).location.scriptId };
}

const FIRST_USE = [`return 'old'`, `return neverUsed`] as const;
const DROPPED_USE = [`return usedOnce`, `return 'edited'`] as const;

onEveryNode('E6: Ok for a first use of an outer variable leaves the live function unchanged', async (node) => {
  const { program, scriptId } = await stopAfterTopLevel(node, MODULE);
  assert.equal(await edit(program, scriptId, FIRST_USE), 'Ok');
  assert.equal(await evaluate(program, 'live.target()'), 'old');
  assert.equal(await evaluate(program, 'String(live.target)'), `function target() { return 'old'; }`);
});

onEveryNode('E6: so does Ok for a dropped last use', async (node) => {
  const { program, scriptId } = await stopAfterTopLevel(node, MODULE);
  assert.equal(await edit(program, scriptId, DROPPED_USE), 'Ok');
  assert.equal(await evaluate(program, 'live.other()'), 'dropped use');
});

onEveryNode('E6: a dropped use reaches the function when it was the only captured variable of all', async (node) => {
  const { program, scriptId } = await stopAfterTopLevel(node, MODULE.replace('globalThis.third = () => shared;\n', ''));
  assert.equal(await edit(program, scriptId, DROPPED_USE), 'Ok');
  assert.equal(await evaluate(program, 'live.other()'), 'edited');
});

for (const [place, dead] of [
  ['at the end of a block', `return 'edited'; 0&&[usedOnce]`],
  ['in front of an expression', `return (0&&[usedOnce],'edited')`],
] as const) {
  onEveryNode(`E6b: a dead reference ${place} lets a dropped last use through`, async (node) => {
    const { program, scriptId } = await stopAfterTopLevel(node, MODULE);
    assert.equal(await edit(program, scriptId, [DROPPED_USE[0], dead]), 'Ok');
    assert.equal(await evaluate(program, 'live.other()'), 'edited');
    assert.equal(await edit(program, scriptId, [dead, 'return usedOnce + 1']), 'Ok');
    assert.equal(await evaluate(program, 'live.other()'), 'dropped use1', 'and the next edit, too');
  });
}

onEveryNode('E6: the edit without effect poisons the function for correct ones', async (node) => {
  const { program, scriptId } = await stopAfterTopLevel(node, MODULE);
  assert.equal(await edit(program, scriptId, FIRST_USE), 'Ok');
  assert.equal(await edit(program, scriptId, [FIRST_USE[1], FIRST_USE[0]]), 'Ok');
  assert.equal(await edit(program, scriptId, [`return 'old'`, `return 'new'`]), 'Ok');
  assert.equal(await evaluate(program, 'live.target()'), 'old');
});

onEveryNode(
  'E6: with the function on the stack, a dry run tells an effective edit from one without effect',
  async (node) => {
    const source = `
const neverUsed = 'first use';
function target() { debugger; return 'old'; }
setTimeout(() => target(), 1);
`;
    const { program, scriptId } = await stopAfterTopLevel(node, source);
    const options = { allowTopFrameEditing: false, dryRun: true };
    const statusOf = (to: string): Promise<string> => edit(program, scriptId, [`return 'old'`, to], options);
    assert.equal(await statusOf(`return 'new'`), 'BlockedByActiveFunction');
    assert.equal(await statusOf('return neverUsed'), 'Ok');
  },
);

for (const file of ['main.cjs', 'main.mjs']) {
  onEveryNode(`E6a: the eval suffix lets first and dropped uses through in ${file}`, async (node) => {
    const { program, scriptId } = await stopAfterTopLevel(node, MODULE.trimEnd() + SUFFIX, { file });
    assert.equal(await edit(program, scriptId, FIRST_USE), 'Ok');
    assert.equal(await edit(program, scriptId, DROPPED_USE), 'Ok');
    assert.deepEqual(await evaluate(program, '[live.target(), live.other()]'), ['first use', 'edited']);
  });

  onEveryNode(`E6a: also while the top level of ${file} is on the stack`, async ({ start }) => {
    const source = `${MODULE.replace(/setTimeout.*/, 'function stop() { debugger; }\nstop();').trimEnd()}${SUFFIX}`;
    const { program } = await start(source, { file });
    await enableLiveEdit(program);
    program.resume();
    const pause = await program.nextPause('the debugger statement');
    assert.deepEqual(stack(pause).slice(0, 2), ['stop', '']);
    const { scriptId } = top(pause).location;
    assert.equal(await edit(program, scriptId, FIRST_USE), 'Ok');
    assert.equal(await edit(program, scriptId, DROPPED_USE), 'Ok');
    assert.deepEqual(await evaluate(program, '[live.target(), live.other()]'), ['first use', 'edited']);
  });
}

for (const suffix of ['', SUFFIX]) {
  const circumstances = suffix ? 'with the suffix' : 'without it';
  onEveryNode(`E6c: a name that is new at module level does not resolve, ${circumstances}`, async (node) => {
    const { program, scriptId } = await stopAfterTopLevel(node, MODULE.trimEnd() + suffix);
    const added = [
      `function target() { return 'old'; }`,
      `const added = 'added';\nfunction target() { return added; }`,
    ];
    assert.equal(await edit(program, scriptId, [added[0]!, added[1]!]), 'Ok');
    assert.equal(await evaluate(program, 'live.target()'), 'old');
  });

  onEveryNode(`E6c: the same name as a global resolves, ${circumstances}`, async (node) => {
    const { program, scriptId } = await stopAfterTopLevel(node, MODULE.trimEnd() + suffix);
    await evaluate(program, `globalThis.added = 'added'`);
    assert.equal(await edit(program, scriptId, [`return 'old'`, 'return added']), 'Ok');
    assert.equal(await evaluate(program, 'live.target()'), 'added');
  });
}
