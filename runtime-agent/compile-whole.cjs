'use strict';
// Two faults of V8 since version 13 end the process after a live edit of a file.
//
// A function of the file that had not run, and was there twice or more as callbacks are, is called: a segmentation fault
// (V8 fact E13). V8 compiles a function when it first runs, unless it is told to compile whole files: the user's own are.
//
// Code that had run has a direct `eval`: a failed check on Node.js 24 (E14). V8 compares what it keeps of scopes, unless
// it is told to keep nothing.
const v8 = require('v8');

const [major] = process.versions.v8.split('.').map(Number);
const isNeeded = major === 13 || major === 14;

/** Whether the files that are compiled from now on are the user's own. */
let isWhole = false;

if (isNeeded) v8.setFlagsFromString('--no-reuse-scope-infos');

/** @returns {boolean} what it was before */
function compileWhole(isWanted) {
  const before = isWhole;
  isWhole = isWanted;
  if (isNeeded) v8.setFlagsFromString(isWanted ? '--no-lazy' : '--lazy');
  return before;
}

module.exports = { compileWhole };
//# sourceURL=node:hot-restart/compile-whole.cjs
