import assert from 'node:assert/strict';
import { everywhere } from '../harness/cases.js';

everywhere(
  'an async function that fails before its first await',
  `async function half(n) {
  if (n === 2) throw new Error('no half of ' + n); // @throw
  await null;
  return n / 2;
}
async function all(rows) {
  const halves = [];
  for (const row of rows) halves.push(await half(row));
  return halves;
}
all([1, 2, 3]).then((halves) => console.log('halves', halves.join()));
`,
  async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('exception');
    assert.deepEqual(
      frames
        .filter(({ source }) => source?.path === session.project.path(main))
        .map(({ name }) => name)
        .slice(0, 2),
      ['half', 'all'],
    );
    assert.equal(frames[0]?.line, session.project.line(main, 'throw'));
    assert.equal(frames[0].canRestart, true);
    session.project.edit(main, "throw new Error('no half of ' + n);", "return 'repaired';");
    await session.continue();
    const { code, output } = await session.end();
    assert.equal(output, 'halves 0.5,repaired,1.5\n');
    assert.equal(code, 0);
    assert.deepEqual(
      session.outcomes().map(({ strategy, function: name }) => `${strategy} ${name}`)[0],
      'wrapper half',
    );
  },
);

everywhere(
  'after an await, with 50 suspended siblings: they finish on their old code, later calls run the new',
  `const gates = [];
async function work(n) {
  await new Promise((resolve) => gates.push(resolve));
  if (n === 25) throw new Error('no work for ' + n); // @throw
  return 'old ' + n;
}
const works = Array.from({ length: 51 }, (_, n) => work(n));
gates[25]();
const all = works[25].then((first) => {
  const later = work(100);
  gates.splice(0, 50).forEach((open) => open());
  gates.forEach((open) => open());
  return Promise.all([first, later, ...works]);
});
all.then(([first, later, ...rest]) => {
  console.log(first, later, rest.filter((text) => text.startsWith('old')).length);
});
`,
  async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('exception');
    assert.equal(frames[0]?.name, 'work');
    assert.equal(await session.evaluate('n', frames[0].id), '25');
    session.project.edit(main, /await new Promise.*/, '');
    session.project.edit(main, "if (n === 25) throw new Error('no work for ' + n);", '');
    session.project.edit(main, "return 'old ' + n;", "return 'new ' + n;");
    await session.continue();
    assert.equal((await session.end()).output, 'new 25 new 100 50\n');
  },
);

everywhere(
  'methods with super and private names, arrow functions and function expressions',
  `class Base { async name(n) { return 'base ' + n; } }
class Shop extends Base {
  #secret = 40;
  async name(n) {
    await null;
    if (n === 1) throw new Error('one'); // @one
    return (await super.name(n)) + this.#secret;
  }
  static async of(n) {
    if (n === 2) throw new Error('two'); // @two
    return new this().name(n);
  }
}
const arrow = async ({ n }, ...rest) => { await null; if (n === 3) throw new Error('three'); return [n, rest]; };
const short = async (n) => (n === 4 ? fail(n) : n);
const object = { async method(n) { if (n === 5) throw new Error('five'); return this === object; } };
function outer(n) {
  const inner = async function () { await null; if (n === 6) throw new Error('six'); return n; };
  return inner();
}
const run = async () => [
  await new Shop().name(1), await Shop.of(2), await arrow({ n: 3 }, 'a', 'b'), await short(4), await object.method(5), await outer(6),
];
run().then((results) => console.log(JSON.stringify(results)));
`,
  async (session, { main }) => {
    await session.launch(main);
    const edits = [
      ["if (n === 1) throw new Error('one');", ''],
      ["if (n === 2) throw new Error('two');", ''],
      ["if (n === 3) throw new Error('three');", ''],
      ['fail(n)', 'n * 10'],
      ["if (n === 5) throw new Error('five');", ''],
      ["if (n === 6) throw new Error('six');", ''],
    ] as const;
    for (const [from, to] of edits) {
      await session.stop('exception');
      session.project.edit(main, from, to);
      await session.continue();
    }
    assert.equal((await session.end()).output, '["base 140","base 240",[3,["a","b"]],40,true,6]\n');
    assert.deepEqual(
      session
        .outcomes()
        .filter(({ strategy }) => strategy === 'wrapper')
        .map(({ function: name }) => name),
      ['Shop.name', 'Shop.of', 'arrow', 'short', 'object.method', 'inner'],
    );
  },
);

everywhere(
  'two calls that fail at once: both stop, one after the other, and the edit made for one is there for the other',
  `async function work(n) {
  await null;
  throw new Error('no ' + n);
}
Promise.all([work(1), work(2)]).then((results) => console.log(results.join()));
`,
  async (session, { main }) => {
    await session.launch(main);
    assert.equal((await session.stop('exception')).text, 'Error: no 1');
    session.project.edit(main, "throw new Error('no ' + n);", "return 'done ' + n;");
    await session.continue();
    assert.equal((await session.stop('exception')).text, 'Error: no 2');
    await session.continue();
    assert.equal((await session.end()).output, 'done 1,done 2\n');
  },
);

