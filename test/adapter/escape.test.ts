import assert from 'node:assert/strict';
import { everywhere } from '../harness/cases.js';

/** One way for the user's own code to deal with a failure of `fail`, or not; `handle` is called once. */
const HANDLED: readonly (readonly [name: string, handle: string])[] = [
  ['try around await', 'async () => { try { await fail(); } catch {} }'],
  ['try around await, later', 'async () => { try { await later(); } catch {} }'],
  [
    'try around the await of a caller',
    'async () => { const middle = async () => { await later(); }; try { await middle(); } catch {} }',
  ],
  ['.catch', '() => fail().catch(() => {})'],
  ['.catch after .finally', '() => later().finally(() => {}).catch(() => {})'],
  ['the second handler of .then', '() => later().then(() => {}, () => {})'],
  ['Promise.all', 'async () => { try { await Promise.all([1, 2].map(fail)); } catch {} }'],
  ['Promise.allSettled', '() => Promise.allSettled([fail(), later()])'],
  ['a returned promise', 'async () => { const middle = () => later(); try { await middle(); } catch {} }'],
  ['for await', 'async () => { try { for await (const each of values()) void each; } catch {} }'],
];

/** Ways in which it leaves the user's code. */
const UNHANDLED: readonly (readonly [name: string, handle: string])[] = [
  ['try without await', 'async () => { try { return fail(); } catch {} }'],
  ['finally', 'async () => { try { await later(); } finally { await null; } }'],
  ['.then without a second handler', '() => fail().then(() => {})'],
  ['.finally', '() => later().finally(() => {})'],
  ['a library that catches', '() => library(fail)'],
  ['a library that catches, later', '() => library(later)'],
  ['a synchronous library that catches', '() => library(() => { throw new Error("no"); })'],
];

const program = (handle: string): string => `import { library } from 'library';
async function fail() { throw new Error('no'); }
async function later() { await null; await null; throw new Error('no'); }
async function* values() { yield 1; await later(); }
const handle = ${handle};
process.on('unhandledRejection', () => {});
handle();
process.once('beforeExit', () => console.log('end', typeof values));
`;

const LIBRARY = `exports.library = async (work) => { try { return await work(); } catch { return 'kept'; } };\n`;

for (const [name, handle] of HANDLED) {
  everywhere(`handled by the user, no stop: ${name}`, program(handle), async (session, { main }) => {
    session.project.write('node_modules/library/index.js', LIBRARY);
    await session.launch(main);
    assert.equal((await session.end()).output, 'end function\n');
    assert.ok(!session.client.events.some(({ event }) => event === 'stopped'));
  });
}

everywhere(
  "leaves the user's code, stops at both throws: rethrow in catch",
  program('async () => { try { await later(); } catch (error) { throw error; } }'),
  async (session, { main }) => {
    session.project.write('node_modules/library/index.js', LIBRARY);
    await session.launch(main);
    const lines = [];
    for (let stops = 0; stops < 2; stops++) {
      lines.push((await session.stop('exception')).frames[0]?.line);
      await session.continue();
    }
    assert.deepEqual(lines, [3, 5]);
    assert.equal((await session.end()).output, 'end function\n');
  },
);

for (const [name, handle] of UNHANDLED) {
  everywhere(`leaves the user's code, stops: ${name}`, program(handle), async (session, { main }) => {
    session.project.write('node_modules/library/index.js', LIBRARY);
    await session.launch(main);
    const { text } = await session.stop('exception');
    assert.equal(text, 'Error: no');
    await session.continue();
    assert.equal((await session.end()).output, 'end function\n');
  });
}

everywhere(
  'what a timer throws comes to nobody, whoever waits for it',
  `async function wait() {
  await null;
  await new Promise((resolve) => setTimeout(() => { resolve(); throw new Error('from a timer'); }, 1));
}
async function main() { try { await wait(); } catch { console.log('caught'); } }
process.on('uncaughtException', () => console.log('uncaught'));
main();
`,
  async (session, { main }) => {
    await session.launch(main);
    assert.equal((await session.stop('exception')).text, 'Error: from a timer');
    await session.continue();
    assert.equal((await session.end()).output, 'uncaught\n');
  },
);
