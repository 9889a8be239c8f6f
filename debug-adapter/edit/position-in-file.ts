import { LineIndex, type Base0Position } from '../positions.js';
import type { Place } from '../refusal.js';
import { lineMapOf } from './line-map.js';
import type { Origin } from './origin.js';

/** A text that was saved, and where it comes from. */
export interface SavedText {
  /** Of the file that was saved. */
  readonly path: string;
  /** What is to run. */
  readonly saved: string;
  /** The file's own text, compiled where it is compiled: another one where functions run in earlier versions (reverted.ts). */
  readonly inFile?: string | undefined;
  /** What `inFile` is made from; undefined where it is the file as it is. */
  readonly origin?: Origin | undefined;
}

/** Where an offset in a saved text stands in the text of its file, or in what that was compiled to. */
export function positionInText({ saved, inFile }: Omit<SavedText, 'path'>, offset: number): Base0Position {
  const position = new LineIndex(saved).positionAt(offset);
  return inFile === undefined || inFile === saved ? position : lineMapOf(saved, inFile).move(position);
}

/** Where an offset in a saved text stands in the file that the user edits. */
export function placeInFile(text: SavedText, offset: number): Place {
  return placeAt(text, positionInText(text, offset));
}

/** The same for a position of the text of the file, or of what that was compiled to. */
export function placeAt({ path, origin }: Pick<SavedText, 'path' | 'origin'>, position: Base0Position): Place {
  return origin ? (origin.placeOf(position) ?? { path, position: { line: 0, column: 0 } }) : { path, position };
}
