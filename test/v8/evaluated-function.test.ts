import assert from 'node:assert/strict';
import { frame } from './frames.js';
import { evaluate, evaluateIn } from './live-edit.js';
import { onEveryNode } from './matrix.js';

const FAILING = `
const factor = 10, uncaptured = 3;
let calls = 0;
const cell = {};
function target(n) {
  const local = n * 2 * factor;
  calls += 1;
  throw new Error('broken');
}
setTimeout(() => { try { target(1); } finally { console.log('result', cell.fn(5), calls); process.exit(0); } }, 1);
`;

onEveryNode('E9: a function evaluated in the failing frame has its whole scope chain', async ({ start }) => {
  const { program } = await start(FAILING);
  const failed = frame(await program.runToException(), 'target');
  await evaluateIn(program, failed, `void (cell.fn = (n) => { calls += 1; return n * factor + local; })`);
  await program.runToEnd();
  assert.ok(program.output.includes('result 70 2'));
});

onEveryNode('E9: a module variable that no function captured is not in that chain', async ({ start }) => {
  const { program } = await start(FAILING);
  const failed = frame(await program.runToException(), 'target');
  await evaluateIn(
    program,
    failed,
    `void (cell.fn = () => { try { return uncaptured; } catch (e) { return e.name; } })`,
  );
  await program.runToEnd();
  assert.ok(program.output.includes('result ReferenceError 1'));
});

onEveryNode('E9: bindings that never change can be handed in as parameters', async ({ start }) => {
  const { program } = await start(FAILING);
  const failed = frame(await program.runToException(), 'target');
  await evaluateIn(program, failed, `void (cell.fn = ((factor) => function hot(n) { return n * factor; })(factor))`);
  await program.runToEnd();
  assert.ok(program.output.includes('result 50 1'));
});

onEveryNode('E9: it needs no live edit, with a sibling suspended', async ({ start }) => {
  const { program } = await start(`
const suffix = '!';
async function work(stop) {
  await null;
  if (stop) debugger;
  return 'old' + suffix;
}
work(false);
work(true);
`);
  program.resume();
  const { callFrames } = await program.nextPause('the debugger statement');
  const hot = `(async function work() { await null; return 'new' + suffix; })`;
  await evaluateIn(program, callFrames[0]!, `void ${hot}().then(console.log)`);
  await program.runToEnd();
  assert.ok(program.output.includes('new!'));
});

for (const file of ['main.cjs', 'main.mjs']) {
  onEveryNode(`E9a: a strict evaluator reads and writes the real variables of ${file}`, async ({ start }) => {
    const { program } = await start(
      `let counter = 1; const step = 5;
globalThis.current = () => counter;
setTimeout(() => { debugger; }, 1);;globalThis.evaluator = ($$c) => { 'use strict'; return eval($$c); };`,
      { file },
    );
    program.resume();
    await program.nextPause('the debugger statement');
    await evaluate(
      program,
      `void (globalThis.hot = evaluator('(function hot() { counter += step; return counter; })'))`,
    );
    assert.deepEqual(await evaluate(program, '[hot(), hot(), current()]'), [6, 11, 11]);
    assert.equal(await evaluate(program, `evaluator('(function () { return typeof this; })')()`), 'undefined');
    // E6c: what a new name needs, a function added in the module's scope.
    assert.equal(await evaluate(program, `evaluator('(function added() { return step; })')()`), 5);
  });
}
