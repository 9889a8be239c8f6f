import { LineIndex, type Base0Position } from '../positions.js';
import { lineMapOf } from './line-map.js';

/**
 * Where an offset in a file's saved text stands in the file itself: they differ where functions run in earlier versions
 * (reverted.ts).
 */
export function positionInFile(saved: string, inFile: string | undefined, offset: number): Base0Position {
  const position = new LineIndex(saved).positionAt(offset);
  return inFile === undefined || inFile === saved ? position : lineMapOf(saved, inFile).move(position);
}
