'use strict';
// Loaded into the helper before any loader of the user's (`--require`, first in NODE_OPTIONS): what stands behind all of
// them, and gives them the text to compile.
const Module = require('module');
const { pathToFileURL } = require('url');
const { MessageChannel, isMainThread } = require('worker_threads');
const { substitute, substituted } = require('./substitute.cjs');

if (isMainThread) {
  // What the helper starts is no helper.
  if (process.env.HOT_RESTART_NODE_OPTIONS === undefined) delete process.env.NODE_OPTIONS;
  else process.env.NODE_OPTIONS = process.env.HOT_RESTART_NODE_OPTIONS;
  delete process.env.HOT_RESTART_NODE_OPTIONS;
  // The adapter is gone, perhaps while a loader is still starting.
  process.on('disconnect', () => process.exit());
  const { port1, port2 } = new MessageChannel();
  port1.unref();
  port2.unref();
  const parentURL = pathToFileURL(__filename);
  const options = { parentURL, data: { port: port2 }, transferList: [port2] };
  if (Module.register) Module.register('./hooks-behind.mjs', options);
  // What is imported has been through the hooks in the other thread when it comes here: it is compiled already.
  const load = (url, context, next) => {
    const loaded = next(url, context);
    return Module.register && !context.conditions.includes('require') ? loaded : substituted(url, loaded);
  };
  if (Module.registerHooks) Module.registerHooks({ load });
  module.exports = {
    /** @param {{ paths: string[], text: string | undefined }} next */
    substitute(next) {
      substitute(next);
      port1.postMessage(next);
    },
  };
}
