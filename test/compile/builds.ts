import { asModule, DECORATED, FULL } from './sources.js';

/** Ways to compile a program before it is run. */
interface Build {
  /** What Node.js is given to build the program. */
  readonly command: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly source: string;
  readonly nodes?: readonly number[];
  readonly name?: string;
}

const tsconfig = (options: object, more: object = {}): string =>
  JSON.stringify({ compilerOptions: { rootDir: 'src', outDir: 'dist', skipLibCheck: true, ...options }, ...more });
const COMMONJS = { target: 'es2021', module: 'commonjs', moduleResolution: 'node', types: [], noCheck: true };
const NODENEXT = { target: 'es2022', module: 'nodenext', types: [], noCheck: true };
const OLD_DECORATORS = { experimentalDecorators: true, emitDecoratorMetadata: true };
const TSC = ['node_modules/typescript/bin/tsc', '-p', '.'];
const esbuild = (options: object): string[] => [
  '-e',
  `require('esbuild').buildSync(${JSON.stringify({ entryPoints: ['src/app.ts'], outdir: 'dist', ...options })})`,
];
const WRITES = `const { writeFileSync, mkdirSync } = require('fs'); mkdirSync('dist', { recursive: true });`;
const SWC = ['-e', `${WRITES} writeFileSync('dist/app.js', require('@swc/core').transformFileSync('src/app.ts').code)`];
const BABEL = [
  '-e',
  `${WRITES} writeFileSync('dist/app.js', require('@babel/core').transformFileSync('src/app.ts').code)`,
];
const USES_OTHER = `import { appendFileSync } from 'node:fs';
import { Level, type Named, Greeter } from './other.js';
export { Named } from './other.js';
function injected(target: object, key: string): void {}
class Person implements Named {
  @injected friend?: Greeter;
  name = 'Ada'; level = Level.High;
  greet(who: Named): string {
    return \`hello \${who.name}\`; // @edit
  }
}
appendFileSync('ran', new Person().greet(new Person()));
`;
const OTHER = `export const enum Level { Low, High }
export interface Named { name: string }
export class Greeter {}
`;

export const BUILDS: Readonly<Record<string, Build>> = {
  'tsc, CommonJS': {
    command: TSC,
    files: { 'tsconfig.json': tsconfig({ ...COMMONJS, ...OLD_DECORATORS, sourceMap: true }) },
    source: asModule(FULL + DECORATED, 'import'),
    nodes: [20, 22, 24, 26],
  },
  'tsc, an ES module of Node.js': {
    command: TSC,
    files: { 'tsconfig.json': tsconfig(NODENEXT), 'package.json': '{ "type": "module" }' },
    source: asModule(FULL, 'import'),
    nodes: [20, 22, 24, 26],
  },
  'tsc, with constants and types of other files': {
    command: TSC,
    files: {
      'tsconfig.json': tsconfig({ ...COMMONJS, ...OLD_DECORATORS, inlineSourceMap: true }),
      'src/other.ts': OTHER,
    },
    source: USES_OTHER,
  },
  'tsc, one file at a time': {
    command: TSC,
    files: { 'tsconfig.json': tsconfig({ ...COMMONJS, isolatedModules: true, preserveConstEnums: true }) },
    source: asModule(FULL, 'typescript only'),
  },
  'tsc, JSX, an extended project file that is referred to, and aliases': {
    command: ['node_modules/typescript/bin/tsc', '-b', '.'],
    files: {
      'tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }',
      'tsconfig.base.json': tsconfig({ ...COMMONJS, jsx: 'react', jsxFactory: 'h', composite: true }),
      'tsconfig.app.json': JSON.stringify({
        extends: './tsconfig.base.json',
        compilerOptions: { removeComments: true, baseUrl: '.', paths: { '#types': ['./src/types'] } },
        include: ['src'],
      }),
      'src/types.ts': 'export interface Shape { sides: number }',
    },
    source: asModule(
      `${FULL}
import type { Shape } from '#types';
function h(name: string, ...more: unknown[]): string { return name + String(more.length); }
const shape: Shape = { sides: 4 };
appendFileSync('ran', <div title={String(shape.sides)}>text</div>);
`,
      'import',
    ),
    name: 'app.tsx',
  },
  'esbuild, CommonJS': {
    command: esbuild({ format: 'cjs', platform: 'node', sourcemap: true }),
    files: { 'tsconfig.json': tsconfig({ ...COMMONJS, ...OLD_DECORATORS }) },
    source: asModule(FULL + DECORATED, 'import'),
  },
  'esbuild, an ES module for an older target': {
    command: esbuild({ format: 'esm', target: 'es2020', sourcemap: 'inline', keepNames: true }),
    files: { 'package.json': '{ "type": "module" }' },
    source: asModule(FULL, 'import'),
  },
  'esbuild, made small': {
    command: esbuild({ minify: true, format: 'cjs' }),
    files: {},
    source: asModule(FULL, 'import'),
  },
  swc: {
    command: SWC,
    files: {
      '.swcrc': JSON.stringify({
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
        jsc: {
          target: 'es2020',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
      }),
    },
    source: asModule(FULL + DECORATED, 'import'),
  },
  Babel: {
    command: BABEL,
    files: {
      'babel.config.json': JSON.stringify({
        presets: [['@babel/preset-env', { targets: { node: '18' } }], '@babel/preset-typescript'],
        plugins: [['@babel/plugin-proposal-decorators', { version: '2023-11' }]],
      }),
    },
    source: asModule(FULL, 'import'),
  },
};
