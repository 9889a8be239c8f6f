import { decodedMappings, traceSegment } from '@jridgewell/trace-mapping';
import type { Base0Position } from '../positions.js';
import type { FlatMap } from './flat-map.js';
import type { Mappings } from './mappings.js';
import { linesOfSources, type SourceLines, type SourceSegment } from './source-lines.js';

/** One source of a map. A file that the map names more than once is one source. */
export interface MappedSource {
  /** The place among the map's `sources`. */
  readonly index: number;
  /** The file, absolute and normalised; undefined for a source that is none. It need not exist. */
  readonly path: string | undefined;
  /** What the map calls it, with its `sourceRoot`. */
  readonly url: string;
  /** Its text, if the map holds it. */
  readonly content: string | undefined;
}

/** A place in a source. */
export interface OriginalPlace {
  readonly source: MappedSource;
  readonly position: Base0Position;
  /** What the source calls the thing there, if the map says. */
  readonly name: string | undefined;
}

/** A name of the source, and where in the generated text its thing stands under what may be another name. */
export interface MappedName {
  readonly position: Base0Position;
  readonly name: string;
}

/** What a source map says. Lines and columns count from 0, and columns are UTF-16 code units, here as everywhere. */
export class SourceMap {
  readonly sources: readonly MappedSource[];
  readonly #map: FlatMap;
  /** By the map's own number of a source, the source. */
  readonly #byNumber: readonly MappedSource[];
  #lines: readonly SourceLines[] | undefined;

  /** @param place where a source is, by its number among the map's entries */
  constructor(map: FlatMap, place: (index: number) => Pick<MappedSource, 'path' | 'url'>) {
    const sources: { -readonly [K in keyof MappedSource]: MappedSource[K] }[] = [];
    const known = new Map<string, (typeof sources)[number]>();
    this.#map = map;
    this.#byNumber = map.entries.map(({ content }, number) => {
      const { path, url } = place(number);
      const key = JSON.stringify([path ?? url, path === undefined]);
      const same = known.get(key);
      // Two texts under one name are two sources: an intermediate result of a loader beside what it was made from.
      if (same !== undefined && (content ?? same.content) === (same.content ?? content)) {
        same.content ??= content;
        return same;
      }
      const source = { index: sources.length, path, url, content };
      sources.push(source);
      known.set(key, source);
      return source;
    });
    this.sources = sources;
  }

  /** What is at a place of the generated text: by the last segment at or before it in its line, if that has a source. */
  originalOf({ line, column }: Base0Position): OriginalPlace | undefined {
    const segment = traceSegment(this.#map.trace, line, column);
    if (segment === null || segment.length === 1) return undefined;
    const source = this.#byNumber[segment[1]];
    if (source === undefined) return undefined;
    const name = segment.length === 5 ? this.#map.trace.names[segment[4]] : undefined;
    return { source, position: { line: segment[2], column: segment[3] }, name: name === '' ? undefined : name };
  }

  /** Whether the code at a place of the generated text comes from a source. */
  isMapped({ line, column }: Base0Position): boolean {
    const segment = traceSegment(this.#map.trace, line, column);
    return segment !== null && segment.length > 1;
  }

  /**
   * Where a line of a source is in the generated text, in order; of a line that is not in it, the next line that is.
   * There are several places where the line was taken over more than once, and one for each of these: the first.
   * @param hasColumn whether the column counts too: then the first code at or after it in the line, or the line's last
   */
  generatedOf(source: MappedSource, position: Base0Position, hasColumn: boolean): Base0Position[] {
    const lines = this.#linesOf(source);
    const line = lines?.next(position.line);
    if (lines === undefined || line === undefined) return [];
    const segments = lines.of(line);
    if (!hasColumn || line !== position.line) return firstOfRuns(segments);
    const columns = segments.map(({ column }) => column);
    const after = columns.filter((column) => column >= position.column);
    const wanted = after.length > 0 ? least(after) : -least(columns.map((column) => -column));
    return firstOfRuns(segments.filter(({ column }) => column === wanted));
  }

  /** The names of the source in a range of the generated text, in order; `end` is not part of it. */
  namesIn(start: Base0Position, end: Base0Position): MappedName[] {
    const { names } = this.#map.trace;
    const found: MappedName[] = [];
    this.#mappings.slice(start.line, end.line + 1).forEach((segments, index) => {
      const line = start.line + index;
      for (const segment of segments) {
        const column = segment[0];
        if (segment.length < 5 || (line === start.line && column < start.column)) continue;
        if (line === end.line && column >= end.column) break;
        const name = names[segment[4] ?? -1];
        if (name) found.push({ position: { line, column }, name });
      }
    });
    return found;
  }

  /** The places of a source that are in the generated text, in order, each once; both lines are part of the range. */
  positionsOf(source: MappedSource, startLine: number, endLine: number): Base0Position[] {
    const found: Base0Position[] = [];
    const lines = this.#linesOf(source);
    for (const line of lines?.between(startLine, endLine) ?? []) {
      const columns = new Set(lines?.of(line).map(({ column }) => column));
      for (const column of [...columns].sort((a, b) => a - b)) found.push({ line, column });
    }
    return found;
  }

  #linesOf(source: MappedSource): SourceLines | undefined {
    this.#lines ??= linesOfSources(
      this.#mappings,
      this.sources.length,
      (number) => this.#byNumber[number]?.index ?? -1,
    );
    return this.#lines[source.index];
  }

  get #mappings(): Mappings {
    return decodedMappings(this.#map.trace) as Mappings;
  }
}

function firstOfRuns(segments: readonly SourceSegment[]): Base0Position[] {
  return segments
    .filter(({ run }, index) => index === 0 || run !== segments[index - 1]?.run)
    .map(({ generated }) => generated);
}

/** Of many numbers, too many for `Math.min`. */
function least(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.min(a, b), Infinity);
}
