import { decodedMappings, TraceMap, type SourceMapSegment } from '@jridgewell/trace-mapping';

/** The lines of a generated text, each with its segments; all numbers in them count from 0. */
export type Mappings = SourceMapSegment[][];

const COMMA = 44;
const SEMICOLON = 59;
/** A number of 32 bits has at most 7 digits. */
const MAX_DIGITS = 7;
const DIGITS = new Map(
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].map((digit, value) => [
    digit.charCodeAt(0),
    value,
  ]),
);

/**
 * Decodes the `mappings` of a map that is not indexed; undefined where they are malformed. A segment that names a
 * source which is not there is kept without one, as the standard says (ECMA-426): what it covers is nobody's source.
 * @param isSource whether the map has a source of that index
 * @param nameCount the number of its names
 */
export function decodeMappings(
  encoded: string,
  isSource: (index: number) => boolean,
  nameCount: number,
): Mappings | undefined {
  if (!isWellFormed(encoded)) return undefined;
  // The decoder takes an empty segment for a number.
  const mappings = /(?:^|[,;]),|,(?:;|$)/.test(encoded) ? withoutEmptySegments(encoded) : encoded;
  const decoded = decodedMappings(new TraceMap({ version: 3, sources: [], names: [], mappings }));
  return decoded.map((line) => inRange(line, isSource, nameCount));
}

/** The decoder reads on through anything, so what is no mapping has to be found before. */
function isWellFormed(encoded: string): boolean {
  let fields = 0;
  let digits = 0;
  for (let i = 0; i <= encoded.length; i++) {
    const code = i < encoded.length ? encoded.charCodeAt(i) : SEMICOLON;
    if (code === COMMA || code === SEMICOLON) {
      if (digits > 0 || fields === 2 || fields === 3 || fields > 5) return false;
      fields = 0;
    } else {
      const value = DIGITS.get(code);
      if (value === undefined || ++digits > MAX_DIGITS) return false;
      if (value < 32) {
        fields++;
        digits = 0;
      }
    }
  }
  return true;
}

function withoutEmptySegments(encoded: string): string {
  return encoded.replace(/,+(?=[,;]|$)/g, '').replace(/(^|;),+/g, '$1');
}

function inRange(
  line: readonly SourceMapSegment[],
  isSource: (index: number) => boolean,
  nameCount: number,
): SourceMapSegment[] {
  const kept: SourceMapSegment[] = [];
  for (const segment of line) {
    if (segment[0] < 0) continue;
    if (segment.length === 1) kept.push(segment);
    else if (!isSource(segment[1]) || segment[2] < 0 || segment[3] < 0) kept.push([segment[0]]);
    else if (segment.length === 5 && !(segment[4] >= 0 && segment[4] < nameCount)) kept.push([...first4(segment)]);
    else kept.push(segment);
  }
  return kept;
}

function first4(segment: readonly [number, number, number, number, number]): [number, number, number, number] {
  return [segment[0], segment[1], segment[2], segment[3]];
}
