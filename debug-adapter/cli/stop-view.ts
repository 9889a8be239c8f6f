import { frameLines, place, shortPath } from './frames-view.js';
import { sourceLines } from './source-view.js';
import type { Stop } from './stop.js';
import { plain, type Paint } from './style.js';
import { say } from './words.js';

/** The source of the selected frame, or why there is none. */
export type Source = { readonly text: string; readonly isOutdated: boolean } | { readonly error: string };

/** Everything that is on the screen of a stop. */
export interface StopView {
  readonly stop: Stop;
  /** The number of the frame selected. */
  readonly selected: number;
  /** Undefined where there is no frame. */
  readonly source: Source | undefined;
  readonly cwd: string;
  /** The columns of the terminal. */
  readonly width: number;
  /** Whether to mark the frames that can restart. */
  readonly offersRestart: boolean;
}

const AROUND = 4;

/** What happened, where, the source around it, and the frames. */
export function stopLines(view: StopView, paint: Paint): string[] {
  const { stop, selected, cwd, offersRestart } = view;
  const [first = '', ...more] = stop.message.map(plain);
  const isError = stop.reason === 'exception';
  const frames = stop.frames.length
    ? frameLines({ stop, selected, cwd, brief: true, offersRestart }, paint)
    : [say.noFrames()];
  return [
    '',
    paint(first, 'bold', isError ? 'red' : 'yellow'),
    ...more,
    ...frameSource(view, AROUND, paint),
    '',
    ...frames,
    '',
  ];
}

/** Where the selected frame stands, and the source around it. */
export function frameSource({ stop, selected, source, cwd, width }: StopView, around: number, paint: Paint): string[] {
  const frame = stop.frames[selected];
  if (!frame || !source) return [];
  const where = `  in ${paint(plain(frame.name), 'bold')} (${paint(place(frame, cwd), 'cyan')})`;
  if ('error' in source) return [where, paint(`  ${say.noSource(source.error)}`, 'dim')];
  const { line, column } = frame;
  const code = sourceLines({ text: source.text, line, column, around, width }, paint);
  const note = source.isOutdated ? [paint(`  ${say.savedDiffers(shortPath(frame.sourceName, cwd))}`, 'dim')] : [];
  return [where, '', ...code, ...note];
}
