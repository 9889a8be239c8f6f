import type { Compiled, CompileFailure, ProgramStart } from '../compile/compile-request.js';
import { inlineMap } from '../compile/proof.js';
import type { Recompiler } from '../compile/recompiler.js';
import type { Connection } from '../inspector/connection.js';
import type { Origin } from '../edit/origin.js';
import type { InstrumentedTexts } from './instrumented.js';
import { fileOf } from './origin.js';
import type { Origins } from './origins.js';
import { fileKey } from '../files.js';
import { ownScript, type Script } from './script.js';
import type { SourceText } from './source-text.js';

/** One source as it was saved. */
export interface Saved {
  readonly path: string;
  readonly text: string;
}

type Compilable = Pick<SourceText, 'script' | 'shown' | 'origin' | 'textOf'>;

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

  /** Asks the program how it was started, once, before it can have changed that. Never rejects. */
  askStart(): void {
    this.#start ??= this.connection
      .send('Runtime.evaluate', { expression: START, returnByValue: true, silent: true })
      .then(({ result, exceptionDetails }) => (exceptionDetails ? undefined : (result.value as ProgramStart)))
      .catch(() => undefined);
  }

  /** Compiles the sources that were saved. Of several, each can only be put into the text that the one before has given. */
  async compile(
    source: Compilable,
    [first, ...others]: readonly [Saved, ...Saved[]],
  ): Promise<CompiledText | { readonly failure: CompileFailure }> {
    const whole = await this.#whole(source, first);
    if (!('failure' in whole) || whole.failure.reason !== 'unknown compiler') return whole;
    let now = await this.#inside(source.script, { text: source.shown, origin: source.origin }, first);
    for (const each of others) {
      if ('failure' in now) return now;
      now = await this.#inside(source.script, now, each);
    }
    return now;
  }

  async #inside(
    script: Script,
    { text: running, origin }: CompiledText,
    { path, text: saved }: Saved,
  ): Promise<CompiledText | { readonly failure: CompileFailure }> {
    const source = origin && fileOf(origin, path)?.text;
    if (!origin || source === undefined) return { failure: { reason: 'unknown compiler' } };
    const { editInside } = await import('../compile/function-inside.js');
    const made = editInside({ path, running, origin, source, saved });
    if ('failure' in made) return made;
    const texts = new Map(
      origin.files.flatMap((file) => (file.text === undefined ? [] : [[fileKey(file.path), file.text]])),
    );
    texts.set(fileKey(path), saved);
    return { text: made.text, origin: await this.origins.ofCompiled(script, made.map, path, saved, texts) };
  }

  async #whole(
    source: Compilable,
    { path, text: saved }: Saved,
  ): Promise<CompiledText | { readonly failure: CompileFailure }> {
    const { script } = source;
    // What compiles it is in the program, with a configuration of its own: no helper can be started alike.
    if (this.instrumented.isCompiledInside(script.path ?? path)) return { failure: { reason: 'unknown compiler' } };
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
