import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Readable, Writable } from 'node:stream';
import type { Timeline } from './timeline.js';

/** A request that the adapter refused; `message` is its sentence. */
export class Refusal extends Error {}

type Body = Record<string, unknown>;
type Serve = (args: never) => Promise<object>;

/** How long any one message may take to come; milliseconds. A bound for a hanging test, not a measurement. */
const PATIENCE = 30_000;

/** A DAP client that records everything and reads it back: what a test waits for may have come already. */
export class DapClient {
  readonly events: DebugProtocol.Event[] = [];
  readonly #pending = new Map<number, (response: DebugProtocol.Response) => void>();
  readonly #reverse = new Map<string, Serve>();
  readonly #watchers = new Set<() => void>();
  #buffer = Buffer.alloc(0);
  #seq = 0;

  constructor(
    input: Readable,
    private readonly output: Writable,
    private readonly timeline: Timeline,
  ) {
    input.on('data', (chunk: Buffer) => {
      this.#buffer = Buffer.concat([this.#buffer, chunk]);
      this.#read();
    });
  }

  /** Sends a request and returns the body of its response. @throws Refusal */
  async request<T = Body>(command: string, args: object = {}): Promise<T> {
    this.timeline.add('->', command, args);
    // In one process the response may be there before `#write` returns.
    const answered = new Promise<DebugProtocol.Response>((resolve) => this.#pending.set(this.#seq + 1, resolve));
    this.#write({ type: 'request', command, arguments: args });
    const response = await this.#within(answered, `the response to ${command}`);
    if (!response.success) throw new Refusal(response.message);
    return (response.body ?? {}) as T;
  }

  /** Answers a request of the adapter's, e.g. `runInTerminal`. */
  serve(command: string, answer: Serve): void {
    this.#reverse.set(command, answer);
  }

  /** The first event from `from` on that fits; waits for it if it has not come. */
  async event(name: string, fits: (body: Body) => boolean = () => true, from = 0): Promise<Body> {
    return (await this.eventAt(name, fits, from)).body;
  }

  /** As `event`, with its place among the events. */
  eventAt(name: string, fits: (body: Body) => boolean, from: number): Promise<{ body: Body; index: number }> {
    const find = (): { body: Body; index: number } | undefined => {
      const index = this.events.findIndex(
        (event, at) => at >= from && event.event === name && fits((event.body ?? {}) as Body),
      );
      return index < 0 ? undefined : { index, body: (this.events[index]?.body ?? {}) as Body };
    };
    const found = find();
    if (found) return Promise.resolve(found);
    const waited = new Promise<{ body: Body; index: number }>((resolve) => {
      const watcher = (): void => {
        const now = find();
        if (!now) return;
        this.#watchers.delete(watcher);
        resolve(now);
      };
      this.#watchers.add(watcher);
    });
    return this.#within(waited, `the event ${name}`);
  }

  #within<T>(promise: Promise<T>, what: string): Promise<T> {
    let timer: NodeJS.Timeout;
    const expired = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`Waited ${PATIENCE / 1000} s in vain for ${what}`)), PATIENCE);
    });
    return Promise.race([promise, expired]).finally(() => clearTimeout(timer));
  }

  #write(message: object): void {
    const text = JSON.stringify({ seq: ++this.#seq, ...message });
    this.output.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  #read(): void {
    for (;;) {
      const end = this.#buffer.indexOf('\r\n\r\n');
      const [, length] = /Content-Length: (\d+)/i.exec(this.#buffer.subarray(0, Math.max(0, end)).toString()) ?? [];
      if (length === undefined || this.#buffer.length < end + 4 + Number(length)) return;
      const text = this.#buffer.subarray(end + 4, end + 4 + Number(length)).toString();
      this.#buffer = this.#buffer.subarray(end + 4 + Number(length));
      this.#take(JSON.parse(text) as DebugProtocol.ProtocolMessage);
    }
  }

  #take(message: DebugProtocol.ProtocolMessage): void {
    if (message.type === 'event') {
      const event = message as DebugProtocol.Event;
      this.timeline.add('<-', `event ${event.event}`, event.body);
      this.events.push(event);
      for (const watcher of [...this.#watchers]) watcher();
    } else if (message.type === 'response') {
      const response = message as DebugProtocol.Response;
      this.timeline.add(
        '<-',
        `${response.command} ${response.success ? '' : 'FAILED '}`,
        response.success ? response.body : response.message,
      );
      this.#pending.get(response.request_seq)?.(response);
      this.#pending.delete(response.request_seq);
    } else void this.#serveRequest(message as DebugProtocol.Request);
  }

  async #serveRequest({ seq, command, arguments: args }: DebugProtocol.Request): Promise<void> {
    this.timeline.add('<-', `request ${command}`, args);
    const serve = this.#reverse.get(command);
    const body = serve ? await serve(args as never) : undefined;
    this.#write({ type: 'response', request_seq: seq, command, success: serve !== undefined, body });
  }
}
