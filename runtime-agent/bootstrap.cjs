'use strict';
// Loaded first (`--require`) into every Node process of a session: opens its inspector, tells the debug adapter where,
// and waits until it is there. Node's built-ins only; the syntax is old, so that an old Node can say its version.
(function () {
  const threads = require('worker_threads');
  // A thread of Node's own, for the hooks of its loader.
  if (threads.isInternalThread) return;
  const DATA = 'hot-restart';
  const session = threads.isMainThread ? readSession() : threads.getEnvironmentData(DATA);
  if (!session) return;
  // What is not the session's own program runs undisturbed where it is too old to be debugged.
  const version = process.versions.node.split('.').map(Number);
  const isOld = version[0] < 20 || (version[0] === 20 && version[1] < 6);
  if (isOld && session.isChild) return;
  if (!isOld) {
    const workers = require('./worker-threads.cjs');
    if (!threads.isMainThread) workers.hideAgent(__filename);
    if (session.children) workers.loadIntoWorkers(__filename);
  }
  if (session.children) require('./children.cjs')(session, __filename);
  if (session.wraps && !isOld) {
    const agent = require('./agent.cjs');
    Object.defineProperty(globalThis, '$$hr', { value: agent });
    agent.hideWrapping();
    require('./hook.cjs')(session);
  } else if (!isOld) {
    // Without the hook nobody knows which files are the user's.
    require('./compile-whole.cjs').compileWhole(true);
  }
  // The inspector of a worker thread is reached through that of its process.
  if (!threads.isMainThread) return;
  threads.setEnvironmentData && threads.setEnvironmentData(DATA, session);

  const fs = require('fs');
  const path = require('path');
  const inspector = require('inspector');
  // What is used at the end of the program, which may replace it.
  const stringify = JSON.stringify;
  const writeFile = fs.writeFileSync;
  const rename = fs.renameSync;
  const join = path.join;

  const url = openInspector();
  const greeting = { pid: process.pid, version: process.version, url: url, main: findMain() };
  if (!report('hello-' + process.pid, greeting)) return;
  // Not `once`, which asks the program's own `apply`.
  process.on('exit', function (code) {
    report('exit-' + process.pid, { code: code });
  });
  if (url !== null) inspector.waitForDebugger();
  else if (!session.isChild) waitForFile('go');

  /** The inspector's address; null where this process has none, as that of `node --test` that runs the others. */
  function openInspector() {
    try {
      // With --inspect or --inspect-brk among the user's own options it is open already.
      if (!inspector.url()) inspector.open(0, '127.0.0.1');
      return inspector.url() || null;
    } catch (error) {
      return null;
    }
  }

  /** Waits until the adapter has written a file, or is gone. */
  function waitForFile(name) {
    const nothing = new Int32Array(new SharedArrayBuffer(4));
    while (fs.existsSync(session.folder) && !fs.existsSync(path.join(session.folder, name)))
      Atomics.wait(nothing, 0, 0, 10);
  }

  /** What the adapter, or the agent of the process that started this one, has put into the environment; taken out again. */
  function readSession() {
    const text = process.env.HOT_RESTART_SESSION;
    if (!text) return undefined;
    const found = JSON.parse(text);
    delete process.env.HOT_RESTART_SESSION;
    if (found.nodeOptions === null) delete process.env.NODE_OPTIONS;
    else process.env.NODE_OPTIONS = found.nodeOptions;
    return found;
  }

  /** Leaves a message for the adapter, whole or not at all: it watches the folder for names. */
  function report(name, message) {
    try {
      const file = join(session.folder, name + '.json');
      writeFile(file + '.part', stringify(message));
      rename(file + '.part', file);
      return true;
    } catch (error) {
      return false; // The adapter is gone, and its folder with it: the program runs on its own.
    }
  }

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
//# sourceURL=node:hot-restart/bootstrap.cjs
