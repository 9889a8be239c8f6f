import { FlattenMap, type SectionedSourceMapInput, type TraceMap } from '@jridgewell/trace-mapping';
import { decodeMappings } from './mappings.js';

/** What of a map is not as the standard (ECMA-426) has it. */
export type MapFault = 'object' | 'version' | 'sources' | 'mappings' | 'sections';

/** A map that is JSON, but no source map. */
export class MalformedMap extends Error {
  constructor(readonly fault: MapFault) {
    super(fault);
  }
}

/** A source as the map names it. */
export interface SourceEntry {
  readonly source: string;
  readonly sourceRoot: string | undefined;
  readonly content: string | undefined;
}

/** A map in one piece. The indices of sources in the trace are those of `entries`; it knows nothing else of them. */
export interface FlatMap {
  readonly trace: TraceMap;
  readonly entries: readonly SourceEntry[];
}

/** Sections are laid out as lines in memory: a map that asks for more of them is no map of a program. */
const MAX_LINE = 5_000_000;

/**
 * Checks a map and joins its sections, if it has some.
 * @param json what was in the map's file
 * @throws MalformedMap
 */
export function flatten(json: unknown): FlatMap {
  if (!isRecord(json)) throw new MalformedMap('object');
  if (Number(json['version']) !== 3) throw new MalformedMap('version');
  const entries: SourceEntry[] = [];
  // The library resolves and shortens the names of sources, which hides what they were: it only gets their numbers.
  return { trace: new FlattenMap(checked(json, entries)), entries };
}

/** @param entries gets the map's sources */
function checked(map: Record<string, unknown>, entries: SourceEntry[]): SectionedSourceMapInput {
  if (map['version'] !== undefined && Number(map['version']) !== 3) throw new MalformedMap('version');
  return map['sections'] === undefined ? checkedLeaf(map, entries) : checkedSections(map['sections'], entries);
}

function checkedLeaf(map: Record<string, unknown>, entries: SourceEntry[]): SectionedSourceMapInput {
  const { sources, sourcesContent, sourceRoot, mappings, names } = map;
  if (!Array.isArray(sources)) throw new MalformedMap('sources');
  if (typeof mappings !== 'string') throw new MalformedMap('mappings');
  const contents: unknown[] = Array.isArray(sourcesContent) ? sourcesContent : [];
  const own = sources.map((source: unknown, index): SourceEntry => {
    const content = contents[index];
    return {
      source: typeof source === 'string' ? source : '',
      sourceRoot: typeof sourceRoot === 'string' && sourceRoot !== '' ? sourceRoot : undefined,
      content: typeof content === 'string' ? content : undefined,
    };
  });
  const first = entries.length;
  for (const entry of own) entries.push(entry);
  const known = (Array.isArray(names) ? names : []).map((name: unknown) => (typeof name === 'string' ? name : ''));
  const isSource = (index: number) => own[index] !== undefined && !isNothing(own[index]);
  const decoded = decodeMappings(mappings, isSource, known.length);
  if (decoded === undefined) throw new MalformedMap('mappings');
  return { version: 3, sources: own.map((_, index) => String(first + index)), names: known, mappings: decoded };
}

function checkedSections(sections: unknown, entries: SourceEntry[]): SectionedSourceMapInput {
  if (!Array.isArray(sections)) throw new MalformedMap('sections');
  let before = { line: 0, column: 0 };
  return {
    version: 3,
    sections: sections.map((section: unknown) => {
      if (!isRecord(section) || !isRecord(section['map'])) throw new MalformedMap('sections');
      const offset = checkedOffset(section['offset']);
      if (offset.line < before.line || (offset.line === before.line && offset.column < before.column)) {
        throw new MalformedMap('sections');
      }
      before = offset;
      return { offset, map: checked(section['map'], entries) };
    }),
  };
}

function checkedOffset(offset: unknown): { line: number; column: number } {
  if (!isRecord(offset)) throw new MalformedMap('sections');
  const { line, column } = offset;
  if (!isCount(line) || !isCount(column) || line > MAX_LINE) throw new MalformedMap('sections');
  return { line, column };
}

/** A source that has neither a name nor a text: `null` in the map. */
function isNothing({ source, content }: SourceEntry): boolean {
  return source === '' && content === undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
