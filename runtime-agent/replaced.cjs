'use strict';
// The new code of functions that V8 itself does not run yet: because calls of them are under way (V8 fact E4), which
// finish on their old code. By the number of the function, the same for all its versions.

const replaced = new Map();

/**
 * @param {number} site
 * @param {number} version of the code that asks
 * @returns {Function | string | undefined} what is to run in its place
 */
function newerThan(site, version) {
  if (replaced.size === 0) return undefined;
  const newest = replaced.get(site);
  return newest && newest.version > version ? newest.code : undefined;
}

/** From now on, calls of the function run this code: a function, or the text of one for a constructor. */
function replace(site, code, version) {
  replaced.set(site, { code, version });
}

/** Called by the debugger once V8 itself runs the new code of these functions. */
function forget(sites) {
  for (const site of sites) replaced.delete(site);
}

module.exports = { newerThan, replace, forget };
//# sourceURL=node:hot-restart/replaced.cjs
