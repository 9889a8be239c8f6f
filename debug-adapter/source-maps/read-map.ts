import { Globs } from './globs.js';
import { flatten, MalformedMap, type MapFault } from './flat-map.js';
import { parseMap } from './map-json.js';
import { isDataUrl, mapPaths, readMapFile, textOfDataUrl, type MapText } from './map-text.js';
import { SourceMap } from './source-map.js';
import { SourcePaths } from './source-path.js';

/** What the configuration says about maps. */
export interface MapOptions {
  /** `sourceMapPathOverrides`; VS Code's default rules count after them. */
  readonly overrides: Readonly<Record<string, string>>;
  readonly workspaceFolder: string | undefined;
  /** `resolveSourceMapLocations`: globs, `!` in front takes back; undefined or empty allows all. */
  readonly resolveLocations: readonly string[] | undefined;
}

/** Which map, of which script. */
export interface MapRequest {
  /** As V8 announced it: a data URL, or a path or URL, perhaps relative to the script. */
  readonly sourceMapUrl: string;
  readonly scriptUrl: string;
  readonly scriptPath: string | undefined;
  readonly options: MapOptions;
}

/** Why there is no map. `map` is its path or URL, undefined for one inside its script. */
export type MapProblem =
  | { readonly kind: 'not found'; readonly map: string }
  /** On a server: nothing is fetched. */
  | { readonly kind: 'remote'; readonly map: string }
  | { readonly kind: 'unreadable'; readonly map: string | undefined; readonly error: string }
  /** Written in part: it may be whole soon. */
  | { readonly kind: 'truncated'; readonly map: string | undefined }
  | { readonly kind: 'not JSON'; readonly map: string | undefined; readonly error: string }
  | { readonly kind: 'malformed'; readonly map: string | undefined; readonly fault: MapFault }
  /** By `resolveSourceMapLocations`. */
  | { readonly kind: 'not allowed'; readonly map: string | undefined };

export type ReadMap = { readonly map: SourceMap } | { readonly problem: MapProblem };

/** Reads the map of a script. Never throws. */
export async function readSourceMap(request: MapRequest): Promise<ReadMap> {
  const map = isDataUrl(request.sourceMapUrl) ? undefined : request.sourceMapUrl;
  try {
    return map === undefined ? readInline(request) : await readFromFile(request, map);
  } catch (error) {
    // Out of memory for a text, out of stack for a nesting: nothing of the program is at fault.
    return { problem: { kind: 'unreadable', map, error: (error as Error).message } };
  }
}

function readInline(request: MapRequest): ReadMap {
  if (!isAllowed(request, undefined)) return { problem: { kind: 'not allowed', map: undefined } };
  return mapOf(textOfDataUrl(request.sourceMapUrl), undefined, request);
}

async function readFromFile(request: MapRequest, url: string): Promise<ReadMap> {
  const { scriptUrl, scriptPath } = request;
  const remote = [url, ...(URL.canParse(url, scriptUrl) ? [new URL(url, scriptUrl).href] : [])];
  const server = remote.find((each) => /^https?:/i.test(each));
  const paths = mapPaths(url, scriptPath);
  if (server !== undefined && (scriptPath === undefined || /^https?:/i.test(url))) {
    return { problem: { kind: 'remote', map: server } };
  }
  let text: MapText = { status: 'not found' };
  let map = paths[0] ?? url;
  for (const path of paths) {
    if (!isAllowed(request, path)) return { problem: { kind: 'not allowed', map: path } };
    const read = await readMapFile(path);
    if (read.status === 'not found') continue;
    text = read;
    map = path;
    break;
  }
  switch (text.status) {
    case 'read':
      return mapOf(text.text, map, request);
    case 'unreadable':
      return { problem: { kind: 'unreadable', map, error: text.error } };
    case 'not found':
      return { problem: { kind: 'not found', map } };
  }
}

/** Whether the place of the map or that of its script is allowed: the globs may name `.js` files alone. */
function isAllowed({ options, scriptPath }: MapRequest, mapPath: string | undefined): boolean {
  const { resolveLocations, workspaceFolder } = options;
  if (resolveLocations === undefined || resolveLocations.length === 0) return true;
  // Code from `eval` is nowhere, so nothing can be said of its place.
  if (mapPath === undefined && scriptPath === undefined) return true;
  const globs = new Globs(resolveLocations, workspaceFolder);
  return [mapPath, scriptPath].some((place) => place !== undefined && globs.matches(place));
}

/** @param path of the map; undefined for one inside its script */
function mapOf(text: string, path: string | undefined, { scriptPath, options }: MapRequest): ReadMap {
  const parsed = parseMap(text);
  switch (parsed.status) {
    case 'truncated':
      return { problem: { kind: 'truncated', map: path } };
    case 'not JSON':
      return { problem: { kind: 'not JSON', map: path, error: parsed.error } };
    case 'parsed':
      break;
  }
  try {
    const flat = flatten(parsed.json);
    const paths = new SourcePaths({ scriptPath, mapPath: path }, options.overrides, options.workspaceFolder);
    return {
      map: new SourceMap(flat, (index) => {
        const { source = '', sourceRoot } = flat.entries[index] ?? {};
        return paths.resolve(source, sourceRoot);
      }),
    };
  } catch (error) {
    if (error instanceof MalformedMap) return { problem: { kind: 'malformed', map: path, fault: error.fault } };
    throw error;
  }
}
