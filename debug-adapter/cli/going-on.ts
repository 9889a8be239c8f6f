import type { WireOutcome } from './saves.js';
import type { Stopped } from './stopped.js';
import { say } from './words.js';

/** Whether the program is still stopped here after a command. */
export type Afterwards = 'stopped' | 'gone';

/** Lets the program go on: with its saved edits, or as it is. @throws RequestRefused */
export async function goOn(at: Stopped, command: 'continue' | 'hotRestart/letFail'): Promise<Afterwards> {
  await at.around.client.request(command, { threadId: at.stop.threadId });
  return 'gone';
}

/** Runs the call of a frame again, the selected one where no number is given. @throws RequestRefused */
export async function restart(at: Stopped, number: string): Promise<Afterwards> {
  const { stop, selected, around } = at;
  const chosen = number ? Number(number) : selected;
  const frame = stop.frames[chosen];
  if (frame?.id === undefined) {
    at.say(stop.frames.length ? say.noFrame(chosen, stop.frames.length - 1) : say.noFrames());
    return 'stopped';
  }
  const { outcome } = await around.client.request<{ outcome: WireOutcome }>('hotRestart/restart', {
    frameId: frame.id,
  });
  return outcome.strategy === 'refused' ? 'stopped' : 'gone';
}

/** Ends the program. */
export function quit(at: Stopped): Afterwards {
  if (at.around.program.isStarted) at.say(say.quitting(), 'dim');
  at.around.program.kill();
  return 'gone';
}
