'use strict';
// The scopes of the user's modules: the last line of each hands over two functions that evaluate a text in it, a strict
// one at full speed and a sloppy one (V8 fact E9a). Their direct `eval` makes V8 keep every variable of the module (E6a).

const { ownMap } = require('./intrinsics.cjs');

const evaluators = ownMap();

/** Called at the end of a module. */
function module_(id, strict, sloppy) {
  evaluators.set(id, { strict, sloppy });
}

/**
 * Called by the debugger: the value of an expression in the scope of a module that has run to its end.
 * @throws {Error} what the expression throws; ReferenceError where the module has not run to its end
 */
function evaluate(id, code, isStrict) {
  const found = evaluators.get(id);
  if (!found) throw new ReferenceError('module ' + id + ' has not been evaluated');
  return isStrict ? found.strict(code) : found.sloppy(code);
}

module.exports = { module: module_, evaluate };
//# sourceURL=node:hot-restart/modules.cjs
