/**
 * Whether two texts do the same: what a compiler makes of the old source must be what runs. They may differ in comments
 * at the end, where maps and the marks of caches are.
 */
export function isSameText(made: string, running: string): boolean {
  return withoutEnd(made) === withoutEnd(running);
}

/** jiti marks what it takes from its cache. */
const CACHE_MARK = / \/\* v\d+-[\da-f]+ \*\/\s*$/;

function withoutEnd(text: string): string {
  return withoutMap(text.replace(/^\uFEFF/, ''))
    .replace(NAME_COMMENT, '')
    .trimEnd()
    .replace(CACHE_MARK, '')
    .trimEnd();
}

const MAP_COMMENT = /^\/\/[#@] ?sourceMappingURL=.*$/gm;
/** Node's own stripping says which file it was. */
const NAME_COMMENT = /^\/\/[#@] ?sourceURL=.*$/gm;
const INLINE_MAP = /^\/\/[#@] ?sourceMappingURL=data:application\/json;(?:charset=[\w-]+;)?base64,([\w+/=]+)\s*$/gm;

/** A text without what says where its source map is. */
export function withoutMap(text: string): string {
  return text.replace(MAP_COMMENT, '');
}

/** A text that says of its file what another one says: Node's own stripping names it by path or by address. */
export function namedLike(running: string, text: string): string {
  const [name] = running.match(NAME_COMMENT) ?? [];
  return name === undefined ? text : text.replace(NAME_COMMENT, () => name);
}

/** The source map that a text carries, as JSON. */
export function inlineMap(text: string): string | undefined {
  const last = [...text.matchAll(INLINE_MAP)].at(-1)?.[1];
  return last === undefined ? undefined : Buffer.from(last, 'base64').toString('utf8');
}

/** The source that a text carries in its map, where it has only one. */
export function inlineSource(text: string): string | undefined {
  const map = inlineMap(text);
  if (map === undefined) return undefined;
  try {
    const { sourcesContent } = JSON.parse(map) as { sourcesContent?: unknown };
    const [only, second] = Array.isArray(sourcesContent) ? (sourcesContent as unknown[]) : [];
    return typeof only === 'string' && second === undefined ? only : undefined;
  } catch {
    return undefined;
  }
}
