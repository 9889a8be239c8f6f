import type { Change } from '../edit/compare.js';
import type { FailedCall } from '../target/pause.js';
import { ownScript } from '../target/script.js';
import type { Target } from '../target/target.js';
import { evaluationOf } from './call-again.js';
import type { Edited, SavedEdits } from './composition.js';
import { endOf } from './wrapped-functions.js';

/** The file and the change that a failed call's function has; undefined where it was not edited. */
export function changeOf(
  { files }: SavedEdits,
  { function: failed }: FailedCall,
): { file: Edited; change: Change } | undefined {
  for (const file of files) {
    for (const [definition, change] of file.differing) {
      const isIt =
        'site' in failed
          ? definition.site === failed.site
          : definition.kind !== 'module' && failed.text.endsWith(endOf(file.running.text, definition));
      if (isIt) return { file, change };
    }
  }
  return undefined;
}

/** Has the agent make a failed call again, once the program goes on, with what V8 runs by then. */
export async function callFailedAgain(target: Target, call: FailedCall): Promise<void> {
  await tell(target, call, `${call.variable}.repeat()`);
}

/**
 * Has the agent make a failed call again, and later calls of its function, with new code that V8 cannot take yet. It is
 * evaluated in the scope of its module (E9a).
 * @returns the number of the new code; undefined where the scope is not to be had
 */
export async function giveFailedCall(
  target: Target,
  call: FailedCall,
  { file, change }: { readonly file: Edited; readonly change: Change },
): Promise<number | undefined> {
  const version = target.texts.instrumented.nextSite();
  const code = evaluationOf(target, file, change, version);
  if (code === undefined) return undefined;
  return (await tell(target, call, `${call.variable}.again(${code}, ${version})`)) ? version : undefined;
}

async function tell({ connection }: Target, { callFrameId }: FailedCall, text: string): Promise<boolean> {
  const question = { callFrameId, expression: ownScript(text), silent: true };
  return (await connection.send('Debugger.evaluateOnCallFrame', question)).exceptionDetails === undefined;
}
