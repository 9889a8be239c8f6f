import type { LineIndex } from '../positions.js';

/** The lines in which two texts differ: from `from` on, up to and without the other two. Counted from 0. */
export interface EditedLines {
  readonly from: number;
  readonly beforeEnd: number;
  readonly afterEnd: number;
}

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

  let from = before.positionAt(head).line;
  do from--;
  while (from > 0 && !isTopLevel(before.lineAt(from)));
  from = Math.max(0, from);
  let beforeEnd = before.positionAt(one.length - tail).line + 1;
  while (beforeEnd < before.lineCount && !isTopLevel(before.lineAt(beforeEnd))) beforeEnd++;
  const afterEnd = beforeEnd - before.lineCount + after.lineCount;
  const found = { from, beforeEnd, afterEnd };
  const ends = [from, beforeEnd].map((line) => before.offsetAt({ line, column: 0 }));
  const isCut = ends.some((end) => isInTemplate(one.slice(0, end)));
  return isCut ? { from: 0, beforeEnd: before.lineCount, afterEnd: after.lineCount } : found;
}

/** A line that begins a statement of the top level, as code is commonly indented. */
function isTopLevel(line: string): boolean {
  return /^(?:[A-Za-z_$])/.test(line);
}

/** Whether a text may end in the middle of a template: it has an odd number of its quotes. */
function isInTemplate(text: string): boolean {
  return text.split('`').length % 2 === 0;
}
