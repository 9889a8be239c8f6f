import { editTable } from '../../harness/edit-table.js';

editTable('async functions and generators', [
  {
    name: 'an async function fails before and after an await',
    program: `async function work(n) {
  if (n === 1) throw new Error('before');
  await null;
  if (n === 2) throw new Error('after');
  return n;
}
const all = async () => {
  console.log(await work(0), await work(1), await work(2), await work(3));
  debugger; // @end
};
all();`,
    steps: [
      {
        edits: [["if (n === 1) throw new Error('before');", 'if (n === 1) n = 10;']],
        outcome: 'wrapper: work applied',
        live: {},
      },
      { edits: [["if (n === 2) throw new Error('after');", '']], outcome: 'wrapper: work applied', live: {} },
    ],
    output: '0 10 2 3\n',
  },
  {
    name: 'an async function fails, its edit uses an import for the first time',
    program: `import { basename } from 'node:path';
async function work(path) {
  await null;
  if (path === '/a/b') throw new Error('b');
  return path;
}
const all = async () => {
  console.log(await work('/a/a'), await work('/a/b'), await work('/a/c'));
  debugger; // @end
};
all();
typeof basename;`,
    steps: [
      {
        edits: [["if (path === '/a/b') throw new Error('b');\n  return path;", 'return basename(path);']],
        outcome: 'wrapper: work applied',
        live: {},
      },
    ],
    output: '/a/a b c\n',
  },
  {
    name: 'a synchronous function that an async function called restarts, and so does one that is passed on',
    program: `const parse = (text) => JSON.parse(text).n;
async function read(text) {
  await null;
  return parse(text);
}
const all = async () => {
  console.log(await read('{"n": 1}'), await read('{"n": 2'), (await Promise.all(['{"n":3}', '{"n":4}'].map(read))).join());
  debugger; // @end
};
all();`,
    steps: [
      {
        edits: [['JSON.parse(text).n', "JSON.parse(text.replace(/}?$/, '}')).n * 10"]],
        outcome: 'frame: parse applied',
      },
    ],
    output: '1 20 30,40\n',
  },
  {
    name: 'an async function changes while calls of it wait: they end with their old code',
    program: `let open;
const gate = new Promise((resolve) => (open = resolve));
async function work(n) {
  if (n < 10) await gate;
  if (n === 10) throw new Error('ten');
  return 'old' + n;
}
const all = async () => {
  const waiting = [work(1), work(2)];
  const ten = await work(10);
  open();
  console.log(ten, (await Promise.all(waiting)).join(), await work(11));
  debugger; // @end
};
all();`,
    steps: [
      {
        edits: [["if (n === 10) throw new Error('ten');\n  return 'old' + n;", "return 'new' + n;"]],
        outcome: 'wrapper: work applied',
        live: {},
      },
    ],
    output: 'new10 old1,old2 new11\n',
  },
  {
    name: 'an async arrow function, an async method and one in a closure',
    program: `const short = async (n) => (n === 2 ? n.x.y : n);
const shop = { rate: 2, async price(n) { await null; if (n === 2) throw new Error('price'); return n * this.rate; } };
const make = (unit) => async (n) => { if (n === 2) throw new Error('made'); return n + unit; };
const made = make('cm');
const all = async () => {
  console.log(await short(1), await short(2), await short(3));
  console.log(await shop.price(1), await shop.price(2), await shop.price(3));
  console.log(await made(1), await made(2));
  debugger; // @end
};
all();`,
    steps: [
      { edits: [['n === 2 ? n.x.y : n', 'n === 2 ? -n : n * 2']], outcome: 'wrapper: short applied', live: {} },
      {
        edits: [["if (n === 2) throw new Error('price'); return n * this.rate;", 'return n + this.rate;']],
        outcome: 'wrapper: shop.price applied',
        live: {},
      },
      {
        edits: [["if (n === 2) throw new Error('made'); return n + unit;", "return n + ' ' + unit;"]],
        outcome: 'wrapper: (anonymous) applied',
        live: {},
      },
    ],
    output: '1 -2 6\n2 4 5\n1cm 2 cm\n',
  },
  {
    name: 'a generator that has handed out values',
    program: `function* rows(last) {
  for (let n = 1; n <= last; n++) {
    if (n === 3) throw new Error('three');
    yield n;
  }
}
console.log([...rows(2)].join(), [...rows(4)].join());
console.log([...rows(3)].join());`,
    steps: [
      {
        edits: [["if (n === 3) throw new Error('three');\n    yield n;", 'yield n * 10;']],
        outcome: 'wrapper: rows applied',
        live: {},
      },
    ],
    output: '1,2 1,2,30,40\n10,20,30\n',
  },
  {
    name: 'an async generator in for await, and one that delegates',
    program: `async function* pages(n) {
  yield n;
  await null;
  if (n === 2) throw new Error('two');
  yield -n;
}
async function* both() { yield* pages(1); yield* pages(2); }
const all = async () => {
  const seen = [];
  for await (const page of both()) seen.push(page);
  console.log(seen.join());
  debugger; // @end
};
all();`,
    steps: [
      {
        edits: [["if (n === 2) throw new Error('two');\n  yield -n;", 'yield n * 100;']],
        outcome: 'wrapper: pages applied',
        live: {},
      },
    ],
    output: '1,-1,2,200\n',
  },
  {
    name: 'an inactive async function, an inactive generator and an inactive arrow function',
    program: `async function later(n) { return 'later' + n; }
function* values(n) { yield 'value' + n; }
const short = async (n) => 'short' + n;
const all = async () => {
  console.log(await later(1), ...values(1), await short(1));
  debugger;
  console.log(await later(2), ...values(2), await short(2));
  debugger; // @end
};
all();`,
    steps: [
      {
        at: 'pause',
        edits: [
          ["'later'", "'LATER'"],
          ["'value'", "'VALUE'"],
          ["'short'", "'SHORT'"],
        ],
        outcome: 'none: later applied, short applied, values applied',
        live: { later: "'LATER'", values: "'VALUE'", short: "'SHORT'" },
      },
    ],
    output: 'later1 value1 short1\nLATER2 VALUE2 SHORT2\n',
  },
  {
    name: 'a function that has become async while it fails is refused, and the next edit is right (R9)',
    program: `function fail(n) {
  if (n === 2) throw new Error('two');
  return n;
}
console.log(fail(1), fail(2));`,
    steps: [
      {
        edits: [["function fail(n) {\n  if (n === 2) throw new Error('two');", 'async function fail(n) {\n  n++;']],
        outcome: 'refused (kind changed)',
        locals: { n: '2' },
      },
      {
        edits: [['async function fail(n) {\n  n++;', 'function fail(n) {\n  n *= 2;']],
        outcome: 'frame: fail applied',
        live: { fail: 'n *= 2;' },
      },
    ],
    output: '1 4\n',
  },
  {
    name: 'a function that has become a generator while it fails is refused, and the next edit is right (R9)',
    program: `const shop = { list(n) {
  if (n === 2) throw new Error('two');
  return [n];
} };
console.log(...shop.list(1), ...shop.list(2));`,
    steps: [
      {
        edits: [["list(n) {\n  if (n === 2) throw new Error('two');\n  return [n];", '*list(n) {\n  yield n;']],
        outcome: 'refused (kind changed)',
        locals: { n: '2' },
      },
      {
        edits: [['*list(n) {\n  yield n;', 'list(n) {\n  return [n, n];']],
        outcome: 'frame: shop.list applied',
        live: { 'shop.list': 'return [n, n];' },
      },
    ],
    output: '1 2 2\n',
  },
  {
    name: 'a caller of an async function on the stack restarts no frame below it (X6)',
    program: `function begin(n) { return later(n).then((all) => 'begin ' + all); }
async function later(n) {
  if (n === 2) throw new Error('two');
  await null;
  return n;
}
const all = async () => {
  console.log(await begin(1), await begin(2));
  debugger; // @end
};
all();`,
    steps: [
      { edits: [['later(n).then', 'later(n + 1).then']], outcome: 'refused (frame)', locals: { n: '2' } },
      {
        edits: [
          ['later(n + 1).then', 'later(n).then'],
          ["if (n === 2) throw new Error('two');", 'n *= 10;'],
        ],
        outcome: 'wrapper: later applied',
        live: {},
      },
    ],
    output: 'begin 1 begin 20\n',
  },
  {
    name: 'promise callbacks restart, one by one',
    program: `Promise.resolve(1)
  .then((n) => n.a.b)
  .then(function second(n) { return n.c.d; })
  .finally(() => null.e)
  .then((n) => { console.log(n); debugger; }); // @end`,
    steps: [
      { edits: [['n.a.b', 'n + 1']], outcome: 'frame: (anonymous) applied', live: {} },
      { edits: [['return n.c.d;', 'return n * 10;']], outcome: 'frame: second applied', live: {} },
      { edits: [['null.e', 'console.log("finally")']], outcome: 'frame: (anonymous) applied', live: {} },
    ],
    output: 'finally\n20\n',
  },
  {
    name: 'a callee of an async function changes, which has returned: the async function is called again',
    program: `const parse = (text) => { return Number(text); };
async function read(text) {
  await null;
  const n = parse(text);
  if (Number.isNaN(n)) throw new Error(text);
  return n;
}
const all = async () => {
  console.log(await read('1'), await read('two'));
  debugger; // @end
};
all();`,
    steps: [
      {
        edits: [['return Number(text);', "return text === 'two' ? 2 : Number(text);"]],
        outcome: 'wrapper: parse applied',
        live: { parse: "text === 'two'" },
      },
    ],
    output: '1 2\n',
  },
]);
