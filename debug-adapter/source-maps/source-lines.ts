import type { Base0Position } from '../positions.js';
import type { Mappings } from './mappings.js';

/** One segment, seen from its source; lines and columns count from 0. */
export interface SourceSegment {
  readonly column: number;
  readonly generated: Base0Position;
  /** The same for segments that follow each other in the generated text and come from one line of one source. */
  readonly run: number;
}

/** Where the lines of one source are in the generated text. */
export class SourceLines {
  readonly #segments = new Map<number, SourceSegment[]>();
  #lines: readonly number[] | undefined;

  add(line: number, segment: SourceSegment): void {
    const segments = this.#segments.get(line);
    if (segments === undefined) this.#segments.set(line, [segment]);
    else segments.push(segment);
  }

  /** The segments of a line, in order of the generated text. */
  of(line: number): readonly SourceSegment[] {
    return this.#segments.get(line) ?? [];
  }

  /** This line, or the next one that has segments. */
  next(line: number): number | undefined {
    return this.#inOrder[this.#indexOf(line)];
  }

  /** The lines of a range that have segments, in order; both ends are part of it. */
  between(first: number, last: number): readonly number[] {
    return this.#inOrder.slice(this.#indexOf(first), this.#indexOf(last + 1));
  }

  /** The index in `#inOrder` of this line, or of the first one after it. */
  #indexOf(line: number): number {
    const lines = this.#inOrder;
    let low = 0;
    let high = lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((lines[middle] ?? 0) < line) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  get #inOrder(): readonly number[] {
    return (this.#lines ??= [...this.#segments.keys()].sort((a, b) => a - b));
  }
}

/**
 * Turns the mappings round.
 * @param indexOf the number of a segment's source among those that are wanted
 */
export function linesOfSources(mappings: Mappings, count: number, indexOf: (raw: number) => number): SourceLines[] {
  const sources = Array.from({ length: count }, () => new SourceLines());
  let run = 0;
  let lastSource = -1;
  let lastLine = -1;
  mappings.forEach((segments, generatedLine) => {
    for (const segment of segments) {
      if (segment.length === 1) continue;
      const source = indexOf(segment[1]);
      const line = segment[2];
      if (source !== lastSource || line !== lastLine) run++;
      lastSource = source;
      lastLine = line;
      sources[source]?.add(line, { column: segment[3], generated: { line: generatedLine, column: segment[0] }, run });
    }
  });
  return sources;
}
