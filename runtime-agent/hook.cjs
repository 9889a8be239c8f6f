'use strict';
// The load hook: every module of the user's own is shown to the debug adapter before it runs, which answers with the
// text to run instead (async functions wrapped), or that it is to run as it is. The adapter has the parser; it is asked
// through the session's folder, so that also a thread that may not wait for its event loop gets its answer.
const fs = require('fs');
const path = require('path');
const { threadId } = require('worker_threads');

let asked = 0;

/** Milliseconds, more or less: an adapter that was killed answers nothing, and leaves its folder behind. */
const MOST_WAITS = 15_000;

/** @param {{ folder: string }} session */
module.exports = function hook(session) {
  const Module = require('module');
  const compile = Module.prototype._compile;
  Module.prototype._compile = function (content, filename, ...rest) {
    return compile.call(this, textFor(filename, content), filename, ...rest);
  };
  if (Module.registerHooks) Module.registerHooks({ load });
  else Module.register('./hook-thread.mjs', { parentURL: require('url').pathToFileURL(__filename), data: session });

  function load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    // CommonJS comes by `_compile`.
    return loaded.format === 'module' ? { ...loaded, source: textFor(url, loaded.source) } : loaded;
  }

  function textFor(url, source) {
    return ask(session, url, source);
  }
};

/** The text to run for a module. */
function ask(session, url, source) {
  if (typeof url !== 'string' || !/^(file:|\/|[A-Za-z]:[\\/])/.test(url) || /[\\/]node_modules[\\/]/.test(url))
    return source;
  const text = typeof source === 'string' ? source : source == null ? '' : Buffer.from(source).toString('utf8');
  // Only what is wrapped is worth a question.
  if (!/\basync\b/.test(text)) return source;
  const name = 'load-' + process.pid + '-' + threadId + '-' + ++asked;
  const question = path.join(session.folder, name + '.json');
  const answer = path.join(session.folder, name + '.answer');
  try {
    fs.writeFileSync(question + '.part', JSON.stringify({ url, text }));
    fs.renameSync(question + '.part', question);
    const nothing = new Int32Array(new SharedArrayBuffer(4));
    for (let waits = 0; !fs.existsSync(answer); waits++) {
      if (waits > MOST_WAITS || !fs.existsSync(session.folder)) return source;
      Atomics.wait(nothing, 0, 0, 1);
    }
    const { text: instead } = JSON.parse(fs.readFileSync(answer, 'utf8'));
    fs.unlinkSync(answer);
    return instead === null ? source : instead;
  } catch (error) {
    return source; // The adapter is gone, and its folder with it: the program runs on its own.
  }
}

module.exports.ask = ask;
//# sourceURL=node:hot-restart/hook.cjs
