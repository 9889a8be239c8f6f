import type { ProtocolMapping } from 'devtools-protocol/types/protocol-mapping.js';
import type { Channel, OpenChannel } from './channel.js';
import { openWebSocket } from './websocket-channel.js';

type Commands = ProtocolMapping.Commands;
type Events = ProtocolMapping.Events;
/** A CDP command, e.g. `Debugger.resume`. */
export type Method = keyof Commands;
export type Params<M extends Method> = Commands[M]['paramsType'];
export type Result<M extends Method> = Commands[M]['returnType'];
/** A CDP event, e.g. `Debugger.paused`. */
export type EventName = keyof Events;
export type EventBody<E extends EventName> = Events[E][0];

/** The inspector is gone: the program ended, or the connection was cut. */
export class ConnectionClosed extends Error {
  constructor() {
    super('The connection to the program is closed.');
    this.name = 'ConnectionClosed';
  }
}

/** The inspector answered a command with an error; `code` is its JSON-RPC code, e.g. -32000. */
export class InspectorError extends Error {
  constructor(
    readonly method: string,
    readonly code: number,
    message: string,
  ) {
    super(message);
    this.name = 'InspectorError';
  }
}

/** One inspector connection to one V8 isolate: commands with typed results, events in the order in which they come. */
export class Connection {
  readonly #channel: Channel;
  readonly #listeners = new Map<string, Set<(params: never) => void>>();
  readonly #pending = new Set<(error: Error) => void>();
  #closed = false;
  /** Resolves once the connection is gone, whoever closed it. Never rejects. */
  readonly closed: Promise<void>;
  readonly #markClosed: () => void;

  constructor(open: OpenChannel) {
    let resolveClosed!: () => void;
    this.closed = new Promise((resolve) => (resolveClosed = resolve));
    this.#markClosed = () => {
      if (this.#closed) return;
      this.#closed = true;
      for (const reject of this.#pending) reject(new ConnectionClosed());
      this.#pending.clear();
      resolveClosed();
    };
    this.#channel = open({
      event: (method, params) => {
        if (this.#closed) return;
        for (const listener of [...(this.#listeners.get(method) ?? [])]) listener(params as never);
      },
      closed: this.#markClosed,
    });
  }

  /** @param url the inspector's WebSocket address @throws the socket's error when nothing listens there */
  static async open(url: string): Promise<Connection> {
    return new Connection(await openWebSocket(url));
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /**
   * Sends a command.
   * @throws InspectorError when the inspector refuses it, ConnectionClosed when it can no longer answer
   */
  send<M extends Method>(method: M, ...params: Params<M>): Promise<Result<M>>;
  send(method: `Node${string}`, params?: object): Promise<unknown>;
  send(method: string, params: object = {}): Promise<unknown> {
    if (this.#closed) return Promise.reject(new ConnectionClosed());
    return new Promise((resolve, reject) => {
      this.#pending.add(reject);
      this.#channel.send(method, params, (answer) => {
        this.#pending.delete(reject);
        if ('error' in answer) reject(new InspectorError(method, answer.error.code, answer.error.message));
        else resolve(answer.result);
      });
    });
  }

  /** Runs `send`s so that they leave as one piece: what the program's inspector must find waiting together (R2). */
  burst<T>(sends: () => T): T {
    return this.#channel.burst(sends);
  }

  /** Calls `listener` for every event of this name; returns the function that stops it. */
  on<E extends EventName>(event: E, listener: (body: EventBody<E>) => void): () => void;
  on(event: string, listener: (body: never) => void): () => void;
  on(event: string, listener: (body: never) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Ends the connection: nothing is heard of it any more. @returns when the program has let go of it, too (T4) */
  close(): Promise<void> {
    const cut = this.#channel.close();
    this.#markClosed();
    return cut;
  }
}
