import type { Compiled, CompileFailure, ProgramStart } from '../compile/compile-request.js';
import { inlineMap } from '../compile/proof.js';
import type { Recompiler } from '../compile/recompiler.js';
import type { Connection } from '../inspector/connection.js';
import type { Origin } from '../edit/origin.js';
import type { InstrumentedTexts } from './instrumented.js';
import type { Origins } from './origins.js';
import { ownScript } from './script.js';
import type { SourceText } from './source-text.js';

/** What a script's text is to be, and what that is made from. */
export interface CompiledText {
  readonly text: string;
  readonly origin: Origin | undefined;
}

const START = ownScript(
  '({ execPath: process.execPath, execArgv: process.execArgv, env: { ...process.env }, cwd: process.cwd(), main: process.argv[1], args: process.argv.slice(2) })',
);

/** Compiles saved sources as the scripts of one program were (compile/recompiler.ts). */
export class CompiledSources {
  #start: Promise<ProgramStart | undefined> | undefined;
  #recompiler: Recompiler | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly origins: Origins,
    private readonly instrumented: InstrumentedTexts,
  ) {
    void connection.closed.then(() => this.#recompiler?.dispose());
  }

  /** Asks the program how it was started, before it can have changed that. Never rejects. */
  askStart(): void {
    this.#start = this.connection
      .send('Runtime.evaluate', { expression: START, returnByValue: true, silent: true })
      .then(({ result, exceptionDetails }) => (exceptionDetails ? undefined : (result.value as ProgramStart)))
      .catch(() => undefined);
  }

  /** @param path of the source that was saved */
  async compile(
    source: SourceText,
    path: string,
    saved: string,
  ): Promise<CompiledText | { readonly failure: CompileFailure }> {
    const { script } = source;
    const start = await this.#start;
    if (!start) return { failure: { reason: 'unknown compiler' } };
    const { Recompiler } = await import('../compile/recompiler.js');
    this.#recompiler ??= new Recompiler(start);
    if (this.connection.isClosed) this.#recompiler.dispose();
    const compiled: Compiled | { failure: CompileFailure } = await this.#recompiler.compile({
      path,
      script,
      running: this.instrumented.compiledOf(source.shown),
      source: source.textOf(path),
      saved,
    });
    if ('failure' in compiled) return compiled;
    const text = await this.instrumented.withShortLines(compiled.text, compiled.map);
    const map = text === compiled.text ? compiled.map : inlineMap(text);
    return { text, origin: await this.origins.ofCompiled(script, map, path, saved) };
  }
}
