import assert from 'node:assert/strict';
import { InspectorError } from '../../debug-adapter/inspector/connection.js';
import { frame, top } from './frames.js';
import { restartToEntry } from './frame-restart.js';
import { edit, enableLiveEdit, setSource } from './live-edit.js';
import { onEveryNode } from './matrix.js';

const FAIL = `function fail() { if (globalThis.repaired !== true) throw new Error('broken'); return 'ok'; }\n`;

/** Functions that the throw passes through, and whether V8 offers to restart them. */
const SHAPES: readonly { readonly shape: string; readonly source: string; readonly target: string; file?: string }[] = [
  { shape: 'an async function', source: `async function target() { return fail(); } target();`, target: 'target' },
  { shape: 'a generator', source: `function* target() { yield fail(); } target().next();`, target: 'target' },
  { shape: 'an ES module', source: `export const value = fail();`, target: '', file: 'main.mjs' },
  {
    shape: 'a frame below vm.runInThisContext',
    source: `
      globalThis.fail = fail;
      function target() { return require('node:vm').runInThisContext('fail()'); }
      target();`,
    target: 'target',
  },
  {
    shape: 'a frame below a callback from C++',
    source: `function target() { return structuredClone({ get value() { return fail(); } }); } target();`,
    target: 'target',
  },
];

for (const { shape, source, target, ...options } of SHAPES) {
  onEveryNode(`R5: ${shape} cannot be restarted`, async ({ start }) => {
    const { program } = await start(FAIL + source, options);
    const pause = await program.runToException('all');
    assert.equal(top(pause).canBeRestarted, true, 'a plain function on top can');
    const { canBeRestarted, callFrameId } = frame(pause, target);
    assert.equal(canBeRestarted, false);
    await assert.rejects(program.send('Debugger.restartFrame', { callFrameId, mode: 'StepInto' }), InspectorError);
  });
}

onEveryNode('R5: restartFrame demands a mode', async ({ start }) => {
  const { program } = await start(`${FAIL}fail();`);
  const { callFrameId } = frame(await program.runToException(), 'fail');
  await assert.rejects(program.send('Debugger.restartFrame', { callFrameId }), InspectorError);
});

for (const kind of ['async function', 'function*']) {
  onEveryNode(`X6: a frame below an ${kind} cannot be restarted either, one above it can`, async ({ start }) => {
    const { program } = await start(`${FAIL}
      function below() { const started = middle(); return started.next?.(); }
      ${kind} middle() { return above(); }
      function above() { return fail(); }
      below();
    `);
    const pause = await program.runToException('all');
    const restartable = (name: string): boolean => frame(pause, name).canBeRestarted === true;
    assert.deepEqual(['above', 'middle', 'below'].map(restartable), [true, false, false]);
    await restartToEntry(program, frame(pause, 'above'));
  });
}

const ON_THE_STACK = `${FAIL}
function target() { fail(); return 1; }
setTimeout(() => console.log('returned', target()), 1);
`;

onEveryNode(
  'R8: Node 18 can neither restart a frame nor edit a function on the stack',
  async ({ start }) => {
    const { program } = await start(ON_THE_STACK);
    const { canBeRestarted, callFrameId, location } = frame(await program.runToException(), 'fail');
    assert.equal(canBeRestarted, undefined);
    await assert.rejects(
      program.send('Debugger.restartFrame', { callFrameId, mode: 'StepInto' }),
      /Frame restarting not supported/,
    );
    // V8 10.2 reports the refusal in `exceptionDetails`, without a text; it has no `status` yet.
    const edited = ON_THE_STACK.replace("'ok'", "'edited'");
    const { status, exceptionDetails } = await setSource(program, location.scriptId, edited);
    assert.deepEqual([status, exceptionDetails?.text], [undefined, '']);
    const { scriptSource } = await program.send('Debugger.getScriptSource', { scriptId: location.scriptId });
    assert.equal(scriptSource, ON_THE_STACK);
  },
  [18],
);

onEveryNode('R9: changing a function on the stack from sync to async kills the process', async ({ start }) => {
  const { program } = await start(ON_THE_STACK);
  await enableLiveEdit(program);
  const { scriptId } = top(await restartToEntry(program, frame(await program.runToException(), 'target'))).location;
  const toAsync = ['function target() { fail();', 'async function target() { await null; fail();'] as const;
  edit(program, scriptId, toAsync, { allowTopFrameEditing: true }).catch(() => {});
  const { signal } = await program.end();
  assert.equal(signal, 'SIGTRAP');
});
