'use strict';
// jiti as a command, and as programs call it: it compiles and runs modules by itself, past all loaders.
const vm = require('vm');
const { packageOf } = require('./project.cjs');

function variants({ path, running }) {
  packageOf(path, 'jiti');
  return [{ async: running.startsWith('(async') }];
}

function compile({ async }, { path }, text) {
  const jiti = packageOf(path, 'jiti')(process.cwd(), { fsCache: false, moduleCache: false });
  const { runInThisContext } = vm;
  let made;
  vm.runInThisContext = function (code, options) {
    if (options?.filename !== path) return runInThisContext.apply(this, arguments);
    made = code;
    return () => undefined; // What it makes of the text does not run.
  };
  try {
    // Otherwise it may let Node.js have the file.
    jiti.evalModule(text, { filename: path, async, forceTranspile: true });
  } finally {
    vm.runInThisContext = runInThisContext;
  }
  return checked({ text: made });
}

/** jiti makes a program that throws of what it cannot compile. */
function checked(made) {
  const [, data] = /exports\.__JITI_ERROR__ = (\{.*\})/.exec(made?.text ?? '') ?? [];
  if (data === undefined) return made;
  const { message, line, column } = JSON.parse(data);
  throw Object.assign(new SyntaxError(message), { loc: { line, column } });
}

module.exports = { variants, compile, checked };
