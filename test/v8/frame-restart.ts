import assert from 'node:assert/strict';
import type { Frame, Pause, Program } from './program.js';

/** About 10 ms: while V8 runs it, the two messages behind it arrive and are then handled in one go (R2). */
const GATE = '3n ** 400000n, 0';

/**
 * R2: restarts a frame while paused on an exception, with nothing awaited in between.
 * @returns the answer to `Debugger.restartFrame`
 */
export function restartBurst(program: Program, target: Frame): Promise<unknown> {
  return program.connection.burst(() => {
    program.send('Runtime.evaluate', { expression: GATE }).catch(() => {});
    const answer = program.send('Debugger.restartFrame', { callFrameId: target.callFrameId, mode: 'StepInto' });
    program.send('Debugger.resume', { terminateOnResume: true }).catch(() => {});
    return answer;
  });
}

/** R3: restarts a frame and stops at its first statement, wherever the exception was thrown. */
export async function restartToEntry(program: Program, target: Frame): Promise<Pause> {
  assert.ok(target.functionLocation && target.canBeRestarted, `${target.functionName} cannot be restarted`);
  const { locations } = await program.send('Debugger.getPossibleBreakpoints', {
    start: target.functionLocation,
    restrictToFunction: true,
  });
  assert.ok(locations[0], 'no possible breakpoint');
  const { breakpointId } = await program.send('Debugger.setBreakpoint', { location: locations[0] });
  await restartBurst(program, target);
  const pause = await program.nextPause('the pause at the entry of the restarted frame');
  await program.send('Debugger.removeBreakpoint', { breakpointId });
  assert.deepEqual(pause.callFrames[0]?.functionName, target.functionName);
  assert.deepEqual(pause.callFrames[0]?.location.lineNumber, locations[0].lineNumber);
  return pause;
}
