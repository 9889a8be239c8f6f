const net = require('node:net');
const vscode = require('vscode');

/** The test listens; without it there is nobody to tell. */
exports.activate = (context) => {
  const socket = net.connect({ host: '127.0.0.1', port: Number(process.env.HOT_RESTART_TIMELINE_PORT) });
  socket.setNoDelay();
  const tell = (session, direction, message) =>
    socket.write(JSON.stringify({ at: Date.now(), session: session.id, direction, message }) + '\n');
  context.subscriptions.push(
    { dispose: () => socket.destroy() },
    vscode.debug.registerDebugAdapterTrackerFactory('hot-restart', {
      createDebugAdapterTracker: (session) => ({
        onWillReceiveMessage: (message) => tell(session, '->', message),
        onDidSendMessage: (message) => tell(session, '<-', message),
        onError: (error) => tell(session, '!!', { type: 'error', message: String(error) }),
        onExit: (code, signal) => tell(session, '!!', { type: 'exit', code, signal }),
      }),
    }),
  );
};
