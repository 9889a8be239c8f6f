import assert from 'node:assert/strict';
import { top } from './frames.js';
import { edit, enableLiveEdit, setSource } from './live-edit.js';
import { onEveryNode } from './matrix.js';

onEveryNode('E10: a 9 MB script can be edited', async ({ start }) => {
  // Few functions with long bodies: V8 compares every function with every variable around it, 8,000 take over a second.
  const filler = Array.from(
    { length: 200 },
    (_, i) => `function filler${i}() { return ${'1 + '.repeat(11_500)}${i}; }`,
  );
  const source = `${filler.join('\n')}\nfunction target() { debugger; return 'old'; }\nsetTimeout(() => console.log(target()), 1);\n`;
  assert.ok(source.length > 9e6, `${source.length} characters`);
  const { program } = await start(source);
  await enableLiveEdit(program);
  program.resume();
  const { scriptId } = top(await program.nextPause('the debugger statement')).location;
  const edited = source.replace(`debugger; return 'old'`, `return 'new'`);
  assert.equal((await setSource(program, scriptId, edited, { allowTopFrameEditing: true })).status, 'Ok');
  await program.nextPause('the pause in the new text');
  await program.runToEnd();
  assert.ok(program.output.includes('new'));
});

const DYNAMIC: Readonly<Record<string, string>> = {
  eval: `(0, eval)(code + 'target()')`,
  'new Function': `new Function(code + 'return target()')()`,
  'vm.Script': `new (require('node:vm').Script)(code + 'target()').runInThisContext()`,
};

for (const [kind, call] of Object.entries(DYNAMIC)) {
  onEveryNode(`E10: code from ${kind} can be edited`, async ({ start }) => {
    const { program } = await start(`
const code = "function target() { debugger; return 'old'; }\\n";
setTimeout(() => console.log(${call}), 1);
`);
    await enableLiveEdit(program);
    program.resume();
    const { functionName, location } = top(await program.nextPause('the debugger statement'));
    assert.equal(functionName, 'target');
    const change = [`debugger; return 'old'`, `return 'new'`] as const;
    assert.equal(await edit(program, location.scriptId, change, { allowTopFrameEditing: true }), 'Ok');
    await program.nextPause('the pause in the new text');
    await program.runToEnd();
    assert.ok(program.output.includes('new'));
  });
}
