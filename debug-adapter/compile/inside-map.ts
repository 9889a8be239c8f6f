import { encodedMappings, TraceMap, type SourceMapSegment } from '@jridgewell/trace-mapping';
import { ts } from 'ts-morph';
import { allDefinitions, plainName } from '../edit/definitions.js';
import { LineIndex } from '../positions.js';
import type { Bundle } from './bundle.js';
import type { RenamedText } from './renamed-text.js';

/** One function of a built text and what stands in its place; offsets in the text as it was. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly made: RenamedText;
}

/**
 * The source map, as JSON, of a built text in which functions were replaced: that of the text as it was for all others.
 * @param text with the replacements, which are in order
 * @param saved the source as it is now
 * @param moved where a place of the source is in what was saved; offsets
 */
export function insideMap(
  bundle: Bundle,
  text: string,
  replacements: readonly Replacement[],
  saved: LineIndex,
  moved: (offset: number) => number,
): string {
  const { origin, lines: old } = bundle;
  const made = new LineIndex(text);
  const sources = origin.files.map(({ path }) => path);
  const numbers = new Map(sources.map((path, index) => [path, index]));
  const own = sources.findIndex((path) => bundle.isSource(path));
  const lines: SourceMapSegment[][] = made.lines().map(() => []);
  const add = (offset: number, segment?: readonly [number, number, number]): void => {
    const { line, column } = made.positionAt(offset);
    const segments = lines[line];
    const last = segments?.at(-1);
    const isSame = segment ? segment.every((each, index) => last?.[index + 1] === each) : last?.length === 1;
    if (!isSame) segments?.push(segment ? [column, ...segment] : [column]);
  };
  const copy = (offset: number, to: number): void => {
    const position = old.positionAt(offset);
    const place = origin.placeOf(position);
    const source = place?.path === undefined ? undefined : numbers.get(place.path);
    if (!place || source === undefined) add(to);
    else if (source === own) {
      const { line, column } = saved.positionAt(moved(bundle.placeOf(offset) ?? 0));
      add(to, [own, line, column]);
    } else add(to, [source, place.position.line, place.position.column]);
  };
  let [next, shift] = [0, 0];
  for (const start of tokensOf(bundle)) {
    for (let each = replacements[next]; each && each.end <= start; each = replacements[++next]) shift += growth(each);
    const current = replacements[next];
    if (current && current.start < start) continue;
    if (current?.start !== start) copy(start, start + shift);
    else {
      for (const [offset, place] of current.made.places) {
        const { line, column } = saved.positionAt(place);
        add(start + shift + offset, [own, line, column]);
      }
    }
  }
  const map = { version: 3 as const, sources, names: [] };
  return JSON.stringify({ ...map, mappings: encodedMappings(new TraceMap({ ...map, mappings: lines })) });
}

function growth({ start, end, made }: Replacement): number {
  return made.text.length - (end - start);
}

/** Where the tokens of a text start, in order. */
function tokensOf({ outline }: Bundle): number[] {
  const starts = new Set<number>();
  for (const { shell, node } of allDefinitions(outline.module)) {
    for (const { start } of shell) starts.add(start);
    const name = ts.isSourceFile(node) ? undefined : plainName(node);
    if (name) starts.add(name.getStart());
  }
  return [...starts].sort((one, other) => one - other);
}
