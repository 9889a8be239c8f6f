import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { everywhere } from '../harness/cases.js';
import { MATRIX, nodeVersion } from '../harness/nodes.js';
import { withSession, type TestSession } from '../harness/session.js';

const HELLO = `console.log('hello', process.argv.slice(2).join(), process.env.COLOUR, process.env.SHAPE, process.cwd());
console.error('to stderr');
process.exitCode = 3;
`;

everywhere('program, args, cwd, env, envFile, output and exit code', HELLO, async (session, { main }) => {
  session.project.write('with space/.env', 'COLOUR=blue\nSHAPE="round one"\n');
  await session.launch(main, {
    args: ['one', 'two words'],
    cwd: session.project.path('with space'),
    env: { COLOUR: 'red', PATH: process.env['PATH'], UNUSED: null },
    envFile: '.env',
  });
  const { code, output } = await session.end();
  assert.equal(output, `hello one,two words red round one ${session.project.path('with space')}\n`);
  assert.equal(session.output('stderr'), 'to stderr\n', 'without a line of the inspector’s');
  assert.equal(code, 3);
});

everywhere(
  'the program sees its own NODE_OPTIONS, and nothing of ours',
  `console.log(JSON.stringify([process.env.NODE_OPTIONS ?? null, process.env.HOT_RESTART_SESSION ?? null, process.execArgv]));
`,
  async (session, { main }) => {
    await session.launch(main, { env: { NODE_OPTIONS: '--no-warnings' }, runtimeArgs: ['--stack-trace-limit=20'] });
    assert.equal((await session.end()).output, '["--no-warnings",null,["--stack-trace-limit=20"]]\n');
  },
);

everywhere(
  'stopOnEntry stops before the first statement of the main program',
  `import { loaded } from './dependency.cjs';
console.log('main', loaded); // @entry
`,
  async (session, { main, kind }) => {
    session.project.write('dependency.cjs', "exports.loaded = 'yes';\nconsole.log('dependency');\n");
    await session.launch(main, { stopOnEntry: true });
    const { frames } = await session.stop('entry');
    assert.equal(frames[0]?.source?.path, session.project.path(main));
    assert.ok((frames[0]?.line ?? 99) <= session.project.line(main, 'entry'));
    if (kind === 'CommonJS') assert.equal(session.output(), '');
    await session.continue();
    assert.equal((await session.end()).output, 'dependency\nmain yes\n');
  },
);

/** Starts of a program that must not run before `configurationDone`, however the file begins (H1). */
const STARTS = [
  'function first(n) { return n; }\nconsole.log(first(1));',
  '#!/usr/bin/env node\nconsole.log(1);',
  '"use strict"; class Box { static size = 1; size() { return 1; } }\nconsole.log(Box.size);',
  'const early = (() => 1)(); console.log(early);',
  'console.log(1);',
];
for (const [index, start] of STARTS.entries()) {
  everywhere(`nothing runs before configurationDone, start ${index + 1}`, start, async (session, { main }) => {
    await session.client.request('initialize', { pathFormat: 'path' });
    await session.client.request('launch', {
      program: session.project.path(main),
      runtimeExecutable: session.node.path,
      stopOnEntry: true,
    });
    await session.client.event('initialized');
    await session.client.request('configurationDone');
    const { frames } = await session.stop('entry');
    assert.equal(frames[0]?.name, '<anonymous>', 'at the top level');
    assert.equal(session.output(), '');
    await session.continue();
    assert.equal((await session.end()).output, '1\n');
  });
}

everywhere(
  'noDebug only runs the program',
  `console.log('inspector', String(require('node:inspector').url()));`,
  async (session, { main }) => {
    await session.client.request('initialize', { pathFormat: 'path' });
    await session.client.request('launch', {
      program: session.project.path(main),
      runtimeExecutable: session.node.path,
      noDebug: true,
    });
    assert.equal((await session.end()).output, 'inspector undefined\n');
  },
  ['CommonJS'],
);

everywhere('the integrated terminal, through runInTerminal', HELLO, async (session, { main }) => {
  const asked = serveTerminal(session);
  await session.launch(main, { console: 'integratedTerminal', args: ['x'], env: { COLOUR: 'green' } });
  const { exitCode } = (await session.client.event('exited')) as { exitCode: number };
  assert.equal(exitCode, 3);
  await session.client.event('terminated');
  const { output } = await asked;
  assert.match(output, /^hello x green /);
});

/** Plays a client's terminal: runs the command and keeps its output. */
function serveTerminal(session: TestSession): Promise<{ output: string }> {
  return new Promise((resolve) => {
    session.client.serve(
      'runInTerminal',
      async ({ args, env, cwd }: { args: string[]; env: Record<string, string>; cwd: string }) => {
        const [executable = '', ...rest] = args;
        const child = spawn(executable, rest, {
          cwd,
          env: { ...process.env, ...env },
          stdio: ['ignore', 'pipe', 'ignore'],
        });
        let output = '';
        child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
        child.once('close', () => resolve({ output }));
        await once(child, 'spawn');
        return { processId: child.pid };
      },
    );
  });
}

