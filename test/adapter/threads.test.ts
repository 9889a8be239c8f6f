import assert from 'node:assert/strict';
import { delimiter, dirname } from 'node:path';
import { everywhere, type ModuleKind } from '../harness/cases.js';
import type { TestSession } from '../harness/session.js';

/** What runs in the child or the worker: it fails until it is edited. */
const CHILD = `function half(n) {
  if (n === 2) throw new Error('no half of ' + n); // @throw
  return n / 2;
}
console.log('child', half(1), half(2));
`;

const THROW = "if (n === 2) throw new Error('no half of ' + n);";

/** Crash in the child, edit, Continue; the name of its thread. */
async function repair(session: TestSession, file: string): Promise<string> {
  const { threadId, frames } = await session.stop('exception');
  assert.notEqual(threadId, 1);
  assert.equal(frames[0]?.source?.path, session.project.path(file));
  assert.equal(frames[0].line, session.project.line(file, 'throw'));
  const { threads } = await session.client.request<{ threads: { id: number; name: string }[] }>('threads');
  session.project.edit(file, THROW, "if (n === 2) return 'repaired';");
  await session.continue(threadId);
  return threads.find(({ id }) => id === threadId)?.name ?? '';
}

/** A parent for each way to start something, and the name of the thread that it starts. */
const PARENTS: readonly (readonly [way: string, parent: string, name: RegExp, kinds?: readonly ModuleKind[]])[] = [
  [
    'a worker thread',
    `import { Worker } from 'node:worker_threads';
new Worker('./child.cjs'.replace('.', __dirname)).on('exit', (code) => console.log('parent', code));
`,
    /^child\.cjs \(worker \d\)$/,
    ['CommonJS'],
  ],
  [
    'fork',
    `import { fork } from 'node:child_process';
fork('./child.cjs', [], { cwd: process.cwd() }).on('exit', (code) => console.log('parent', code));
`,
    /^child\.cjs \(\d+\)$/,
  ],
  [
    'spawn with an environment of its own',
    `import { spawn } from 'node:child_process';
spawn(process.execPath, ['child.cjs'], { env: { PATH: process.env.PATH }, stdio: 'inherit' }).on('exit', (code) => console.log('parent', code));
`,
    /^child\.cjs \(\d+\)$/,
  ],
  [
    'execFileSync',
    `import { execFileSync } from 'node:child_process';
process.stdout.write(execFileSync(process.execPath, ['child.cjs']));
console.log('parent', 0);
`,
    /^child\.cjs \(\d+\)$/,
  ],
  [
    'exec, through a shell',
    `import { exec } from 'node:child_process';
exec('"' + process.execPath + '" child.cjs', (error, stdout) => { process.stdout.write(stdout); console.log('parent', error ? 1 : 0); });
`,
    /^child\.cjs \(\d+\)$/,
  ],
];

for (const [way, parent, name, kinds] of PARENTS) {
  everywhere(
    `crash, edit and Continue in ${way}`,
    parent,
    async (session, { main }) => {
      session.project.write('child.cjs', CHILD);
      await session.launch(main);
      assert.match(await repair(session, 'child.cjs'), name);
      const { code, output } = await session.end();
      assert.equal(output, 'child 0.5 repaired\nparent 0\n');
      assert.equal(code, 0);
    },
    kinds,
  );
}

for (const [what, options] of [
  ['options', "{ execArgv: ['--no-warnings'] }"],
  ['an environment', "{ env: { NODE_OPTIONS: '--no-warnings' } }"],
] as const) {
  everywhere(
    `an async function in a worker thread with ${what} of its own runs again`,
    `import { Worker, isMainThread } from 'node:worker_threads';
async function half(n) {
  if (n === 2) throw new Error('no half of ' + n); // @throw
  return n / 2;
}
if (isMainThread) new Worker(process.argv[1], ${options});
else half(2).then((text) => console.log(text, process.execArgv.join(), process.env.NODE_OPTIONS));
`,
    async (session, { main }) => {
      await session.launch(main);
      const { threadId, frames } = await session.stop('exception');
      assert.equal(frames[0]?.line, session.project.line(main, 'throw'));
      session.project.edit(main, THROW, "if (n === 2) return 'repaired';");
      await session.continue(threadId);
      const { output } = await session.end();
      assert.equal(output, what === 'options' ? 'repaired --no-warnings undefined\n' : 'repaired  --no-warnings\n');
    },
  );
}

everywhere(
  'four workers of a cluster, each with its own failure',
  `import cluster from 'node:cluster';
if (cluster.isPrimary) {
  let left = 4;
  for (let n = 0; n < 4; n++) cluster.fork({ NUMBER: n }).on('exit', () => --left || console.log('all four'));
} else {
  const half = (n) => {
    if (n === 2) throw new Error('no half of ' + n); // @throw
    return n / 2;
  };
  console.log('worker', process.env.NUMBER, half(2));
  process.exit();
}
`,
  async (session, { main }) => {
    await session.launch(main);
    const stops = [];
    for (let n = 0; n < 4; n++) stops.push(await session.stop('exception'));
    assert.equal(new Set(stops.map(({ threadId }) => threadId)).size, 4);
    session.project.edit(main, THROW, "if (n === 2) return 'repaired';");
    for (const { threadId } of stops) await session.continue(threadId);
    const { output } = await session.end();
    assert.deepEqual(output.trim().split('\n').sort(), [
      'all four',
      'worker 0 repaired',
      'worker 1 repaired',
      'worker 2 repaired',
      'worker 3 repaired',
    ]);
  },
);

