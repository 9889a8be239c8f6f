'use strict';
// Evaluates modules again, and gives the new functions to those who hold the old ones.
const Module = require('module');
const path = require('path');
const { types } = require('util');
const { fileURLToPath, pathToFileURL } = require('url');
const { registry } = require('./registry.cjs');
const { adopt, adoptExports } = require('./adopt.cjs');

/** By the URL of an ES module: what all its evaluations so far have exported. */
const namespaces = new Map();

let evaluations = 0;

/**
 * @param {string | URL} id as for `require`, seen from the caller; or a path, or a file's URL
 * @returns {Promise<unknown>} the exports
 */
function reloadModule(id) {
  const caller = callerOf(reloadModule);
  return Promise.resolve().then(() => reload(id, caller));
}

async function reload(id, caller) {
  const url = urlOf(id, caller);
  const file = fileURLToPath(url);
  const { cache } = Module.createRequire(file);
  const old = cache[file];
  const isCommonJs = old === undefined ? /\.(cjs|json|node)$/.test(file) : !types.isModuleNamespaceObject(old.exports);
  return isCommonJs ? reloadCommonJs(file, cache) : reloadEsModule(url);
}

function reloadCommonJs(file, cache) {
  const old = cache[file];
  delete cache[file];
  let isEvaluated = false;
  registry.starting += 1;
  try {
    Module.createRequire(file)(file);
    isEvaluated = true;
  } finally {
    registry.starting -= 1;
    if (!isEvaluated) {
      if (old) cache[file] = old;
      else delete cache[file];
    }
  }
  const fresh = cache[file];
  if (old) fresh.exports = adoptExports(old.exports, fresh.exports);
  return fresh.exports;
}

async function reloadEsModule(url) {
  const { href } = url;
  if (!namespaces.has(href)) {
    // Node.js tells nobody which ES modules are loaded: one that is not, or has failed, has no functions to replace.
    const loaded = await import(href).catch(() => undefined);
    namespaces.set(href, loaded === undefined ? [] : [loaded]);
  }
  const again = new URL(href);
  again.searchParams.set('hot-restart', String(++evaluations));
  let fresh;
  registry.starting += 1;
  try {
    fresh = await import(again.href);
  } finally {
    registry.starting -= 1;
  }
  for (const old of namespaces.get(href)) for (const name of Object.keys(old)) adopt(old[name], fresh[name]);
  namespaces.get(href).push(fresh);
  return fresh;
}

/** The file's URL, with its query if it has one. */
function urlOf(id, caller) {
  if (id instanceof URL || (typeof id === 'string' && id.startsWith('file:'))) return new URL(id);
  if (typeof id !== 'string')
    throw new TypeError(`reloadModule takes a module's name, path or URL, not a value of type ${typeof id}.`);
  const found = path.isAbsolute(id) ? Module.createRequire(id).resolve(id) : Module.createRequire(caller).resolve(id);
  if (Module.isBuiltin(found)) throw new Error(`reloadModule cannot evaluate ${id} again: it is a part of Node.js.`);
  return pathToFileURL(found);
}

/** The file that calls a function, or, where that is no file, a name in the working directory. */
function callerOf(callee) {
  const { prepareStackTrace, stackTraceLimit } = Error;
  const holder = {};
  Error.prepareStackTrace = (_, sites) => sites.map((site) => site.getFileName());
  Error.stackTraceLimit = 1;
  Error.captureStackTrace(holder, callee);
  const [file] = holder.stack;
  Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  if (typeof file === 'string' && (path.isAbsolute(file) || file.startsWith('file:'))) return file;
  return path.join(process.cwd(), 'repl');
}

module.exports = { reloadModule };
//# sourceURL=node:hot-restart/reload.cjs
