import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { test } from 'node:test';
import { DapClient } from '../harness/dap-client.js';
import { Project } from '../harness/debuggee.js';
import { nodeVersion } from '../harness/nodes.js';
import { Timeline } from '../harness/timeline.js';

/** What `npm run build` made: the adapter as an editor starts it. */
const ADAPTER = join(__dirname, '../../dist/debug-adapter.js');

const PROGRAM = `function half(n) {
  throw new Error('no half of ' + n);
}
console.log('half', half(4));
`;

/** The main job, over whatever carries the messages. */
async function crashEditContinue(input: Readable, output: Writable): Promise<void> {
  const project = new Project({ 'app.js': PROGRAM });
  const timeline = new Timeline();
  const client = new DapClient(input, output, timeline);
  try {
    await client.request('initialize', { pathFormat: 'path' });
    await client.request('launch', { program: project.path('app.js'), runtimeExecutable: nodeVersion(24).path });
    await client.event('initialized');
    await client.request('setExceptionBreakpoints', { filters: ['userUnhandled'] });
    await client.request('configurationDone');
    await client.event('stopped');
    project.edit('app.js', "throw new Error('no half of ' + n);", 'return n / 2;');
    await client.request('continue', { threadId: 1 });
    assert.equal((await client.event('output', ({ category }) => category === 'stdout'))['output'], 'half 2\n');
    await client.event('terminated');
    await client.request('disconnect');
  } catch (error) {
    console.error(timeline.toString());
    throw error;
  } finally {
    project.remove();
  }
}

test('over stdio; the adapter ends with its session', async () => {
  const adapter = spawn(process.execPath, [ADAPTER], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const ended = once(adapter, 'exit');
    await crashEditContinue(adapter.stdout, adapter.stdin);
    assert.deepEqual(await ended, [0, null]);
  } finally {
    adapter.kill('SIGKILL');
  }
});

test('as a server: two sessions at once, and another one after them', async () => {
  const adapter = spawn(process.execPath, [ADAPTER, '--server=0'], { stdio: ['ignore', 'inherit', 'pipe'] });
  try {
    const [line] = (await once(createInterface({ input: adapter.stderr }), 'line')) as [string];
    const [, port] = /^Listening on 127\.0\.0\.1:(\d+)$/.exec(line) ?? [];
    const session = async (): Promise<void> => {
      const socket = connect(Number(port), '127.0.0.1');
      await crashEditContinue(socket, socket);
      await once(socket, 'close');
    };
    await Promise.all([session(), session()]);
    await session();
  } finally {
    adapter.kill('SIGKILL');
  }
});

test('a client that goes without a word leaves no program behind', async () => {
  const adapter = spawn(process.execPath, [ADAPTER], { stdio: ['pipe', 'pipe', 'inherit'] });
  // The program's end is seen by its connection.
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const project = new Project({ 'app.js': `require('node:net').connect(${port}, '127.0.0.1');\n` });
  try {
    const client = new DapClient(adapter.stdout, adapter.stdin, new Timeline());
    await client.request('initialize', { pathFormat: 'path' });
    await client.request('launch', { program: project.path('app.js'), runtimeExecutable: nodeVersion(24).path });
    await client.event('initialized');
    const connected = once(server, 'connection') as Promise<[Socket]>;
    await client.request('configurationDone');
    const [connection] = await connected;
    const closed = once(connection.on('error', () => undefined).resume(), 'close');
    adapter.stdin.end();
    await closed;
  } finally {
    adapter.kill('SIGKILL');
    server.close();
    project.remove();
  }
});
