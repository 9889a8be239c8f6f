import { inlineMap, withoutMap } from '../compile/proof.js';
import { fileKey } from '../files.js';
import { inlinedModule } from '../edit/inlined-module.js';
import { withoutScopeSuffix } from '../edit/scope-suffix.js';

/** What the programs of a session run in the place of the user's modules: the same with some functions wrapped. */
export class InstrumentedTexts {
  /** The module's own text, by what runs. */
  readonly #originals = new Map<string, string>();
  /** What the compiler made, by the same with shorter lines. */
  readonly #compiled = new Map<string, string>();
  /** The files, by their keys, whose modules something compiles in the program that no load hook sees. */
  readonly #compiledInside = new Set<string>();
  #lastSite = 0;
  /** Whether modules are wrapped as they are loaded; a program that we attach to has loaded its own without us. */
  wraps = false;
  /** Whether functions keep all of their variables for the functions in them (`hotRestart.keepScopes`). */
  keepsScopes = false;

  /**
   * The text to run for a module; null for as it is: there is nothing to wrap in it, or it does not compile.
   * @param keepsLines whether something else has its lines and must find them again
   */
  async textToRun(text: string, keepsLines = false): Promise<string | null> {
    const { outline } = await import('../edit/definitions.js');
    const { instrument } = await import('../edit/instrument.js');
    const module = keepsLines ? text : await this.withShortLines(text, inlineMap(text));
    const { source } = outline(module);
    // An internal property of the compiler's, as there is no program around this one file.
    const { parseDiagnostics = [] } = source as unknown as { parseDiagnostics?: readonly unknown[] };
    if (parseDiagnostics.length) return null;
    const running = instrument(module, source, { siteOf: () => this.nextSite(), keepsScopes: this.keepsScopes });
    if (running === text) return null;
    this.#originals.set(running, module);
    return running;
  }

  /**
   * A compiled text with its map inside, and lines that are short enough for V8 to tell its functions apart.
   * @param map as JSON; undefined where there is none
   */
  async withShortLines(text: string, map: string | undefined): Promise<string> {
    if (map === undefined) return text;
    const { breakLongLines } = await import('../source-maps/break-lines.js');
    const broken = breakLongLines(text, map);
    if (!broken) return text;
    const url = `data:application/json;charset=utf-8;base64,${Buffer.from(broken.map).toString('base64')}`;
    const module = `${withoutMap(broken.text).trimEnd()}\n//# sourceMappingURL=${url}\n`;
    this.#compiled.set(module, text);
    return module;
  }

  /** Remembers a file that vitest, jest or a Vite server compiles in the program. */
  addCompiledInside(path: string): void {
    this.#compiledInside.add(fileKey(path));
  }

  isCompiledInside(path: string): boolean {
    return this.#compiledInside.has(fileKey(path));
  }

  /** What the compiler made where lines were broken since. */
  compiledOf(module: string): string {
    return this.#compiled.get(module) ?? module;
  }

  originalOf(running: string): string {
    const module = withoutScopeSuffix(running);
    const inlined = inlinedModule(module);
    if (!inlined) return this.#originals.get(module) ?? module;
    const { before, code, after } = inlined;
    return before + (this.#originals.get(code) ?? code) + after;
  }

  nextSite(): number {
    return ++this.#lastSite;
  }
}
