import { editTable } from '../../harness/edit-table.js';

editTable('arrow functions', [
  {
    name: 'the expression changes to its last character (E12)',
    program: `const length = (row) => row.name.length;
console.log(length({ name: 'a' }), length({}));`,
    steps: [
      {
        edits: [['row.name.length;', 'row.name ?? -1;']],
        outcome: 'frame: length applied',
        live: { length: 'row.name ?? -1' },
      },
    ],
    output: '1 -1\n',
  },
  {
    name: 'an expression becomes a block, and an expression again',
    program: `const length = (row) => row.name.length;
console.log(length({ name: 'a' }), length({}), length({ title: 'bcd' }));`,
    steps: [
      {
        edits: [['row.name.length;', "{ if (row.title) throw new Error(row.title); return row.name ?? 'none'; };"]],
        outcome: 'frame: length applied',
        live: {},
      },
      {
        edits: [["{ if (row.title) throw new Error(row.title); return row.name ?? 'none'; };", 'row.title?.length;']],
        outcome: 'frame: length applied',
        live: { length: 'row.title?.length' },
      },
    ],
    output: '1 none 3\n',
  },
  {
    name: 'an expression becomes an object literal in parentheses',
    program: `const pair = (n) => n.left.right;
console.log(JSON.stringify([pair({ left: { right: 1 } }), pair({ left: null })]));`,
    steps: [
      {
        edits: [['n.left.right;', '({ n, both: [n.left] });']],
        outcome: 'frame: pair applied',
        live: { pair: '({ n, both: [n.left] })' },
      },
    ],
    output: '[1,{"n":{"left":null},"both":[null]}]\n',
  },
  {
    name: 'a block becomes an expression',
    program: `const half = (n) => { if (n === 4) throw new Error('four'); return n / 2; };
console.log(half(2), half(4), half(6));`,
    steps: [
      {
        edits: [["{ if (n === 4) throw new Error('four'); return n / 2; }", 'n / 2 + 100']],
        outcome: 'frame: half applied',
      },
    ],
    output: '1 102 103\n',
  },
  {
    name: 'an expression of other parameter names is refused, and the next edit is right (E12)',
    program: `const rate = n => n.rate.net;
console.log(rate({ rate: { net: 1 } }), rate({}));`,
    steps: [
      {
        edits: [['n => n.rate.net', '({ rate } = { rate: 3 }) => rate ?? 8']],
        outcome: 'refused (kind changed)',
        locals: { 'typeof n': "'object'" },
      },
      {
        edits: [['({ rate } = { rate: 3 }) => rate ?? 8', '(n) => n.rate ?? 8']],
        outcome: 'frame: rate applied',
        live: { rate: 'n.rate ?? 8' },
      },
    ],
    output: '1 8\n',
  },
  {
    name: 'an expression of several lines, in a chain of calls',
    program: `const report = (rows) => rows
  .map((row) => row.n * 2)
  .filter((n) => n > 2)
  .join();
console.log(report([{ n: 1 }, { n: 2 }, { n: 3 }]));
console.log(report([{ n: 4 }, null]));`,
    steps: [
      {
        edits: [
          ['.filter((n) => n > 2)\n  .join()', ".filter((n) => n > 2)\n  .join('+') + '.'"],
          ['row.n * 2', '(row?.n ?? 50) * 2'],
        ],
        outcome: 'frame: (anonymous) applied, report waiting',
        live: {},
      },
    ],
    output: '4,6\n8,100\n',
  },
  {
    name: 'a conditional chain, a comma and an assignment as expressions',
    program: `let seen = 0;
const kind = (n) => (seen++, n < 0 ? 'below' : n > 9 ? n.above.what : 'digit');
console.log(kind(-1), kind(5), kind(10), seen);`,
    steps: [
      {
        edits: [["n > 9 ? n.above.what : 'digit'", "n > 9 ? (seen = 'above') : 'some digit'"]],
        outcome: 'frame: kind applied',
      },
    ],
    output: 'below digit above above\n',
  },
  {
    name: 'a template as expression, with a function inside',
    program:
      'const page = (rows) => `<ul>${rows.map((row) => `<li>${row.name.length}</li>`).join("")}</ul>`;\nconsole.log(page([{ name: "a" }]), page([{}]));',
    steps: [
      {
        edits: [['`<li>${row.name.length}</li>`', '`<b>${row.name?.length ?? "?"}</b>`']],
        outcome: 'frame: (anonymous) applied',
        live: { page: '`<b>${row.name?.length ?? "?"}</b>`' },
      },
    ],
    output: '<ul><li>1</li></ul> <ul><b>?</b></ul>\n',
  },
  {
    name: 'the expression changes five times in a row',
    program: `const up = (n) => n.a.b;
console.log(up({ a: { b: 1 } }), up(5));`,
    steps: [
      { edits: [['=> n.a.b', '=> n.c.d']], outcome: 'frame: up applied', live: {} },
      { edits: [['=> n.c.d', '=> n.e.f + 1']], outcome: 'frame: up applied', live: {} },
      { edits: [['=> n.e.f + 1', '=> n.g.h.i']], outcome: 'frame: up applied', live: {} },
      { edits: [['=> n.g.h.i', '=> [n].map((m) => m.j.k)']], outcome: 'frame: up applied', live: {} },
      {
        edits: [
          ['m.j.k', 'm + 1'],
          ['=> [n]', '=> [n, n]'],
        ],
        outcome: 'frame: (anonymous) applied, up waiting',
        live: {},
      },
    ],
    output: '1 [ 6 ]\n',
  },
  {
    name: 'the failing function and an arrow function that is an expression change in one save (E12)',
    program: `const third = (n) => n + 3;
function fail(n) {
  if (n) throw new Error('fails');
  return n;
}
console.log(fail(1), third(1));`,
    steps: [
      {
        edits: [
          ['n + 3', 'n + 30'],
          ["if (n) throw new Error('fails');\n", ''],
        ],
        outcome: 'frame: fail applied, third applied',
        live: { third: 'n + 30' },
      },
    ],
    output: '1 31\n',
  },
]);
