import type { Protocol } from 'devtools-protocol';
import assert from 'node:assert/strict';
import { Connection, type Method, type Params, type Result } from '../../debug-adapter/inspector/connection.js';
import { within } from './deadline.js';
import { Debuggee, type DebuggeeOptions, type Exit } from './debuggee.js';
import { Mailbox } from './mailbox.js';
import { Timeline } from './timeline.js';

export type Pause = Protocol.Debugger.PausedEvent;
export type Frame = Protocol.Debugger.CallFrame;
export type ProgramOptions = DebuggeeOptions;

/** A Node process under its inspector. */
export class Program {
  readonly timeline: Timeline;
  readonly #debuggee: Debuggee;
  readonly #pauses = new Mailbox<Pause>();
  #connection: Connection | undefined;
  #mainContext: number | undefined;

  /** Starts a process whose inspector waits; nothing is connected to it yet. */
  constructor(node: string, source: string, options: ProgramOptions = {}) {
    this.timeline = new Timeline(node);
    this.#debuggee = new Debuggee(node, source, options, this.timeline);
  }

  get file(): string {
    return this.#debuggee.file;
  }

  /** Every line on standard output and on standard error so far. */
  get output(): readonly string[] {
    return this.#debuggee.output;
  }

  /** The WebSocket address that the process announced. */
  inspectorUrl(): Promise<string> {
    return within(this.#debuggee.inspectorUrl, "the inspector's address");
  }

  /** Connects and runs to the first statement. @returns the pause there */
  async connect(url?: string): Promise<Pause> {
    const connection = await Connection.open(url ?? (await this.inspectorUrl()));
    this.#connection = connection;
    connection.on('Debugger.paused', (pause) => {
      this.timeline.recordPause(pause);
      this.#pauses.put(pause);
    });
    connection.on('Debugger.resumed', () => this.timeline.record('<', 'Debugger.resumed'));
    connection.on('Runtime.executionContextCreated', ({ context }) => (this.#mainContext ??= context.id));
    connection.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      // Node ends only when its debugger has left.
      if (executionContextId === this.#mainContext) void connection.close();
    });
    await this.send('Runtime.enable');
    await this.send('Debugger.enable');
    await this.send('Runtime.runIfWaitingForDebugger');
    return this.nextPause('the pause at the first statement');
  }

  get connection(): Connection {
    assert.ok(this.#connection, 'not connected');
    return this.#connection;
  }

  send<M extends Method>(method: M, ...params: Params<M>): Promise<Result<M>>;
  async send(method: Method, params?: object): Promise<unknown> {
    this.timeline.record('>', method, params);
    try {
      // The overload above has checked what TypeScript cannot relate here: this method's own parameters.
      const send = this.connection.send.bind(this.connection) as (name: Method, body?: object) => Promise<unknown>;
      const result = await within(send(method, params), `the answer to ${method}`);
      this.timeline.record('<', method, result);
      return result;
    } catch (error) {
      this.timeline.record('<', method, String(error));
      throw error;
    }
  }

  /** The next pause, also one that came before this call. */
  nextPause(awaited = 'a pause', limitMs?: number): Promise<Pause> {
    return this.#pauses.take(awaited, limitMs);
  }

  /** Resumes; the answer is not waited for, the program may end first. */
  resume(): void {
    this.send('Debugger.resume').catch(() => {});
  }

  /** Goes on to the next exception. */
  async runToException(state: 'all' | 'uncaught' = 'uncaught'): Promise<Pause> {
    await this.send('Debugger.setPauseOnExceptions', { state });
    this.resume();
    const pause = await this.nextPause('the pause on an exception');
    assert.match(pause.reason, /^(exception|promiseRejection)$/);
    return pause;
  }

  /** Resumes, and waits for the end. Fails when the program pauses once more. */
  async runToEnd(): Promise<Exit> {
    this.resume();
    return this.end();
  }

  /** Waits for the end, in which no pause may come. */
  async end(limitMs?: number): Promise<Exit> {
    const exit = await within(this.#debuggee.exited, 'the end of the program', limitMs);
    assert.deepEqual(
      this.#pauses.untaken.map(({ reason }) => reason),
      [],
      'the program paused unexpectedly',
    );
    return exit;
  }

  async dispose(): Promise<void> {
    void this.#connection?.close();
    await this.#debuggee.dispose();
  }
}