everywhere(
  'ten failures and ten restarts in one async call',
  `async function work() {
  const round = 0;
  await null;
  if (round < 10) throw new Error('round ' + round);
  return 'done ' + round;
}
work().then(console.log);
`,
  async (session, { main }) => {
    await session.launch(main);
    for (let round = 0; round < 10; round++) {
      assert.equal((await session.stop('exception')).text, `Error: round ${round}`);
      session.project.edit(main, `const round = ${round};`, `const round = ${round + 1};`);
      await session.continue();
    }
    assert.equal((await session.end()).output, 'done 10\n');
  },
);

everywhere(
  'without an edit, Continue lets the rejection go on to its handlers',
  `async function work() { throw new RangeError('no'); }
async function wrong() { await work(); }
wrong().catch((error) => console.log('caught', error.name, error.stack.split('\\n')[1].includes('work')));
async function caught() { try { await work(); } catch (error) { return error.message; } }
caught().then((text) => console.log(text));
`,
  async (session, { main }) => {
    await session.launch(main, { filters: ['all'] });
    await session.stop('exception');
    await session.continue();
    await session.stop('exception');
    await session.continue();
    assert.equal((await session.end()).output, 'caught RangeError true\nno\n');
  },
);

everywhere(
  'a later edit, made while nothing of it runs, is what later calls run',
  `let open;
async function work(n) {
  if (n === 0) await new Promise((resolve) => (open = resolve));
  if (n === 1) throw new Error('one');
  return 'old ' + n;
}
async function all() {
  const waiting = work(0);
  const one = await work(1);
  open();
  const zero = await waiting;
  debugger;
  return [zero, one, await work(2)];
}
all().then((results) => console.log(results.join()));
`,
  async (session, { main }) => {
    await session.launch(main);
    await session.stop('exception');
    session.project.edit(main, "if (n === 1) throw new Error('one');", '');
    session.project.edit(main, "return 'old ' + n;", "return 'new ' + n;");
    await session.continue();
    await session.stop('pause');
    session.project.edit(main, "return 'new ' + n;", "return 'newer ' + n;");
    await session.continue();
    assert.deepEqual(
      session.outcomes().map(({ edits }) => edits.map(({ status }) => status).join()),
      ['applied', 'applied'],
    );
    assert.equal((await session.end()).output, 'old 0,new 1,newer 2\n');
  },
);

everywhere(
  'Restart Frame stops at the start of the new code, and so does a step',
  `async function work(n) {
  await null;
  const found = await helper(n); // @first
  return found;
}
async function helper(n) {
  throw new Error('helper ' + n); // @throw
}
work(1).then((text) => console.log(text));
`,
  async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('exception');
    session.project.edit(
      main,
      "throw new Error('helper ' + n);",
      "const text = 'helped';\n  if (n) throw new Error(text);",
    );
    await session.client.request('restartFrame', { frameId: frames[0]?.id });
    const entry = await session.stop('frame_entry');
    assert.equal(entry.frames[0]?.name, 'helper');
    assert.equal(await session.evaluate('n', entry.frames[0].id), '1');
    await session.client.request('next', { threadId: 1 });
    const { frames: next } = await session.stop('step');
    assert.equal(next[0]?.name, 'helper');
    await session.continue();
    await session.stop('exception');
    session.project.edit(main, 'if (n) throw new Error(text);', 'return text + n;');
    await session.client.request('next', { threadId: 1 });
    await session.stop('step');
    await session.continue();
    assert.equal((await session.end()).output, 'helped1\n');
  },
);

everywhere(
  'toString() gives what the user wrote, for it may run where the agent is not',
  `async function work(a, { b }) { return async (c, [d] = []) => { await null; return [a, b, c, d]; }; }
class Shop { async 'open it'() { return (async (n) => n)(this); } }
const short = async ({ a: [x, ...y], ...z }, q = 3) => [x, y, z, q];
for (const text of [work, Shop, short, Shop.prototype['open it']]) console.log(String(text));
console.log(String(Function.prototype.toString).includes('native code'));
work(1, { b: 2 }).then((inner) => console.log(String(inner)));
`,
  async (session, { main }) => {
    await session.launch(main);
    const [work = '', shop = '', short = ''] = session.project.read(main).split('\n');
    const method = shop.slice('class Shop { '.length, -' }'.length);
    const inner = work.slice(work.indexOf('return ') + 'return '.length, -'; }'.length);
    const texts = [work, shop, short.slice('const short = '.length, -1), method, 'true', inner];
    assert.equal((await session.end()).output, texts.join('\n') + '\n');
  },
);

everywhere(
  'hotRestart.autoWrap: false leaves the user’s modules as they are',
  `async function work() { return String(work); }
work().then(console.log);
`,
  async (session, { main }) => {
    await session.launch(main, { hotRestart: { autoWrap: false } });
    assert.equal((await session.end()).output, 'async function work() { return String(work); }\n');
  },
);
