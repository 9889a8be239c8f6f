import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { words } from '../messages.js';
import { Refused } from '../refused.js';
import { bannerFilter } from './banner.js';
import type { LaunchConfiguration } from './configuration.js';
import { Rendezvous, type Greeting, type Loading } from './rendezvous.js';

/** What the launch needs of the session. */
export interface LaunchHost {
  output(category: 'stdout' | 'stderr', text: string): void;
  /** A process that the program started is ready to be debugged, and waits for it. */
  childStarted(greeting: Greeting): void;
  /** What a module is to run as; null for as it is. */
  loading(module: Loading): Promise<string | null>;
  /** Asks the client to run a command in its terminal; undefined where it has none. */
  runInTerminal:
    | ((command: TerminalCommand) => Promise<{ processId?: number | undefined; shellProcessId?: number | undefined }>)
    | undefined;
}

export interface TerminalCommand {
  readonly kind: 'integrated' | 'external';
  readonly title: string;
  readonly cwd: string;
  readonly args: string[];
  /** What differs from the adapter's own environment; null takes a variable away. */
  readonly env: Record<string, string | null>;
}

/** How a program ended; undefined where nobody could tell. */
export interface Ending {
  readonly code: number | undefined;
}

/** A program that this session started. */
export class Debuggee {
  /** Resolves when the program is ready to be debugged; rejects when it ended first or did not answer. */
  readonly greeting: Promise<Greeting>;
  /** Resolves when the program has ended and all its output has been passed on. */
  readonly ended: Promise<Ending>;
  #pid: number | undefined;
  /** The processes that the program started, and those that they started. */
  readonly #children = new Set<number>();
  #isGreeted = false;
  #child: ChildProcess | undefined;
  #reportedCode: number | undefined;
  #greet!: (greeting: Greeting) => void;
  #fail!: (error: Error) => void;
  #end!: (ending: Ending) => void;
  readonly #rendezvous: Rendezvous;