everywhere(
  'an edit made for one worker reaches the others that run the same file',
  `import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
function half(n) {
  if (n === 2) throw new Error('no half of ' + n); // @throw
  return n / 2;
}
const start = (n) => new Worker(process.argv[1], { workerData: n }).on('message', (text) => {
  if (text === 'ready') start(2);
  else if (done.add(n + ' ' + text).size === 2) console.log([...done].sort().join()) || process.exit();
});
const done = new Set();
if (isMainThread) start(1);
else if (workerData === 2) parentPort.postMessage(half(2));
else {
  console.log(half(1));
  parentPort.postMessage('ready');
  const timer = setInterval(() => half(1) === 'repaired' && parentPort.postMessage('repaired', clearInterval(timer)), 5);
}
`,
  async (session, { main }) => {
    await session.launch(main);
    const { threadId } = await session.stop('exception');
    session.project.edit(main, /if \(n === 2\)[^]*?return n \/ 2;/, "return 'repaired';");
    await session.continue(threadId);
    assert.equal((await session.end()).output, '0.5\n1 repaired,2 repaired\n');
  },
);

everywhere(
  'npm run: the program below npm is debugged',
  `function half(n) {
  if (n === 2) throw new Error('no half of ' + n); // @throw
  return n / 2;
}
console.log('script', half(2));
`,
  async (session, { main, node }) => {
    session.project.write('package.json', JSON.stringify({ scripts: { start: `node ${main}` } }));
    await session.client.request('initialize', { pathFormat: 'path' });
    await session.client.request('launch', {
      runtimeExecutable: 'npm',
      runtimeArgs: ['run', '--silent', 'start'],
      cwd: session.project.folder,
      env: { PATH: `${dirname(node.path ?? '')}${delimiter}${process.env['PATH']}` },
      timeout: 30_000,
    });
    await session.configure(['userUnhandled']);
    const { threadId, frames } = await session.stop('exception');
    assert.equal(frames[0]?.line, session.project.line(main, 'throw'));
    session.project.edit(main, THROW, "if (n === 2) return 'repaired';");
    await session.continue(threadId);
    const { code, output } = await session.end();
    assert.equal(output, 'script repaired\n');
    assert.equal(code, 0);
  },
);

everywhere(
  'a breakpoint in a child is hit, and told as verified once',
  `import { fork } from 'node:child_process';
fork('./child.cjs', [], { cwd: process.cwd() });
`,
  async (session, { main }) => {
    session.project.write('child.cjs', 'let n = 1;\nn++; // @here\nconsole.log(n);\n');
    await session.launch(main, { breakpoints: { 'child.cjs': ['here'] } });
    const { threadId, frames } = await session.stop('breakpoint');
    assert.equal(frames[0]?.line, session.project.line('child.cjs', 'here'));
    await session.continue(threadId);
    assert.equal((await session.end()).output, '2\n');
    const changes = session.client.events.filter(({ event }) => event === 'breakpoint');
    assert.equal(changes.length, 1);
  },
);

everywhere(
  'autoAttachChildProcesses: false leaves children and workers alone',
  `import { fork } from 'node:child_process';
import { Worker } from 'node:worker_threads';
fork('./child.cjs', [], { cwd: process.cwd() }).on('exit', (code) => {
  console.log('parent', code);
  new Worker(process.cwd() + '/child.cjs').on('error', (error) => console.log('worker', error.message));
});
`,
  async (session, { main }) => {
    session.project.write('child.cjs', CHILD);
    await session.launch(main, { autoAttachChildProcesses: false });
    assert.equal((await session.end()).output, 'parent 1\nworker no half of 2\n');
  },
);

everywhere(
  'node --test: the function under test is repaired, and the test passes',
  `import test from 'node:test';
function half(n) {
  if (n === 2) throw new Error('no half of ' + n); // @throw
  return n / 2;
}
test('half', (t) => { if (half(2) !== 1) throw new Error('wrong'); });
`,
  async (session, { main }) => {
    await session.client.request('initialize', { pathFormat: 'path' });
    await session.client.request('launch', {
      runtimeExecutable: session.node.path,
      runtimeArgs: ['--test', session.project.path(main)],
      cwd: session.project.folder,
      // Set by the runner of this very test.
      env: { NODE_TEST_CONTEXT: null },
    });
    await session.configure(['userUnhandled']);
    const { threadId, frames } = await session.stop('exception');
    assert.equal(frames[0]?.line, session.project.line(main, 'throw'));
    session.project.edit(main, THROW, '');
    await session.continue(threadId);
    const { code, output } = await session.end();
    assert.match(output, /pass 1\n/);
    assert.equal(code, 0);
  },
);
