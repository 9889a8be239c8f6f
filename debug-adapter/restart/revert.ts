import { codeOf } from '../edit/reverted.js';
import type { EditOutcome } from '../edit/edit-outcome.js';
import type { Script } from '../target/script.js';
import type { Target } from '../target/target.js';
import { planEdits, readEdit } from './composition.js';
import { changeOf } from './failed-call.js';
import { readStack } from './frames.js';
import { foreseen } from './inactive-edits.js';
import type { Outcome } from './restart-outcome.js';
import { applyEdits } from './transaction.js';

/** A function, and the text that it is to have again. */
export interface Version {
  readonly path: string;
  /** The same in all versions of its file (definitions.ts). */
  readonly key: string;
  readonly text: string;
}

/**
 * Makes a running function an earlier version of itself, as an edit like any other; its file stays as it is. What else was
 * saved is left for Continue.
 * @returns undefined where nothing that runs has the function
 */
export async function revert(target: Target, version: Version): Promise<Outcome | undefined> {
  const began = performance.now();
  const outcomes: Outcome[] = [];
  for (const script of target.saved.scriptsOf(version.path)) {
    const outcome = await revertIn(target, script, version, began);
    if (outcome) outcomes.push(outcome);
  }
  const [first] = outcomes;
  const edits = outcomes.flatMap((outcome) => outcome.edits);
  return first && (first.strategy === 'refused' ? first : { ...first, edits });
}

async function revertIn(
  target: Target,
  script: Script,
  { key, text }: Version,
  began: number,
): Promise<Outcome | undefined> {
  const before = target.saved.revertedIn(script);
  const file = await target.saved.withVersion(script, key, text, target.pause !== undefined);
  if (!file) return undefined;
  const { obstacle, edited } = await readEdit(target, file);
  if (obstacle) return { strategy: 'refused', refusal: obstacle, edits: [] };
  const files = edited ? [edited] : [];
  const failed = target.pause?.failedCall;
  if (edited && failed && changeOf({ files, refused: [], obstacle: undefined }, failed)) {
    // The call has left the stack already: Continue makes it again.
    const plan = [...planEdits(target, files, [], undefined).values()];
    target.saved.took(edited, true, edited.byAgent);
    const own = plan.flatMap(foreseen).filter((edit) => concerns(edit, key));
    const edits = own.map((edit) => (edit.status === 'applied' ? ({ ...edit, status: 'waiting' } as const) : edit));
    return { strategy: 'none', edits, milliseconds: Math.round(performance.now() - began) };
  }
  const stack = target.pause ? await readStack(target, target.pause) : [];
  const outcome = await applyEdits(target, { files, refused: [], obstacle: undefined }, stack, began);
  const edits = outcome.edits.filter((edit) => edit.status === 'applied' || concerns(edit, key));
  const isRefused = edits.some((edit) => edit.status === 'refused' && concerns(edit, key));
  const own = file.reverted.find((each) => each.key === key);
  const isInFile = own?.inFile !== undefined && own.inFile === codeOf(file.saved, key);
  if (isRefused) target.saved.setReverted(script, before);
  else if (isInFile)
    target.saved.setReverted(
      script,
      target.saved.revertedIn(script).filter((each) => each !== own),
    );
  return { ...outcome, edits };
}

/** Whether an edit is of the function itself, or of one in it. What was refused or waits elsewhere was told before. */
function concerns({ codes = [] }: EditOutcome, key: string): boolean {
  return codes.some((code) => code.key === key || code.key.startsWith(`${key}/`) || key.startsWith(`${code.key}/`));
}
