import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Readable, Writable } from 'node:stream';

/** A request that the adapter refused; the message is its sentence. */
export class RequestRefused extends Error {}

type Answer = (args: never) => Promise<object>;

/** The smallest DAP client: requests out, responses and events in. */
export class Client {
  readonly #pending = new Map<number, (response: DebugProtocol.Response) => void>();
  readonly #answers = new Map<string, Answer>();
  #received = Buffer.alloc(0);
  #seq = 0;

  constructor(
    input: Readable,
    private readonly output: Writable,
    private readonly onEvent: (event: DebugProtocol.Event) => void,
  ) {
    input.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      for (let message = this.#take(); message; message = this.#take()) this.#dispatch(message);
    });
  }

  /** Sends a request; the body of its response. @throws RequestRefused */
  async request<T = object>(command: string, args: object = {}): Promise<T> {
    const seq = this.#send({ type: 'request', command, arguments: args });
    const response = await new Promise<DebugProtocol.Response>((resolve) => this.#pending.set(seq, resolve));
    if (!response.success) throw new RequestRefused(response.message);
    return (response.body ?? {}) as T;
  }

  /** Answers a request of the adapter's. */
  serve(command: string, answer: Answer): void {
    this.#answers.set(command, answer);
  }

  #send(message: object): number {
    const seq = ++this.#seq;
    const text = JSON.stringify({ seq, ...message });
    this.output.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    return seq;
  }

  #take(): DebugProtocol.ProtocolMessage | undefined {
    const end = this.#received.indexOf('\r\n\r\n');
    if (end < 0) return undefined;
    const [, length = '0'] = /Content-Length: (\d+)/i.exec(this.#received.subarray(0, end).toString('latin1')) ?? [];
    const bodyEnd = end + 4 + Number(length);
    if (this.#received.length < bodyEnd) return undefined;
    const text = this.#received.subarray(end + 4, bodyEnd).toString();
    this.#received = this.#received.subarray(bodyEnd);
    return JSON.parse(text) as DebugProtocol.ProtocolMessage;
  }

  #dispatch(message: DebugProtocol.ProtocolMessage): void {
    if (message.type === 'event') {
      this.onEvent(message as DebugProtocol.Event);
    } else if (message.type === 'response') {
      const response = message as DebugProtocol.Response;
      this.#pending.get(response.request_seq)?.(response);
      this.#pending.delete(response.request_seq);
    } else void this.#answer(message as DebugProtocol.Request);
  }

  async #answer({ seq, command, arguments: args }: DebugProtocol.Request): Promise<void> {
    const response = { type: 'response', request_seq: seq, command };
    try {
      const answer = this.#answers.get(command);
      if (!answer) throw new Error(`The request "${command}" is not supported here.`);
      this.#send({ ...response, success: true, body: await answer(args as never) });
    } catch (error) {
      this.#send({ ...response, success: false, message: (error as Error).message });
    }
  }
}
