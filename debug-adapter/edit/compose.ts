import type { Change } from './compare.js';
import { withKeepAlive, type KeepAlive } from './keep-alive.js';

/** Where one change stands in the composed text; offsets. */
export interface Splice {
  readonly change: Change;
  readonly start: number;
  readonly end: number;
}

export interface Composed {
  readonly text: string;
  readonly splices: readonly Splice[];
}

/**
 * The running text with the functions of these changes replaced, and nothing else: what V8 is sent. The changes must not
 * lie inside one another.
 * @param keeps what each changed function must keep alive, beside what the user wrote
 */
export function compose(
  running: string,
  saved: string,
  changes: readonly Change[],
  keeps: ReadonlyMap<Change, readonly KeepAlive[]>,
): Composed {
  const ordered = [...changes].sort((one, other) => one.before.start - other.before.start);
  const splices: Splice[] = [];
  let text = '';
  let copied = 0;
  for (const change of ordered) {
    text += running.slice(copied, change.before.start);
    const start = text.length;
    text += withKeepAlive(saved, change.after.node, keeps.get(change) ?? []);
    splices.push({ change, start, end: text.length });
    copied = change.before.end;
  }
  return { text: text + running.slice(copied), splices };
}
