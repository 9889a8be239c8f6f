import type { DebugProtocol } from '@vscode/debugprotocol';
import type { TestContext } from 'node:test';
import { constants } from 'node:os';
import { PassThrough } from 'node:stream';
import { Session } from '../../debug-adapter/session/session.js';
import { CheckerThread, type Checker } from '../../debug-adapter/type-check/checker-thread.js';
import { TypeCheck } from '../../debug-adapter/type-check/type-check.js';
import { DapClient } from './dap-client.js';
import { Project } from './debuggee.js';
import { Timeline } from './timeline.js';
import type { NodeVersion } from './nodes.js';

/** An outcome as it goes over the wire. */
export interface WireOutcome {
  readonly strategy: string;
  readonly message: string;
  readonly reason?: string;
  readonly function?: string;
  readonly activations?: number;
  readonly notes?: readonly { readonly kind: string; readonly line?: number; readonly message: string }[];
  readonly edits: readonly {
    readonly status: string;
    readonly way: string;
    readonly function: string;
    readonly reason?: string;
    readonly message: string;
  }[];
}

/** A breakpoint at the line of a marker. */
export type MarkedBreakpoint = { readonly marker: string } & Partial<Omit<DebugProtocol.SourceBreakpoint, 'line'>>;

export interface Stop {
  readonly reason: string;
  readonly text: string;
  readonly threadId: number;
  readonly frames: readonly DebugProtocol.StackFrame[];
}

/** Exit codes, as a shell tells them, of a process that V8 or the kernel killed. */
const KILLED = ['SIGTRAP', 'SIGILL', 'SIGABRT', 'SIGSEGV', 'SIGBUS'].map(
  (signal) => 128 + constants.signals[signal as NodeJS.Signals],
);

/** The type checker of all cases in a file, as it takes longer to start than a case; the process does not wait for it. */
let thread: CheckerThread | undefined;
const checker: Checker = {
  ask: (question) => (thread ??= new CheckerThread()).ask(question),
  close: () => undefined,
};

/** One debug session of a test: a program of its own, a Node of the matrix, and the adapter in this process. */
export class TestSession {
  readonly timeline = new Timeline();
  readonly client: DapClient;
  readonly #adapter = new Session();
  /** What the client says in `initialize` beside the rest, and what the adapter answers. */
  abilities: Partial<DebugProtocol.InitializeRequestArguments> = {};
  capabilities: DebugProtocol.Capabilities = {};
  /** Where among the events the next stop is looked for. */
  #seen = 0;

  constructor(
    readonly project: Project,
    readonly node: NodeVersion,
  ) {
    const toAdapter = new PassThrough();
    const fromAdapter = new PassThrough();
    // On a busy machine the checker may be late, which is no matter of the case.
    this.#adapter.makeTypeCheck = (refuses) => new TypeCheck(refuses, { start: () => checker, budget: 30_000 });
    this.#adapter.start(toAdapter, fromAdapter);
    this.client = new DapClient(fromAdapter, toAdapter, this.timeline);
  }

  /** Starts the program and lets it run once breakpoints and filters are set. */
  async launch(
    program: string,
    { filters = ['userUnhandled'], breakpoints = {}, ...configuration }: LaunchOptions = {},
  ): Promise<void> {
    this.capabilities = await this.client.request<DebugProtocol.Capabilities>('initialize', {
      clientID: 'test',
      adapterID: 'hot-restart',
      pathFormat: 'path',
      supportsRunInTerminalRequest: true,
      ...this.abilities,
    });
    await this.client.request('launch', {
      type: 'hot-restart',
      request: 'launch',
      program: this.project.path(program),
      runtimeExecutable: this.node.path,
      timeout: 30_000,
      ...configuration,
    });
    await this.configure(filters, breakpoints);
  }

  /** Sets breakpoints and filters once the adapter asks for them, and ends the configuration. */
  async configure(filters: readonly string[], breakpoints: LaunchOptions['breakpoints'] = {}): Promise<void> {
    await this.client.event('initialized');
    for (const [name, markers] of Object.entries(breakpoints ?? {})) await this.setBreakpoints(name, markers);
    await this.client.request('setExceptionBreakpoints', { filters });
    await this.client.request('configurationDone');
  }

  /** Sets the breakpoints of a file at these markers. */
  async setBreakpoints(
    name: string,
    markers: readonly (string | MarkedBreakpoint)[],
  ): Promise<DebugProtocol.Breakpoint[]> {
    const lines = markers.map((each) => {
      const { marker, ...terms } = typeof each === 'string' ? { marker: each } : each;
      return { line: this.project.line(name, marker), ...terms };
    });
    const { breakpoints } = await this.client.request<{ breakpoints: DebugProtocol.Breakpoint[] }>('setBreakpoints', {
      source: { path: this.project.path(name) },
      breakpoints: lines,
    });
    return breakpoints;
  }

