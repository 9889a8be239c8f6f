import type { DebugProtocol } from '@vscode/debugprotocol';
import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { isatty } from 'node:tty';
import { bannerFilter } from '../launch/banner.js';

/** How the program ended: with a code, by a signal, or not even started. */
export type ProgramEnd =
  | { readonly kind: 'code'; readonly code: number }
  | { readonly kind: 'signal'; readonly signal: NodeJS.Signals }
  | { readonly kind: 'not started'; readonly error: string };

/** How long the program's last words are waited for when a child of its own keeps its standard error open; ms. */
const LAST_WORDS = 300;

/**
 * The program, in this terminal: its input and output are the terminal's own, and only its standard error comes through
 * us, because Node's inspector writes there too.
 */
export class TerminalProgram {
  readonly ended: Promise<ProgramEnd>;
  #end!: (end: ProgramEnd) => void;
  #child: ChildProcess | undefined;
  /** The Node process that is debugged, where it is a descendant of the child (npm, tsx). */
  #debugged: number | undefined;

  /** @param write takes what it writes to standard error */
  constructor(private readonly write: (text: string) => void) {
    this.ended = new Promise((resolve) => (this.#end = resolve));
  }

  /** Answers `runInTerminal`. Rejects where the program cannot be started. */
  start({ args: [file = '', ...args], cwd, env = {} }: DebugProtocol.RunInTerminalRequestArguments): Promise<object> {
    const child = spawn(file, args, { cwd, env: environment(env), stdio: ['inherit', 'inherit', 'pipe'] });
    this.#child = child;
    const filter = bannerFilter();
    const write = (text: string): void => {
      if (text) this.write(text);
    };
    child.stderr.setEncoding('utf8').on('data', (text: string) => write(filter(text)));
    const finish = (code: number | null, signal: NodeJS.Signals | null): void => {
      write(filter(''));
      this.#end(signal ? { kind: 'signal', signal } : { kind: 'code', code: code ?? 0 });
    };
    child.once('close', finish);
    child.once('exit', (code, signal) => setTimeout(() => finish(code, signal), LAST_WORDS));
    return new Promise((resolve, reject) => {
      child.once('spawn', () => resolve({ processId: child.pid }));
      child.once('error', (error) => {
        this.#end({ kind: 'not started', error: error.message });
        reject(error);
      });
    });
  }

  /** Remembers the process that the adapter debugs. */
  set debugged(pid: number) {
    this.#debugged = pid;
  }

  get isStarted(): boolean {
    return this.#child !== undefined;
  }

  /** Passes a signal on. */
  signal(name: NodeJS.Signals): void {
    this.#child?.kill(name);
  }

  /** A program that was not started here is not debugged any more. */
  left(): void {
    this.#end({ kind: 'code', code: 0 });
  }

  /** Ends the program by force: stopped in the debugger, it cannot act on anything milder. */
  kill(): void {
    const child = this.#child;
    const debugged = this.#debugged;
    if (!child) return this.left();
    if (debugged !== undefined && debugged !== child.pid) {
      try {
        process.kill(debugged, 'SIGKILL');
      } catch {
        // It has ended already.
      }
    }
    child.kill('SIGKILL');
  }
}

/** The exit code with which a shell tells of it: 128 and the signal's number. */
export function exitCode(end: ProgramEnd): number {
  switch (end.kind) {
    case 'code':
      return end.code;
    case 'signal':
      return 128 + constants.signals[end.signal];
    case 'not started':
      return 1;
  }
}

/** How it ended, for people. */
export function describeEnd(end: ProgramEnd): string {
  switch (end.kind) {
    case 'code':
      return `exit code ${end.code}`;
    case 'signal':
      return end.signal;
    case 'not started':
      return end.error;
  }
}

function environment(changes: Readonly<Record<string, string | null>>): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete env[name];
    else env[name] = value;
  }
  // Its standard error is a pipe of ours, so the program would take the terminal behind it for a file.
  const isTerminal = isatty(1) && isatty(2);
  if (isTerminal && env['NO_COLOR'] === undefined && env['FORCE_COLOR'] === undefined) env['FORCE_COLOR'] = '1';
  return env;
}
