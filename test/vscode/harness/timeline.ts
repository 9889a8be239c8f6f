import { EventEmitter, once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { DebugProtocol } from '@vscode/debugprotocol';

/** One DAP message as VS Code sent it (`->`) or got it (`<-`), or the adapter's end (`!!`). `at` is in epoch milliseconds. */
export interface TimelineEntry {
  at: number;
  session: string;
  direction: '->' | '<-' | '!!';
  message: DebugProtocol.ProtocolMessage;
}

/** Every DAP message of a run, as the timeline extension in VS Code reports them. */
export class Timeline {
  readonly entries: TimelineEntry[] = [];
  private readonly added = new EventEmitter().setMaxListeners(0);
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {
    server.on('connection', (socket) => {
      this.sockets.add(socket.on('error', () => undefined));
      createInterface({ input: socket }).on('line', (line) => {
        this.entries.push(JSON.parse(line) as TimelineEntry);
        this.added.emit('entry');
      });
    });
  }

  static async listen(): Promise<Timeline> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Timeline(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Every event of this name so far, of all sessions of the run. */
  events<E extends DebugProtocol.Event>(name: E['event']): E[] {
    return this.entries
      .map(({ message }) => message as E)
      .filter(({ type, event }) => type === 'event' && event === name);
  }

  /** The first event of this name, now or later. Throws after 30 s. */
  async event<E extends DebugProtocol.Event>(name: E['event']): Promise<E> {
    const signal = AbortSignal.timeout(30_000);
    for (;;) {
      const [found] = this.events<E>(name);
      if (found) return found;
      await once(this.added, 'entry', { signal }).catch((cause: unknown) => {
        throw new Error(`The adapter sent no event ${name} within 30 s`, { cause });
      });
    }
  }

  /** What the program itself wrote, in the order in which it came. */
  programOutput(): string {
    const outputs = this.events<DebugProtocol.OutputEvent>('output').map(({ body }) => body);
    return outputs.map(({ category, output }) => (category === 'stdout' ? output : '')).join('');
  }

  /** One message a line, for people. */
  toString(): string {
    const [start] = this.entries;
    return this.entries
      .map(({ at, direction, message }) => `${at - (start?.at ?? at)} ${direction} ${JSON.stringify(message)}\n`)
      .join('');
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }
}