  /** Waits for the next stop, checks its reason, and reads the stack. A program that ends instead is an error. */
  async stop(reason: string): Promise<Stop> {
    const isEither = Promise.race([
      this.client.eventAt('stopped', () => true, this.#seen),
      this.client.event('terminated').then(() => undefined),
    ]);
    const found = await isEither;
    if (!found) throw new Error(`The program ended where a stop for ${reason} was expected`);
    this.#seen = found.index + 1;
    const { threadId, text = '', reason: got } = found.body as { threadId: number; text?: string; reason: string };
    if (got !== reason) throw new Error(`Stopped for ${got}, expected ${reason}`);
    const { stackFrames } = await this.client.request<{ stackFrames: DebugProtocol.StackFrame[] }>('stackTrace', {
      threadId,
    });
    return { reason: got, text, threadId, frames: stackFrames };
  }

  async continue(threadId = 1): Promise<void> {
    await this.client.request('continue', { threadId });
  }

  async threadNames(): Promise<string[]> {
    const { threads } = await this.client.request<{ threads: DebugProtocol.Thread[] }>('threads');
    return threads.map(({ name }) => name);
  }

  /** Continues, and returns the sentence with which that was refused. */
  async continueRefused(): Promise<string> {
    try {
      await this.continue();
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error('Continue was expected to be refused');
  }

  /** The outcomes of all transactions so far. */
  outcomes(): WireOutcome[] {
    return this.client.events.flatMap(({ event, body }) =>
      event === 'hotRestart/outcome' ? [(body as { outcome: WireOutcome }).outcome] : [],
    );
  }

  async evaluate(expression: string, frameId?: number): Promise<string> {
    const { result } = await this.client.request<{ result: string }>('evaluate', {
      expression,
      frameId,
      context: 'watch',
    });
    return result;
  }

  /** The scripts of the program that the adapter knows. */
  get scriptUrls(): string[] {
    return [...this.#adapter.targets.values()].flatMap(({ scripts }) => [...scripts].map(({ url }) => url));
  }

  /** Counts V8's pauses from now on, also those that the client never sees. @returns how many there were */
  countPauses(): () => number {
    let count = 0;
    for (const { connection } of this.#adapter.targets.values()) connection.on('Debugger.paused', () => count++);
    return () => count;
  }

  /** What the program has written to its standard output so far, or will have when `fits` holds. */
  output(category = 'stdout'): string {
    return this.client.events
      .filter(({ event, body }) => event === 'output' && (body as { category: string }).category === category)
      .map(({ body }) => (body as { output: string }).output)
      .join('');
  }

  /** Waits for the program to end by itself: its exit code and its whole output. */
  async end(): Promise<{ code: number; output: string }> {
    const { exitCode } = (await this.client.event('exited')) as { exitCode: number };
    await this.client.event('terminated');
    return { code: exitCode, output: this.output() };
  }

  /** Fails if the program died of a signal that V8 or the kernel raises: SIGTRAP, SIGILL, SIGABRT, SIGSEGV, SIGBUS (R1). */
  assertNotKilled(): void {
    for (const { event, body } of this.client.events) {
      const { exitCode } = (body ?? {}) as { exitCode?: number };
      if (event === 'exited' && exitCode !== undefined && KILLED.includes(exitCode)) {
        throw new Error(`The program was killed: exit code ${exitCode}`);
      }
    }
  }

  close(): void {
    void this.#adapter.release(true);
    this.project.remove();
  }
}

export interface LaunchOptions {
  readonly filters?: readonly string[];
  /** Markers by file name. */
  readonly breakpoints?: Readonly<Record<string, readonly (string | MarkedBreakpoint)[]>>;
  readonly [attribute: string]: unknown;
}

/** Runs one case in a session of its own; prints its timeline if it fails, and leaves no process behind. */
export async function withSession(
  context: TestContext,
  node: NodeVersion,
  files: Readonly<Record<string, string>>,
  body: (session: TestSession) => Promise<void>,
): Promise<void> {
  if (node.path === undefined) {
    context.skip(`Node ${node.major} is not installed in test/nodes`);
    return;
  }
  const session = new TestSession(new Project(files), node);
  try {
    await body(session);
    session.assertNotKilled();
  } catch (error) {
    console.error(`Timeline of "${context.name}":\n${session.timeline.toString()}`);
    throw error;
  } finally {
    session.close();
  }
}
