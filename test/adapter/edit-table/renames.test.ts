import { editTable } from '../../harness/edit-table.js';

editTable('renames', [
  {
    name: 'the failing function and its callers',
    program: `function half(n) {
  if (n === 4) throw new Error('four');
  return n / 2;
}
const show = (n) => half(n);
console.log(half(2), half(4));
debugger;
console.log(show(6));`,
    steps: [
      {
        edits: [
          ["function half(n) {\n  if (n === 4) throw new Error('four');", 'function halve(n) {\n  n += 1;'],
          ['=> half(n)', '=> halve(n)'],
        ],
        outcome: 'frame: halve added, halve applied, show applied',
        live: { 'half === halve': 'true' },
      },
      {
        at: 'pause',
        edits: [['n += 1;', 'n += 3;']],
        outcome: 'none: halve applied',
        live: { halve: 'n += 3;', show: 'halve(n)' },
      },
    ],
    output: '1 2.5\n4.5\n',
  },
  {
    name: 'a recursive function, and all of its code after that',
    program: `function sum(list) {
  if (!list.length) throw new Error('empty');
  const [first, ...others] = list;
  return first + sum(others);
}
console.log(sum([1, 2, 3]));
debugger;
console.log(sum([5]));`,
    steps: [
      {
        edits: [
          ['function sum(list)', 'function total(list)'],
          ["throw new Error('empty')", 'return 0'],
          ['first + sum(others)', 'first + total(others)'],
        ],
        outcome: 'frame: total added, total applied',
        live: {},
      },
      {
        at: 'pause',
        edits: [
          [
            'if (!list.length) return 0;\n  const [first, ...others] = list;\n  return first + total(others);',
            "return list.join('+');",
          ],
        ],
        outcome: 'none: total applied',
        live: { sum: "list.join('+')", 'sum === total': 'true' },
      },
    ],
    output: '6\n5\n',
  },
  {
    name: 'a method, a static one and an accessor of a class with instances',
    program: `class Cart {
  constructor(rows) { this.rows = rows; }
  total(rate) {
    if (rate === undefined) throw new Error('no rate');
    return this.rows.length * rate;
  }
  static of(...rows) { return new Cart(rows); }
  get size() { return this.rows.length; }
}
const cart = Cart.of(1, 2);
const show = () => cart.total();
console.log(cart.total(), cart.size);
debugger;
if (globalThis.never) show();
console.log(cart.size);`,
    steps: [
      {
        edits: [
          ['total(rate) {', 'sum(rate = 3) {'],
          ['static of(', 'static from('],
          ['get size()', 'get length()'],
          ['=> cart.total()', '=> cart.sum()'],
        ],
        outcome: 'frame: Cart.from added, Cart.length added, Cart.sum added, Cart.sum applied, show applied',
        live: {
          'Cart.prototype.sum': 'rate = 3',
          'Cart.prototype.sum === Cart.prototype.total': 'true',
          'Cart.from === Cart.of': 'true',
          'cart.length': '2',
        },
      },
      {
        at: 'pause',
        edits: [['* rate;', '* rate * 10;']],
        outcome: 'none: Cart.sum applied',
        live: { 'cart.sum()': '60', 'cart.total()': '60' },
      },
    ],
    output: '6 2\n2\n',
  },
  {
    name: 'a constant that holds a function',
    program: `const half = (n) => {
  if (n === 4) throw new Error('four');
  return n / 2;
};
function show(n) { return half(n); }
console.log(half(2), half(4));
debugger;
console.log(show(8));`,
    steps: [
      {
        edits: [
          ["const half = (n) => {\n  if (n === 4) throw new Error('four');", 'const halve = (n) => {\n  n += 1;'],
          ['return half(n)', 'return halve(n)'],
        ],
        outcome: 'frame: halve added, halve applied, show applied',
        live: { 'half === halve': 'true' },
      },
      {
        at: 'pause',
        edits: [['n += 1;', 'n += 2;']],
        outcome: 'none: halve applied',
        live: { halve: 'n += 2;' },
      },
    ],
    output: '1 2.5\n5\n',
  },
  {
    name: 'an exported function, and the module that imports it',
    program: {
      app: `import { half } from './lib.js';
function show(n) { return half(n); }
console.log(half(2), half(4));
debugger;
console.log(show(6));`,
      lib: `function half(n) {
  if (n === 4) throw new Error('four');
  return n / 2;
}
export { half };`,
    },
    kinds: ['ES module'],
    steps: [
      {
        edits: [
          ['lib', "function half(n) {\n  if (n === 4) throw new Error('four');", 'function halve(n) {\n  n += 1;'],
          ['lib', 'export { half }', 'export { halve }'],
        ],
        outcome: 'frame: halve added, halve applied',
        live: { 'globalThis.halve': 'n += 1;' },
      },
      {
        at: 'pause',
        edits: [
          ['import { half }', 'import { halve }'],
          ['return half(n)', "return halve(n) + '!'"],
        ],
        outcome: 'none: halve added, show applied',
        live: { show: "return halve(n) + '!'" },
      },
    ],
    output: '1 2.5\n3.5!\n',
  },
]);
