import assert from 'node:assert/strict';
import { assertAt, frame, stack, top } from './frames.js';
import { restartToEntry } from './frame-restart.js';
import { edit, enableLiveEdit } from './live-edit.js';
import { onEveryNode } from './matrix.js';

const FAILING = `
function inner(x) {
  if (x < 11) throw new Error('too small');
  return x;
}
function outer(x) {
  const y = inner(x); // @entry
  return y;
}
console.log('result', outer(10));
`;

onEveryNode('E1: from Node 26 on, live edit needs a V8 flag, which works at run time', async ({ start, major }) => {
  const { program } = await start(FAILING);
  const { scriptId } = top(await program.runToException()).location;
  const repair = ['inner(x);', 'inner(x + 1);'] as const;
  if (major >= 26) {
    await assert.rejects(edit(program, scriptId, repair, { dryRun: true }), /setScriptSource functionality no longer/);
  }
  await enableLiveEdit(program);
  assert.equal(await edit(program, scriptId, repair, { dryRun: true }), 'BlockedByActiveFunction');
});

onEveryNode(
  'E2: a function below the top frame blocks; restarted to the top it is edited and restarted',
  async (node) => {
    const { program } = await node.start(FAILING);
    await enableLiveEdit(program);
    const pause = await program.runToException();
    const { scriptId } = top(pause).location;
    const repair = ['const y = inner(x);', 'const longer = 1;\n  const y = inner(x + longer);'] as const;
    assert.equal(await edit(program, scriptId, repair, { dryRun: true }), 'BlockedByActiveFunction');
    await restartToEntry(program, frame(pause, 'outer'));
    assert.equal(await edit(program, scriptId, repair, { allowTopFrameEditing: true }), 'Ok');
    const restarted = await program.nextPause('the pause in the new text');
    assert.equal(stack(restarted)[0], 'outer');
    assertAt(restarted, FAILING, 'entry');
    assert.deepEqual(await program.runToEnd(), { code: 0, signal: null });
    assert.ok(program.output.includes('result 11'));
  },
);
