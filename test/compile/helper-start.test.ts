import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProgramStart } from '../../debug-adapter/compile/compile-request.js';
import { helperFile, likeProgram, plain } from '../../debug-adapter/compile/helper-start.js';

const START: ProgramStart = { execPath: 'node', execArgv: [], env: {}, cwd: '/shop', main: '/shop/app.ts' };
const MAIN = helperFile('main.cjs');
const EARLY = `--require ${helperFile('early.cjs')}`;

/** Options of Node's, and which of them a helper gets. */
const OPTIONS: readonly (readonly [given: readonly string[], kept: readonly string[]])[] = [
  [
    ['--import', 'tsx', '-r', './set-up.cjs', '--conditions', 'development', '--enable-source-maps'],
    ['--import', 'tsx', '-r', './set-up.cjs', '--conditions', 'development', '--enable-source-maps'],
  ],
  [
    ['--require=./a=b.cjs', '--import=tsx'],
    ['--require', './a=b.cjs', '--import', 'tsx'],
  ],
  [
    ['--inspect', '--inspect-brk=0', '--inspect-port', '9230', '--debug-port=1', '--max-old-space-size=9'],
    ['--max-old-space-size=9'],
  ],
  [
    ['-e', 'run()', '--import', 'tsx'],
    ['--import', 'tsx'],
  ],
  [['--test', '--test-name-pattern', 'one', '--watch', '--watch-path=src', '--cpu-prof'], []],
  [['--permission', '--allow-fs-read=/shop', '--experimental-strip-types'], ['--experimental-strip-types']],
  [
    ['--require', '/opt/hot restart/dist/runtime-agent/bootstrap.cjs', '-r', 'ts-node/register'],
    ['-r', 'ts-node/register'],
  ],
];

for (const [given, kept] of OPTIONS) {
  test(`of ${given.join(' ') || 'no options'}, a helper gets ${kept.join(' ') || 'none'}`, () => {
    assert.deepEqual(likeProgram({ ...START, execArgv: given }).args, [...kept, MAIN]);
  });
}

test('a loader is registered as any other one', () => {
  const [option, address = ''] = likeProgram({ ...START, execArgv: ['--experimental-loader=ts-node/esm'] }).args;
  assert.equal(option, '--import');
  assert.match(decodeURIComponent(address), /^data:text\/javascript,.*register\("ts-node\/esm",/);
});

test('NODE_OPTIONS come without our agent and without an inspector, and behind what stands behind all loaders', () => {
  const NODE_OPTIONS =
    '--import "./my \\"set up\\".mjs" --require "/opt/hot restart/runtime-agent/bootstrap.cjs" --inspect-publish-uid=stderr';
  const { env } = likeProgram({ ...START, env: { NODE_OPTIONS } });
  assert.equal(env['NODE_OPTIONS'], `${EARLY} --import "./my \\"set up\\".mjs"`);
  assert.equal(env['HOT_RESTART_NODE_OPTIONS'], '--import "./my \\"set up\\".mjs"');
});

test('what belongs to the process itself stays with it', () => {
  const env = {
    NODE_CHANNEL_FD: '3',
    HOT_RESTART_SESSION: '{}',
    NODE_UNIQUE_ID: '1',
    TS_NODE_PROJECT: 'x',
    NONE: undefined,
  };
  const { NODE_OPTIONS, ...others } = likeProgram({ ...START, env }).env;
  assert.equal(NODE_OPTIONS, EARLY);
  const caches = { BABEL_DISABLE_CACHE: '1', JITI_FS_CACHE: 'false', JITI_CACHE: 'false' };
  assert.deepEqual(others, { TS_NODE_PROJECT: 'x', ...caches });
});

test('a command that loads the program into its process is told to the helper, a program is not', () => {
  const main = '/shop/node_modules/ts-node/dist/bin.js';
  const { args } = likeProgram({ ...START, main, args: ['-T', 'app.ts'] });
  assert.deepEqual(args, [MAIN, JSON.stringify({ main, args: ['-T', 'app.ts'] })]);
});

test('compilers that ran ahead get none of the loaders', () => {
  const { args, env } = plain({ ...START, execArgv: ['--import', 'tsx'], env: { NODE_OPTIONS: '--import tsx' } });
  assert.deepEqual(args, [MAIN]);
  assert.equal(env['NODE_OPTIONS'], EARLY);
});
