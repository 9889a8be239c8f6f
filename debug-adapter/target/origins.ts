import { extname } from 'node:path';
import { fileKey } from '../files.js';
import { mapProblemSentence } from '../messages.js';
import type { MapOptions, MapProblem } from '../source-maps/read-map.js';
import type { SourceMap } from '../source-maps/source-map.js';
import type { Origin } from '../edit/origin.js';
import { MappedOrigin, SamePositions } from './origin.js';
import { readSaved } from './source-text.js';

/** The script that a text is of. */
export interface TextOf {
  readonly url: string;
  readonly path: string | undefined;
}

/** What the configuration says about source maps. */
export interface OriginOptions extends MapOptions {
  /** `sourceMaps`. */
  readonly isEnabled: boolean;
}

const TYPESCRIPT = /\.[cm]?tsx?$/i;
const MAP_COMMENT = /^[ \t]*\/\/[#@][ \t]*sourceMappingURL=([^\s'"]+)[ \t]*$/gm;

/** A map may be written while it is read: how often it is read again, and after how many milliseconds. */
const AGAIN = { times: 5, after: 60 };

export function isTypeScript(path: string): boolean {
  return TYPESCRIPT.test(path);
}

/** The URL that a text gives for its source map: the last one. */
export function mapUrlIn(text: string): string | undefined {
  return [...text.matchAll(MAP_COMMENT)].at(-1)?.[1];
}

/** Finds out what texts were made from. Never throws: a map that cannot be used is told, once. */
export class Origins {
  readonly #told = new Set<string>();

  constructor(
    private readonly options: OriginOptions,
    private readonly tell: (sentence: string) => void,
  ) {}

  /** Whether a script can have been made from something else. */
  mayHave({ path, sourceMapUrl }: TextOf & { readonly sourceMapUrl: string | undefined }): boolean {
    return this.options.isEnabled && (sourceMapUrl !== undefined || (path !== undefined && isTypeScript(path)));
  }

  /**
   * What a text was made from; undefined for a file as it is.
   * @param text as the compiler has made it
   */
  async of(script: TextOf, text: string): Promise<Origin | undefined> {
    if (!this.options.isEnabled) return undefined;
    const url = mapUrlIn(text);
    if (url !== undefined) {
      const map = await this.#read(script, url);
      return map && new MappedOrigin(map, await textsOf(map));
    }
    const { path } = script;
    if (path === undefined || !isTypeScript(path)) return undefined;
    const source = await readSaved(path).catch(() => undefined);
    return new SamePositions(path, source);
  }

  /**
   * What a text was made from that was just compiled from a file; without a map its positions are the file's.
   * @param texts of all files that it was made from, by their keys, where the map does not hold them
   */
  async ofCompiled(
    script: TextOf,
    map: string | undefined,
    path: string,
    source: string,
    texts: ReadonlyMap<string, string> = new Map([[fileKey(path), source]]),
  ): Promise<Origin | undefined> {
    if (map === undefined) return new SamePositions(path, source);
    const inline = `data:application/json;charset=utf-8,${encodeURIComponent(map)}`;
    const read = await this.#read({ ...script, path: script.path ?? path }, inline);
    return read && new MappedOrigin(read, texts);
  }

  async #read({ url, path }: TextOf, sourceMapUrl: string): Promise<SourceMap | undefined> {
    const { readSourceMap } = await import('../source-maps/read-map.js');
    let problem: MapProblem | undefined;
    for (let time = 0; time <= AGAIN.times; time++) {
      const read = await readSourceMap({ sourceMapUrl, scriptUrl: url, scriptPath: path, options: this.options });
      if ('map' in read) return read.map;
      problem = read.problem;
      if (problem.kind !== 'truncated' || sourceMapUrl.startsWith('data:')) break;
      await new Promise((resolve) => setTimeout(resolve, AGAIN.after));
    }
    // One that is not allowed is not missed.
    if (problem && problem.kind !== 'not allowed') this.#tellOnce(mapProblemSentence(problem, path ?? url));
    return undefined;
  }

  #tellOnce(sentence: string): void {
    if (this.#told.has(sentence)) return;
    this.#told.add(sentence);
    this.tell(sentence);
  }
}

/** The texts of the sources that the map does not hold, as they are on the disk now. */
async function textsOf({ sources }: SourceMap): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const isMissing = sources.filter(({ path, content }) => path !== undefined && content === undefined);
  await Promise.all(
    isMissing.map(async ({ path = '' }) => {
      const text = await readSaved(path).catch(() => undefined);
      if (text !== undefined) texts.set(fileKey(path), text);
    }),
  );
  return texts;
}

/** Whether a file is JavaScript as Node runs it. */
export function isJavaScript(path: string): boolean {
  return ['.js', '.cjs', '.mjs', ''].includes(extname(path));
}
