'use strict';
// V8 compiles a function when it first runs. On Node.js 24 and 26, a live edit of a file makes those of its functions
// deadly that have not run yet and are there twice or more, as callbacks are: the process ends with a segmentation fault
// as they are called (V8 fact E13). So the files that can be edited are compiled as a whole.
const v8 = require('v8');

const isNeeded = Number.parseInt(process.versions.v8, 10) >= 13;

/** Whether the files that are compiled from now on are the user's own. */
let isWhole = false;

/** @returns {boolean} what it was before */
function compileWhole(isWanted) {
  const before = isWhole;
  isWhole = isWanted;
  if (isNeeded) v8.setFlagsFromString(isWanted ? '--no-lazy' : '--lazy');
  return before;
}

module.exports = { compileWhole };
//# sourceURL=node:hot-restart/compile-whole.cjs
