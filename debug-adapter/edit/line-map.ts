import { diffArrays } from 'diff';

/**
 * Follows lines from one version of a text to another. Lines that stayed go to where they are now; a line that was
 * changed or removed goes to the line at its place in the change. Lines are counted from 0.
 */
export class LineMap {
  /** Runs of lines: from `before` on, `same` of them stand at `after`; then `changedTo` lines stand for the rest. */
  readonly #forward: readonly Run[];
  readonly #last: number;

  constructor(before: readonly string[], after: readonly string[]) {
    this.#last = Math.max(0, after.length - 1);
    this.#forward = runs(before, after);
  }

  /** The line in the later version that line `line` of the earlier one became. */
  map(line: number): number {
    let low = 0;
    let high = this.#forward.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#forward[middle]?.before ?? 0) <= line) low = middle;
      else high = middle - 1;
    }
    const run = this.#forward[low];
    if (!run) return line;
    const inside = line - run.before;
    return Math.min(this.#last, run.after + Math.min(inside, Math.max(0, run.afterLength - 1)));
  }
}

interface Run {
  readonly before: number;
  readonly after: number;
  readonly afterLength: number;
}

function runs(before: readonly string[], after: readonly string[]): Run[] {
  // What both ends share needs no search: an edit is small, and the search is quadratic in what differs.
  let head = 0;
  const shorter = Math.min(before.length, after.length);
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;

  const found: Run[] = head ? [{ before: 0, after: 0, afterLength: head }] : [];
  let [from, to] = [head, head];
  let removed = 0;
  const changes = diffArrays(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
  const flush = (added: number): void => {
    if (removed) found.push({ before: from - removed, after: to, afterLength: added });
    removed = 0;
    to += added;
  };
  for (const { value, added, removed: isRemoved } of changes) {
    if (isRemoved) {
      flush(0);
      removed = value.length;
      from += value.length;
    } else if (added) flush(value.length);
    else {
      flush(0);
      found.push({ before: from, after: to, afterLength: value.length });
      from += value.length;
      to += value.length;
    }
  }
  flush(0);
  if (tail) found.push({ before: before.length - tail, after: after.length - tail, afterLength: tail });
  return found;
}
