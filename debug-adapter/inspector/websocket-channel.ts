import CDP from 'chrome-remote-interface';
import type { Socket } from 'node:net';
import type { OpenChannel } from './channel.js';
import { acknowledgeEarly } from './early-ack.js';

/** The parts of chrome-remote-interface's client that are used here. `_ws` is its WebSocket (`ws` 7). */
interface Client {
  send(method: string, params: object, callback: (error: boolean | Error, result: unknown) => void): void;
  on(event: 'event', listener: (message: { method: string; params: unknown }) => void): void;
  _ws: { _socket: Socket | null };
}

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
  acknowledgeEarly(socket);
  return (listener) => {
    client.on('event', ({ method, params }) => listener.event(method, params));
    socket.once('close', () => listener.closed());
    return {
      send: (method, params, done) =>
        client.send(method, params, (error, result) => {
          if (error === true) done({ error: result as { code: number; message: string } });
          else if (!error) done({ result });
        }),
      burst: (sends) => {
        socket.cork();
        try {
          return sends();
        } finally {
          socket.uncork();
        }
      },
      // A close frame cannot be sent over bytes of the next message (T1), and Node needs none.
      close: () => socket.destroy(),
    };
  };
}
