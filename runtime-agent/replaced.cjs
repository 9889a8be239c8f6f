'use strict';
// The new code of functions that V8 itself does not run yet: because calls of them are under way (V8 fact E4), which
// finish on their old code. By the number of the function, the same for all its versions.

const { ownMap } = require('./intrinsics.cjs');

const replaced = ownMap();
let isEmpty = true;

/**
 * @param {number} site
 * @param {number} version of the code that asks
 * @returns {Function | string | undefined} what is to run in its place
 */
function newerThan(site, version) {
  if (isEmpty) return undefined;
  const newest = replaced.get(site);
  return newest && newest.version > version ? newest.code : undefined;
}

/** From now on, calls of the function run this code: a function, or the text of one for a constructor. */
function replace(site, code, version) {
  replaced.set(site, { code, version });
  isEmpty = false;
}

/** Called by the debugger once V8 itself runs the new code of these functions. */
function forget(sites) {
  for (let index = 0; index < sites.length; index++) replaced.delete(sites[index]);
}

module.exports = { newerThan, replace, forget };
//# sourceURL=node:hot-restart/replaced.cjs
