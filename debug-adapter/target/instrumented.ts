import { withoutScopeSuffix } from '../edit/scope-suffix.js';

/** What the programs of a session run in the place of the user's modules: the same with some functions wrapped. */
export class InstrumentedTexts {
  /** The module's own text, by what runs. */
  readonly #originals = new Map<string, string>();
  #lastSite = 0;
  /** Whether modules are wrapped as they are loaded; a program that we attach to has loaded its own without us. */
  wraps = false;
  /** Whether functions keep all of their variables for the functions in them (`hotRestart.keepScopes`). */
  keepsScopes = false;

  /** The text to run for a module; null for as it is: there is nothing to wrap in it, or it does not compile. */
  async textToRun(text: string): Promise<string | null> {
    const { outline } = await import('../edit/definitions.js');
    const { instrument } = await import('../edit/instrument.js');
    const { source } = outline(text);
    // An internal property of the compiler's, as there is no program around this one file.
    const { parseDiagnostics = [] } = source as unknown as { parseDiagnostics?: readonly unknown[] };
    if (parseDiagnostics.length) return null;
    const running = instrument(text, source, { siteOf: () => this.nextSite(), keepsScopes: this.keepsScopes });
    if (running === text) return null;
    this.#originals.set(running, text);
    return running;
  }

  originalOf(running: string): string {
    const module = withoutScopeSuffix(running);
    return this.#originals.get(module) ?? module;
  }

  nextSite(): number {
    return ++this.#lastSite;
  }
}
