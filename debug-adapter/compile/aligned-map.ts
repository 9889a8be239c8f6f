import { encodedMappings, TraceMap, type SourceMapSegment } from '@jridgewell/trace-mapping';
import { diffArrays } from 'diff';

/**
 * A source map for a compiler that makes none, and undefined where the text stands as its source does: with blanks where
 * the types were. A compiler leaves most words as they are and in their order, so words are set against words.
 */
export function alignedMap(path: string, source: string, text: string): string | undefined {
  if (isInPlace(source, text)) return undefined;
  const [from, to] = [wordsOf(source), wordsOf(text)];
  const parts = diffArrays(from.map(textOf), to.map(textOf), { maxEditLength: MOST });
  if (!parts) return undefined;
  const lines: SourceMapSegment[][] = text.split('\n').map(() => []);
  let [here, there] = [0, 0];
  for (const { added, removed, count } of parts) {
    if (!added && !removed) {
      for (let word = 0; word < count; word++) {
        const [at, is] = [from[here + word], to[there + word]];
        if (at && is) lines[is.line]?.push([is.column, 0, at.line, at.column]);
      }
    }
    if (!added) here += count;
    if (!removed) there += count;
  }
  const map = { version: 3 as const, sources: [path], names: [] };
  return JSON.stringify({ ...map, mappings: encodedMappings(new TraceMap({ ...map, mappings: lines })) });
}

/** Words that differ; more are not worth the time. */
const MOST = 5000;

interface Word {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

function textOf({ text }: Word): string {
  return text;
}

function wordsOf(text: string): Word[] {
  return text.split('\n').flatMap((content, line) =>
    [...content.matchAll(/[\p{ID_Start}$_][\p{ID_Continue}$]*|\d[\w.]*|\S/gu)].map(({ 0: word, index }) => ({
      text: word,
      line,
      column: index,
    })),
  );
}

/** A semicolon may stand where a type began. */
function isInPlace(source: string, text: string): boolean {
  const lines = text.split('\n');
  return source
    .trimEnd()
    .split('\n')
    .every((line, at) => [...(lines[at] ?? '')].every((each, column) => each === line[column] || /[\s;]/.test(each)));
}
