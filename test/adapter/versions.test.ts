import assert from 'node:assert/strict';
import { everywhere } from '../harness/cases.js';
import { Refusal } from '../harness/dap-client.js';
import type { TestSession, WireOutcome } from '../harness/session.js';

interface WireFunction {
  readonly path: string;
  readonly function: string;
  readonly key: string;
  readonly current: number;
  readonly versions: readonly {
    readonly version: number | null;
    readonly text: string;
    readonly time: string;
    readonly status: string;
    readonly message: string;
  }[];
}

async function versionsOf(session: TestSession, args: object = {}): Promise<readonly WireFunction[]> {
  const { functions } = await session.client.request<{ functions: WireFunction[] }>('hotRestart/versions', args);
  return functions;
}

/** Each version of the one function, and how it ended. */
async function historyOf(session: TestSession, name: string): Promise<{ current: number; all: string[] }> {
  const [found, other] = await versionsOf(session, { function: name });
  assert.ok(found && !other);
  return { current: found.current, all: found.versions.map(({ version, status }) => `${version} ${status}`) };
}

async function revert(session: TestSession, name: string, version: number, more: object = {}): Promise<WireOutcome> {
  const args = { function: name, version, ...more };
  return (await session.client.request<{ outcome: WireOutcome }>('hotRestart/revert', args)).outcome;
}

async function refusalOf(asked: Promise<unknown>): Promise<string> {
  const error: unknown = await asked.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof Refusal, 'it was expected to be refused');
  return error.message;
}

/** Fails in `check`, below `run`; says at each round which `price` runs. */
const ROUNDS = `function price(row) {
  return 'one ' + row; // @price
}
function check(row) {
  if (row === 2) throw new Error('odd ' + row);
  return price(row);
}
function round(row) {
  console.log(check(row));
  debugger; // @round
}
round(1);
round(2);
round(3);
round(4);
round(5);
`;
const ODD = "if (row === 2) throw new Error('odd ' + row);";

everywhere('two edits make three versions, and each can run again', ROUNDS, async (session, { main }) => {
  await session.launch(main);
  await session.stop('pause');
  assert.deepEqual(await versionsOf(session), []);
  session.project.edit(main, "'one '", "'two '");
  await session.continue();
  await session.stop('exception');
  session.project.edit(main, "'two '", "'three '");
  session.project.edit(main, ODD, '');
  await session.continue();
  await session.stop('pause');
  assert.deepEqual(await historyOf(session, 'price'), { current: 3, all: ['1 loaded', '2 applied', '3 applied'] });
  const [{ versions = [], path } = {}] = await versionsOf(session, { function: 'price' });
  assert.equal(path, session.project.path(main));
  assert.deepEqual(
    versions.map(({ text }) => /'(\w+) '/.exec(text)?.[1]),
    ['one', 'two', 'three'],
  );
  assert.ok(versions.every(({ time }) => !Number.isNaN(Date.parse(time))));
  assert.equal((await versionsOf(session)).length, 2, 'check has a history, too');
  assert.deepEqual(await versionsOf(session, { path: session.project.path('other.js') }), []);

  const outcome = await revert(session, 'price', 1);
  assert.deepEqual(
    outcome.edits.map((edit) => [edit.function, edit.status]),
    [['price', 'applied']],
  );
  assert.equal(session.outcomes().at(-1)?.message, outcome.message, 'the client is told by an event, too');
  assert.deepEqual(await historyOf(session, 'price'), { current: 1, all: ['1 loaded', '2 applied', '3 applied'] });
  const count = session.outcomes().length;
  await session.continue();
  await session.stop('pause');
  assert.equal(session.outcomes().length, count, 'Continue did not put the saved text back');

  await revert(session, 'price', 3);
  await session.continue();
  await session.stop('pause');
  // Another function is saved: the one that went back stays what it is.
  await revert(session, 'price', 2);
  session.project.edit(main, 'return price(row);', "return price(row) + '!';");
  await session.continue();
  await session.stop('pause');
  await session.continue();
  assert.equal((await session.end()).output, 'one 1\nthree 2\none 3\nthree 4\ntwo 5!\n');
});

everywhere('after a revert, a save of the function counts', ROUNDS, async (session, { main }) => {
  await session.launch(main);
  await session.stop('pause');
  session.project.edit(main, "'one '", "'two '");
  session.project.edit(main, ODD, '');
  await session.continue();
  await session.stop('pause');
  await revert(session, 'price', 1);
  assert.match(session.project.read(main), /'two '/, 'the file is not touched');
  await session.continue();
  await session.stop('pause');
  session.project.edit(main, "'two '", "'four '");
  await session.continue();
  await session.stop('pause');
  assert.deepEqual(await historyOf(session, 'price'), { current: 3, all: ['1 loaded', '2 applied', '3 applied'] });
  // What was saved first is version 2 again.
  session.project.edit(main, "'four '", "'two '");
  await session.continue();
  await session.stop('pause');
  assert.equal((await historyOf(session, 'price')).current, 2);
  await session.continue();
  assert.equal((await session.end()).output, 'one 1\ntwo 2\none 3\nfour 4\ntwo 5\n');
});

