import assert from 'node:assert/strict';
import { replaceOnce, top } from './frames.js';
import { restartToEntry } from './frame-restart.js';
import { edit, enableLiveEdit, setSource } from './live-edit.js';
import { onEveryNode } from './matrix.js';

onEveryNode(
  'E3: a recursive activation below blocks; restarting the outermost one frees the function',
  async (node) => {
    const { program } = await node.start(`
function countDown(n) {
  if (n === 0) throw new Error('zero');
  return countDown(n - 1);
}
setTimeout(() => console.log('result', countDown(2)), 1);
`);
    await enableLiveEdit(program);
    let pause = await program.runToException();
    const { scriptId } = top(pause).location;
    const repair = ["if (n === 0) throw new Error('zero')", "if (n === 0) return 'ground'"] as const;
    pause = await restartToEntry(program, top(pause));
    assert.equal(await edit(program, scriptId, repair, { allowTopFrameEditing: true }), 'BlockedByActiveFunction');
    program.resume();
    pause = await program.nextPause('the exception of the second run');
    const activations = pause.callFrames.filter(({ functionName }) => functionName === 'countDown');
    assert.equal(activations.length, 3);
    await restartToEntry(program, activations[2]!);
    assert.equal(await edit(program, scriptId, repair, { allowTopFrameEditing: true }), 'Ok');
    await program.nextPause('the pause in the new text');
    await program.runToEnd();
    assert.ok(program.output.includes('result ground'));
  },
);

for (const [kind, head, suspend] of [
  ['async', 'async function', 'await'],
  ['generator', 'function*', 'yield'],
] as const) {
  onEveryNode(`E4: a suspended or running ${kind} instance blocks`, async ({ start }) => {
    const source = `
${head} work(stop) {
  if (stop) debugger;
  ${suspend} new Promise((resolve) => { globalThis.finish = resolve; });
  return 'old';
}
globalThis.suspended = work(false);
suspended.next?.();
debugger;
const running = work(true);
running.next?.();
`;
    const { program } = await start(source);
    await enableLiveEdit(program);
    program.resume();
    const outside = await program.nextPause('the debugger statement outside');
    const { scriptId } = top(outside).location;
    const change = ["'old'", "'new'"] as const;
    assert.equal(await edit(program, scriptId, change, { dryRun: true }), 'BlockedByActiveGenerator');
    program.resume();
    const inside = await program.nextPause('the debugger statement inside');
    assert.equal(top(inside).functionName, 'work');
    assert.equal(await edit(program, scriptId, change, { allowTopFrameEditing: true }), 'BlockedByActiveFunction');
  });
}

onEveryNode('E4: finished instances do not block, returned or thrown, held or not', async ({ start }) => {
  const { program } = await start(`
async function work(fails) {
  await null;
  if (fails) throw new Error('expected');
  return 'old';
}
globalThis.held = [work(false), work(true)];
work(true).catch(() => work(false));
Promise.allSettled(held).then(() => setTimeout(() => { debugger; work(false).then(console.log); }, 1));
`);
  await enableLiveEdit(program);
  program.resume();
  const { scriptId } = top(await program.nextPause('the debugger statement')).location;
  assert.equal(await edit(program, scriptId, ["'old'", "'new'"]), 'Ok');
  await program.runToEnd();
  assert.ok(program.output.includes('new'));
});

const ACTIVE = `
function target(a, b) {
  if (globalThis.once === undefined) debugger;
  return JSON.stringify([a, b]);
}
setTimeout(() => console.log(target(3, 5)), 1);
`;

onEveryNode('E5: three more parameters of an active function never read undefined', async ({ start }) => {
  const { program } = await start(ACTIVE);
  await enableLiveEdit(program);
  program.resume();
  const { scriptId } = top(await program.nextPause('the debugger statement')).location;
  await program.send('Runtime.evaluate', { expression: 'globalThis.once = true' });
  const grown = replaceOnce(replaceOnce(ACTIVE, '(a, b)', '(a, b, c, d, e)'), '[a, b]', '[a, b, c, d, e]');
  await setSource(program, scriptId, grown, { allowTopFrameEditing: true });
  await program.nextPause('the pause in the new text');
  await program.runToEnd();
  // Garbage or a crash: all that is certain is that a correct call's result does not appear.
  assert.ok(!program.output.includes('[3,5,null,null,null]'));
});

onEveryNode('E5: a rest parameter added to an active function works', async ({ start }) => {
  const { program } = await start(ACTIVE);
  await enableLiveEdit(program);
  program.resume();
  const { scriptId } = top(await program.nextPause('the debugger statement')).location;
  await program.send('Runtime.evaluate', { expression: 'globalThis.once = true' });
  const edited = replaceOnce(replaceOnce(ACTIVE, '(a, b)', '(a, b, ...c)'), '[a, b]', '[a, b, c, arguments.length]');
  await setSource(program, scriptId, edited, { allowTopFrameEditing: true });
  await program.nextPause('the pause in the new text');
  assert.deepEqual(await program.runToEnd(), { code: 0, signal: null });
  assert.ok(program.output.includes('[3,5,[],2]'));
});
