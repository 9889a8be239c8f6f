import { join } from 'node:path';
import type { ModuleKind } from '../../harness/cases.js';
import { LOADERS } from './toolchains.js';

/** One way in which people make one file of many sources. */
export interface Bundler {
  readonly name: string;
  readonly kinds: readonly ModuleKind[];
  /** A script that writes dist/app.js, as CommonJS; it runs in the project's folder. */
  readonly script: (kind: ModuleKind) => string;
}

const BOTH: readonly ModuleKind[] = ['CommonJS', 'ES module'];
const load = (name: string): string => `require(${JSON.stringify(join(LOADERS, name))})`;

function esbuild(options: object): (kind: ModuleKind) => string {
  return (kind) =>
    `${load('esbuild')}.buildSync(${JSON.stringify({
      entryPoints: ['src/app.ts'],
      outfile: 'dist/app.js',
      bundle: true,
      platform: 'node',
      format: kind === 'CommonJS' ? 'cjs' : 'esm',
      sourcemap: true,
      ...options,
    })});`;
}

export const BUNDLERS: readonly Bundler[] = [
  { name: 'esbuild', kinds: BOTH, script: esbuild({}) },
  { name: 'esbuild with names kept', kinds: ['ES module'], script: esbuild({ keepNames: true }) },
  { name: 'esbuild with short names', kinds: ['CommonJS'], script: esbuild({ minifyIdentifiers: true }) },
  {
    name: 'rollup',
    kinds: BOTH,
    script: (kind) => `const { transformSync } = ${load('esbuild')};
const typescript = {
  name: 'typescript',
  resolveId: (name, from) => (from ? require('node:path').resolve(from, '..', name.replace(/\\.js$/, '.ts')) : null),
  transform: (code, id) => transformSync(code, { loader: 'ts', sourcemap: true, sourcefile: id }),
};
${load('rollup')}.rollup({ input: 'src/app.ts', plugins: [typescript] }).then((bundle) =>
  bundle.write({ file: 'dist/app.js', format: '${kind === 'CommonJS' ? 'cjs' : 'es'}', sourcemap: true }),
);
`,
  },
  {
    name: 'webpack',
    kinds: ['CommonJS'],
    script: () => `require('node:fs').writeFileSync('loader.cjs', ${JSON.stringify(LOADER)});
${load('webpack')}({
  mode: 'development',
  devtool: 'source-map',
  target: 'node',
  entry: './src/app.ts',
  output: { path: process.cwd() + '/dist', filename: 'app.js' },
  resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
  module: { rules: [{ test: /\\.ts$/, use: process.cwd() + '/loader.cjs' }] },
}, (error, stats) => {
  if (error || stats.hasErrors()) throw error ?? new Error(stats.toString());
});
`,
  },
];

const LOADER = `const { transformSync } = ${load('esbuild')};
module.exports = function (source) {
  const sourcefile = this.resourcePath;
  const { code, map } = transformSync(source, { loader: 'ts', sourcemap: true, sourcefile, format: 'esm' });
  this.callback(null, code, JSON.parse(map));
};
`;
