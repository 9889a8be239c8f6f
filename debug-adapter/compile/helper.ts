import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { CompileRequest, ProgramStart } from './compile-request.js';
import type { HelperCommand } from './helper-start.js';

/** One way of a tool to compile; only the tool itself looks inside. */
export type Variant = Readonly<Record<string, unknown>>;

export type ToolName = 'loader' | 'jiti' | 'tsc' | 'esbuild' | 'swc' | 'babel';

export interface ToolRequest extends Omit<CompileRequest, 'saved'> {
  /** A TypeScript to use where the project has none. */
  readonly typescript: string;
}

export function forTool({ path, script, running, source }: CompileRequest): ToolRequest {
  return { path, script, running, source, typescript: OUR_TYPESCRIPT };
}

/** From this file, as it stands in the sources and in `dist/`. */
const OUR_TYPESCRIPT = __filename.endsWith('.ts')
  ? createRequire(__filename).resolve('@ts-morph/common')
  : join(__dirname, 'ts-morph.js');

export type Question = { readonly tool: ToolName; readonly request: ToolRequest } & (
  { readonly ask: 'variants' } | { readonly ask: 'compile'; readonly variant: Variant; readonly text: string }
);

/** What a compiler threw, in its own words. */
export interface CompilerFault {
  readonly name?: string;
  readonly message: string;
  readonly stack?: string;
  /** Lines from 1, columns from 0. */
  readonly loc?: { readonly line: number; readonly column: number };
}

/** A compiler refused a text. */
export class CompileError extends Error {
  constructor(readonly fault: CompilerFault) {
    super(fault.message);
  }
}

/** The helper did not start, ended, or does not answer. */
export class HelperFailed extends Error {}

interface Reply {
  readonly number: number;
  readonly answer?: unknown;
  readonly fault?: CompilerFault;
}

/** Milliseconds; what a loader takes to start on a slow machine, and more. */
const PATIENCE = 60_000;

/** A process like the program's own that compiles and runs nothing. It ends with this one. */
export class Helper {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (reply: Reply | HelperFailed) => void>();
  readonly #ready: Promise<unknown>;
  #last = 0;
  #errors = '';
  #failure: HelperFailed | undefined;

  constructor({ execPath, cwd }: ProgramStart, { args, env }: HelperCommand) {
    // The console is the program's.
    this.#process = spawn(execPath, [...args], { cwd, env, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    this.#process.unref();
    this.#process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#errors = (this.#errors + text).slice(-2000);
    });
    (this.#process.stderr as unknown as { unref(): void } | null)?.unref();
    this.#process.on('message', (reply: Reply) => this.#waiting.get(reply.number)?.(reply));
    this.#process.on('error', (error) => this.#fail(error.message));
    this.#process.on('close', (code, signal) => this.#fail(`${signal ?? `exit code ${code}`} ${told(this.#errors)}`));
    this.#ready = this.#wait(0);
    this.#ready.catch(() => undefined);
  }

  /** @throws CompileError, HelperFailed */
  async ask(question: Question): Promise<unknown> {
    await this.#ready;
    const number = ++this.#last;
    const answer = this.#wait(number);
    this.#process.send({ number, ...question }, (error) => error && this.#fail(error.message));
    return answer;
  }

  get hasFailed(): boolean {
    return this.#failure !== undefined;
  }

  end(): void {
    this.#fail('it was ended');
    this.#process.kill('SIGKILL');
  }

  /** This process waits for an answer, but not for the helper's end. */
  async #wait(number: number): Promise<unknown> {
    if (this.#failure) throw this.#failure;
    if (!this.#waiting.size) this.#process.channel?.ref();
    let timer: NodeJS.Timeout | undefined;
    const reply = await new Promise<Reply | HelperFailed>((resolve) => {
      this.#waiting.set(number, resolve);
      timer = setTimeout(() => this.end(), PATIENCE);
    });
    clearTimeout(timer);
    this.#waiting.delete(number);
    if (!this.#waiting.size) this.#process.channel?.unref();
    if (reply instanceof HelperFailed) throw reply;
    if (reply.fault) throw new CompileError(reply.fault);
    return reply.answer;
  }

  #fail(error: string): void {
    this.#failure ??= new HelperFailed(error.trim());
    for (const resolve of this.#waiting.values()) resolve(this.#failure);
  }
}

/** The line of a crash that says what happened. */
function told(errors: string): string {
  const line = errors.split('\n').find((each) => /^\w*Error\b/.test(each));
  return line === undefined ? '' : `(${line})`;
}
