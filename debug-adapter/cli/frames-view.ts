import { isAbsolute, relative } from 'node:path';
import type { Frame, Stop } from './stop.js';
import { plain, type Paint } from './style.js';

/** What of a stack is shown. */
export interface FramesView {
  readonly stop: Stop;
  /** The number of the frame selected. */
  readonly selected: number;
  /** Paths are shown relative to it. */
  readonly cwd: string;
  /** Left out, all frames are shown; otherwise runs of frames that are not the user's are told in one line. */
  readonly brief: boolean;
  /** Whether to mark the frames that can restart. */
  readonly offersRestart: boolean;
}

const NAME_WIDTH = 32;

/** The frames, numbered, innermost first: the selected one marked `>`, those that can restart marked `*`. */
export function frameLines({ stop, selected, cwd, brief, offersRestart }: FramesView, paint: Paint): string[] {
  const { frames, past } = stop;
  const names = frames.map(({ name }) => Math.min(plain(name).length, NAME_WIDTH));
  const nameWidth = Math.max(0, ...names);
  const digits = String(frames.length - 1).length;
  const lines: string[] = [];
  for (let number = 0; number < frames.length; number++) {
    const end = brief ? endOfForeign(frames, number, selected) : number;
    if (end - number > 1) {
      lines.push(
        paint(
          `  ${`${number}`.padStart(digits)}-${end - 1}  ${end - number} frames of Node.js and dependencies`,
          'dim',
        ),
      );
      number = end - 1;
      continue;
    }
    const frame = frames[number];
    if (!frame) continue;
    const head = `${number === selected ? '>' : ' '} ${String(number).padStart(digits)} ${offersRestart && frame.canRestart ? '*' : ' '}`;
    const line = `${head} ${plain(frame.name).padEnd(nameWidth)}  ${place(frame, cwd)}`;
    lines.push(number === selected ? paint(line, 'bold') : frame.isUser ? line : paint(line, 'dim'));
  }
  for (const entry of brief ? [] : past) {
    const text = 'label' in entry ? `--- ${entry.label} ---` : `${entry.name}  ${place(entry, cwd)}`;
    lines.push(paint(`  ${' '.repeat(digits)}   ${text}`, 'dim'));
  }
  if (offersRestart && frames.some(({ canRestart }) => canRestart))
    lines.push(paint('  * can run again: restart N', 'dim'));
  return lines;
}

/** `src/app.js:12:5`, as terminals link it. */
export function place({ sourceName, line, column }: Frame, cwd: string): string {
  return `${shortPath(sourceName, cwd)}:${line}:${column}`;
}

/** A path as a person in this folder would write it. */
export function shortPath(path: string, cwd: string): string {
  if (!isAbsolute(path)) return path;
  const short = relative(cwd, path);
  return short.startsWith('..') || isAbsolute(short) ? path : short;
}

/** The end of the run of frames that begins here, are not the user's and not selected; at least the number itself. */
function endOfForeign(frames: readonly Frame[], from: number, selected: number): number {
  let end = from;
  while (end < frames.length && end !== selected && !frames[end]?.isUser) end++;
  return end;
}
