'use strict';
// jest reads the user's modules itself, and compiles each for a context of its own with `vm`: no load hook sees these. So
// what transforms them, which jest's runtime is given, gives the text to run instead; and the context gets the agent.
const vm = require('vm');
const { apply, construct, ownMap, ownPattern } = require('./intrinsics.cjs');
const { compileWhole } = require('./compile-whole.cjs');

const { runInContext } = vm;
const { assign, freeze } = Object;
const FILE = ownPattern('[\\\\/]jest-runtime[\\\\/]build[\\\\/]index\\.js$', '');
/** From within the context: what is defined from outside, the debugger's own evaluations may not see. */
const DEFINE = "value => void Object.defineProperty(globalThis, '$$hr', { value })";

/**
 * Called for every CommonJS module that has run.
 * @param {(filename: string, code: string) => string} textToRun the text to run for a module
 * @param {(filename: string) => boolean} isOwn whether a file is the user's
 */
function loaded(filename, exports, textToRun, isOwn) {
  if (typeof filename !== 'string' || FILE.exec(filename) === null) return;
  const Runtime = exports && exports.default;
  if (typeof Runtime !== 'function') return;
  const patched = new Proxy(Runtime, {
    construct(target, args, newTarget) {
      const runtime = construct(target, args, newTarget === patched ? target : newTarget);
      // Earlier ones put a function around each module (jest 29).
      if (runtime.executor !== undefined && giveAgent(args[1])) wrapTransformer(args[3], textToRun, isOwn);
      return runtime;
    },
  });
  exports.default = patched;
}

/** @returns whether the context of a test file has the agent */
function giveAgent(environment) {
  try {
    const context = environment.getVmContext();
    // That of Node.js has taken over what the globals of the process were.
    if (runInContext('typeof $$hr', context) === 'undefined')
      runInContext(DEFINE, context, 'node:hot-restart/define')(freeze(assign({}, globalThis.$$hr)));
    return true;
  } catch (error) {
    return false;
  }
}

function wrapTransformer(transformer, textToRun, isOwn) {
  const transform = transformer && transformer.transform;
  if (typeof transform !== 'function') return;
  /** What was given for what jest has remembered. */
  const given = ownMap();
  transformer.transform = function (filename, options) {
    const result = apply(transform, this, arguments);
    const isUsers = isOwn(filename) && !(options && options.isInternalModule);
    // It is compiled right after this, with a function of jest's.
    compileWhole(isUsers);
    if (!isUsers || !result || typeof result.code !== 'string') return result;
    const known = given.get(filename);
    if (known !== undefined && known.result === result) return known.ours;
    const ours = assign({}, result, { code: textToRun(filename, result.code) });
    given.set(filename, { result, ours });
    return ours;
  };
}

module.exports = { loaded };
//# sourceURL=node:hot-restart/jest.cjs
