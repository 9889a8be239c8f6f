import type { Base0Position } from '../positions.js';
import type { Place } from '../refusal.js';

/** One file that a script's text was made from. */
export interface OriginFile {
  readonly path: string;
  /** Its text when the script was made of it; undefined where that is not known. */
  readonly text: string | undefined;
}

/** What the text of a script was made from, where that is not a file as it is. */
export interface Origin {
  readonly files: readonly OriginFile[];
  /** The place in a file; undefined for what the compiler has added. */
  placeOf(position: Base0Position): Place | undefined;
  /** Where a line of a file (or a place in it) is in the script's text; the next line that is in it where it is not. */
  positionsOf(path: string, position: Base0Position, hasColumn: boolean): readonly Base0Position[];
}
