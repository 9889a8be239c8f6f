import assert from 'node:assert/strict';
import { InspectorError } from '../../debug-adapter/inspector/connection.js';
import { markedLine, replaceOnce, top } from './frames.js';
import { edit, enableLiveEdit, setSource } from './live-edit.js';
import { onEveryNode } from './matrix.js';

onEveryNode('E7: ES modules take edited bodies, no changed top level', async ({ start }) => {
  const { program } = await start(
    `
import { sep } from 'node:path';
let counter = 1;
export function body() { return sep.length + counter; }
class Shape { area() { return counter; } }
setTimeout(() => { debugger; console.log('result', body(), new Shape().area()); }, 1);
`,
    { file: 'main.mjs' },
  );
  await enableLiveEdit(program);
  program.resume();
  const { scriptId } = top(await program.nextPause('the debugger statement')).location;
  const BLOCKED = 'BlockedByTopLevelEsModuleChange';
  assert.equal(await edit(program, scriptId, ['let counter = 1', 'let counter = 2']), BLOCKED);
  assert.equal(await edit(program, scriptId, ['{ sep }', '{ sep, join }']), BLOCKED);
  assert.equal(
    await edit(program, scriptId, ['return sep.length + counter', 'return sep.length + counter + 10']),
    'Ok',
  );
  assert.equal(await edit(program, scriptId, ['return counter;', 'return counter + 20;']), 'Ok');
  await program.runToEnd();
  assert.ok(program.output.includes('result 12 21'));
});

onEveryNode(
  'E7: a function added to an ES module must come last, and not with the suffix of E6a',
  async ({ start }) => {
    for (const suffix of ['', `;()=>eval('')`]) {
      const source = `export function last() { return 1; }\nsetTimeout(() => { debugger; }, 1);${suffix}\n`;
      const { program } = await start(source, { file: 'main.mjs' });
      await enableLiveEdit(program);
      program.resume();
      const { scriptId } = top(await program.nextPause('the debugger statement')).location;
      const added = 'function added() {}\n';
      const statusOf = async (text: string): Promise<string> =>
        (await setSource(program, scriptId, text, { dryRun: true })).status;
      assert.equal(await statusOf(source + added), suffix ? 'BlockedByTopLevelEsModuleChange' : 'Ok');
      assert.equal(await statusOf(added + source), 'BlockedByTopLevelEsModuleChange');
    }
  },
);

onEveryNode(
  'E7: a CommonJS top level is blocked while it runs, later accepted and never run again',
  async ({ start }) => {
    const { program } = await start(`
let counter = 1;
console.log('top level');
debugger;
setTimeout(() => { debugger; console.log('result', counter); }, 1);
`);
    await enableLiveEdit(program);
    program.resume();
    const { scriptId } = top(await program.nextPause('the first debugger statement')).location;
    const change = ['let counter = 1', 'let counter = 2'] as const;
    assert.equal(await edit(program, scriptId, change), 'BlockedByActiveFunction');
    program.resume();
    await program.nextPause('the second debugger statement');
    assert.equal(await edit(program, scriptId, change), 'Ok');
    await program.runToEnd();
    assert.equal(program.output.filter((line) => line === 'top level').length, 1);
    assert.ok(program.output.includes('result 1'));
  },
);

onEveryNode('E8: an edit drops the breakpoints of its script, and keeps the scriptId', async ({ start }) => {
  const source = `
function work() {
  return 'old'; // @breakpoint
}
let rounds = 0;
const timer = setInterval(() => { console.log(work()); if (++rounds === 2) { clearInterval(timer); debugger; } }, 1);
`;
  const { program, entry } = await start(source);
  await enableLiveEdit(program);
  const { scriptId } = top(entry).location;
  const parsed: string[] = [];
  program.connection.on('Debugger.scriptParsed', (script) => parsed.push(script.scriptId));
  const lineNumber = markedLine(source, 'breakpoint');
  await program.send('Debugger.setBreakpointByUrl', { url: `file://${program.file}`, lineNumber });
  program.resume();
  assert.equal((await program.nextPause('the breakpoint')).hitBreakpoints?.length, 1);
  await program.send('Debugger.stepOut');
  await program.nextPause('the step out');
  parsed.length = 0;
  assert.equal(await edit(program, scriptId, ["'old'", "'new'"]), 'Ok');
  program.resume();
  const next = await program.nextPause('the debugger statement behind the lost breakpoint');
  assert.deepEqual(next.hitBreakpoints, []);
  assert.equal(top(next).location.scriptId, scriptId);
  assert.deepEqual(
    parsed.filter((id) => id === scriptId),
    [],
  );
  await program.runToEnd();
  assert.ok(program.output.includes('new'));
});

onEveryNode('E8: a syntax error has a 0-based position and changes nothing', async ({ start }) => {
  const source = `function work() {\n  return 'old';\n}\nconsole.log(work());\n`;
  const { program, entry } = await start(source);
  await enableLiveEdit(program);
  const { scriptId } = top(entry).location;
  const answer = await setSource(program, scriptId, replaceOnce(source, "return 'old'", 'return (]'));
  assert.equal(answer.status, 'CompileError');
  assert.deepEqual([answer.exceptionDetails?.lineNumber, answer.exceptionDetails?.columnNumber], [1, 10]);
  await assert.rejects(
    setSource(program, '999999', source),
    (error) => error instanceof InspectorError && error.code === -32000,
  );
  await program.runToEnd();
  assert.ok(program.output.includes('old'));
});
