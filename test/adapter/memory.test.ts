import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everywhere } from '../harness/cases.js';
import { nodeVersion } from '../harness/nodes.js';
import { withSession, type TestSession } from '../harness/session.js';
import { children, named, variablesIn, type Variable } from '../harness/variables.js';

interface Memory {
  readonly address: string;
  readonly data?: string;
  readonly unreadableBytes?: number;
}

async function read(session: TestSession, variable: Variable, offset: number, count: number): Promise<Memory> {
  const { memoryReference } = variable;
  return session.client.request<Memory>('readMemory', { memoryReference, offset, count });
}

async function write(
  session: TestSession,
  variable: Variable,
  offset: number,
  bytes: number[],
  partly = false,
): Promise<number> {
  const { memoryReference } = variable;
  const data = Buffer.from(bytes).toString('base64');
  const args = { memoryReference, offset, data, allowPartial: partly };
  return (await session.client.request<{ bytesWritten: number }>('writeMemory', args)).bytesWritten;
}

const bytesOf = ({ data = '' }: Memory): number[] => [...Buffer.from(data, 'base64')];

everywhere(
  'bytes are read and written, through a buffer and each kind of view',
  `const buffer = new ArrayBuffer(8);
const shared = new SharedArrayBuffer(2);
const bytes = new Uint8Array(buffer, 2, 4);
const words = new Uint16Array(buffer);
const view = new DataView(buffer, 6);
const node = Buffer.from('abc');
words[0] = 0x0201;
words[3] = 0xfffe;
function run() {
  const all = { buffer, shared, bytes, words, view, node, none: {} };
  debugger;
  return [...new Uint8Array(buffer), ...node];
}
console.log(run().join());
`,
  async (session, { main }) => {
    session.abilities = { supportsMemoryReferences: true };
    await session.launch(main);
    const { frames } = await session.stop('pause');
    const all = await children(session, named(await variablesIn(session, frames[0]?.id, 'Local'), 'all'));
    const one = (name: string): Variable => named(all, name);
    assert.equal(one('none').memoryReference, undefined);
    assert.deepEqual(bytesOf(await read(session, one('buffer'), 0, 8)), [1, 2, 0, 0, 0, 0, 254, 255]);
    assert.deepEqual(bytesOf(await read(session, one('words'), 6, 2)), [254, 255]);
    assert.deepEqual(bytesOf(await read(session, one('view'), 0, 2)), [254, 255]);
    assert.deepEqual(bytesOf(await read(session, one('node'), 1, 2)), [98, 99]);
    assert.deepEqual(await read(session, one('shared'), 1, 4), { address: '0x1', data: 'AA==', unreadableBytes: 3 });
    assert.deepEqual(await read(session, one('bytes'), 4, 2), { address: '0x4', unreadableBytes: 2 });
    assert.deepEqual(await read(session, one('bytes'), -2, 4), { address: '-0x2', unreadableBytes: 4 });

    assert.equal(await write(session, one('bytes'), 1, [7, 200]), 2);
    assert.deepEqual(bytesOf(await read(session, one('buffer'), 2, 4)), [0, 7, 200, 0]);
    assert.equal(await write(session, one('node'), 2, [1, 2, 3], true), 1);
    await assert.rejects(write(session, one('node'), 2, [9, 9]), /Nothing was written, as 2 bytes from 2 on/);
    await session.continue();
    assert.equal((await session.end()).output, '1,2,0,7,200,0,254,255,97,98,1\n');
    await assert.rejects(read(session, one('node'), 0, 1), /is not valid any more/);
  },
);

test('who writes memory is told, and asked for what is shown of it', async (context) => {
  const files = { 'app.cjs': 'const bytes = Buffer.alloc(3e6, 7); debugger; console.log(bytes.at(-1));' };
  await withSession(context, nodeVersion(24), files, async (session) => {
    session.abilities = { supportsMemoryReferences: true, supportsMemoryEvent: true, supportsInvalidatedEvent: true };
    await session.launch('app.cjs');
    const { frames } = await session.stop('pause');
    const { memoryReference } = await session.client.request<{ memoryReference: string }>('evaluate', {
      expression: 'bytes',
      context: 'watch',
      frameId: frames[0]?.id,
    });
    const bytes = { name: 'bytes', value: '', variablesReference: 0, memoryReference };
    const all = bytesOf(await read(session, bytes, 0, 3e6));
    assert.equal(all.length, 3e6);
    assert.ok(all.every((each) => each === 7));
    await write(session, bytes, 3e6 - 1, [8]);
    assert.deepEqual(await session.client.event('memory'), { memoryReference, offset: 3e6 - 1, count: 1 });
    assert.deepEqual(await session.client.event('invalidated'), { areas: ['variables'], threadId: 1 });
    await session.continue();
    assert.equal((await session.end()).output, '8\n');
  });
});
