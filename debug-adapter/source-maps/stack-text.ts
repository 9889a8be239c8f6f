/** A place in a file; lines and columns count from 1, as stacks write them. */
export interface StackPlace {
  readonly path: string;
  readonly line1: number;
  readonly column1: number;
}

/** Where a place of a running script comes from; undefined to leave it as it is. */
export type Locate = (url: string, line1: number, column1: number) => StackPlace | undefined;

/** No frame is longer; what is, is no stack, and would take long. */
const MAX_LINE = 4096;

/** Indented, and perhaps coloured. */
const FRAME = /^(?:\x1b\[\d+m)*\s+(?:\x1b\[\d+m)*at /;

/** The numbers of a place that ends the frame, but for what an inspected error has after it, or one inside of `eval`. */
const PLACE = /:(\d+):(\d+)(?=\), [^,]*:\d+:\d+\)|\)?(?:\x1b\[\d+m|[\s,{}[\]])*$)/g;

/**
 * Puts places of the sources in the frames of an error's stack. What is not the place of a frame stays as it is, byte
 * for byte: the message, frames that `locate` knows nothing about, and what an inspected error has around them.
 */
export function mapStackText(text: string, locate: Locate): string {
  return text
    .split(/([\r\n]+)/)
    .map((line) => (line.length <= MAX_LINE && FRAME.test(line) ? mapFrame(line, locate) : line))
    .join('');
}

/** A frame ends with its place, or with that in parentheses; the frame of `eval` has others in those, and so on. */
function mapFrame(line: string, locate: Locate): string {
  let mapped = '';
  let done = 0;
  for (const match of line.matchAll(PLACE)) {
    const [whole, line1, column1] = match;
    for (const start of starts(line, done, match.index)) {
      const place = locate(line.slice(start, match.index), Number(line1), Number(column1));
      if (place === undefined) continue;
      mapped += `${line.slice(done, start)}${place.path}:${place.line1}:${place.column1}`;
      done = match.index + whole.length;
      break;
    }
  }
  return mapped + line.slice(done);
}

/** Where a path may begin that ends at `end`: names of functions and of folders have spaces and parentheses, too. */
function starts(line: string, from: number, end: number): number[] {
  const found: number[] = [];
  for (const match of line.slice(from, end).matchAll(/\bat (?:async )?|\(/g))
    found.push(from + match.index + match[0].length);
  return found;
}
