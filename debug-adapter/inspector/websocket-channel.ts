import CDP from 'chrome-remote-interface';
import type { Socket } from 'node:net';
import type { Channel, OpenChannel } from './channel.js';
import { acknowledgeEarly } from './early-ack.js';

/** The parts of chrome-remote-interface's client that are used here. `_ws` is its WebSocket (`ws` 7). */
interface Client {
  send(method: string, params: object, callback: (error: boolean | Error, result: unknown) => void): void;
  on(event: 'event', listener: (message: { method: string; params: unknown }) => void): void;
  _ws: { _socket: Socket | null };
}

/** T4: Node.js 20 and 22 crash where a connection goes while they write to it; after these they write nothing more. */
const QUIET = ['NodeWorker.disable', 'Runtime.disable', 'Debugger.disable'];
/** How long a program may take to become quiet; milliseconds. */
const QUIET_TIME = 1000;

/**
 * Connects to a Node inspector.
 * @param url its WebSocket address, `ws://host:port/uuid`
 * @throws the socket's error when nothing listens there
 */
export async function openWebSocket(url: string): Promise<OpenChannel> {
  // An empty protocol description: chrome-remote-interface carries the messages, devtools-protocol types them, and
  // Node's own domains (NodeWorker, NodeRuntime) are in neither of its descriptions.
  const protocol = { domains: [] } as never;
  const client = (await CDP({ target: url, local: true, protocol })) as unknown as Client;
  const socket = client._ws._socket;
  if (!socket) throw new Error('the connection was closed');
  socket.setNoDelay(true);
  const stopAcknowledging = acknowledgeEarly(socket);
  return (listener) => {
    client.on('event', ({ method, params }) => listener.event(method, params));
    socket.once('close', () => listener.closed());
    let unanswered = 0;
    let isClosing = false;
    // A close frame cannot be sent over bytes of the next message (T1), and Node needs none.
    const cut = (): void => void socket.destroy();
    const send: Channel['send'] = (method, params, done) => {
      unanswered++;
      client.send(method, params, (error, result) => {
        unanswered--;
        if (error === true) done({ error: result as { code: number; message: string } });
        else if (!error) done({ result });
        if (isClosing && !unanswered) cut();
      });
    };
    return {
      send,
      burst: (sends) => {
        socket.cork();
        try {
          return sends();
        } finally {
          socket.uncork();
        }
      },
      close: () => {
        if (socket.destroyed) return Promise.resolve();
        const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
        if (isClosing) return closed;
        isClosing = true;
        stopAcknowledging();
        for (const method of QUIET) send(method, {}, () => undefined);
        // A program that is busy does not answer, and writes nothing.
        setTimeout(cut, QUIET_TIME).unref();
        return closed;
      },
    };
  };
}
