'use strict';
/**
 * Called where a call of a wrapped function has failed and is not made again. The debugger has a breakpoint here while it
 * leaves functions alone whose failures V8 might not tell (debug-adapter/exceptions/unseen.ts). It stays the first
 * function of this file (V8 fact H1).
 * @param {object} call
 * @param {Promise<unknown>} promise what the call has come to
 */
function escaped(call, promise) {
  return [call, promise, isMadeIn];
}

const { inspect } = require('util');

/**
 * The condition of that breakpoint: whether the error of a promise was made in one of these functions. What has no stack
 * trace may come from anywhere.
 * @param {Promise<unknown>} promise one that is rejected
 * @param {[file: string, firstLine: number, lastLine: number][]} places
 */
function isMadeIn(promise, places) {
  const [, file, line] =
    /\n\s+at (?:.*\()?(.*?):(\d+):\d+\)?(?=\n|$)/.exec(inspect(promise, { customInspect: false })) || [];
  if (file === undefined) return true;
  return places.some(([name, first, last]) => name === file && first <= line && line <= last);
}

module.exports = { escaped };
//# sourceURL=node:hot-restart/escaped.cjs
