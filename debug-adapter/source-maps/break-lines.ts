import { decode, encode, type SourceMapSegment } from '@jridgewell/sourcemap-codec';
import { ts } from 'ts-morph';
import { LineIndex } from '../positions.js';

/** A text with shorter lines, and the source map of it as JSON. */
export interface BrokenLines {
  readonly text: string;
  readonly map: string;
}

/** V8 takes 800 characters of changed lines for one change (E12a); longer lines than these are broken. */
const LONG = 300;

/** `mappings` alone: a map of sections is left as it is. */
interface FlatMapJson {
  readonly mappings: string;
}

/**
 * Puts each statement and each member of a class on a line of its own, where lines are so long that an edit of one function
 * would count for V8 as one of others (E12a): some compilers write their whole output in one line.
 * @param map of the text, as JSON
 * @returns undefined where no line is too long, or the map cannot be moved with it
 */
export function breakLongLines(text: string, map: string): BrokenLines | undefined {
  const lines = new LineIndex(text);
  if (!lines.lines().some((line) => line.length > LONG && !/^\/\/[#@]/.test(line))) return undefined;
  const json = flatMap(map);
  if (!json) return undefined;
  const breaks = breaksIn(text, lines);
  if (!breaks.length) return undefined;
  let [broken, copied] = ['', 0];
  for (const at of breaks) {
    broken += `${text.slice(copied, at)}\n`;
    copied = at;
  }
  const mappings = encode(movedMappings(decode(json.mappings), breaks, lines));
  return { text: broken + text.slice(copied), map: JSON.stringify({ ...json, mappings }) };
}

function flatMap(map: string): FlatMapJson | undefined {
  try {
    const json: unknown = JSON.parse(map);
    const isFlat = typeof json === 'object' && json !== null && 'mappings' in json && typeof json.mappings === 'string';
    return isFlat ? (json as FlatMapJson) : undefined;
  } catch {
    return undefined;
  }
}

/** Offsets, in order, of statements and members that do not start a line that is too long. */
function breaksIn(text: string, lines: LineIndex): number[] {
  const source = ts.createSourceFile('compiled.js', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const found: number[] = [];
  const visit = (node: ts.Node): void => {
    const start = node.getStart();
    if (isOnItsOwn(node) && isBreakable(text, start) && lines.lineAt(lines.positionAt(start).line).length > LONG) {
      found.push(start);
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(source, visit);
  return [...new Set(found)].sort((one, other) => one - other);
}

function isOnItsOwn(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isClassElement(node)) return ts.isClassLike(parent);
  return ts.isSourceFile(parent) || ts.isBlock(parent) || ts.isCaseOrDefaultClause(parent)
    ? ts.isStatement(node)
    : false;
}

/** Only behind what ends or begins something: a line's end means nothing there. */
function isBreakable(text: string, start: number): boolean {
  return /[;{}:]\s*$/.test(text.slice(Math.max(0, start - 20), start)) && text[start - 1] !== '\n';
}

function movedMappings(
  mappings: SourceMapSegment[][],
  breaks: readonly number[],
  lines: LineIndex,
): SourceMapSegment[][] {
  const columns = new Map<number, number[]>();
  for (const offset of breaks) {
    const { line, column } = lines.positionAt(offset);
    columns.set(line, [...(columns.get(line) ?? []), column]);
  }
  return mappings.flatMap((segments, line) => splitLine(segments, columns.get(line) ?? []));
}

/** A line's segments in the lines that it is broken into; each begins with what the one before it ended with. */
function splitLine(segments: SourceMapSegment[], columns: readonly number[]): SourceMapSegment[][] {
  const result: SourceMapSegment[][] = [];
  for (const [index, from] of [0, ...columns].entries()) {
    const to = columns[index] ?? Infinity;
    const own = segments.filter(([column]) => column >= from && column < to);
    const before = segments.findLast(([column]) => column < from);
    const moved = own.map((segment) => at(segment, segment[0] - from));
    if (from > 0 && before && own[0]?.[0] !== from) moved.unshift(at(before, 0));
    result.push(moved);
  }
  return result;
}

function at(segment: SourceMapSegment, column: number): SourceMapSegment {
  const [, ...rest] = segment;
  return [column, ...rest] as SourceMapSegment;
}
