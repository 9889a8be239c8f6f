import assert from 'node:assert/strict';
import { everywhere } from '../harness/cases.js';

/** One program and, for each filter, the errors it stops for, in their order. */
interface Escape {
  readonly name: string;
  readonly program: string;
  readonly userUnhandled: readonly string[];
  readonly uncaught: readonly string[];
  readonly all: readonly string[];
}

const LIBRARY = `export function attempt(callback) { try { return callback(); } catch { return 'library had it'; } }
export function pass(callback) { return callback(); }
export function fussy() { try { throw new Error('internal'); } catch { return 'quiet'; } }
export function broken() { throw new Error('broken library'); }
`;

const ESCAPES: readonly Escape[] = [
  {
    name: 'a user’s try … catch around the call',
    program: `function fail() { throw new Error('handled'); }
try { fail(); } catch {}
console.log('end');`,
    userUnhandled: [],
    uncaught: [],
    all: ['handled'],
  },
  {
    name: 'finally is no catch',
    program: `function fail() { throw new Error('through finally'); }
function run() { try { fail(); } finally { console.log('finally'); } }
run();`,
    userUnhandled: ['through finally'],
    uncaught: ['through finally'],
    all: ['through finally'],
  },
  {
    name: 'a catch that throws again',
    program: `function fail() { throw new Error('rethrown'); }
function run() { try { fail(); } catch (error) { throw error; } }
try { run(); } catch {}`,
    userUnhandled: [],
    uncaught: [],
    all: ['rethrown', 'rethrown'],
  },
  {
    name: 'a throw inside the catch clause',
    program: `function first() { throw new Error('first'); }
function run() { try { first(); } catch (error) { throw new Error('second', { cause: error }); } }
run();`,
    userUnhandled: ['second'],
    uncaught: ['second'],
    all: ['first', 'second'],
  },
  {
    name: 'a library that catches what the user’s callback throws',
    program: `import { attempt } from 'lib';
console.log(attempt(function callback() { throw new Error('into the library'); }));`,
    userUnhandled: ['into the library'],
    uncaught: [],
    all: ['into the library'],
  },
  {
    name: 'a library between the throw and the user’s catch',
    program: `import { pass } from 'lib';
try { pass(() => { throw new Error('comes back'); }); } catch { console.log('caught'); }`,
    userUnhandled: [],
    uncaught: [],
    all: ['comes back'],
  },
  {
    name: 'a library’s own business',
    program: `import { fussy } from 'lib';
console.log(fussy());`,
    userUnhandled: [],
    uncaught: [],
    all: [],
  },
  {
    name: 'a library’s error that nobody catches',
    program: `import { broken } from 'lib';
function run() { return broken(); }
run();`,
    userUnhandled: ['broken library'],
    uncaught: ['broken library'],
    all: ['broken library'],
  },
  {
    name: 'Node’s own business, and Node’s errors',
    program: `import { existsSync, readFileSync } from 'node:fs';
existsSync('\\0');
try { readFileSync('/no/such/file'); } catch { console.log('caught'); }
readFileSync('/nothing/here');`,
    userUnhandled: ["ENOENT: no such file or directory, open '/nothing/here'"],
    uncaught: ["ENOENT: no such file or directory, open '/nothing/here'"],
    all: [
      "ENOENT: no such file or directory, open '/no/such/file'",
      "ENOENT: no such file or directory, open '/nothing/here'",
    ],
  },
  {
    name: 'an exception in a timer',
    program: `try { setTimeout(() => { throw new Error('later'); }, 1); } catch {}`,
    userUnhandled: ['later'],
    uncaught: ['later'],
    all: ['later'],
  },
];

for (const { name, program, ...filters } of ESCAPES) {
  for (const filter of ['userUnhandled', 'uncaught', 'all'] as const) {
    everywhere(
      `${filter}: ${name}`,
      ({ main, kind }) => ({
        [main]:
          kind === 'CommonJS'
            ? program.replace(/^import (\{[^}]*\}) from ('[^']+');$/gm, 'const $1 = require($2);')
            : program,
        'node_modules/lib/package.json': JSON.stringify({ main: 'index.cjs' }),
        'node_modules/lib/index.cjs': LIBRARY.replace(/export function (\w+)/g, 'exports.$1 = function $1'),
      }),
      async (session, { main }) => {
        await session.launch(main, { filters: [filter] });
        for (const expected of filters[filter]) {
          const { text } = await session.stop('exception');
          assert.equal(text.replace(/^\w*Error: /, ''), expected);
          await session.continue();
        }
        await session.end();
      },
    );
  }
}

everywhere(
  'a condition over the error, and skipFiles',
  `import { broken } from './skipped.cjs';
function fail(n) { const error = new Error('n is ' + n); error.n = n; throw error; }
for (const n of [1, 2, 3]) { try { fail(n); } catch {} }
try { broken(); } catch {}
`,
  async (session, { main }) => {
    session.project.write(
      'skipped.cjs',
      "exports.broken = function broken() { try { throw new Error('skipped'); } catch {} };\n",
    );
    await session.client.request('initialize', { pathFormat: 'path' });
    await session.client.request('launch', {
      program: session.project.path(main),
      runtimeExecutable: session.node.path,
      skipFiles: ['<node_internals>/**', '**/skipped.cjs'],
    });
    await session.client.event('initialized');
    await session.client.request('setExceptionBreakpoints', {
      filters: [],
      filterOptions: [{ filterId: 'all', condition: 'error.n === 2 || /skipped/.test(error.message)' }],
    });
    await session.client.request('configurationDone');
    const { text, frames } = await session.stop('exception');
    assert.equal(text, 'Error: n is 2');
    assert.equal(await session.evaluate('n', frames[0]?.id), '2');
    await session.continue();
    assert.equal((await session.end()).code, 0);
  },
);

everywhere(
  'what ends a program below an async function that its top level awaits',
  `function parse(text) { return JSON.parse(text); }
async function load() {
  await null;
  return parse('{');
}
await load();
`,
  async (session, { main }) => {
    await session.launch(main, { filters: ['uncaught'] });
    const { frames } = await session.stop('exception');
    assert.equal(frames[0]?.name, 'parse');
    session.project.edit(main, 'JSON.parse(text)', "JSON.parse(text + '}')");
    await session.continue();
    assert.equal((await session.end()).code, 0);
  },
  ['ES module'],
);
