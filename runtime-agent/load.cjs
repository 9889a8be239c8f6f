'use strict';
const { createRequire } = require('module');
const { isModuleNamespaceObject } = require('util').types;

/**
 * Called by the debugger: what an `import` of a module gives, at once, as nothing can be awaited while the program is paused.
 * @param {string} url of the module that imports
 * @param {string} specifier
 * @param {readonly string[]} names that are imported
 * @throws {Error} what loading it throws; ERR_REQUIRE_ESM where this Node.js can load an ES module only later
 */
function load(url, specifier, names) {
  const loaded = createRequire(url)(specifier);
  const values = isModuleNamespaceObject(loaded) ? loaded : { ...loaded, default: loaded };
  const missing = names.find((name) => !(name in values));
  if (missing === undefined) return values;
  throw new SyntaxError(`The module '${specifier}' does not provide an export named '${missing}'`);
}

module.exports = { load };
//# sourceURL=node:hot-restart/load.cjs
