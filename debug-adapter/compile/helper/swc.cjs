'use strict';
// swc, run ahead of the program with the project's `.swcrc`, or as Nest runs it without one.
const { folderWith, packageOf } = require('./project.cjs');

/** What `nest build` gives where the project says nothing else. */
const NEST = {
  module: { type: 'commonjs' },
  jsc: {
    target: 'es2021',
    parser: { syntax: 'typescript', decorators: true, dynamicImport: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
  },
  minify: false,
};

function variants({ path }) {
  packageOf(path, '@swc/core');
  const root = folderWith(path, ['.swcrc']);
  return root === undefined
    ? [{ options: NEST }]
    : [
        { root, options: {} },
        { root, options: NEST },
      ];
}

async function compile({ root, options }, { path, script }, text) {
  const folder = root ?? process.cwd();
  const { code, map } = await packageOf(path, '@swc/core').transform(text, {
    ...options,
    cwd: folder,
    root: folder,
    swcrc: root !== undefined,
    filename: path,
    outputPath: script.path,
    sourceMaps: true,
  });
  return { text: code, map };
}

module.exports = { variants, compile };
