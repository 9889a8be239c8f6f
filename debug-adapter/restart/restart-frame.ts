import type { CallFrame, Pause } from '../target/pause.js';
import { ownScript } from '../target/script.js';
import type { Target } from '../target/target.js';

/**
 * Keeps V8 busy for about 10 ms. One operation of the language, which V8 does not optimise: a loop that runs in each
 * restart is soon compiled, and takes a tenth of the time (R2a). No clock: a program may have replaced it.
 */
const GATE = ownScript('3n ** 400000n, 0');

/**
 * Restarts a frame of the present pause and returns the pause at its entry. The only place that sends
 * `Debugger.restartFrame`: at an exception a plain one kills the process (R1), so there it goes out as the burst of R2.
 *
 * The frame must say `canBeRestarted`, and must not be a derived constructor's (R6): whoever calls this has checked.
 * @throws InspectorError when V8 refuses outside an exception; ConnectionClosed when the program ended
 */
export async function restartFrame(target: Target, pause: Pause, frame: CallFrame): Promise<Pause> {
  const entry = await breakAtEntry(target, frame);
  try {
    const entered = target.interceptPause();
    entered.catch(() => undefined);
    if (pause.isThrowing) sendBurst(target, frame);
    else await sendPlain(target, frame);
    return await entered;
  } finally {
    if (entry && !target.connection.isClosed) {
      await target.connection.send('Debugger.removeBreakpoint', { breakpointId: entry });
    }
  }
}

/**
 * R3: V8 skips the pause at the entry when the function's first statement is the one that threw, and the next edit
 * would then meet R1. A breakpoint there does not let it.
 */
async function breakAtEntry(target: Target, frame: CallFrame): Promise<string | undefined> {
  if (!frame.functionLocation) return undefined;
  const { locations } = await target.connection.send('Debugger.getPossibleBreakpoints', {
    start: frame.functionLocation,
    restrictToFunction: true,
  });
  const [location] = locations;
  return location && target.breakAt(location);
}

/**
 * R2: the gate keeps V8 busy until the other two have arrived, so that it handles them in one go: it schedules the
 * restart, and terminates what it was throwing; the unwinder turns the termination into the restart.
 */
function sendBurst({ connection }: Target, { callFrameId }: CallFrame): void {
  connection.burst(() => {
    // T2: their answers come when they come, and must not hold up anything.
    const ignore = (): void => undefined;
    connection.send('Runtime.evaluate', { expression: GATE, silent: true }).catch(ignore);
    connection.send('Debugger.restartFrame', { callFrameId, mode: 'StepInto' }).catch(ignore);
    connection.send('Debugger.resume', { terminateOnResume: true }).catch(ignore);
  });
}

async function sendPlain(target: Target, { callFrameId }: CallFrame): Promise<void> {
  try {
    await target.connection.send('Debugger.restartFrame', { callFrameId, mode: 'StepInto' });
  } catch (error) {
    target.stopIntercepting();
    throw error;
  }
}
