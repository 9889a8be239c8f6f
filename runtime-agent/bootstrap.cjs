'use strict';
// Loaded first (`--require`) into the program that a session launches: opens its inspector, tells the debug adapter
// where, and waits until it is there. Node's built-ins only; the syntax is old, so that an old Node can say its version.
(function () {
  const session = process.env.HOT_RESTART_SESSION;
  if (!session || !require('worker_threads').isMainThread) return;
  const settings = JSON.parse(session);
  // The program sees the environment that its user gave it.
  delete process.env.HOT_RESTART_SESSION;
  if (settings.nodeOptions === null) delete process.env.NODE_OPTIONS;
  else process.env.NODE_OPTIONS = settings.nodeOptions;

  const fs = require('fs');
  const path = require('path');
  const inspector = require('inspector');

  /** Leaves a message for the adapter, whole or not at all: it watches the folder for names. */
  function report(name, message) {
    const file = path.join(settings.folder, name + '.json');
    try {
      fs.writeFileSync(file + '.part', JSON.stringify(message));
      fs.renameSync(file + '.part', file);
      return true;
    } catch (error) {
      return false; // The adapter is gone, and its folder with it: the program runs on its own.
    }
  }

  // With --inspect or --inspect-brk among the user's own options it is open already.
  if (!inspector.url()) inspector.open(0, '127.0.0.1');
  const greeting = { pid: process.pid, version: process.version, url: inspector.url(), main: findMain() };
  if (!report('hello-' + process.pid, greeting)) return;
  process.once('exit', function (code) {
    report('exit-' + process.pid, { code: code });
  });
  inspector.waitForDebugger();

  /** The file that Node is about to run; null for `-e`, `-p`, the REPL and standard input. */
  function findMain() {
    const program = process.argv[1];
    try {
      return program ? fs.realpathSync(require.resolve(path.resolve(program))) : null;
    } catch (error) {
      return null;
    }
  }
})();
