import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { Project } from '../harness/debuggee.js';
import { nodeVersion } from '../harness/nodes.js';
import { Terminal, withoutTerminal } from './terminal.js';

const AGENT = join(__dirname, '../../runtime-agent');
const PROGRAM = `const { wrap } = require(${JSON.stringify(join(AGENT, 'api.cjs'))});
const half = wrap(function half(row) {
  if (row === 2) throw new Error('cannot halve ' + row); // @throw
  return row / 2;
});
console.log('sum', [1, 2, 3].map((row) => half(row)).join());
setTimeout(() => {}, 100);
`;

/** A program that waits where it has failed, and the port that it names. */
async function withWaiting(
  body: (project: Project, port: string, written: () => string) => Promise<void>,
): Promise<void> {
  const project = new Project({ 'app.cjs': PROGRAM });
  const child = spawn(nodeVersion(24).path ?? '', ['--require', join(AGENT, 'register.cjs'), project.path('app.cjs')], {
    env: { ...process.env, HOT_RESTART: 'wait' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  try {
    for await (const line of createInterface({ input: child.stderr })) {
      const [, port] = /run "hot-restart --attach (\d+)"/.exec(line) ?? [];
      if (port === undefined) continue;
      child.stderr.resume();
      const closed = once(child, 'close');
      await body(project, port, () => output);
      await closed;
      return;
    }
    throw new Error('The program did not wait');
  } finally {
    child.kill('SIGKILL');
    project.remove();
  }
}

test('--attach: a program that waits is repaired from a terminal', async () => {
  await withWaiting(async (project, port, written) => {
    const terminal = new Terminal(project, ['--attach', port]);
    try {
      const report = await terminal.prompt();
      assert.match(report, /^Error: cannot halve 2$/m);
      project.edit('app.cjs', "throw new Error('cannot halve ' + row);", 'return 1;');
      await terminal.see('was saved');
      await terminal.prompt();
      terminal.enter('c');
      await terminal.see('`half` (app.cjs:2) is called again with the new code of `half`');
      assert.equal(await terminal.end(), 0);
      assert.equal(written(), 'sum 0.5,1,1.5\n');
    } finally {
      await terminal.close();
    }
  });
});

test('--attach: quit leaves the program to itself', async () => {
  await withWaiting(async (project, port, written) => {
    const terminal = new Terminal(project, ['--attach', `127.0.0.1:${port}`]);
    try {
      await terminal.prompt();
      terminal.enter('quit');
      await terminal.see('The program runs on without a debugger.');
      assert.equal(await terminal.end(), 0);
      assert.equal(written(), '');
    } finally {
      await terminal.close();
    }
  });
});

for (const [args, sentence] of [
  [['--attach', 'nowhere'], /nowhere is no place of an inspector/],
  [['--attach', '9229', 'app.js'], /Name the program to run, or with --attach/],
  [[], /Name the program to run, or with --attach/],
] as const) {
  test(`wrong usage: hot-restart ${args.join(' ')}`, async () => {
    const project = new Project({});
    try {
      const { code, stderr } = await withoutTerminal(project.folder, args, {});
      assert.equal(code, 2);
      assert.match(stderr, sentence);
    } finally {
      project.remove();
    }
  });
}
