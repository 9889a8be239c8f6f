import CDP from 'chrome-remote-interface';
import type { ProtocolMapping } from 'devtools-protocol/types/protocol-mapping.js';
import type { Socket } from 'node:net';
import { acknowledgeEarly } from './early-ack.js';

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

/** The parts of chrome-remote-interface's client that are used here. `_ws` is its WebSocket (`ws` 7). */
interface Client {
  send(method: string, params: object, callback: (error: boolean | Error, result: unknown) => void): void;
  on(event: 'event', listener: (message: { method: string; params: unknown }) => void): void;
  on(event: 'disconnect', listener: () => void): void;
  _ws: { _socket: Socket | null };
}

/** One inspector connection to one V8 isolate: commands with typed results, events in the order in which they come. */
export class Connection {
  readonly #client: Client;
  readonly #socket: Socket;
  readonly #listeners = new Map<string, Set<(params: never) => void>>();
  readonly #pending = new Set<(error: Error) => void>();
  #closed = false;
  /** Resolves once the connection is gone, whoever closed it. Never rejects. */
  readonly closed: Promise<void>;
  readonly #markClosed: () => void;

  private constructor(client: Client, socket: Socket) {
    this.#client = client;
    this.#socket = socket;
    let resolveClosed!: () => void;
    this.closed = new Promise((resolve) => (resolveClosed = resolve));
    this.#markClosed = () => {
      if (this.#closed) return;
      this.#closed = true;
      for (const reject of this.#pending) reject(new ConnectionClosed());
      this.#pending.clear();
      resolveClosed();
    };
    client.on('event', ({ method, params }) => {
      for (const listener of [...(this.#listeners.get(method) ?? [])]) listener(params as never);
    });
    socket.once('close', this.#markClosed);
  }

  /**
   * Connects to a Node inspector.
   * @param url its WebSocket address, `ws://host:port/uuid`
   * @throws the socket's error when nothing listens there
   */
  static async open(url: string): Promise<Connection> {
    // An empty protocol description: chrome-remote-interface carries the messages, devtools-protocol types them, and
    // Node's own domains (NodeWorker, NodeRuntime) are in neither of its descriptions.
    const protocol = { domains: [] } as never;
    const client = (await CDP({ target: url, local: true, protocol })) as unknown as Client;
    const socket = client._ws._socket;
    if (!socket) throw new ConnectionClosed();
    socket.setNoDelay(true);
    acknowledgeEarly(socket);
    return new Connection(client, socket);
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
      this.#client.send(method, params, (error, result) => {
        this.#pending.delete(reject);
        if (error === true) {
          const { code, message } = result as { code: number; message: string };
          reject(new InspectorError(method, code, message));
        } else if (error) reject(new ConnectionClosed());
        else resolve(result);
      });
    });
  }

  /** Runs `send`s so that they leave as one piece: what the program's inspector must find waiting together (R2). */
  burst<T>(sends: () => T): T {
    this.#socket.cork();
    try {
      return sends();
    } finally {
      this.#socket.uncork();
    }
  }

  /** Calls `listener` for every event of this name; returns the function that stops it. */
  on<E extends EventName>(event: E, listener: (body: EventBody<E>) => void): () => void;
  on(event: string, listener: (body: never) => void): () => void;
  on(event: string, listener: (body: never) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Cuts the connection. A close frame cannot be sent over bytes of the next message (T1), and Node needs none. */
  close(): void {
    this.#socket.destroy();
    this.#markClosed();
  }
}
