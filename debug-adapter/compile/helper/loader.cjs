'use strict';
// The program's own loaders, Node's among them, on a text of ours. What they make of it is recorded and does not run.
const Module = require('module');
const { dirname } = require('path');
const { realpathSync } = require('fs');
const { pathToFileURL } = require('url');
const { MessageChannel, receiveMessageOnPort } = require('worker_threads');
const early = require('./early.cjs');
const { checked } = require('./jiti.cjs');
const { marked, recorded, markNext } = require('./capture.cjs');

let port;
let last;

/** Stands before all loaders: call when they are there. */
function standBefore() {
  if (Module.registerHooks) {
    Module.registerHooks({
      resolve(specifier, context, next) {
        const asked = marked(specifier);
        return asked ? asked.remark(next(asked.url, context)) : next(specifier, context);
      },
      load(url, context, next) {
        const asked = marked(url);
        if (!asked) return next(url, context);
        last = recorded(next(asked.url, context));
        return asked.nothing;
      },
    });
    return;
  }
  const channel = new MessageChannel();
  port = channel.port1;
  const options = { data: { port: channel.port2 }, transferList: [channel.port2] };
  Module.register('./hooks-before.mjs', { parentURL: pathToFileURL(__filename), ...options });
  channel.port1.unref();
}

/**
 * A module is loaded by `require` or by `import`, and loaders may treat the two differently. Before 22.13, Node.js has ways
 * to run an ES module by `require` that pass no one by.
 */
function variants({ script }) {
  if (!script.isModule) return [{ way: 'require' }, { way: 'import' }];
  return Module.stripTypeScriptTypes ? [{ way: 'import' }, { way: 'require' }] : [{ way: 'import' }];
}

async function compile({ way }, { path, script }, text) {
  early.substitute({ paths: [...new Set([path, real(path)])], text });
  try {
    return checked(
      way === 'require'
        ? byRequire(path)
        : await byImport(script.url.startsWith('file:') ? script.url : pathToFileURL(path).href),
    );
  } finally {
    early.substitute({ paths: [], text: undefined });
  }
}

function byRequire(path) {
  const module = new Module(path);
  let made;
  module._compile = (text, _, format) => (made = { text, format });
  module.load(path);
  return made && withoutTypes(made, path);
}

async function byImport(url) {
  last = undefined;
  await import(markNext(url));
  if (port) last = receiveMessageOnPort(port)?.message;
  return last && last.text !== null ? withoutTypes(last, url) : undefined;
}

/** Node itself takes the types away after the last hook. */
function withoutTypes({ text, format }, sourceUrl) {
  if (!/(?:^|-)typescript$/.test(format)) return { text };
  const isTransforming = [...process.execArgv, process.env.NODE_OPTIONS].join(' ').includes('--experimental-transform');
  const mode = isTransforming ? 'transform' : 'strip';
  return { text: Module.stripTypeScriptTypes(text, { mode, sourceMap: isTransforming, sourceUrl }) };
}

function real(path) {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

module.exports = { standBefore, variants, compile };
