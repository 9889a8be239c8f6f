import { LineIndex, type Base0Position } from '../positions.js';
import { editedLines, type EditedLines } from './edited-lines.js';
import { FollowedLines } from './followed-lines.js';

/**
 * Follows lines from one version of a text to another: a line goes where its statement went, also when that was moved,
 * indented or wrapped; one that was removed goes to the next. Lines and columns are counted from 0.
 */
export class LineMap {
  readonly #before: LineIndex;
  readonly #after: LineIndex;
  readonly #edited: EditedLines;
  /** Undefined where every line is where it was. */
  readonly #followed: FollowedLines | undefined;

  constructor(before: string, after: string) {
    this.#before = new LineIndex(before);
    this.#after = new LineIndex(after);
    this.#edited = editedLines(this.#before, this.#after);
    const { from, beforeEnd, afterEnd } = this.#edited;
    const part = (index: LineIndex, end: number): string =>
      index.text.slice(index.offsetAt({ line: from, column: 0 }), index.offsetAt({ line: end, column: 0 }));
    this.#followed = isInPlace(this.#before, this.#after)
      ? undefined
      : new FollowedLines(part(this.#before, beforeEnd), part(this.#after, afterEnd));
  }

  /** The line in the later version that line `line` of the earlier one became. */
  map(line: number): number {
    const { from, beforeEnd, afterEnd } = this.#edited;
    const last = Math.max(0, this.#after.lineCount - 1);
    if (!this.#followed || line < from) return Math.min(last, line);
    for (let next = line; next < beforeEnd; next++) {
      const own = this.#followed.lineOf(next - from);
      if (own === undefined) continue;
      const found = Math.min(last, own + from);
      return next === line ? found : this.#beforeStatement(line, next - line, found);
    }
    const end =
      line < beforeEnd ? this.#beforeStatement(line, beforeEnd - line, afterEnd) : line - beforeEnd + afterEnd;
    return Math.min(last, end);
  }

  /** A comment, or nothing: it stays in front of its statement. */
  #beforeStatement(line: number, distance: number, statement: number): number {
    const kept = statement - distance;
    const text = this.#before.lineAt(line).trim();
    return text && kept >= 0 && this.#after.lineAt(kept).trim() === text ? kept : statement;
  }

  /** The same with the column, which goes with its token where the statement is as it was. */
  move({ line, column }: Base0Position): Base0Position {
    const { from, beforeEnd } = this.#edited;
    const isInside = line >= from && line < beforeEnd;
    const moved = isInside ? this.#followed?.placeOf(line - from, column) : undefined;
    return moved ? { line: moved.line + from, column: moved.column } : { line: this.map(line), column };
  }
}

const MOST_KEPT = 8;
const kept: { readonly before: string; readonly after: string; readonly map: LineMap }[] = [];

/** The map between two texts; the last ones are kept, as breakpoints and frames ask for the same ones. */
export function lineMapOf(before: string, after: string): LineMap {
  const known = kept.find((each) => each.before === before && each.after === after);
  if (known) return known.map;
  const map = new LineMap(before, after);
  kept.push({ before, after, map });
  if (kept.length > MOST_KEPT) kept.shift();
  return map;
}

/** True where no line moved, and each only got something put into it, or each lost something, as when it is wrapped. */
function isInPlace(before: LineIndex, after: LineIndex): boolean {
  if (before.lineCount !== after.lineCount) return false;
  let [grows, shrinks] = [true, true];
  for (let line = 0; line < before.lineCount && (grows || shrinks); line++) {
    const [one, other] = [before.lineAt(line), after.lineAt(line)];
    if (one === other) continue;
    grows &&= holds(other, one);
    shrinks &&= holds(one, other);
  }
  return grows || shrinks;
}

/** Whether a text is what is left of another after some of it was taken out. */
function holds(text: string, part: string): boolean {
  let at = 0;
  for (const char of part) {
    at = text.indexOf(char, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
