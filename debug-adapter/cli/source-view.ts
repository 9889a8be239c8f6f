import { fit, plain, type Paint } from './style.js';

/** A part of a text with one line marked. */
export interface SourceView {
  readonly text: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units; points below the line. */
  readonly column: number;
  /** How many lines to show before and after it. */
  readonly around: number;
  /** The columns of the terminal. */
  readonly width: number;
}

/** The lines around the marked one, with their numbers, a `>` before the marked one and a `^` below its column. */
export function sourceLines({ text, line, column, around, width }: SourceView, paint: Paint): string[] {
  const all = text.split(/\r\n|[\n\r\u2028\u2029]/);
  if (all.at(-1) === '' && all.length > line) all.pop();
  const first = Math.max(1, line - around);
  const last = Math.min(all.length, line + around);
  const digits = String(last).length;
  const shown: string[] = [];
  for (let number = first; number <= last; number++) {
    const code = fit(plain(all[number - 1] ?? ''), width - digits - 5);
    const gutter = `${String(number).padStart(digits)} |`;
    if (number !== line) {
      shown.push(`  ${paint(gutter, 'dim')} ${code}`.trimEnd());
      continue;
    }
    shown.push(`${paint(`> ${gutter}`, 'red', 'bold')} ${paint(code, 'bold')}`);
    const before = plain((all[number - 1] ?? '').slice(0, column - 1)).length;
    if (before < code.length)
      shown.push(`  ${' '.repeat(digits)} ${paint('|', 'dim')} ${' '.repeat(before)}${paint('^', 'red', 'bold')}`);
  }
  return shown;
}
