import type Protocol from 'devtools-protocol';
import { fileKey, pathOfUrl } from '../files.js';

/** One script of one isolate, as V8 announced it. */
export interface Script {
  readonly id: string;
  readonly url: string;
  /** The file it came from; absent for code from `eval`, for `node:` modules and for anything without a path. */
  readonly path: string | undefined;
  readonly isModule: boolean;
  /** True for a single function of a file, evaluated to take the place of the one in the file's own script. */
  readonly isFragment: boolean;
  readonly sourceMapUrl: string | undefined;
  /** Whether it can have been made from something else, which is then debugged in its place. */
  readonly mayHaveOrigin: boolean;
  readonly end: { readonly line: number; readonly column: number };
}

const OWN_URL = 'hot-restart:';

/**
 * An expression that the debugger evaluates for itself, perhaps very often. V8 makes a script of each evaluation; the
 * URL tells them from the program's, and they are not kept.
 */
export function ownScript(expression: string): string {
  return `${expression}\n//# sourceURL=${OWN_URL}expression`;
}

export function isOwnScript({ url }: { readonly url: string }): boolean {
  return url.startsWith(OWN_URL);
}

/** Node's own code: `node:internal/…`, `node:fs`. */
export function isNodeInternal({ url }: { readonly url: string }): boolean {
  return url.startsWith('node:');
}

/** The scripts of one isolate: by V8's id, and by the file they came from. */
export class Scripts {
  readonly #byId = new Map<string, Script>();
  readonly #byFile = new Map<string, Script[]>();
  /** By the files that scripts were made from. */
  readonly #byOrigin = new Map<string, Script[]>();

  /** @param mayHaveOrigin see `Script` */
  constructor(private readonly mayHaveOrigin: (script: Omit<Script, 'mayHaveOrigin'>) => boolean) {}

  add(event: Protocol.Debugger.ScriptParsedEvent): Script {
    const path = pathOfUrl(event.url);
    const plain: Omit<Script, 'mayHaveOrigin'> = {
      id: event.scriptId,
      url: event.url,
      path,
      isFragment: event.hasSourceURL === true && path !== undefined && this.ofScriptPath(path).length > 0,
      isModule: event.isModule ?? false,
      sourceMapUrl: event.sourceMapURL || undefined,
      end: { line: event.endLine, column: event.endColumn },
    };
    const [whole] = plain.isFragment && path !== undefined ? this.ofScriptPath(path).slice(-1) : [];
    const script: Script = { ...plain, mayHaveOrigin: whole ? whole.mayHaveOrigin : this.mayHaveOrigin(plain) };
    this.#byId.set(script.id, script);
    if (script.path !== undefined && !script.isFragment) {
      const key = fileKey(script.path);
      this.#byFile.set(key, [...(this.#byFile.get(key) ?? []), script]);
    }
    return script;
  }

  get(id: string): Script | undefined {
    return this.#byId.get(id);
  }

  /** Remembers what a script was made from. */
  addOrigin(script: Script, paths: readonly string[]): void {
    for (const key of new Set(paths.map(fileKey))) {
      const known = this.#byOrigin.get(key) ?? [];
      if (!known.includes(script)) this.#byOrigin.set(key, [...known, script]);
    }
  }

  get hasOrigins(): boolean {
    return this.#byOrigin.size > 0;
  }

  /** The scripts that V8 knows by this path. */
  ofScriptPath(path: string): readonly Script[] {
    return this.#byFile.get(fileKey(path)) ?? [];
  }

  /**
   * The scripts of one file, or those made from it, oldest first: a module that was loaded twice (a query string, a
   * cleared cache) has two.
   */
  ofFile(path: string): readonly Script[] {
    return this.#byOrigin.get(fileKey(path)) ?? this.ofScriptPath(path);
  }

  [Symbol.iterator](): IterableIterator<Script> {
    return this.#byId.values();
  }
}
