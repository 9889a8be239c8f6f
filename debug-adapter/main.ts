import { createServer } from 'node:net';
import { Session } from './session/session.js';

/** `debug-adapter.js` speaks DAP on stdio; `debug-adapter.js --server=PORT` serves sessions on 127.0.0.1. */
const [, port] = /^--server=(\d+)$/.exec(process.argv.slice(2).find((each) => each.startsWith('--server')) ?? '') ?? [];

if (port === undefined) {
  const session = new Session();
  session.onStopped = () => process.exit(0);
  session.start(process.stdin, process.stdout);
} else {
  const server = createServer((socket) => {
    socket.setNoDelay(true);
    const session = new Session();
    session.onStopped = () => socket.end();
    socket.on('error', () => session.shutdown());
    session.start(socket, socket);
  });
  server.listen(Number(port), '127.0.0.1', () => {
    const address = server.address();
    // Whoever starts the server with port 0 reads the one it got here.
    console.error(`Listening on 127.0.0.1:${typeof address === 'object' ? address?.port : address}`);
  });
}
