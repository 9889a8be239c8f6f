import { realpathSync } from 'node:fs';
import { alignedMap } from './aligned-map.js';
import type { Compiled, CompileFailure, CompileRequest, ProgramStart } from './compile-request.js';
import { guesses } from './guesses.js';
import { CompileError, forTool, Helper, HelperFailed, type ToolName, type Variant } from './helper.js';
import { likeProgram, plain } from './helper-start.js';
import { inlineMap, inlineSource, isSameText, namedLike } from './proof.js';
import { faultOf } from './syntax-place.js';

/** What made a script's text: nothing, or a tool in a helper, in one of its ways. */
type Strategy = 'none' | { readonly helper: string; readonly tool: ToolName; readonly variant: Variant };

/** Helpers: with the loaders that the program was started with, and with none. Others load what their name says. */
const OWN = '';
const PLAIN = 'plain';

/**
 * Compiles saved sources as the running program's own were compiled. What compiles them is found out for each script by
 * compiling its old source: it must give exactly the text that runs.
 */
export class Recompiler {
  readonly #helpers = new Map<string, Helper>();
  readonly #chosen = new Map<string, Strategy | 'unknown'>();
  #isDisposed = false;

  constructor(private readonly start: ProgramStart) {}

  async compile(request: CompileRequest): Promise<Compiled | { readonly failure: CompileFailure }> {
    try {
      const strategy = await this.#strategyFor(request);
      if (!strategy) return { failure: { reason: 'unknown compiler' } };
      return await this.#apply(strategy, request);
    } catch (error) {
      if (!(error instanceof HelperFailed)) throw error;
      return { failure: { reason: 'helper failed', error: error.message } };
    }
  }

  /** Ends the helpers. */
  dispose(): void {
    this.#isDisposed = true;
    for (const helper of this.#helpers.values()) helper.end();
    this.#helpers.clear();
  }

  async #apply(strategy: Strategy, request: CompileRequest): Promise<Compiled | { failure: CompileFailure }> {
    if (strategy === 'none') return { text: request.saved, map: inlineMap(request.saved) };
    try {
      return await this.#saved(strategy, request);
    } catch (error) {
      if (!(error instanceof CompileError)) throw error;
      const failure = faultOf(error.fault, request.path, request.saved);
      if (failure.reason === 'syntax') return { failure };
    }
    // The compiler may remember other files as they were.
    this.#end(strategy.helper);
    try {
      return await this.#saved(strategy, request);
    } catch (error) {
      if (!(error instanceof CompileError)) throw error;
      return { failure: faultOf(error.fault, request.path, request.saved) };
    }
  }

  async #saved(strategy: Exclude<Strategy, 'none'>, request: CompileRequest): Promise<Compiled> {
    const { text: made, map } = await this.#compiled(strategy, request, request.saved);
    const text = namedLike(request.running, made);
    return { text, map: map ?? alignedMap(request.path, request.saved, text) };
  }

  async #strategyFor(request: CompileRequest): Promise<Strategy | undefined> {
    const key = `${request.path}\n${request.script.url}`;
    const known = this.#chosen.get(key);
    if (known) return known === 'unknown' ? undefined : known;
    // Where the old source is not known, the saved one may still be it.
    const source = request.source ?? inlineSource(request.running);
    const chosen = await this.#proved(request, source ?? request.saved);
    if (chosen ?? source) this.#chosen.set(key, chosen ?? 'unknown');
    return chosen;
  }

  async #proved(request: CompileRequest, source: string): Promise<Strategy | undefined> {
    const isInPlace = request.script.path === undefined || real(request.script.path) === real(request.path);
    if (isInPlace && JAVASCRIPT.test(request.path) && isSameText(source, request.running)) return 'none';
    let failure: HelperFailed | undefined;
    for (const [helper, tool] of isInPlace ? this.#loaders(request) : AHEAD) {
      try {
        for (const variant of await this.#variants(helper, tool, request)) {
          if (await this.#isProof({ helper, tool, variant }, request, source)) return { helper, tool, variant };
        }
      } catch (error) {
        if (!(error instanceof HelperFailed) || this.#isDisposed) throw error;
        failure ??= error;
      }
      if (helper !== OWN && helper !== PLAIN && !this.#isUsed(helper)) this.#end(helper);
    }
    if (failure) throw failure;
    return undefined;
  }

  /** The loaders that the program was started with, then those that it may have loaded itself. */
  #loaders({ path, running }: CompileRequest): (readonly [string, ToolName])[] {
    if (JITI.test(running)) return [[PLAIN, 'jiti']];
    return [OWN, ...guesses(path)].map((preload) => [preload, 'loader'] as const);
  }

  async #isProof(strategy: Exclude<Strategy, 'none'>, request: CompileRequest, source: string): Promise<boolean> {
    try {
      return isSameText((await this.#compiled(strategy, request, source)).text, request.running);
    } catch (error) {
      if (error instanceof CompileError) return false;
      throw error;
    }
  }

  async #variants(helper: string, tool: ToolName, request: CompileRequest): Promise<Variant[]> {
    try {
      return (await this.#helper(helper).ask({ ask: 'variants', tool, request: forTool(request) })) as Variant[];
    } catch (error) {
      // The tool is not installed, or its configuration cannot be read.
      if (error instanceof CompileError) return [];
      throw error;
    }
  }

  async #compiled(
    { helper, tool, variant }: Exclude<Strategy, 'none'>,
    request: CompileRequest,
    text: string,
  ): Promise<Compiled> {
    const question = { ask: 'compile', tool, request: forTool(request), variant, text } as const;
    const made = (await this.#helper(helper).ask(question)) as { text: string; map?: string } | null;
    if (!made) throw new CompileError({ message: 'There is no output' });
    return { text: made.text, map: made.map ?? inlineMap(made.text) };
  }

  #helper(kind: string): Helper {
    if (this.#isDisposed) throw new HelperFailed('it was ended');
    const known = this.#helpers.get(kind);
    if (known && !known.hasFailed) return known;
    const command = kind === PLAIN ? plain(this.start) : likeProgram(this.start, kind ? kind.split('\n') : []);
    const helper = new Helper(this.start, command);
    this.#helpers.set(kind, helper);
    return helper;
  }

  #isUsed(helper: string): boolean {
    return [...this.#chosen.values()].some((each) => typeof each === 'object' && each.helper === helper);
  }

  #end(kind: string): void {
    this.#helpers.get(kind)?.end();
    this.#helpers.delete(kind);
  }
}

const JAVASCRIPT = /\.[cm]?js$/i;

/** What jiti puts around the modules that it runs itself. */
const JITI = /^\((?:async )?function \([^)]*\bjitiImport\b/;

const AHEAD = (['tsc', 'esbuild', 'swc', 'babel'] as const).map((tool) => [PLAIN, tool] as const);

function real(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
