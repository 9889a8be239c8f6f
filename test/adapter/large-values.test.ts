import assert from 'node:assert/strict';
import { everywhere } from '../harness/cases.js';
import { children, named, shown, variablesIn, type Variable } from '../harness/variables.js';

const MEGABYTE = 1 << 20;

everywhere(
  'what is large comes in pages, without being copied',
  `const bytes = Buffer.alloc(2 ** 30);
const memory = new ArrayBuffer(2 ** 30);
const list = Array.from({ length: 2_000_000 }, (_, index) => index);
list.named = 'more';
const map = new Map(list.slice(0, 200_000).map((index) => [index, 'v' + index]));
const set = new Set(map.keys());
function run() {
  const all = { bytes, memory, list, map, set };
  debugger;
  return all;
}
run();
`,
  async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('pause');
    const frameId = frames[0]?.id;
    const most = async (): Promise<number> => {
      const [inKilobytes, inHeap] = JSON.parse(
        (
          await session.evaluate(
            'JSON.stringify([process.resourceUsage().maxRSS, process.memoryUsage().heapUsed])',
            frameId,
          )
        ).slice(1, -1),
      ) as [number, number];
      return Math.max(inKilobytes * 1024, inHeap);
    };
    const before = await most();
    const all = await children(session, named(await variablesIn(session, frameId, 'Local'), 'all'));
    const one = (name: string): Variable => named(all, name);

    const bytes = one('bytes');
    assert.equal(bytes.indexedVariables, 2 ** 30);
    const last = { filter: 'indexed', start: 2 ** 30 - 2, count: 10 } as const;
    assert.deepEqual(shown(await children(session, bytes, last)), ['1073741822 0', '1073741823 0']);
    assert.ok((await children(session, bytes, { filter: 'named' })).length < 20);

    const parts = await children(session, one('memory'));
    const words = named(parts, '[[Int32Array]]');
    assert.equal(words.indexedVariables, 2 ** 28);
    assert.deepEqual(shown(await children(session, words, { filter: 'indexed', start: 5, count: 1 })), ['5 0']);

    const list = one('list');
    assert.deepEqual(shown(await children(session, list, { filter: 'indexed', start: 1_999_999, count: 100 })), [
      '1999999 1999999',
    ]);
    assert.deepEqual(shown(await children(session, list, { filter: 'named' })), [
      "named 'more'",
      'length 2000000',
      '[[Prototype]] Array(0)',
    ]);

    const entries = named(await children(session, one('map')), '[[Entries]]');
    assert.equal(entries.indexedVariables, 200_000);
    const page = await children(session, entries, { filter: 'indexed', start: 199_998, count: 100 });
    assert.deepEqual(shown(page), ["199998 {199998 => 'v199998'}", "199999 {199999 => 'v199999'}"]);
    const members = named(await children(session, one('set')), '[[Entries]]');
    const found = await children(session, members, { filter: 'indexed', start: 199_999, count: 1 });
    assert.deepEqual(shown(found), ['199999 199999']);
    const grown = (await most()) - before;
    assert.ok(grown < 100 * MEGABYTE, `${Math.round(grown / MEGABYTE)} MiB more`);
  },
);

everywhere(
  'a client that does not page gets the start, and is told of the rest',
  'const bytes = new Uint8Array(2 ** 24); debugger;',
  async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('pause');
    const { variablesReference } = await session.client.request<{ variablesReference: number }>('evaluate', {
      expression: 'bytes',
      context: 'watch',
      frameId: frames[0]?.id,
    });
    const all = await children(session, { variablesReference });
    assert.equal(all.filter(({ name }) => /^\d+$/.test(name)).length, 100_000);
    assert.equal(named(all, '…').value, 'There are 16677216 more: ask for them in pages.');
  },
  ['CommonJS'],
);
