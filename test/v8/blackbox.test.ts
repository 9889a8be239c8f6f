import assert from 'node:assert/strict';
import { stack, top } from './frames.js';
import { onEveryNode, type NodeUnderTest } from './matrix.js';
import type { Program } from './program.js';

/** One function to blackbox: where the text of it begins, as V8 sees it, and how it ends. */
type Boxed = readonly [head: string, end: string];

/**
 * Runs with ranges blackboxed and a pause at every exception.
 * @param before how many characters the ranges begin before the functions' heads
 */
async function startBoxed(
  { start }: NodeUnderTest,
  source: string,
  boxed: readonly Boxed[],
  { before = 1, file = 'main.cjs' } = {},
): Promise<Program> {
  const { program, entry } = await start(source, { file });
  const positionAt = (offset: number): { lineNumber: number; columnNumber: number } => {
    const lines = source.slice(0, offset).split('\n');
    return { lineNumber: lines.length - 1, columnNumber: lines.at(-1)!.length };
  };
  const positions = boxed.flatMap(([head, end]) => {
    const at = source.indexOf(head);
    assert.ok(at > 0, `no ${head}`);
    return [positionAt(at - before), positionAt(source.indexOf(end, at) + end.length)];
  });
  const { scriptId } = top(entry).location;
  await program.send('Debugger.setBlackboxedRanges', { scriptId, positions });
  await program.send('Debugger.setPauseOnExceptions', { state: 'all' });
  return program;
}

const HANDLES = 'function f() { try { throw 1; } catch {} }/*end*/';

onEveryNode('X7: a function is blackboxed whose range begins before its parameter list', async (node) => {
  const silent = await startBoxed(node, `${HANDLES}\nf();`, [['() { try', '}/*end*/']]);
  assert.equal((await silent.runToEnd()).code, 0);
  const heard = await startBoxed(node, `${HANDLES}\nf();`, [['() { try', '}/*end*/']], { before: 0 });
  heard.resume();
  assert.equal(stack(await heard.nextPause('the exception'))[0], 'f');
});

for (const [kind, source, head] of [
  ['an arrow function at its start', 'const f = x => { try { throw x; } catch {} };/*end*/\nf(1);', 'x => {'],
  [
    'an async arrow function at its start',
    'const f = async x => { await x; try { throw x; } catch {} };/*end*/\nf(1);',
    'async x =>',
  ],
  ['a method at its parameter list', 'const o = { f() { try { throw 1; } catch {} } };/*end*/\no.f();', '() { try'],
  ['a constructor', 'class F { constructor() { try { throw 1; } catch {} } }/*end*/\nnew F();', '() { try'],
] as const) {
  onEveryNode(`X7: ${kind}`, async (node) => {
    const program = await startBoxed(node, source, [[head, '/*end*/']]);
    assert.equal((await program.runToEnd()).code, 0);
  });
}

onEveryNode('X7: functions inside a blackboxed one are blackboxed with it', async (node) => {
  const source = 'function f() { const g = () => { try { throw 1; } catch {} }; g(); }/*end*/\nf();';
  const program = await startBoxed(node, source, [['() { const', '}/*end*/']]);
  assert.equal((await program.runToEnd()).code, 0);
});

onEveryNode('X7: a breakpoint in a blackboxed function is hit', async (node) => {
  const program = await startBoxed(node, `${HANDLES}\nf();`, [['() { try', '}/*end*/']]);
  await program.send('Debugger.setBreakpointByUrl', {
    url: `file://${program.file}`,
    lineNumber: 0,
    columnNumber: HANDLES.indexOf('throw'),
  });
  program.resume();
  const pause = await program.nextPause('the breakpoint');
  assert.deepEqual([pause.hitBreakpoints?.length, stack(pause)[0]], [1, 'f']);
});

const BETWEEN = `function f() { throw 1; }/*f*/
function between() { f(); }
function g() { try { between(); } catch {} }/*g*/
g();`;
const ENDS: readonly Boxed[] = [
  ['() { throw', '}/*f*/'],
  ['() { try', '}/*g*/'],
];

onEveryNode('X2a: a function on the way from the throw to the catch is enough, on Node 20 none is', async (node) => {
  const program = await startBoxed(node, BETWEEN, ENDS);
  program.resume();
  if (node.major > 20) {
    assert.equal(stack(await program.nextPause('the exception'))[0], 'f');
    program.resume();
  }
  assert.equal((await program.end()).code, 0);
});

for (const [where, rest] of [
  ['goes on after an await', 'async function f() { await null; throw 1; }/*end*/\nf();'],
  ['is a callback of then', 'const f = function () { throw 1; }/*end*/;\nPromise.resolve().then(f);'],
] as const) {
  onEveryNode(`X7b: nobody hears of a blackboxed function that ${where} and fails`, async (node) => {
    const program = await startBoxed(node, rest, [['() {', '}/*end*/']]);
    assert.equal((await program.runToEnd()).code, 1);
  });
}

onEveryNode('X7b: one that is waited for by another is heard of, on Node 20 it is not', async (node) => {
  const source = 'async function f() { await null; throw 1; }/*end*/\nasync function g() { await f(); }\ng();';
  const program = await startBoxed(node, source, [['() { await', '}/*end*/']]);
  program.resume();
  if (node.major > 20) {
    assert.equal(stack(await program.nextPause('the rejection'))[0], 'f');
    program.resume();
  }
  assert.equal((await program.end()).code, 1);
});

onEveryNode(
  'X7a: on Node 22 optimised code is silent only if every function that it has taken in is',
  async (node) => {
    const rounds = node.major > 22 ? 100_000 : 'Infinity';
    const source = `function f(n) { if (n) throw n; }/*f*/
function g(n) { try { f(n); } catch {} }/*g*/
function hot() { for (let n = 1; n < ${rounds}; n++) g(n); }
hot();`;
    const program = await startBoxed(node, source, [
      ['(n) { if', '}/*f*/'],
      ['(n) { try', '}/*g*/'],
    ]);
    program.resume();
    if (node.major > 22) assert.equal((await program.end(60_000)).code, 0);
    else assert.equal(stack(await program.nextPause('an exception in optimised code', 60_000))[0], 'f');
  },
  [22, 24, 26],
);

onEveryNode('X7a: what a function catches is heard of, also where a silent one has taken it in', async (node) => {
  const source = `function fails(n) { if (n > 3e5) throw n; }
function attempt(n) { try { fails(n); } catch {} }
function silent() { for (let n = 0; n < 3e5 + 2; n++) attempt(n); }/*end*/
silent();`;
  const program = await startBoxed(node, source, [['() { for', '}/*end*/']]);
  program.resume();
  assert.equal(stack(await program.nextPause('the exception', 60_000))[0], 'fails');
  assert.equal((await program.runToEnd()).code, 0);
});

onEveryNode('X8: each text that JSON.parse refuses is told to a debugger as a script', async ({ start }) => {
  const { program } = await start(`for (let n = 0; n < 3; n++) try { JSON.parse('{'); } catch {}`);
  let told = 0;
  program.connection.on('Debugger.scriptFailedToParse', () => told++);
  assert.equal((await program.runToEnd()).code, 0);
  assert.equal(told, 3);
});
