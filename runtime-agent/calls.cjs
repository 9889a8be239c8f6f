'use strict';
// What the load hook puts around the code of an async function calls `run`. A failed call does not end here if the
// debugger has given it new code: it is made again with the same `this` and the same arguments, and its promise stays
// pending (V8 facts X1, X3).
const { escaped } = require('./escaped.cjs');
const { apply, listOf } = require('./intrinsics.cjs');
const { newerThan, replace } = require('./replaced.cjs');

/** One call of a wrapped async function, as the debugger sees it in the frame that failed (`$$t`). */
class Call {
  /** @param {number} site the number of its function */
  constructor(site) {
    this.site = site;
    this.next = undefined;
  }

  /**
   * Called by the debugger: the call, which is about to fail, is to be made again.
   * @param {Function} code the new function
   * @param {number} version its number; 0 where later calls are not to run it
   */
  again(code, version) {
    this.next = code;
    if (version) replace(this.site, code, version);
  }

  /** Called by the debugger: the call, which has failed, is to be made again with what V8 runs by now. */
  repeat() {
    this.next = AS_IT_IS;
  }
}

/** What stands for the same code once more, which V8 may have edited. */
const AS_IT_IS = Symbol('as it is');

/**
 * Runs the code of a wrapped function.
 * @param {number} site the function's number
 * @param {unknown} self its `this`
 * @param {(call: Call) => Promise<unknown>} code what it does
 * @param {ArrayLike<unknown>} args its arguments
 * @param {number} version of the code: 0 for the file's own
 */
async function run(site, self, code, args, version) {
  const call = new Call(site);
  const newer = newerThan(site, version);
  // The array of today: code may assign to its parameters, and so to `arguments`.
  const given = listOf(args);
  if (newer) code = () => apply(newer, self, given);
  for (;;) {
    let hasFailed = true;
    let promise;
    try {
      promise = code(call);
      const result = await promise;
      hasFailed = false;
      return result;
    } finally {
      // X1: not a `catch`, which would make V8 take every exception for a handled one.
      if (hasFailed && !call.next) escaped(call, promise);
      const { next } = call;
      if (hasFailed && next) {
        call.next = undefined;
        if (next !== AS_IT_IS) code = () => apply(next, self, given);
        continue;
      }
    }
  }
}

module.exports = { run };
//# sourceURL=node:hot-restart/calls.cjs
