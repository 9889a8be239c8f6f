import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import type { Compiled, CompileFailure, ProgramStart } from '../../debug-adapter/compile/compile-request.js';
import { Recompiler } from '../../debug-adapter/compile/recompiler.js';
import { Project } from '../harness/debuggee.js';
import { nodeVersion } from '../harness/nodes.js';

/** What V8 was given for a script. */
export interface Running {
  readonly url: string;
  readonly isModule: boolean;
  readonly text: string;
}

/** How a program is started: Node's options, and what stands before the program's own file (a command, such as ts-node's). */
export interface Command {
  readonly execArgv?: readonly string[];
  readonly nodeOptions?: string;
  readonly main?: string;
  readonly args?: readonly string[];
}

const LOADERS = join(__dirname, '../loaders/node_modules');

/** A program with the loaders and compilers of test/loaders, in a folder of its own, and what compiles it again. */
export class Program {
  readonly project: Project;
  readonly recompiler: Recompiler;
  readonly #start: ProgramStart;

  constructor(
    execPath: string,
    files: Readonly<Record<string, string>>,
    readonly command: Command,
    private readonly entry: string,
  ) {
    this.project = new Project(files);
    symlinkSync(LOADERS, this.project.path('node_modules'), 'junction');
    const { execArgv = [], args = [], nodeOptions } = command;
    const env = {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      TMPDIR: process.env['TMPDIR'],
      NODE_OPTIONS: nodeOptions,
    };
    const main = command.main === undefined ? undefined : join(LOADERS, command.main);
    const [program, ...rest] = [...(main === undefined ? [] : [main]), ...args, this.project.path(entry)];
    this.#start = { execPath, execArgv, env, cwd: this.project.folder, main: program, args: rest };
    this.recompiler = new Recompiler(this.#start);
  }

  /** Runs the program, and gives what V8 was given for one of its scripts. */
  run(file = this.entry): Running {
    const { execPath, execArgv, env, cwd, main = '', args = [] } = this.#start;
    const OUT = this.project.path('recorded.json');
    rmSync(OUT, { force: true });
    const { stderr, status } = spawnSync(execPath, [...execArgv, main, ...args], {
      cwd,
      env: {
        ...env,
        NODE_OPTIONS: `--require ${JSON.stringify(join(__dirname, 'recorder.cjs'))} ${env['NODE_OPTIONS'] ?? ''}`,
        RECORD: JSON.stringify({ FILE: `/${file}`, FOLDER: basename(cwd), OUT }),
      },
      encoding: 'utf8',
    });
    assert.ok(existsSync(OUT), `${file} was not loaded: ${stderr}`);
    assert.equal(status, 0, stderr);
    return JSON.parse(readFileSync(OUT, 'utf8')) as Running;
  }

  /** Saves a source and has it compiled as what runs was compiled from `source`. */
  async save(
    path: string,
    running: Running,
    source: string | undefined,
    saved: string,
    script = path,
  ): Promise<Result> {
    this.project.write(path, saved);
    return this.recompiler.compile({
      path: this.project.path(path),
      script: { url: running.url, path: this.project.path(script), isModule: running.isModule },
      running: running.text,
      source,
      saved,
    });
  }

  end(): void {
    this.recompiler.dispose();
    this.project.remove();
  }
}

export const TSX: Command = { execArgv: ['--import', 'tsx'] };
const PROJECT = {
  'package.json': '{}',
  'tsconfig.json': '{ "compilerOptions": { "module": "commonjs", "target": "es2021" } }',
};

/** Runs a test on a program, on Node 24 unless another one is given. */
export async function withProgram(
  files: Readonly<Record<string, string>>,
  command: Command,
  entry: string,
  use: (program: Program) => Promise<void>,
  execPath = nodeVersion(24).path ?? '',
): Promise<void> {
  const program = new Program(execPath, { ...PROJECT, ...files }, command, entry);
  try {
    await use(program);
  } finally {
    program.end();
  }
}

export type Result = Compiled | { readonly failure: CompileFailure };

/** Without the map, which nothing runs. */
export function withoutMap(text: string): string {
  return text.replace(/^\/\/# sourceMappingURL=.*$/gm, '').trimEnd();
}

export function textOf(result: Result): string {
  assert.ok('text' in result, JSON.stringify(result));
  return withoutMap(result.text);
}

/** Asserts that the lines of some words in the source are found from where they are in the text, by the map or as they are. */
export function assertMapped(result: Result, source: string, words: readonly string[]): void {
  assert.ok('text' in result);
  for (const word of words) {
    const made = placeOf(result.text, word);
    const line: number | null =
      result.map === undefined ? made.line : originalPositionFor(new TraceMap(result.map), made).line;
    assert.equal(line, placeOf(source, word).line, `the line of ${word}`);
  }
}

/** Of its last occurrence; lines count from 1. */
function placeOf(text: string, word: string): { line: number; column: number } {
  const before = withoutMap(text).slice(0, withoutMap(text).lastIndexOf(word)).split('\n');
  return { line: before.length, column: before.at(-1)?.length ?? 0 };
}
