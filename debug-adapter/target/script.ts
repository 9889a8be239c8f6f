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

  add(event: Protocol.Debugger.ScriptParsedEvent): Script {
    const path = pathOfUrl(event.url);
    const script: Script = {
      id: event.scriptId,
      url: event.url,
      path,
      isFragment: event.hasSourceURL === true && path !== undefined && this.ofFile(path).length > 0,
      isModule: event.isModule ?? false,
      sourceMapUrl: event.sourceMapURL || undefined,
      end: { line: event.endLine, column: event.endColumn },
    };
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

  /** The scripts of one file, oldest first: a module that was loaded twice (a query string, a cleared cache) has two. */
  ofFile(path: string): readonly Script[] {
    return this.#byFile.get(fileKey(path)) ?? [];
  }

  [Symbol.iterator](): IterableIterator<Script> {
    return this.#byId.values();
  }
}
