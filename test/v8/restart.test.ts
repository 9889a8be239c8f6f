import assert from 'node:assert/strict';
import { assertAt, frame, markedLine, top } from './frames.js';
import { restartBurst, restartToEntry } from './frame-restart.js';
import { enableLiveEdit, evaluate, setSource } from './live-edit.js';
import { onEveryNode } from './matrix.js';
import type { Program } from './program.js';

const FAILING = `
function fail() {
  const before = 1; // @entry
  if (globalThis.repaired !== true) throw new Error('broken'); // @throw
  return before;
}
console.log('result', fail());
`;

/** What V8's failed check leaves behind: an illegal instruction, and the check in words. */
async function assertKilledByCheck(program: Program): Promise<void> {
  const { signal } = await program.end();
  assert.equal(signal, 'SIGTRAP');
  assert.match(program.output.join('\n'), /Check failed: !catchable_by_js/);
}

onEveryNode('R1: a plain restartFrame at an exception pause kills the process', async ({ start }) => {
  const { program } = await start(FAILING);
  const pause = await program.runToException();
  assertAt(pause, FAILING, 'throw');
  assert.equal(top(pause).canBeRestarted, true);
  program.send('Debugger.restartFrame', { callFrameId: top(pause).callFrameId, mode: 'StepInto' }).catch(() => {});
  await assertKilledByCheck(program);
});

for (const dryRun of [false, true]) {
  onEveryNode(`R1: so does setScriptSource of the top function${dryRun ? ', even as a dry run' : ''}`, async (node) => {
    const { program } = await node.start(FAILING);
    await enableLiveEdit(program);
    const pause = await program.runToException();
    const edited = FAILING.replace('return before', 'return before + 1');
    setSource(program, top(pause).location.scriptId, edited, { allowTopFrameEditing: true, dryRun }).catch(() => {});
    await assertKilledByCheck(program);
  });
}

onEveryNode('R2: a burst of gate, restartFrame and resume restarts ten times inside one call', async ({ start }) => {
  const { program } = await start(FAILING);
  let pause = await program.runToException();
  for (let round = 0; round < 10; round++) {
    await restartBurst(program, frame(pause, 'fail'));
    assertAt(await program.nextPause('the entry'), FAILING, 'entry');
    if (round === 9) break;
    program.resume();
    pause = await program.nextPause('the next exception');
    assertAt(pause, FAILING, 'throw');
  }
  await evaluate(program, 'globalThis.repaired = true');
  assert.deepEqual(await program.runToEnd(), { code: 0, signal: null });
  assert.ok(program.output.includes('result 1'));
});

onEveryNode('R2: finally blocks between the throw and the restarted frame do not run', async ({ start }) => {
  const { program } = await start(`
    function fail() { if (globalThis.repaired !== true) throw new Error('broken'); return 'ok'; }
    function between() { try { return fail(); } finally { console.log('finally'); } }
    function target() { return between(); }
    console.log(target());
  `);
  const pause = await program.runToException();
  await restartToEntry(program, frame(pause, 'target'));
  await evaluate(program, 'globalThis.repaired = true');
  await program.runToEnd();
  assert.equal(program.output.filter((line) => line === 'finally').length, 1);
});

onEveryNode('R2: terminateExecution ahead of restartFrame works once until the outermost call ends', async (node) => {
  const { program } = await node.start(FAILING);
  const first = await program.runToException();
  program.connection.burst(() => {
    program.send('Runtime.terminateExecution').catch(() => {});
    const { callFrameId } = top(first);
    program.send('Debugger.restartFrame', { callFrameId, mode: 'StepInto' }).catch(() => {});
  });
  assertAt(await program.nextPause('the entry'), FAILING, 'entry');
  program.resume();
  const { callFrameId } = top(await program.nextPause('the second exception'));
  await assert.rejects(program.send('Runtime.terminateExecution'), /There is current termination request in progress/);
  program.send('Debugger.restartFrame', { callFrameId, mode: 'StepInto' }).catch(() => {});
  await assertKilledByCheck(program);
});

const FAILING_AT_ONCE = `
function fail() {
  throw new Error('broken'); // @throw
}
fail();
`;

onEveryNode('R3: V8 skips the pause at an entry that is the throwing statement', async ({ start }) => {
  const { program } = await start(FAILING_AT_ONCE);
  const first = await program.runToException();
  await restartBurst(program, frame(first, 'fail'));
  const second = await program.nextPause('the exception of the second run');
  assert.equal(second.reason, 'exception');
  assert.notEqual((second.data as { objectId: string }).objectId, (first.data as { objectId: string }).objectId);
});

onEveryNode('R3: a breakpoint at the first possible location stops there', async ({ start }) => {
  const { program } = await start(FAILING_AT_ONCE);
  const atEntry = await restartToEntry(program, frame(await program.runToException(), 'fail'));
  assert.notEqual(atEntry.reason, 'exception');
  assertAt(atEntry, FAILING_AT_ONCE, 'throw');
  program.resume();
  assert.equal((await program.nextPause('the exception of the second run')).reason, 'exception');
});

onEveryNode('R4: the reason of a restart differs by version and by breakpoint', async ({ start, major }) => {
  const { program } = await start(FAILING);
  const failed = await program.runToException();
  await restartBurst(program, frame(failed, 'fail'));
  const plain = await program.nextPause('the entry');
  assert.equal(top(plain).location.lineNumber, markedLine(FAILING, 'entry'));
  assert.equal(plain.reason, major === 20 ? 'other' : 'step');
  program.resume();
  const again = await program.nextPause('the next exception');
  const atBreakpoint = await restartToEntry(program, frame(again, 'fail'));
  assert.equal(atBreakpoint.reason, major === 20 ? 'other' : 'ambiguous');
});
