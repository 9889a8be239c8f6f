/** How the running program was started, so that a helper can be started alike. */
export interface ProgramStart {
  readonly execPath: string;
  /** As `process.execArgv` was before anything ran. */
  readonly execArgv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** The file that Node was given to run: the program, or a command that loads it, as that of ts-node does. */
  readonly main: string | undefined;
  /** What stood behind it on the command line; a command's own options are in it. */
  readonly args?: readonly string[];
}

export interface CompileRequest {
  /** The source file, absolute, e.g. /p/src/app.ts. */
  readonly path: string;
  /** The script as V8 knows it. */
  readonly script: { readonly url: string; readonly path: string | undefined; readonly isModule: boolean };
  /** The text V8 was given when the script was loaded: the loader's own output, without what our hook adds. */
  readonly running: string;
  /** The source text that it was made from, if known. */
  readonly source: string | undefined;
  /** The source text now. */
  readonly saved: string;
}

export interface Compiled {
  /** What V8 would be given; it may end with a source map of its own. */
  readonly text: string;
  /** The source map as JSON; undefined where every position is that of the source, and where the compiler makes none. */
  readonly map: string | undefined;
}

/** Why there is no text. A closed union: messages.ts has one sentence for each. */
export type CompileFailure =
  /** Lines and columns count from 0, in the saved source; undefined where the compiler does not say. */
  | {
      readonly reason: 'syntax';
      readonly line0: number | undefined;
      readonly column0: number | undefined;
      readonly error: string;
    }
  /** The compiler refuses what is no syntax error, as ts-node does with an error of types. */
  | { readonly reason: 'rejected'; readonly error: string }
  /** Nothing known makes the text that runs out of its source. */
  | { readonly reason: 'unknown compiler' }
  /** What a build wrote is without its source map: it is not finished. */
  | { readonly reason: 'output cut short' }
  | { readonly reason: 'helper failed'; readonly error: string }
  /** What runs was built from many sources, and only single functions of it can be replaced. The line counts from 0. */
  | { readonly reason: 'top level in build'; readonly line0: number }
  | { readonly reason: 'added in build'; readonly function: string }
  /** The build left the function out, or put it into others; or it uses a name that the build left out. */
  | { readonly reason: 'not in build'; readonly function: string; readonly name?: string }
  | { readonly reason: 'twice in build'; readonly function: string }
  /** The build has made a function of another kind of it. */
  | { readonly reason: 'other in build'; readonly function: string }
  /** `hotRestart.buildCommand` failed; what it wrote last. */
  | { readonly reason: 'build failed'; readonly command: string; readonly error: string };
