'use strict';
// esbuild, run ahead of the program on one file at a time: its options are found by trying. The project file is its own
// affair.
const { packageOf } = require('./project.cjs');

const TARGETS = [
  undefined,
  'node20',
  'node22',
  'node24',
  'node18',
  'node16',
  'esnext',
  'es2024',
  'es2023',
  'es2022',
].concat(['es2021', 'es2020', 'es2019', 'es2018', 'es2017', 'es2016', 'es2015']);

function variants({ path, script, running }) {
  packageOf(path, 'esbuild');
  const formats = script.isModule ? ['esm', undefined] : ['cjs', undefined];
  const minifies = isMinified(running) ? [true, false] : [false];
  const keeps = /\b__name\b/.test(running) ? [true, false] : [false];
  return minifies.flatMap((minify) =>
    keeps.flatMap((keepNames) =>
      formats.flatMap((format) =>
        ['node', 'browser', 'neutral'].flatMap((platform) =>
          TARGETS.map((target) => ({ minify, keepNames, platform, format, target })),
        ),
      ),
    ),
  );
}

/** Long lines, more or less. */
function isMinified(text) {
  return text.length / text.split('\n').length > 200;
}

async function compile(options, { path, script }, text) {
  const esbuild = packageOf(path, 'esbuild');
  const substitute = {
    name: 'substitute',
    setup(build) {
      build.onLoad({ filter: /.*/ }, (file) =>
        file.path === path ? { contents: text, loader: loaderOf(path) } : undefined,
      );
    },
  };
  const { outputFiles } = await esbuild.build({
    ...options,
    entryPoints: [path],
    outfile: script.path,
    bundle: false,
    write: false,
    sourcemap: 'external',
    logLevel: 'silent',
    plugins: [substitute],
  });
  const map = outputFiles.find(({ path: name }) => /\.map$/.test(name));
  const made = outputFiles.find((file) => file !== map);
  return { text: made.text, map: map?.text };
}

function loaderOf(path) {
  return /\.tsx$/.test(path) ? 'tsx' : /\.[cm]?ts$/.test(path) ? 'ts' : /\.jsx$/.test(path) ? 'jsx' : 'js';
}

module.exports = { variants, compile };
