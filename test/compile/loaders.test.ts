import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeVersion } from '../harness/nodes.js';
import { assertMapped, Program, textOf, withoutMap, type Command } from './program.js';
import { asModule, DECORATED, edited, ERASABLE, FULL } from './sources.js';

interface Loader {
  readonly command: Command;
  readonly nodes: readonly number[];
  readonly kinds: readonly ('commonjs' | 'module')[];
  readonly source: string;
}

/** On the other Nodes, programs are edited under the same loaders (test/adapter/typescript). */
const ALL = [20, 24];
const BOTH = ['commonjs', 'module'] as const;

/** Loaders, the Node.js versions that they run on, and the most that they know of the language. */
const LOADERS: Readonly<Record<string, Loader>> = {
  'Node.js itself': { command: {}, nodes: [22, 26], kinds: BOTH, source: ERASABLE },
  'Node.js, transforming': {
    command: { execArgv: ['--experimental-transform-types'] },
    nodes: [22, 24],
    kinds: BOTH,
    source: FULL,
  },
  tsx: { command: { execArgv: ['--import', 'tsx'] }, nodes: ALL, kinds: BOTH, source: FULL + DECORATED },
  'ts-node': {
    command: { execArgv: ['-r', 'ts-node/register'] },
    nodes: ALL,
    kinds: ['commonjs'],
    source: FULL + DECORATED,
  },
  'ts-node, its command': {
    command: { main: 'ts-node/dist/bin.js', args: ['-T'] },
    nodes: ALL,
    kinds: ['commonjs'],
    source: FULL + DECORATED,
  },
  'ts-node, for ES modules': {
    command: { execArgv: ['--no-warnings', '--loader', 'ts-node/esm'] },
    nodes: ALL,
    kinds: ['module'],
    source: FULL + DECORATED,
  },
  'swc-node': {
    command: { execArgv: ['-r', '@swc-node/register'] },
    nodes: ALL,
    kinds: ['commonjs'],
    source: FULL + DECORATED,
  },
  'swc-node, for ES modules': {
    command: { execArgv: ['--import', '@swc-node/register/esm-register'] },
    nodes: ALL,
    kinds: ['module'],
    source: FULL + DECORATED,
  },
  Babel: { command: { execArgv: ['-r', './register.cjs'] }, nodes: ALL, kinds: ['commonjs'], source: FULL },
  'esbuild-register': {
    command: { execArgv: ['-r', 'esbuild-register'] },
    nodes: ALL,
    kinds: ['commonjs'],
    source: FULL + DECORATED,
  },
  'jiti, its command': { command: { main: 'jiti/lib/jiti-cli.mjs' }, nodes: ALL, kinds: BOTH, source: FULL },
  jiti: { command: { execArgv: ['--import', 'jiti/register'] }, nodes: ALL, kinds: BOTH, source: FULL },
};

for (const [name, { command, nodes, kinds, source }] of Object.entries(LOADERS)) {
  for (const node of nodes) {
    for (const kind of kinds) {
      const { path } = nodeVersion(node);
      test(
        `${name}, ${kind}, Node ${node}: a saved source becomes what a fresh start gives`,
        { skip: !path },
        async () => {
          const isNode = name.startsWith('Node.js');
          const before = asModule(source, kind === 'commonjs' && isNode ? 'require' : 'import');
          const program = new Program(path ?? '', projectOf(kind, before), command, 'app.ts');
          try {
            const running = program.run();
            const after = edited(before);
            program.project.write('app.ts', after);
            const expected = program.run();
            const ran = program.project.read('ran');
            assert.notEqual(withoutMap(expected.text), withoutMap(running.text));

            const first = await program.save('app.ts', running, before, after);
            assert.equal(textOf(first), withoutMap(expected.text));
            assertMapped(first, after, ['goodbye', 'appendFileSync']);
            const second = await program.save('app.ts', running, before, before);
            assert.equal(textOf(second), withoutMap(running.text));
            const wrong = await program.save('app.ts', running, before, after + '\nlet x: = 3;\n');
            assert.ok('failure' in wrong && wrong.failure.reason === 'syntax', JSON.stringify(wrong));
            assert.equal(wrong.failure.line0, after.split('\n').length);
            const right = await program.save('app.ts', running, before, after);
            assert.equal(textOf(right), withoutMap(expected.text));
            assert.equal(program.project.read('ran'), ran, 'the helper ran the code of the user');
          } finally {
            program.end();
          }
        },
      );
    }
  }
}

function projectOf(kind: 'commonjs' | 'module', source: string): Record<string, string> {
  const isModule = kind === 'module';
  const options = {
    target: 'es2022',
    module: isModule ? 'esnext' : 'commonjs',
    moduleResolution: 'node',
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    skipLibCheck: true,
    types: [],
  };
  const presets = [['@babel/preset-env', { targets: { node: '20' } }], '@babel/preset-typescript'];
  return {
    'app.ts': source,
    'package.json': JSON.stringify({ type: kind }),
    'tsconfig.json': JSON.stringify({ compilerOptions: options, 'ts-node': { transpileOnly: true } }),
    'babel.config.json': JSON.stringify({ presets }),
    'register.cjs': `require('@babel/register')({ extensions: ['.ts'] });`,
  };
}
