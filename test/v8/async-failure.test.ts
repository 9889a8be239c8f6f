import assert from 'node:assert/strict';
import { frame, stack, top } from './frames.js';
import { edit, enableLiveEdit, evaluateIn } from './live-edit.js';
import { onEveryNode } from './matrix.js';

onEveryNode('X3: an async function pauses at the throw, live for evaluating, not for restarting', async ({ start }) => {
  const { program } = await start(`
    async function work(n) { const local = n * 2; await null; throw new Error('broken'); }
    work(21);
  `);
  const pause = await program.runToException('uncaught');
  assert.equal(pause.reason, 'promiseRejection');
  const failed = frame(pause, 'work');
  assert.equal(failed.canBeRestarted, false);
  assert.equal(await evaluateIn(program, failed, 'local'), 42);
});

const WRAPPED = `
const cell = { fn: work, next: null };
async function wrapper(...args) {
  for (;;) {
    let ok = false;
    try { const result = await cell.fn.apply(this, args); ok = true; return result; }
    finally {
      if (!ok && cell.edit) { cell.edit = false; debugger; continue; }
      if (!ok && cell.next) { cell.fn = cell.next; cell.next = null; continue; }
    }
  }
}
let release;
const gate = new Promise((resolve) => (release = resolve));
async function work(kind) {
  await (kind === 'sibling' ? gate : null);
  if (kind === 'failing') throw new Error('broken');
  return 'old ' + kind;
}
`;

onEveryNode(
  "X3: in the wrapper's finally nothing of the failed call is active, and the edit is allowed",
  async (node) => {
    const { program } = await node.start(`${WRAPPED}
cell.edit = true;
cell.fn = (...args) => work(...args);
wrapper('failing').then((result) => console.log(result));
`);
    await enableLiveEdit(program);
    const failed = await program.runToException('uncaught');
    const { scriptId } = top(failed).location;
    program.resume();
    const inFinally = await program.nextPause('the debugger statement in finally');
    assert.deepEqual(stack(inFinally), ['wrapper']);
    assert.equal(await edit(program, scriptId, [`throw new Error('broken')`, `return 'new ' + kind`]), 'Ok');
    assert.equal((await program.runToEnd()).code, 0);
    assert.ok(program.output.includes('new failing'));
  },
);

onEveryNode(
  "X3a: a new function in the wrapper's cell answers the failed call, siblings end on the old",
  async (node) => {
    const { program } = await node.start(`${WRAPPED}
wrapper('sibling').then((result) => console.log(result));
wrapper('failing').then(async (result) => {
  console.log(result);
  release();
  await gate;
  console.log(await wrapper('later'));
});
`);
    const failed = frame(await program.runToException('uncaught'), 'work');
    await evaluateIn(
      program,
      failed,
      `void (cell.next = async function work(kind) { await null; return 'new ' + kind; })`,
    );
    assert.equal((await program.runToEnd()).code, 0);
    const results = program.output.filter((line) => /^(old|new) /.test(line));
    assert.deepEqual(results.sort(), ['new failing', 'new later', 'old sibling']);
  },
);