everywhere(
  'a revert of the failing function: Continue restarts the call with it',
  `function half(row) {
  return row / 2;
}
console.log(half(2));
debugger;
console.log(half(4));
debugger;
console.log('end');
`,
  async (session, { main }) => {
    await session.launch(main);
    await session.stop('pause');
    session.project.edit(main, 'return row / 2;', 'throw new Error(String(row));');
    await session.continue();
    await session.stop('exception');
    const outcome = await revert(session, 'half', 1);
    assert.deepEqual(
      outcome.edits.map((edit) => [edit.function, edit.status]),
      [['half', 'waiting']],
    );
    const waiting = { current: 2, all: ['1 loaded', '2 applied', 'null waiting'] };
    assert.deepEqual(await historyOf(session, 'half'), waiting);
    await session.continue();
    const last = session.outcomes().at(-1);
    assert.equal(last?.strategy, 'frame');
    assert.deepEqual(await historyOf(session, 'half'), { current: 1, all: ['1 loaded', '2 applied'] });
    await session.stop('pause');
    await session.continue();
    assert.equal((await session.end()).output, '1\n2\nend\n');
    assert.equal(session.outcomes().at(-1), last, 'nothing more was done');
  },
);

everywhere(
  'a revert of an async function that failed, and of the caller of one that did',
  `async function half(row) {
  await null;
  return row / 2;
}
async function all() {
  console.log(await half(2));
  debugger;
  console.log(await half(4));
}
function inner() {
  return 1;
}
function outer() {
  return inner() + 1;
}
all().then(() => {
  console.log(outer());
  debugger;
  console.log(outer());
});
`,
  async (session, { main }) => {
    await session.launch(main);
    await session.stop('pause');
    session.project.edit(main, 'return row / 2;', 'throw new Error(String(row));');
    await session.continue();
    await session.stop('exception');
    await revert(session, 'half', 1);
    await session.continue();
    assert.equal(session.outcomes().at(-1)?.strategy, 'wrapper');
    await session.stop('pause');
    session.project.edit(main, 'return inner() + 1;', 'return inner(true) + 2;');
    session.project.edit(
      main,
      'inner() {\n  return 1;',
      "inner(fails) {\n  if (fails) throw new Error('no');\n  return 1;",
    );
    await session.continue();
    await session.stop('exception');
    await revert(session, 'outer', 1);
    await session.continue();
    assert.equal(session.outcomes().at(-1)?.function, 'outer', 'the caller restarts, as with an edit of it');
    assert.equal((await session.end()).output, '1\n2\n2\n2\n');
  },
);

everywhere(
  'a revert while the program runs, and of a function that does not end',
  `const beat = () => 'one';
let last = '';
function run() {
  const now = beat();
  if (now !== last) console.log(now);
  last = now;
}
setInterval(run, 5);
`,
  async (session, { main }) => {
    const prints = (text: string) => session.client.event('output', ({ output }) => String(output).includes(text));
    await session.launch(main);
    await prints('one');
    session.project.edit(main, "'one'", "'two'");
    await session.client.request('hotRestart/apply');
    await prints('two');
    const from = session.client.events.length;
    assert.equal((await revert(session, 'beat', 1)).edits[0]?.status, 'applied');
    await session.client.event('output', ({ output }) => String(output).includes('one'), from);
    await session.client.request('hotRestart/apply');
    assert.deepEqual(await historyOf(session, 'beat'), { current: 1, all: ['1 loaded', '2 applied'] });
    session.project.edit(main, "'two'", "'three'");
    await session.client.request('hotRestart/apply');
    await prints('three');
  },
);

everywhere(
  'refused edits are in the history, and are no versions; unknown ones are refused',
  ({ main, kind }) => ({
    [main]: `${kind === 'CommonJS' ? "const { total } = require('./shop.cjs');" : "import { total } from './shop.mjs';"}
function total2(row) {
  return row;
}
{
  const total = (row) => row + 1;
  console.log(total(1), total2(1));
}
debugger;
console.log(total(1), total2(1));
debugger;
console.log(total(1), total2(1));
`,
    [kind === 'CommonJS' ? 'shop.cjs' : 'shop.mjs']: `function total(row) {
  return row * 10;
}
${kind === 'CommonJS' ? 'module.exports = { total };' : 'export { total };'}
`,
  }),
  async (session, { main, kind }) => {
    const shop = kind === 'CommonJS' ? 'shop.cjs' : 'shop.mjs';
    await session.launch(main);
    await session.stop('pause');
    assert.match(await refusalOf(revert(session, 'total', 1)), /No function `total` was edited/);
    session.project.edit(main, 'row + 1', 'row + 2');
    session.project.edit(shop, 'row * 10', 'row * 20');
    session.project.edit(main, 'function total2(row)', 'async function total2(row)');
    await session.client.request('hotRestart/apply');
    const path = session.project.path(shop);
    const both = await refusalOf(revert(session, 'total', 1));
    assert.ok(both.includes(path) && /give the path/.test(both), both);
    assert.match(
      await refusalOf(revert(session, 'total', 7, { path })),
      /no version 7 of `total`: choose one from 1 to 2/,
    );
    await revert(session, 'total', 1, { path });
    await session.continue();
    await session.stop('pause');
    // The text is not in the file any more: it cannot go back.
    session.project.write(
      shop,
      session.project.read(shop).replace('function total', 'const other = 1;\nfunction total'),
    );
    session.project.edit(shop, /function total[^]*?\n\}\n/, 'const total = 1;\n');
    await session.client.request('hotRestart/apply');
    assert.match(await refusalOf(revert(session, 'total', 1, { path })), /no longer in/);
  },
);
