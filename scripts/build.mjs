// Builds what ships. `ts-morph` (9 MB of TypeScript) becomes a file of its own, loaded only when an edit or an
// exception needs a syntax tree, so that a session starts without it. The type checker's thread has it, too, with the
// library's types (`lib.*.d.ts`), which it carries inside.
import { build } from 'esbuild';
import { cp, rm } from 'node:fs/promises';

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  sourcemap: process.argv.includes('--sourcemap'),
  minifySyntax: true,
  minifyWhitespace: true,
  logLevel: 'warning',
  legalComments: 'none',
};

const tsMorphApart = {
  name: 'ts-morph-apart',
  setup(api) {
    api.onResolve({ filter: /^(?:ts-morph|@ts-morph\/common)$/ }, () => ({ path: './ts-morph.js', external: true }));
  },
};

await rm('dist', { recursive: true, force: true });
await Promise.all([
  build({
    ...shared,
    entryPoints: {
      extension: 'extension/extension.ts',
      'debug-adapter': 'debug-adapter/main.ts',
      cli: 'debug-adapter/cli/main.ts',
      'type-checker': 'debug-adapter/type-check/worker.ts',
    },
    outdir: 'dist',
    external: ['vscode'],
    plugins: [tsMorphApart],
  }),
  build({
    ...shared,
    stdin: { contents: "module.exports = { ...require('@ts-morph/common'), ...require('ts-morph') }", resolveDir: '.' },
    outfile: 'dist/ts-morph.js',
  }),
  cp('runtime-agent', 'dist/runtime-agent', { recursive: true }),
  cp('debug-adapter/compile/helper', 'dist/compile-helper', { recursive: true }),
]);
