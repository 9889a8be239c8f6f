import { structuredPatch } from 'diff';
import { fit, plain, type Paint } from './style.js';

/** How many changed lines are shown. */
const MOST = 16;

/** The lines that went and came between two texts of a file, without the ones around them. */
export function changeLines(before: string, after: string, width: number, paint: Paint): string[] {
  const { hunks } = structuredPatch('', '', before, after, '', '', { context: 0 });
  const changed = hunks.flatMap(({ lines }) => lines.filter((line) => /^[+-]/.test(line)));
  const shown = changed.slice(0, MOST).map((line) => {
    const text = fit(plain(line), width - 2);
    return `  ${paint(text, line.startsWith('+') ? 'green' : 'red')}`;
  });
  const missing = changed.length - shown.length;
  return missing ? [...shown, paint(`  … ${missing} more`, 'dim')] : shown;
}
