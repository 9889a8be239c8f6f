import { createServer } from 'node:net';
import { words } from './messages.js';
import { Session } from './session/session.js';

/** `debug-adapter.js` speaks DAP on stdio; `debug-adapter.js --server=PORT` serves sessions on 127.0.0.1. */
const [, port] = /^--server=(\d+)$/.exec(process.argv.slice(2).find((each) => each.startsWith('--server')) ?? '') ?? [];

/** The sessions of this process: whatever ends it, the programs that they launched end with it. */
const sessions = new Set<Session>();
process.on('exit', () => {
  for (const session of sessions) void session.release(true);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(
    signal,
    () => void Promise.all([...sessions].map((session) => session.release(true))).then(() => process.exit(0)),
  );
}
// A fault of ours must not cost the user a paused program: it is told, and the session goes on.
for (const fault of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(fault, (error: unknown) => {
    for (const session of sessions) session.print('important', words.internal(error));
  });
}

if (port === undefined) {
  const session = new Session();
  sessions.add(session);
  session.onStopped = () => process.exit(0);
  process.stdout.on('error', () => process.exit(1));
  session.start(process.stdin, process.stdout);
} else {
  const server = createServer((socket) => {
    socket.setNoDelay(true);
    const session = new Session();
    sessions.add(session);
    session.onStopped = () => {
      sessions.delete(session);
      socket.end();
    };
    socket.on('error', () => session.shutdown());
    session.start(socket, socket);
  });
  server.listen(Number(port), '127.0.0.1', () => {
    const address = server.address();
    // Whoever starts the server with port 0 reads the one it got here.
    console.error(`Listening on 127.0.0.1:${typeof address === 'object' ? address?.port : address}`);
  });
}
