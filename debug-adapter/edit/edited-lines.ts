import type { LineIndex } from '../positions.js';

/** The lines in which two texts differ: from `from` on, up to and without the other two. Counted from 0. */
export interface EditedLines {
  readonly from: number;
  readonly beforeEnd: number;
  readonly afterEnd: number;
}

/** Of more characters than this, only the lines are looked at that differ. */
const MOST_READ = 1_500_000;

/**
 * What is to be looked at to follow statements from one text to the other: whole statements of the top level, so that no
 * function is mistaken for another that begins or ends like it.
 */
export function editedLines(before: LineIndex, after: LineIndex): EditedLines {
  const [one, other] = [before.text, after.text];
  const shorter = Math.min(one.length, other.length);
  let head = 0;
  while (head < shorter && one.charCodeAt(head) === other.charCodeAt(head)) head++;
  let tail = 0;
  const left = shorter - head;
  while (tail < left && one.charCodeAt(one.length - 1 - tail) === other.charCodeAt(other.length - 1 - tail)) tail++;

  const firstLine = before.positionAt(head).line;
  const lastLine = before.positionAt(one.length - tail).line + 1;
  const others = after.lineCount - before.lineCount;
  let from = firstLine;
  do from--;
  while (from > 0 && !isTopLevel(before.lineAt(from)));
  from = Math.max(0, from);
  let beforeEnd = lastLine;
  while (beforeEnd < before.lineCount && !isTopLevel(before.lineAt(beforeEnd))) beforeEnd++;
  const ends = [from, beforeEnd].map((line) => before.offsetAt({ line, column: 0 }));
  const isCut = ends.some((end) => isInTemplate(one.slice(0, end)));
  if (isCut) [from, beforeEnd] = [0, before.lineCount];
  const length = before.offsetAt({ line: beforeEnd, column: 0 }) - before.offsetAt({ line: from, column: 0 });
  if (length > MOST_READ) [from, beforeEnd] = [Math.max(0, firstLine - 1), lastLine];
  return { from, beforeEnd, afterEnd: beforeEnd + others };
}

/** A line that begins a statement of the top level, as code is commonly indented. */
function isTopLevel(line: string): boolean {
  return /^(?:[A-Za-z_$])/.test(line);
}

/** Whether a text may end in the middle of a template: it has an odd number of its quotes. */
function isInTemplate(text: string): boolean {
  return text.split('`').length % 2 === 0;
}
