'use strict';
/**
 * Called where a call of a wrapped function has failed and is not made again. The debugger has a breakpoint here while it
 * leaves functions alone whose failures V8 might not tell (debug-adapter/exceptions/unseen.ts). It stays the first
 * function of this file (V8 fact H1).
 * @param {object} call
 * @param {Promise<unknown>} promise what the call has come to
 */
function escaped(call, promise) {
  return [call, promise];
}

module.exports = { escaped };
//# sourceURL=node:hot-restart/escaped.cjs
