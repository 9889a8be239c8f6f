import type { TypeFault } from './question.js';

/**
 * The errors that an edit brings: those of the text after it, less those of the text before. Lines move in an edit, so
 * an error is known again by its code, its message and the text of its line, as often as it was there before.
 */
export function newFaults(before: readonly TypeFault[], after: readonly TypeFault[]): TypeFault[] {
  const known = new Map<string, number>();
  for (const fault of before) known.set(likeness(fault), (known.get(likeness(fault)) ?? 0) + 1);
  return after.filter((fault) => {
    const left = known.get(likeness(fault)) ?? 0;
    known.set(likeness(fault), left - 1);
    return left <= 0;
  });
}

function likeness({ path, code, error, line }: TypeFault): string {
  return JSON.stringify([path, code, error, line.trim()]);
}
