import assert from 'node:assert/strict';
import { stack, top } from './frames.js';
import { evaluate } from './live-edit.js';
import { onEveryNode, type NodeUnderTest } from './matrix.js';
import type { Pause, Program } from './program.js';

/** Statements of a module; each tells that it ran. */
const FUNCTION_FIRST = `function first() { ran.push('first'); }
ran.push('top level');
first();
`;
const STATEMENT_FIRST = `ran.push('top level');
first();
function first() { ran.push('first'); }
`;

/** Starts a program that is about to load a second file, with the inspector on and nothing of that file compiled. */
async function beforeLoading(node: NodeUnderTest, name: string, text: string): Promise<Program> {
  const { program } = await node.start(`
globalThis.ran = [];
require('node:fs').writeFileSync(__dirname + '/${name}', ${JSON.stringify(text)});
import(__dirname + '/${name}');
`);
  return program;
}

async function ran({ pause, program }: { pause: Pause; program: Program }): Promise<unknown[]> {
  return [stack(pause)[0], await evaluate(program, 'ran')];
}

async function pauseAt(program: Program, name: string, lineNumber: number, columnNumber: number): Promise<Pause> {
  await program.send('Debugger.setBreakpointByUrl', { urlRegex: `/${name}$`, lineNumber, columnNumber });
  program.resume();
  return program.nextPause('the breakpoint in the second file');
}

for (const name of ['second.cjs', 'second.mjs']) {
  onEveryNode(`H1: a breakpoint at the very start of ${name} holds it, if a statement stands there`, async (node) => {
    const program = await beforeLoading(node, name, STATEMENT_FIRST);
    const pause = await pauseAt(program, name, 0, 0);
    assert.deepEqual(await ran({ program, pause }), ['', []]);
  });
}

onEveryNode(
  'H1: at the start of a CommonJS file it lands in the function that stands there: too late',
  async (node) => {
    const program = await beforeLoading(node, 'second.cjs', FUNCTION_FIRST);
    const pause = await pauseAt(program, 'second.cjs', 0, 0);
    assert.deepEqual(await ran({ program, pause }), ['first', ['top level']]);
  },
);

onEveryNode('H1: before an ES module runs, beforeScriptExecution fires', async (node) => {
  const program = await beforeLoading(node, 'second.mjs', FUNCTION_FIRST);
  await program.send('Debugger.setInstrumentationBreakpoint', { instrumentation: 'beforeScriptExecution' });
  program.resume();
  const pause = await program.nextPause('the instrumentation');
  assert.equal(pause.reason, 'instrumentation');
  assert.match(String((pause.data as { url?: string }).url), /second\.mjs$/);
  assert.deepEqual(await evaluate(program, 'ran'), []);
});

onEveryNode('H1: before a CommonJS file runs, it does not', async (node) => {
  const program = await beforeLoading(node, 'second.cjs', FUNCTION_FIRST);
  await program.send('Debugger.setInstrumentationBreakpoint', { instrumentation: 'beforeScriptExecution' });
  await program.runToEnd();
});

onEveryNode('H1: a copy in the wrapper that Node uses tells where the first statement is', async (node) => {
  const program = await beforeLoading(node, 'second.cjs', FUNCTION_FIRST);
  const wrapper = '(function (exports, require, module, __filename, __dirname) {';
  const { scriptId = '' } = await program.send('Runtime.compileScript', {
    expression: `${wrapper}${FUNCTION_FIRST}\n})`,
    sourceURL: '',
    persistScript: true,
  });
  const { locations } = await program.send('Debugger.getPossibleBreakpoints', {
    start: { scriptId, lineNumber: 0, columnNumber: wrapper.length - 1 },
    restrictToFunction: true,
  });
  const [first] = locations;
  assert.equal(first?.lineNumber, FUNCTION_FIRST.split('\n').indexOf("ran.push('top level');"));
  const pause = await pauseAt(program, 'second.cjs', first.lineNumber, first.columnNumber ?? 0);
  assert.deepEqual(await ran({ program, pause }), ['', []]);
  assert.equal(top(pause).location.lineNumber, first.lineNumber);
});
