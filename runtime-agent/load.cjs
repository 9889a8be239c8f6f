'use strict';
const { createRequire } = require('module');
const { isModuleNamespaceObject } = require('util').types;

/**
 * Called by the debugger: what an `import` of a module gives, at once, as nothing can be awaited while the program is paused.
 * @param {string} url of the module that imports
 * @param {string} specifier
 * @throws {Error} what loading it throws; ERR_REQUIRE_ESM where this Node.js can load an ES module only later
 */
function load(url, specifier) {
  const loaded = createRequire(url)(specifier);
  return isModuleNamespaceObject(loaded) ? loaded : { ...loaded, default: loaded };
}

module.exports = { load };
//# sourceURL=node:hot-restart/load.cjs
