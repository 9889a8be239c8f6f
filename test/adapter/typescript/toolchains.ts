import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { ModuleKind } from '../../harness/cases.js';
import type { Project } from '../../harness/debuggee.js';

/** One way in which people run TypeScript. */
export interface Toolchain {
  readonly name: string;
  readonly kinds: readonly ModuleKind[];
  /** The majors of Node.js that it runs on; all of the matrix if left out. */
  readonly majors?: readonly number[];
  readonly runtimeArgs?: (kind: ModuleKind) => readonly string[];
  /** Files beside the program's. */
  readonly files?: (kind: ModuleKind) => Readonly<Record<string, string>>;
  /** Makes what runs. */
  readonly build?: (project: Project, kind: ModuleKind) => void;
  /** Whether async functions are made of generators. */
  readonly isDownLevelled?: boolean;
  /** What runs; the source itself if left out. */
  readonly program?: string;
}

const BOTH: readonly ModuleKind[] = ['CommonJS', 'ES module'];
export const LOADERS = join(__dirname, '../../loaders/node_modules');

/** Runs a tool of the test's own. */
function run(project: Project, script: string, ...args: string[]): void {
  execFileSync(process.execPath, [join(LOADERS, script), ...args], { cwd: project.folder, stdio: 'pipe' });
}

function tsconfig(kind: ModuleKind, more: object = {}): string {
  const module = kind === 'CommonJS' ? 'commonjs' : 'esnext';
  return JSON.stringify({
    compilerOptions: {
      target: 'es2022',
      module,
      moduleResolution: 'node',
      skipLibCheck: true,
      ignoreDeprecations: '5.0',
      strict: true,
      types: [],
      ...more,
    },
    include: ['**/*.ts'],
  });
}

const swcrc = (kind: ModuleKind): string =>
  JSON.stringify({
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: kind === 'CommonJS' ? 'commonjs' : 'es6' },
  });

/** A server that the user's own code starts. Where a project has no PostCSS, Vite throws and catches that: it would stop. */
const VITE_SERVER = `import { createServer, createServerModuleRunner } from 'vite';
const server = await createServer({
  cacheDir: '.vite',
  server: { middlewareMode: true, ws: false },
  appType: 'custom',
  optimizeDeps: { noDiscovery: true },
  css: { postcss: {} },
});
`;

export const TOOLCHAINS: readonly Toolchain[] = [
  { name: "Node's type stripping", kinds: BOTH, majors: [22, 24, 26] },
  {
    name: "Node's type transformation",
    kinds: BOTH,
    majors: [22, 24],
    runtimeArgs: () => ['--experimental-transform-types'],
  },
  { name: 'tsx', kinds: BOTH, runtimeArgs: () => ['--import', 'tsx'] },
  {
    name: 'ts-node',
    kinds: BOTH,
    runtimeArgs: (kind) => (kind === 'CommonJS' ? ['-r', 'ts-node/register'] : ['--loader', 'ts-node/esm']),
    files: (kind) => ({ 'tsconfig.json': tsconfig(kind) }),
  },
  {
    name: 'swc-node',
    kinds: BOTH,
    runtimeArgs: (kind) =>
      kind === 'CommonJS' ? ['-r', '@swc-node/register'] : ['--import', '@swc-node/register/esm-register'],
    files: (kind) => ({ 'tsconfig.json': tsconfig(kind, { sourceMap: true }) }),
  },
  {
    name: 'Babel',
    kinds: ['CommonJS'],
    runtimeArgs: () => ['-r', './register.cjs'],
    files: () => ({
      'register.cjs': "require('@babel/register')({ extensions: ['.ts', '.js'], cache: false });\n",
      'babel.config.json': JSON.stringify({
        presets: [['@babel/preset-env', { targets: { node: '20' } }], '@babel/preset-typescript'],
      }),
    }),
  },
  { name: 'esbuild-register', kinds: ['CommonJS'], runtimeArgs: () => ['-r', 'esbuild-register'] },
  {
    name: 'tsc',
    kinds: BOTH,
    files: (kind) => ({ 'tsconfig.json': tsconfig(kind, { outDir: 'dist', rootDir: 'src', sourceMap: true }) }),
    build: (project) => run(project, 'typescript/bin/tsc'),
    program: 'dist/app.js',
  },
  {
    name: 'tsc with maps inside and ES2016 as its target',
    isDownLevelled: true,
    kinds: BOTH,
    files: (kind) => ({
      'tsconfig.json': tsconfig(kind, { outDir: 'dist', rootDir: 'src', inlineSourceMap: true, target: 'es2016' }),
    }),
    build: (project) => run(project, 'typescript/bin/tsc'),
    program: 'dist/app.js',
  },
  {
    name: 'swc',
    kinds: BOTH,
    files: (kind) => ({
      '.swcrc': swcrc(kind),
      'build.cjs': `const swc = require('@swc/core'); const fs = require('fs');
fs.mkdirSync('dist');
const { code, map } = swc.transformFileSync('src/app.ts', { sourceMaps: true, swcrc: true });
fs.writeFileSync('dist/app.js', code + '\\n//# sourceMappingURL=app.js.map\\n');
fs.writeFileSync('dist/app.js.map', map);
`,
    }),
    build: (project) => execFileSync(process.execPath, ['build.cjs'], { cwd: project.folder }),
    program: 'dist/app.js',
  },
  {
    name: 'vite build --ssr',
    kinds: ['ES module'],
    files: () => ({ 'vite.config.js': "export default { cacheDir: '.vite', build: { sourcemap: true } };\n" }),
    build: (project) => run(project, 'vite/bin/vite.js', 'build', '--ssr', 'src/app.ts'),
    program: 'dist/app.js',
  },
  {
    name: "Vite's ssrLoadModule",
    kinds: ['ES module'],
    files: () => ({
      'server.mjs': `${VITE_SERVER}await server.ssrLoadModule('/src/app.ts');\nawait server.close();\n`,
    }),
    program: 'server.mjs',
  },
  {
    name: "Vite's module runner",
    kinds: ['ES module'],
    files: () => ({
      'server.mjs': `${VITE_SERVER}const runner = createServerModuleRunner(server.environments.ssr, { hmr: false });
await runner.import('/src/app.ts');
await server.close();
`,
    }),
    program: 'server.mjs',
  },
];
