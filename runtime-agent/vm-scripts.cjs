'use strict';
// Test runners such as Jest read the user's modules themselves, and have `vm` compile each for a context of its own: no
// load hook sees them. What is a file of the user's is wrapped here, and every context has what the wrapping calls.
const { apply, construct } = require('./intrinsics.cjs');

const DEFINE = `value => void Object.defineProperty(globalThis, '$$hr', { value })`;

/**
 * @param {object} agent what the wrapping calls (`$$hr`)
 * @param {(url: unknown, text: string) => string} textFor the text to run in the place of another one
 */
module.exports = function vmScripts(agent, textFor) {
  const vm = require('vm');
  const { Script, compileFunction, createContext, runInContext } = vm;

  function replaceText(args, options) {
    const filename = typeof options === 'object' && options !== null ? options.filename : options;
    // What was compiled before has to be this very text.
    const isPlain = typeof args[0] === 'string' && !(options && options.cachedData);
    if (isPlain) args[0] = textFor(filename, args[0]);
  }

  const handler = {
    construct(target, args, newTarget) {
      replaceText(args, args[1]);
      return construct(target, args, newTarget === own ? target : newTarget);
    },
  };
  const own = new Proxy(Script, handler);
  vm.Script = own;

  const replacement = {
    compileFunction() {
      replaceText(arguments, arguments[2]);
      return apply(compileFunction, this, arguments);
    },
    createContext() {
      const context = apply(createContext, this, arguments);
      try {
        // Within the context: what is defined from outside the debugger's own evaluations may not see.
        runInContext(DEFINE, context, 'node:hot-restart/define')(agent);
      } catch (error) {
        // The program has frozen it, or has such a property.
      }
      return context;
    },
  };
  vm.compileFunction = replacement.compileFunction;
  vm.createContext = replacement.createContext;
  // Node's own makes its context where nobody sees it.
  const { runInContext: run } = Script.prototype;
  const methods = {
    runInNewContext(sandbox, options) {
      const { contextName, contextOrigin, contextCodeGeneration, microtaskMode } = options || {};
      const context = vm.createContext(sandbox === undefined ? {} : sandbox, {
        ...(contextName === undefined ? {} : { name: contextName }),
        origin: contextOrigin,
        codeGeneration: contextCodeGeneration,
        microtaskMode,
      });
      return apply(run, this, [context, options]);
    },
  };
  Script.prototype.runInNewContext = methods.runInNewContext;
  require('module').syncBuiltinESMExports();
};
//# sourceURL=node:hot-restart/vm-scripts.cjs
