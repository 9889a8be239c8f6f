import { statSync } from 'node:fs';
import { dirname, isAbsolute, normalize, relative, resolve, win32 } from 'node:path';
import { pathOfUrl } from '../files.js';
import { DEFAULT_OVERRIDES, PathOverrides } from './path-overrides.js';
import { bundledPath } from './bundled-path.js';

/** Where a map and its script are; undefined for one that is no file. */
export interface MapPlace {
  readonly scriptPath: string | undefined;
  /** Undefined for a map inside its script. */
  readonly mapPath: string | undefined;
}

export interface SourcePlace {
  /** Absolute and normalised; undefined for a source that is no file. */
  readonly path: string | undefined;
  /** What the map calls it, with its `sourceRoot`. */
  readonly url: string;
}

/** Finds the files that a map means. Where it may mean several, the first that exists, else the first. */
export class SourcePaths {
  readonly #overrides: PathOverrides;
  readonly #defaults: PathOverrides;
  /** The folders from which relative sources count. */
  readonly #bases: readonly string[];

  /**
   * @param overrides the attribute `sourceMapPathOverrides`
   * @param exists whether there is a file of that path
   */
  constructor(
    readonly place: MapPlace,
    overrides: Readonly<Record<string, string>>,
    readonly workspaceFolder: string | undefined,
    readonly exists: (path: string) => boolean = isFile,
  ) {
    this.#overrides = new PathOverrides(overrides, workspaceFolder);
    this.#defaults = new PathOverrides(DEFAULT_OVERRIDES, workspaceFolder);
    const files = [place.mapPath, place.scriptPath].filter((path) => path !== undefined);
    this.#bases = [...new Set([...files.map((path) => dirname(path)), ...(workspaceFolder ? [workspaceFolder] : [])])];
  }

  /**
   * @param source as it stands in the map's `sources`
   * @param sourceRoot of the map, if it has one
   */
  resolve(source: string, sourceRoot: string | undefined): SourcePlace {
    const url = withRoot(source, sourceRoot);
    // A bundler's own module has a NUL in its name, which no file can have.
    if (source === '' || url.includes('\0')) return { path: undefined, url };
    const candidates = [...new Set(this.#candidates(url))];
    return { path: candidates.find((path) => this.exists(path)) ?? candidates[0], url };
  }

  #candidates(url: string): string[] {
    const bare = withoutQuery(url);
    const overridden = this.#overrides.apply(bare);
    const first = overridden === undefined ? [] : this.#paths(overridden);
    const bundled = bundledPath(bare);
    if (bundled !== undefined) return [...first, ...this.#bundled(bare, bundled)];
    return [...first, ...this.#paths(bare), ...this.#paths(url)];
  }

  /** The paths that a text may stand for which names a file, by a path or by a URL. */
  #paths(text: string): string[] {
    const drive = /^\/?([A-Za-z]:[\\/].*)$/s.exec(text)?.[1];
    if (drive !== undefined) return [win32.normalize(drive)];
    if (text.startsWith('file:')) return [pathOfUrl(text) ?? []].flat();
    // Vite calls files outside of its root so.
    if (text.startsWith('/@fs/')) return this.#paths(text.slice('/@fs'.length));
    if (/^[a-z][\w+.-]+:/i.test(text)) return [];
    const texts = [...new Set([text, decoded(text)])];
    if (!text.startsWith('/')) return this.#bases.flatMap((base) => texts.map((each) => resolve(base, each)));
    const inWorkspace = this.workspaceFolder === undefined ? [] : [this.workspaceFolder];
    return [
      ...texts.map(normalize),
      ...inWorkspace.flatMap((folder) => texts.map((each) => resolve(folder, `.${each}`))),
    ];
  }

  /** A bundler's path counts from the folder that it was started in: the workspace, or one of those above its output. */
  #bundled(url: string, path: string): string[] {
    if (path === '') return [];
    const byDefault = this.#defaults.apply(url);
    const inWorkspace = byDefault === undefined ? [] : this.#paths(byDefault);
    if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return [...this.#paths(path), ...inWorkspace];
    // A bundle of JavaScript may be called like a source of it.
    const others = this.#folders().map((folder) => resolve(folder, path));
    return [...inWorkspace, ...others].filter((each) => each !== this.place.scriptPath);
  }

  /** The workspace folder, those between it and the output from below, and that of the output itself. */
  #folders(): string[] {
    const top = this.workspaceFolder;
    const own = this.#bases[0];
    if (own === undefined) return [];
    const above: string[] = [];
    for (let folder = dirname(own); folder !== dirname(folder); folder = dirname(folder)) {
      if (top === undefined || isInside(top, folder)) above.push(folder);
    }
    return [...(top === undefined ? [] : [top]), ...above, own];
  }
}

function isInside(top: string, folder: string): boolean {
  const way = relative(top, folder);
  return !way.startsWith('..') && !isAbsolute(way);
}

/** A source that says by itself where it is does not need the map's root. */
function withRoot(source: string, sourceRoot: string | undefined): string {
  if (sourceRoot === undefined || /^[a-z][\w+.-]*:/i.test(source)) return source;
  const isUrl = /^[a-z][\w+.-]+:/i.test(sourceRoot);
  if (source.startsWith('/') && !isUrl) return source;
  return `${sourceRoot.replace(/[\\/]$/, '')}/${isUrl ? source.replace(/^\//, '') : source}`;
}

/** Without `?v=1` or a loader's `?1a2b`; `.vue` files are cut up into sources that differ by it alone. */
function withoutQuery(url: string): string {
  const query = url.indexOf('?');
  return query < 0 || url.slice(0, query).endsWith('.vue') ? url : url.slice(0, query);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch {
    return false;
  }
}
