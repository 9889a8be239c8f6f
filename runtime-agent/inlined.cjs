'use strict';
// Vite's module runners (vitest, `ssrLoadModule`) are handed the user's modules as texts, and make a function of each: no
// load hook sees these. So the file with the class that does this ends with a line of ours, which hands the class over.
const { apply, listOf, ownPattern } = require('./intrinsics.cjs');
const { compileWhole } = require('./compile-whole.cjs');

const FILE = ownPattern('[\\\\/](?:vite|vitest)[\\\\/]dist[\\\\/][^?#]*\\.m?js$', '');
const METHOD = ownPattern('\\brunInlinedModule\\(', '');
const LAST_LINE =
  '\n;globalThis.$$hr?.evaluators(' +
  "typeof ESModulesEvaluator==='undefined'?0:ESModulesEvaluator," +
  "typeof VitestModuleEvaluator==='undefined'?0:VitestModuleEvaluator)";

/** @type {((url: string, code: string, linesBefore: number) => string) | undefined} */
let textToRun;

/** @param {typeof textToRun} given the text to run for the code of a module */
function prepare(given) {
  textToRun = given;
}

/** The text of a file, with the line of ours if it has such a class; undefined where it has none. */
function withEvaluators(url, toText, source) {
  if (typeof url !== 'string' || FILE.exec(url) === null) return undefined;
  const text = toText(source);
  return METHOD.exec(text) === null ? undefined : text + LAST_LINE;
}

/** Called at the end of such a file. */
function evaluators() {
  for (let index = 0; index < arguments.length; index++) {
    const { prototype } = arguments[index];
    const evaluate = prototype && prototype.runInlinedModule;
    if (textToRun === undefined || typeof evaluate !== 'function') continue;
    prototype.runInlinedModule = function runInlinedModule(context, code) {
      const meta = context && context.__vite_ssr_import_meta__;
      // A pool of vitest's with contexts of their own has no agent in these.
      if (!meta || typeof code !== 'string' || this.vm) return apply(evaluate, this, arguments);
      const rest = listOf(arguments);
      const before = compileWhole(true);
      try {
        rest[1] = textToRun(meta.filename || meta.url, code, this.startOffset | 0);
        return apply(evaluate, this, rest);
      } finally {
        compileWhole(before);
      }
    };
  }
}

module.exports = { prepare, withEvaluators, evaluators };
//# sourceURL=node:hot-restart/inlined.cjs
