import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { Project } from '../harness/debuggee.js';
import { nodeVersion } from '../harness/nodes.js';
import { withoutTerminal } from './terminal.js';

const FAILING = `
function bad(x) {
  throw new TypeError('bad ' + x);
}
console.log('before');
bad(1);
`;

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** One run of the command without a terminal. It must leave nothing of its own in the temporary folder. */
function plain(
  title: string,
  files: Readonly<Record<string, string>>,
  args: readonly string[],
  check: (ran: Ran, project: Project) => void,
  options: { input?: string; env?: NodeJS.ProcessEnv } = {},
): void {
  test(title, async () => {
    const project = new Project({ ...files, 'tmp/.keep': '' });
    const temporary = project.path('tmp');
    const env = { TMPDIR: temporary, TEMP: temporary, TMP: temporary, ...options.env };
    try {
      const ran = await withoutTerminal(project.folder, args, { ...options, env });
      try {
        check(ran, project);
        assert.doesNotMatch(ran.stderr, /Debugger (?:listening|attached|ending)|debug-adapter/);
        assert.deepEqual(
          readdirSync(temporary).filter((name) => name.startsWith('hot-restart-')),
          [],
        );
      } catch (error) {
        console.error(`Exit code ${ran.code}\n--- stdout\n${ran.stdout}\n--- stderr\n${ran.stderr}`);
        throw error;
      }
    } finally {
      project.remove();
    }
  });
}

plain(
  'a crash is reported on standard error, and fails',
  { 'app.cjs': FAILING },
  ['app.cjs'],
  ({ code, stdout, stderr }) => {
    assert.equal(code, 1);
    assert.equal(stdout, 'before\n');
    assert.match(stderr, /^TypeError: bad 1\n {2}in bad \(app\.cjs:3:/m);
    assert.match(stderr, /^> 3 \| {3}throw new TypeError/m);
    assert.match(stderr, /^> 0 {3}bad +app\.cjs:3/m);
    assert.doesNotMatch(stderr, /hot-restart>|\x1b|can run again/);
    // Node's own report, as without us.
    assert.match(stderr, /at Object\.<anonymous> \(.*app\.cjs:6:1\)/);
  },
);

plain(
  'the program has the input, the arguments, the folder and the variables that it is given',
  {
    'app.mjs': `
let input = '';
for await (const chunk of process.stdin) input += chunk;
console.log(JSON.stringify([input, process.argv.slice(2), process.env.NAME, process.execArgv, process.cwd()]));
console.error('said');
process.exit(3);
`,
    settings: 'NAME=value\n',
    'sub/.keep': '',
  },
  ['--node-arg=--expose-gc', '--cwd', 'sub', '--env-file', 'settings', 'app.mjs', '--filter', 'x', '-V'],
  ({ code, stdout, stderr }, project) => {
    const sub = project.path('sub');
    assert.deepEqual(JSON.parse(stdout), ['typed\n', ['--filter', 'x', '-V'], 'value', ['--expose-gc'], sub]);
    assert.equal(stderr, 'said\n');
    assert.equal(code, 3);
  },
  { input: 'typed\n' },
);

plain(
  'FORCE_COLOR and NO_COLOR are respected',
  { 'app.cjs': FAILING },
  ['app.cjs'],
  ({ stderr }) => assert.match(stderr, /\x1b\[31m.*TypeError: bad 1/),
  { env: { FORCE_COLOR: '1' } },
);
plain(
  'a handled error does not stop',
  { 'app.cjs': `try { null.x } catch { console.log('ok') }` },
  ['app.cjs'],
  (ran) => assert.deepEqual(ran, { code: 0, stdout: 'ok\n', stderr: '' }),
);
plain(
  '--filter all stops at it',
  { 'app.cjs': `try { null.x } catch { console.log('ok') }` },
  ['--filter', 'all', 'app.cjs'],
  (ran) => {
    assert.match(ran.stderr, /TypeError: Cannot read properties of null/);
    assert.deepEqual([ran.code, ran.stdout], [0, 'ok\n']);
  },
);
plain(
  '--skip names files that are not the user’s',
  { 'app.cjs': FAILING },
  ['--skip', '**/app.cjs', 'app.cjs'],
  (ran) => {
    assert.equal(ran.code, 1);
    assert.doesNotMatch(ran.stderr, /in bad \(/);
  },
);
plain(
  'a program that ends by a signal',
  { 'app.cjs': `process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1e3);` },
  ['app.cjs'],
  (ran) => assert.deepEqual(ran, { code: 143, stdout: '', stderr: '' }),
);

const wrong: readonly [title: string, args: readonly string[], code: number, stderr: RegExp][] = [
  ['no program', [], 2, /^Name the program to run, or with --attach/],
  ['an unknown option', ['--bogus', 'app.cjs'], 2, /^error: unknown option '--bogus'/],
  ['an unknown filter', ['--filter', 'some', 'app.cjs'], 2, /Allowed choices are userUnhandled, uncaught, all/],
  [
    'a program that is not there',
    ['nope.js'],
    1,
    /^The program .*nope\.js is not there: correct the path, or create the file\.\n$/,
  ],
  ['a folder', ['tmp'], 1, /tmp is a folder without a program in it: name the file to run\.\n$/],
  [
    'a working folder that is not there',
    ['--cwd', 'nope', 'app.cjs'],
    1,
    /^The folder .*nope named by --cwd is not there/,
  ],
  [
    'a Node.js that is not there',
    ['-r', './nope/node', 'app.cjs'],
    1,
    /^\.\/nope\/node cannot be started \(.*ENOENT\): correct --node/,
  ],
  [
    'a wrong argument for Node.js',
    ['--node-arg=--bogus', 'app.cjs'],
    9,
    /bad option: --bogus\n.*ended \(exit code 9\) before it could be debugged/,
  ],
];
for (const [title, args, expected, sentence] of wrong) {
  plain(`wrong: ${title}`, { 'app.cjs': FAILING }, args, ({ code, stdout, stderr }) => {
    assert.equal(code, expected);
    assert.equal(stdout, '');
    assert.match(stderr, sentence);
    assert.doesNotMatch(stderr, /^\s+at /m);
  });
}

const old = nodeVersion(18).path;
if (old !== undefined) {
  plain('wrong: a Node.js that is too old', { 'app.cjs': FAILING }, ['-r', old, 'app.cjs'], ({ code, stderr }) => {
    assert.equal(code, 1);
    assert.match(stderr, /^Node\.js v18\S+ can neither edit nor restart .* \(--node chooses it\)\.\n$/);
  });
}

plain('--version', {}, ['--version'], ({ code, stdout }) =>
  assert.deepEqual([code, /^\d+\.\d+\.\d+\n$/.test(stdout)], [0, true]),
);
plain('--help has an example', {}, ['--help'], ({ code, stdout }) => {
  assert.equal(code, 0);
  assert.match(stdout, /Example:\n {2}\$ hot-restart /);
});
