'use strict';
// Babel, run ahead of the program with the project's configuration.
const { folderWith, packageOf } = require('./project.cjs');

const ROOT = ['json', 'js', 'cjs', 'mjs', 'cts', 'ts'].map((extension) => `babel.config.${extension}`);

function variants({ path }) {
  packageOf(path, '@babel/core');
  const { BABEL_ENV, NODE_ENV } = process.env;
  const folders = new Set([folderWith(path, ROOT), folderWith(path, ['package.json']), process.cwd()]);
  const names = new Set([BABEL_ENV ?? NODE_ENV ?? 'development', 'production', 'development']);
  return [...folders]
    .filter((folder) => folder !== undefined)
    .flatMap((cwd) => [...names].map((envName) => ({ cwd, envName })));
}

async function compile(options, { path }, text) {
  const made = await packageOf(path, '@babel/core').transformAsync(text, {
    ...options,
    filename: path,
    sourceMaps: true,
    caller: { name: '@babel/cli' },
  });
  // What Babel is told to leave alone.
  return made ? { text: made.code, map: JSON.stringify(made.map) } : undefined;
}

module.exports = { variants, compile };
