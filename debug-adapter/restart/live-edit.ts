import type Protocol from 'devtools-protocol';
import { lineMapOf } from '../edit/line-map.js';
import { InspectorError } from '../inspector/connection.js';
import { moveFrames, type Pause } from '../target/pause.js';
import type { Target } from '../target/target.js';

export type EditAnswer = Protocol.Debugger.SetScriptSourceResponse;

/** E1: Node 26 has live edit switched off. The flag can be set while the program is paused. */
const SWITCH_ON = "process.getBuiltinModule('node:v8').setFlagsFromString('--inspector-live-edit')";

/** What V8 answered at the present pause: each question costs it a walk over its heap, 15 ms for a small one. */
const answers = new WeakMap<Pause, Map<string, Promise<EditAnswer>>>();

/**
 * Asks V8 what it would say to a text, without changing anything. Safe at an exception, as it never has
 * `allowTopFrameEditing` (R1: with it, even a dry run restarts the frame).
 */
export function tryEdit(target: Target, scriptId: string, scriptSource: string): Promise<EditAnswer> {
  const params = { scriptId, scriptSource, dryRun: true };
  const { pause } = target;
  if (!pause) return send(target, params);
  const known = answers.get(pause) ?? new Map<string, Promise<EditAnswer>>();
  answers.set(pause, known);
  const question = `${scriptId} ${scriptSource}`;
  const answer = known.get(question) ?? send(target, params);
  known.set(question, answer);
  return answer;
}

/** How far V8 went along with the texts of an edit. */
export interface Sent {
  /** V8's answer to the last text that it was sent. */
  readonly status: EditAnswer['status'];
  /** The last text that it took; undefined where it took none. */
  readonly taken: string | undefined;
}

/** Replaces a script's text while none of the functions changed is running. Safe at an exception. */
export async function editInactive(target: Target, scriptId: string, steps: readonly string[]): Promise<Sent> {
  let taken: string | undefined;
  for (const scriptSource of steps) {
    const status = await sendInPlace(target, scriptId, scriptSource, taken);
    if (status !== 'Ok') return { status, taken };
    taken = scriptSource;
  }
  return { status: 'Ok', taken };
}

/**
 * Replaces a script's text while one of the functions changed is the top frame, at its entry (E2). V8 restarts it by
 * itself, and pauses at its new first statement: that pause is the proof that the live function is the new one. Never
 * to be called at an exception (R1).
 * @param mayStay whether a step, by its number, may change only what is not running: then V8 answers `Ok` and stays where
 * it is. So it is with a function whose code is in another one inside it (dress.ts), and where only others take two steps
 * @param steps the first of them was tried before the restart, when the function was active as well
 * @returns how far it went, and the last new pause; a text that would be taken without effect is not sent (E6: then the
 * status is `Ok` and the text is not taken)
 */
export async function editTopFrame(
  target: Target,
  scriptId: string,
  steps: readonly string[],
  mayStay: (step: number) => boolean,
): Promise<Sent & { readonly pause: Pause | undefined }> {
  if (target.pause?.isThrowing) throw new Error('R1: no top frame is edited at an exception');
  let taken: string | undefined;
  let pause: Pause | undefined;
  for (const [step, scriptSource] of steps.entries()) {
    // V8 says that the top frame's function is active exactly when the edit reaches it, and restarts it exactly then.
    if (step > 0 || mayStay(step)) {
      const { status } = await tryEdit(target, scriptId, scriptSource);
      if (status === 'Ok' && mayStay(step)) {
        await sendInPlace(target, scriptId, scriptSource, taken);
        taken = scriptSource;
        pause = target.pause;
        continue;
      }
      if (status !== 'BlockedByActiveFunction') return { status, taken, pause };
    }
    const entered = target.interceptPause();
    entered.catch(() => undefined);
    const { status } = await send(target, { scriptId, scriptSource, allowTopFrameEditing: true });
    if (status !== 'Ok') {
      target.stopIntercepting();
      return { status, taken, pause };
    }
    taken = scriptSource;
    pause = await entered;
  }
  return { status: 'Ok', taken, pause };
}

/** Sends a text that restarts nothing: the program stays at its pause, whose frames move with their statements. */
async function sendInPlace(
  target: Target,
  scriptId: string,
  scriptSource: string,
  taken: string | undefined,
): Promise<EditAnswer['status']> {
  const { pause } = target;
  const script = target.scripts.get(scriptId);
  const before = taken ?? (script && (await target.texts.text(script)).running);
  const { status } = await send(target, { scriptId, scriptSource });
  const isSent = status === 'Ok' && before !== undefined;
  if (isSent && pause && pause === target.pause) {
    const map = lineMapOf(before, scriptSource);
    moveFrames(pause, scriptId, (position) => map.move(position));
  }
  return status;
}

async function send(target: Target, params: Protocol.Debugger.SetScriptSourceRequest): Promise<EditAnswer> {
  if (target.pause && !params.dryRun) answers.delete(target.pause);
  if (!params.dryRun) target.exceptions.forget(params.scriptId);
  try {
    return await target.connection.send('Debugger.setScriptSource', params);
  } catch (error) {
    if (!(error instanceof InspectorError) || !error.message.includes('no longer available')) throw error;
    await target.connection.send('Runtime.evaluate', { expression: SWITCH_ON, silent: true });
    return target.connection.send('Debugger.setScriptSource', params);
  }
}
