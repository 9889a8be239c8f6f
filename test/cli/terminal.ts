import { spawn, type IPty } from '@lydell/node-pty';
import { spawn as spawnPiped } from 'node:child_process';
import type { TestContext } from 'node:test';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Project } from '../harness/debuggee.js';

const ROOT = join(__dirname, '../..');
/** The command from its sources, so that no test depends on an old build. */
const COMMAND = ['--import', pathToFileURL(require.resolve('tsx')).href, join(ROOT, 'debug-adapter/cli/main.ts')];
/** How long anything may take to appear; milliseconds. A bound for a hanging test, not a measurement. */
const PATIENCE = 60_000;

/** The command as a person has it: on a pseudo-terminal, with keys to press and a screen to read. */
export class Terminal {
  /** Everything that was written so far, without the sequences that move the cursor and colour. */
  #screen = '';
  #raw = '';
  /** Up to here it has been waited for. */
  #read = 0;
  #exit: { exitCode: number; signal?: number } | undefined;
  readonly #watchers = new Set<() => void>();
  readonly #pty: IPty;

  constructor(
    readonly project: Project,
    args: readonly string[],
    { env = {}, command = COMMAND }: { env?: NodeJS.ProcessEnv; command?: readonly string[] } = {},
  ) {
    this.#pty = spawn(process.execPath, [...command, ...args], {
      name: 'xterm-256color',
      // Wide enough that no sentence is broken.
      cols: 400,
      rows: 50,
      cwd: project.folder,
      env: { ...cleanEnvironment(), ...env },
    });
    this.#pty.onData((data) => {
      this.#raw += data;
      this.#screen = withoutEscapes(this.#raw);
      this.#changed();
    });
    this.#pty.onExit((exit) => {
      this.#exit = exit;
      this.#changed();
    });
  }

  /** The command's process. */
  get pid(): number {
    return this.#pty.pid;
  }

  get screen(): string {
    return this.#screen;
  }

  /** As `screen`, with the escape sequences. */
  get raw(): string {
    return this.#raw;
  }

  /** Waits for a text that was not waited for yet; returns what stands between. */
  async see(wanted: string | RegExp): Promise<string> {
    return this.#within(`to see ${String(wanted)}`, () => {
      const fresh = this.#screen.slice(this.#read);
      const start = typeof wanted === 'string' ? fresh.indexOf(wanted) : fresh.search(wanted);
      if (start < 0) {
        if (this.#exit)
          throw new Error(`The command ended (${this.#exit.exitCode}) before one could see ${String(wanted)}`);
        return undefined;
      }
      const length = typeof wanted === 'string' ? wanted.length : (wanted.exec(fresh)?.[0].length ?? 0);
      this.#read += start + length;
      return fresh.slice(0, start + length);
    });
  }

  /** Waits for the prompt; returns what was written before it. */
  prompt(): Promise<string> {
    return this.see('hot-restart> ');
  }

  /** Types a line. */
  enter(line: string): void {
    this.#pty.write(`${line}\r`);
  }

  /** Types a command at the prompt; what it printed until the prompt came again. */
  async ask(line: string): Promise<string> {
    this.enter(line);
    await this.see(line);
    return this.prompt();
  }

  press(keys: string): void {
    this.#pty.write(keys);
  }

  /** Waits for the command to end; its exit code. */
  async end(): Promise<number> {
    return (await this.#within('for the end', () => this.#exit)).exitCode;
  }

  /** Ends the command, and with it the program, where they have not ended by themselves. */
  async close(): Promise<void> {
    if (!this.#exit) process.kill(this.pid, 'SIGTERM');
    await this.end().catch(() => process.kill(this.pid, 'SIGKILL'));
  }

  #changed(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }

  #within<T>(what: string, look: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
        this.#watchers.delete(watcher);
        settle();
      };
      const watcher = (): void => {
        try {
          const found = look();
          if (found !== undefined) finish(() => resolve(found));
        } catch (error) {
          finish(() => reject(error instanceof Error ? error : new Error(String(error))));
        }
      };
      const timer = setTimeout(
        () => finish(() => reject(new Error(`Waited ${PATIENCE / 1000} s in vain ${what}`))),
        PATIENCE,
      );
      this.#watchers.add(watcher);
      watcher();
    });
  }
}

/** Runs one case on a terminal of its own; prints the screen if it fails, and leaves no process behind. */
export async function onTerminal(
  context: TestContext,
  files: Readonly<Record<string, string>>,
  args: readonly string[],
  body: (terminal: Terminal) => Promise<void>,
  env: (project: Project) => NodeJS.ProcessEnv = () => ({}),
): Promise<void> {
  const project = new Project(files);
  const terminal = new Terminal(project, args, { env: env(project) });
  try {
    await body(terminal);
  } catch (error) {
    console.error(`The screen of "${context.name}":\n${terminal.screen}`);
    throw error;
  } finally {
    await terminal.close();
    project.remove();
  }
}

/** Runs the command without a terminal, to its end. */
export function withoutTerminal(
  folder: string,
  args: readonly string[],
  { input = '', env = {} }: { input?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawnPiped(process.execPath, [...COMMAND, ...args], {
    cwd: folder,
    env: { ...cleanEnvironment(), ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin.end(input);
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
  return new Promise((resolve) => {
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code, stdout, stderr });
    });
  });
}

/** True while a process of this id is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** This environment without what would change the command's: the test runner's own, colours, editors. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS, NODE_TEST_CONTEXT, NO_COLOR, FORCE_COLOR, VISUAL, EDITOR, NODE_V8_COVERAGE, ...env } =
    process.env;
  void [NODE_OPTIONS, NODE_TEST_CONTEXT, NO_COLOR, FORCE_COLOR, VISUAL, EDITOR, NODE_V8_COVERAGE];
  return env;
}

function withoutEscapes(text: string): string {
  return text.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, '').replaceAll('\r\n', '\n');
}
