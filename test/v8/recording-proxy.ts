import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP proxy in front of an inspector that keeps what the client writes after its handshake. */
export class RecordingProxy {
  readonly #server = createServer((client) => this.#forward(client));
  readonly #sockets: Socket[] = [];
  readonly #chunks: Buffer[] = [];

  private constructor(readonly target: URL) {}

  /** @param url the inspector's WebSocket address */
  static async open(url: string): Promise<RecordingProxy> {
    const proxy = new RecordingProxy(new URL(url));
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** The same WebSocket address, through this proxy. */
  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `ws://127.0.0.1:${port}${this.target.pathname}`;
  }

  /** The client's bytes so far, without its handshake. */
  get sent(): Buffer {
    const all = Buffer.concat(this.#chunks);
    return all.subarray(all.indexOf('\r\n\r\n') + 4);
  }

  /** Gives the client bytes in a chunk of their own, as if the inspector had sent them. */
  push(bytes: Buffer): void {
    this.#sockets[0]?.write(bytes);
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #forward(client: Socket): void {
    const inspector = connect(Number(this.target.port), this.target.hostname);
    this.#sockets.push(client, inspector);
    for (const socket of [client, inspector]) socket.setNoDelay(true).on('error', () => {});
    client.on('data', (chunk: Buffer) => {
      this.#chunks.push(chunk);
      inspector.write(chunk);
    });
    inspector.on('data', (chunk: Buffer) => client.write(chunk));
    client.on('close', () => inspector.destroy());
    inspector.on('close', () => client.destroy());
  }
}