  constructor(
    private readonly configuration: LaunchConfiguration,
    private readonly host: LaunchHost,
  ) {
    this.greeting = new Promise((resolve, reject) => ([this.#greet, this.#fail] = [resolve, reject]));
    this.greeting.catch(() => undefined);
    this.ended = new Promise((resolve) => (this.#end = resolve));
    this.#rendezvous = new Rendezvous(
      (greeting) => {
        if (this.#isGreeted) {
          this.#children.add(greeting.pid);
          this.host.childStarted(greeting);
          return;
        }
        this.#isGreeted = true;
        this.#pid ??= greeting.pid;
        this.#greet(greeting);
      },
      (pid, code) => {
        this.#children.delete(pid);
        if (pid === this.#pid) this.#reportedCode = code;
      },
      (module) => this.host.loading(module),
    );
    void this.ended.then(() => this.#rendezvous.close());
  }

  /** Starts the program. @throws Refused where it cannot be started */
  async start(): Promise<void> {
    if (this.configuration.console === 'internalConsole') await this.#spawn();
    else await this.#startInTerminal();
    if (this.configuration.noDebug) return;
    const { timeout } = this.configuration;
    const timer = setTimeout(() => this.#fail(new Refused(words.timeout(timeout / 1000))), timeout);
    void this.greeting.then(
      () => clearTimeout(timer),
      () => clearTimeout(timer),
    );
  }

  /** Lets a program go that has no inspector, and waits for our word. */
  letGo(): void {
    this.#rendezvous.write('go');
  }

  /** Ends the program and the processes that it started, at once. */
  kill(): void {
    for (const pid of this.#children) killProcess(pid);
    if (this.#child) this.#child.kill('SIGKILL');
    else if (this.#pid !== undefined) killProcess(this.#pid);
  }

  /** Ends the program and leaves nothing of the session behind, also when this process is about to end. */
  release(): void {
    this.kill();
    this.#rendezvous.close();
  }

  /** Tells a program in a terminal, which is no child of ours, from the closing of its inspector that it has ended. */
  connectionClosed(): void {
    if (this.#child) return;
    this.#rendezvous.close();
    this.#end({ code: this.#reportedCode });
  }

  #spawn(): Promise<void> {
    const { runtimeExecutable, cwd } = this.configuration;
    const [executable, args] = this.#command();
    const child = spawn(executable, args, { cwd, env: this.#environment(), stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child = child;
    child.stdin.on('error', () => undefined).end();
    const filter = bannerFilter();
    const output = (category: 'stdout' | 'stderr', text: string): void => {
      if (text) this.host.output(category, text);
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => output('stdout', text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => output('stderr', filter(text)));
    return new Promise((resolve, reject) => {
      child.once('spawn', () => {
        this.#pid = child.pid;
        resolve();
      });
      child.once('error', (error) => {
        this.#end({ code: undefined });
        reject(new Refused(words.cannotStart(runtimeExecutable, error.message)));
      });
      child.once('close', (code, signal) => {
        output('stderr', filter(''));
        this.#fail(new Refused(words.endedEarly(runtimeExecutable, describeEnd(code, signal))));
        // As a shell tells it: 128 and the signal's number.
        this.#end({ code: code ?? 128 + signalNumber(signal) });
      });
    });
  }

  async #startInTerminal(): Promise<void> {
    const { host, configuration } = this;
    if (!host.runInTerminal) throw new Refused(words.terminalMissing());
    const [executable, args] = this.#command();
    const { processId } = await host.runInTerminal({
      kind: configuration.console === 'externalTerminal' ? 'external' : 'integrated',
      title: 'Hot Restart',
      cwd: configuration.cwd,
      args: [executable, ...args],
      env: differences(this.#environment()),
    });
    this.#pid = processId;
    if (configuration.noDebug) this.#end({ code: undefined });
  }

  #command(): [string, string[]] {
    const { runtimeExecutable, runtimeArgs, program, args } = this.configuration;
    return [runtimeExecutable, [...runtimeArgs, ...(program === undefined ? [] : [program]), ...args]];
  }

  /** The program's environment with what loads the agent; the agent takes that out again (runtime-agent/bootstrap.cjs). */
  #environment(): Record<string, string> {
    const { env, noDebug } = this.configuration;
    if (noDebug) return { ...env };
    const given = env['NODE_OPTIONS'];
    const agent = join(__dirname, AGENT);
    // T3: the inspector's secret path goes to standard error only, where the banner is taken out, and to no port scan.
    // `node --test` would take the word for a debugger of its own, and run one file at a time.
    const isTestRunner = this.configuration.runtimeArgs.includes('--test');
    const ours = `--require ${JSON.stringify(agent)}${isTestRunner ? '' : ' --inspect-publish-uid=stderr'}`;
    const { autoAttachChildProcesses: children, autoWrap: wraps, keepScopes } = this.configuration;
    const settings = {
      folder: this.#rendezvous.folder,
      nodeOptions: given ?? null,
      children,
      wraps,
      asksAll: keepScopes === 'all',
      isChild: false,
    };
    return {
      ...env,
      NODE_OPTIONS: given ? `${given} ${ours}` : ours,
      HOT_RESTART_SESSION: JSON.stringify(settings),
    };
  }
}

/** From this file, as it stands in the sources and in `dist/`. */
const AGENT = __filename.endsWith('.ts') ? '../../runtime-agent/bootstrap.cjs' : 'runtime-agent/bootstrap.cjs';

function differences(env: Readonly<Record<string, string>>): Record<string, string | null> {
  const changed = Object.entries(env).filter(([name, value]) => process.env[name] !== value);
  const gone = Object.keys(process.env).filter((name) => !(name in env));
  return Object.fromEntries([...changed, ...gone.map((name) => [name, null] as const)]);
}

function describeEnd(code: number | null, signal: NodeJS.Signals | null): string {
  return signal ?? `exit code ${code ?? 'unknown'}`;
}

function signalNumber(signal: NodeJS.Signals | null): number {
  return signal ? constants.signals[signal] : 0;
}

function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