for (const node of MATRIX) {
  for (const by of ['port', 'websocketAddress'] as const) {
    test(`attach by ${by}: crash, edit, Continue (Node ${node.major})`, async (context) => {
      const program = `const timer = setInterval(tick, 5);
let n = 0;
function tick() {
  if (n++ >= 0) throw new Error('tick');
  clearInterval(timer);
  console.log('done');
}
process.on('uncaughtException', () => {});
`;
      await withSession(context, node, { 'app.cjs': program }, async (session) => {
        const child = spawn(node.path ?? '', ['--inspect=127.0.0.1:0', session.project.path('app.cjs')], {
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        try {
          let output = '';
          child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
          const url = await listeningUrl(child.stderr);
          const { hostname, port } = new URL(url);
          await session.client.request('initialize', { pathFormat: 'path' });
          await session.client.request(
            'attach',
            by === 'port' ? { address: hostname, port: Number(port) } : { websocketAddress: url },
          );
          await session.configure(['userUnhandled']);
          await session.stop('exception');
          session.project.edit('app.cjs', 'n++ >= 0', 'n < 0');
          const ended = once(child, 'close');
          await session.continue();
          await session.client.event('terminated');
          await ended;
          assert.equal(output, 'done\n');
        } finally {
          child.kill('SIGKILL');
        }
      });
    });
  }
}

/** The inspector's address, from the line that Node prints. */
async function listeningUrl(stderr: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stderr })) {
    const [, url] = /listening on (ws:\S+)/.exec(line) ?? [];
    if (url) {
      stderr.resume();
      return url;
    }
  }
  throw new Error('The program opened no inspector');
}

test('attach leaves the program running when the client goes', async (context) => {
  const node = nodeVersion(22);
  await withSession(
    context,
    node,
    { 'app.cjs': "setInterval(() => {}, 1000);\nprocess.on('message', () => process.exit(5));\n" },
    async (session) => {
      const child = spawn(node.path ?? '', ['--inspect=127.0.0.1:0', session.project.path('app.cjs')], {
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      });
      try {
        await session.client.request('initialize', { pathFormat: 'path' });
        await session.client.request('attach', {
          websocketAddress: await listeningUrl(child.stderr as NodeJS.ReadableStream),
        });
        await session.configure([]);
        await session.client.request('disconnect');
        const ended = once(child, 'exit');
        child.send('end');
        assert.deepEqual(await ended, [5, null]);
      } finally {
        child.kill('SIGKILL');
      }
    },
  );
});

test('disconnect ends a program that was launched, also while it is paused', async (context) => {
  await withSession(
    context,
    nodeVersion(22),
    { 'app.cjs': 'debugger;\nsetInterval(() => {}, 1000);\n' },
    async (session) => {
      await session.launch('app.cjs');
      await session.stop('pause');
      const { systemProcessId } = (await session.client.event('process')) as { systemProcessId: number };
      await session.client.request('disconnect', { terminateDebuggee: true });
      await gone(systemProcessId);
    },
  );
});

/** Resolves once no process has this id. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A launch that is refused: the attributes, and the sentence. */
const BAD_LAUNCHES: readonly (readonly [name: string, attributes: object, sentence: RegExp])[] = [
  ['a missing program', { program: '/no/such/program.js' }, /The program .*program\.js is not there/],
  ['no program at all', {}, /There is nothing to run/],
  ['a wrong type', { program: 7 }, /The attribute "program" of the configuration must be a string/],
  [
    'a wrong word',
    { program: __filename, hotRestart: { onContinue: 'maybe' } },
    /"hotRestart.onContinue" .* must be one of "edited", "always", "never"/,
  ],
  ['a wrong env', { program: __filename, env: { A: {} } }, /The attribute "env.A"/],
  ['a missing envFile', { program: __filename, envFile: '/no/such/.env' }, /named by "envFile" cannot be read/],
  [
    'a missing executable',
    { program: __filename, runtimeExecutable: '/no/such/node' },
    /\/no\/such\/node cannot be started/,
  ],
  [
    'a terminal that the client lacks',
    { program: __filename, console: 'integratedTerminal' },
    /This client has no terminal/,
  ],
];
for (const [name, attributes, sentence] of BAD_LAUNCHES) {
  test(`launch is refused for ${name}`, async (context) => {
    await withSession(context, nodeVersion(22), {}, async (session) => {
      await session.client.request('initialize', { pathFormat: 'path' });
      await assert.rejects(session.client.request('launch', attributes), sentence);
    });
  });
}

test('R8: Node 18 is refused with a sentence that names the version needed', async (context) => {
  await withSession(context, nodeVersion(18), { 'app.cjs': "console.log('ran');\n" }, async (session) => {
    await assert.rejects(session.launch('app.cjs'), /Node\.js v18\.\S+ can neither edit nor restart .* 20\.6 or later/);
    assert.equal(session.output(), '', 'the program did not run');
  });
});

test('attach to what is no inspector is refused', async (context) => {
  const server = createServer((_, response) => response.end('[]')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  try {
    await withSession(context, nodeVersion(22), {}, async (session) => {
      await session.client.request('initialize', { pathFormat: 'path' });
      await assert.rejects(
        session.client.request('attach', { port, timeout: 500 }),
        /No Node\.js inspector answers at 127\.0\.0\.1:\d+ \(it lists no program\)/,
      );
    });
  } finally {
    server.close();
  }
});

test('requests that are unknown, too early or malformed are failure responses', async (context) => {
  await withSession(context, nodeVersion(22), {}, async (session) => {
    await assert.rejects(session.client.request('initialize', { pathFormat: 'uri' }), /Paths in the format "uri"/);
    await assert.rejects(session.client.request('constructor'), /The request "constructor" is not supported/);
    await assert.rejects(session.client.request('continue', { threadId: 1 }), /No program is being debugged yet/);
    await assert.rejects(session.client.request('scopes', { frameId: 3 }), /Frame 3 is not on the stack/);
    await assert.rejects(session.client.request('variables', { variablesReference: 9 }), /reference 9 is not valid/);
  });
});
