import assert from 'node:assert/strict';
import { frame } from './frames.js';
import { restartToEntry } from './frame-restart.js';
import { edit, enableLiveEdit, evaluateIn } from './live-edit.js';
import { onEveryNode } from './matrix.js';

/** Fails in the middle of a loop; `seen` counts what a plain restart would do twice. */
const LOOP = `
const seen = [];
function parse(row) {
  if (row === 3) throw new Error('row 3');
  return row;
}
function total(rows) {
  let sum = 0;
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index];
    seen.push(row);
    sum += parse(row);
  }
  return sum;
}
console.log('total', total([1, 2, 3, 4, 5]), 'seen', seen.join());
`;

/** The loop once more, with what the failed call had: first the rest of the round that failed, then the others. */
const RESUMED = [
  `  let sum = 0;
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index];`,
  `  const left = globalThis.left;
  globalThis.left = undefined;
  let sum = left ? left.sum : 0;
  if (left) sum += left.row * 10;
  for (let index = left ? left.index + 1 : 0; index < rows.length; index++) {
    const row = rows[index];`,
] as const;

onEveryNode('X4: a call goes on at its failing statement, with its variables kept', async (node) => {
  const { program } = await node.start(LOOP);
  await enableLiveEdit(program);
  const pause = await program.runToException();
  const failed = frame(pause, 'total');
  await evaluateIn(program, failed, '(globalThis.left = { sum, index, row }).index');
  const { scriptId } = failed.location;
  await restartToEntry(program, failed);
  assert.equal(await edit(program, scriptId, RESUMED, { allowTopFrameEditing: true }), 'Ok');
  await program.nextPause('the pause in the new text');
  assert.deepEqual(await program.runToEnd(), { code: 0, signal: null });
  assert.ok(program.output.includes('total 42 seen 1,2,3,4,5'), program.output.join('\n'));
});
