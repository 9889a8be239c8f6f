// Rows that are not true yet: what is being built, and faults that are known. Not among the tests that `npm test` runs:
//   npx tsx --test test/adapter/edit-table/planned.ts
// Whoever makes a row true moves it to its subject.
import { editTable } from '../../harness/edit-table.js';

editTable('faults', [
  {
    name: 'an arrow function that returns an arrow function, both change',
    program: `const adder = (a) => (b) => a + b;
const plus = adder(1);
console.log(plus(2));
debugger;
console.log(plus(2), adder(1)(2));`,
    steps: [
      {
        at: 'pause',
        edits: [['(b) => a + b', '(b, c = 7) => a + b + c']],
        outcome: 'none: (anonymous) applied',
        live: { plus: 'a + b + c', 'adder(3)': 'a + b + c' },
      },
    ],
    output: '3\n10 10\n',
  },
  {
    name: 'fields that hold arrow functions, of instances that are there already',
    program: `
class Button {
  label = 'b';
  onClick = (n) => {
    if (n > 1) throw new Error('click ' + n);
    return this.label + n;
  };
  static onAny = (n) => n + ' any';
}
const one = new Button(), two = new Button();
console.log(one.onClick(1), two.onClick(2), new Button().onClick(3));
debugger;
console.log(Button.onAny(1));`,
    steps: [
      {
        edits: [["if (n > 1) throw new Error('click ' + n);", 'n *= 10;']],
        outcome: 'frame: onClick applied',
        live: { 'one.onClick': 'n *= 10;', 'two.onClick': 'n *= 10;' },
      },
      {
        at: 'pause',
        edits: [["n + ' any'", "'some ' + n"]],
        outcome: 'none: onAny applied',
        live: { 'Button.onAny': "'some ' + n" },
      },
    ],
    output: 'b1 b20 b30\nsome 1\n',
  },
  {
    name: 'the function that makes closures changes, then the closures, old and new',
    program: `function make(n) {
  const label = 'made ';
  return () => label + n;
}
const old = make(1);
console.log(old());
debugger;
const young = make(2);
console.log(old(), young());
debugger;
console.log(old(), young(), make(3)());`,
    steps: [
      {
        at: 'pause',
        edits: [["const label = 'made ';", "const label = 'built '; n *= 10;"]],
        outcome: 'none: make applied',
        live: { make: "const label = 'built '; n *= 10;" },
      },
      {
        at: 'pause',
        edits: [['() => label + n', '() => n + label']],
        outcome: 'none: (anonymous) applied',
        live: { old: 'n + label', young: 'n + label' },
      },
    ],
    output: 'made 1\nmade 1 built 20\n1made  20built  30built \n',
  },
  {
    name: 'the function that makes closures and the closures change in one save',
    program: `function make(n) {
  const label = 'made ';
  return () => label + n;
}
const old = make(1);
console.log(old());
debugger;
console.log(old(), make(2)());`,
    steps: [
      {
        at: 'pause',
        edits: [
          ["const label = 'made ';", "const label = 'built ';"],
          ['() => label + n', "() => n + label + '!'"],
        ],
        outcome: 'none: make applied',
        live: { make: "const label = 'built ';", 'make(0)': "n + label + '!'" },
      },
    ],
    output: 'made 1\n1made ! 2built !\n',
  },
  {
    name: 'a plain parameter becomes a pattern, and a pattern a plain one',
    program: `function one(row) { return row.cells.length; }
function two([first]) { return first; }
console.log(one({ cells: [1] }), two([7]), one({ cells: null }));
console.log(two([8]));`,
    steps: [
      {
        edits: [
          ['one(row) { return row.cells.length; }', 'one({ cells }) { return cells?.length ?? 0; }'],
          ['two([first]) { return first; }', "two(list) { return list.join() + '!'; }"],
        ],
        outcome: 'frame: one applied, two applied',
        live: { one: 'one({ cells })', two: 'two(list)' },
      },
    ],
    output: '1 7 0\n8!\n',
  },
  {
    name: 'more parameters than the running call has, in a class with which the file begins',
    program: `class Sum { of(a) { throw new Error('of ' + a); } }
const arrow = (a) => { throw new Error('arrow ' + a); };
console.log(new Sum().of(1, 2, 3), arrow(4, 5));`,
    steps: [
      {
        edits: [["of(a) { throw new Error('of ' + a); }", 'of(a, b, c = 9, d = b) { return [a, b, c, d].join(); }']],
        outcome: 'frame: Sum.of applied',
        live: {},
      },
      {
        edits: [["(a) => { throw new Error('arrow ' + a); }", '(a, b, [c] = [6]) => { return [a, b, c].join(); }']],
        outcome: 'frame: arrow applied',
        live: {},
      },
    ],
    output: '1,2,3,2 4,5,6\n',
  },
  {
    name: 'the name of the class is used by a method that did not use it (E6d)',
    program: `
class Node {
  static count = 5;
  value(n) { if (n === 2) throw new Error('two'); return n; }
}
console.log(new Node().value(1), new Node().value(2));`,
    steps: [
      {
        edits: [["if (n === 2) throw new Error('two'); return n;", 'return Node.count + n;']],
        outcome: 'refused (capture gained)',
        locals: { n: '2' },
      },
      {
        edits: [['return Node.count + n;', 'return this.constructor.count + n;']],
        outcome: 'frame: Node.value applied',
        live: { 'Node.prototype.value': 'return this.constructor.count + n;' },
      },
    ],
    output: '1 7\n',
  },
  {
    name: 'callbacks of sort, reduce, replace, JSON and a getter of defineProperty',
    program: `const rows = [{ n: 2 }, { n: 1 }];
const sorted = () => rows.slice().sort((a, b) => a.n.k - b.n.k).map((row) => row.n).join();
const text = (s) => s.replace(/\\d/g, (digit) => digit.big.end);
const json = () => JSON.stringify(rows, (key, value) => (key === 'n' ? value.x.y : value));
const object = Object.defineProperty({}, 'late', { get() { return this.none.more; } });
console.log(text('a1'));
console.log(json());
console.log(object.late, sorted());`,
    steps: [
      {
        edits: [['digit.big.end', "digit + '0'"]],
        outcome: 'frame: (anonymous) applied',
        live: { text: "digit + '0'" },
      },
      { edits: [['value.x.y', 'value * 2']], outcome: 'frame: (anonymous) applied', live: { json: 'value * 2' } },
      {
        edits: [
          ['return this.none.more;', "return 'late';"],
          ['a.n.k - b.n.k', 'a.n - b.n'],
        ],
        outcome: 'frame: (anonymous) applied, get applied',
        live: { sorted: 'a.n - b.n', "Object.getOwnPropertyDescriptor(object, 'late').get": "return 'late';" },
      },
    ],
    output: 'a10\n[{"n":4},{"n":2}]\nlate 1,2\n',
  },
  {
    name: 'functions that are assigned: to a property, by ??=, by destructuring with a default',
    program: `const api = {};
api.first = (n) => { if (n === 2) throw new Error('two'); return n; };
api.second ??= function (n) { return n.x.y; };
const { third = (n) => n + 3 } = api;
api.deep = {}; api.deep.fourth = function () { return this === api.deep; };
console.log(api.first(1), api.first(2), api.second({ x: null }), third(1), api.deep.fourth());`,
    steps: [
      {
        edits: [["if (n === 2) throw new Error('two');", 'n += 40;']],
        outcome: 'frame: api.first applied',
        live: { 'api.first': 'n += 40;' },
      },
      {
        edits: [
          ['return n.x.y;', 'return n.x;'],
          ['n + 3', 'n + 30'],
          ['return this === api.deep;', "return [this === api.deep, 'deep'].join();"],
        ],
        outcome: 'frame: (anonymous) applied, api.deep.fourth applied, third applied',
        live: { 'api.second': 'return n.x;', third: 'n + 30', 'api.deep.fourth': "[this === api.deep, 'deep']" },
      },
    ],
    output: '1 42 null 31 true,deep\n',
  },
  {
    name: 'many more parameters for a function inside another one, while none of it runs: new closures (E5)',
    program: `function make(a) { return function inner(b) { return [a, b].join(); }; }
const old = make(1);
console.log(old(2));
debugger;
console.log(old(2), make(1)(2), make(3)(4, 5, 6));`,
    steps: [
      {
        at: 'pause',
        edits: [['inner(b) { return [a, b].join(); }', 'inner(b, c, d, e) { return [a, b, c, d, e].join(); }']],
        outcome: 'none: inner applied',
        live: { old: 'return [a, b, c, d, e].join();' },
      },
    ],
    output: '1,2\n1,2,,, 1,2,,, 3,4,5,6,\n',
  },
  {
    name: 'the first assignment to a variable that a closure holds, which does not change',
    program: `function make(n) {
  const label = 'made ';
  return () => label + n;
}
const old = make(1);
console.log(old());
debugger;
console.log(old(), make(2)());`,
    steps: [
      {
        at: 'pause',
        edits: [["const label = 'made ';", "const label = 'made '; n++;"]],
        outcome: 'none: make applied',
        live: { make: 'n++;' },
      },
    ],
    output: 'made 1\nmade 1 made 3\n',
  },
  {
    name: 'an async function inside another one is called again, and its next call at once runs the new code',
    program: `const make = (unit) => async (n) => { if (n === 2) throw new Error('made'); return n + unit; };
const made = make('cm');
const all = async () => {
  console.log(await made(1), await made(2), await made(3));
  debugger; // @end
};
all();`,
    steps: [
      {
        edits: [["if (n === 2) throw new Error('made'); return n + unit;", "return n + ' ' + unit;"]],
        outcome: 'wrapper: (anonymous) applied',
        live: {},
      },
    ],
    output: '1cm 2 cm 3 cm\n',
  },
]);

editTable('planned', [
  {
    name: 'a function is renamed, and its caller that fails calls it by the new name',
    program: `function size(row) { return row.size; }
function total(rows) {
  if (rows.length === 2) throw new Error('two');
  return rows.map((row) => size(row)).join();
}
console.log(total([{ size: 1 }]), total([{ size: 2 }, { size: 3 }]));`,
    steps: [
      {
        edits: [
          ['function size(row) { return row.size; }', 'function sizeOf(row) { return row.size; }'],
          [
            "if (rows.length === 2) throw new Error('two');\n  return rows.map((row) => size(row)).join();",
            'return rows.map((row) => sizeOf(row)).join();',
          ],
        ],
        outcome: 'frame: size removed, sizeOf added, total applied',
        live: { total: 'sizeOf(row)' },
      },
    ],
    output: '1 2,3\n',
  },
  {
    name: 'a method comes to a class, one goes, one is replaced by a getter; instances that are there see it',
    program: `
class Shop {
  constructor(n) { this.n = n; }
  old() { return 'old'; }
  size() { return this.n; }
  total(n) {
    if (n === 2) throw new Error('two');
    return n;
  }
}
const shop = new Shop(4);
console.log(shop.total(1), shop.total(2));
debugger;
console.log(shop.size, typeof shop.old, shop.fresh());`,
    steps: [
      {
        edits: [
          ["if (n === 2) throw new Error('two');\n    return n;", 'return n + this.fresh();'],
          ["old() { return 'old'; }", "fresh() { return 'fresh' + this.n; }"],
        ],
        outcome: 'frame: Shop.fresh added, Shop.old removed, Shop.total applied',
        live: { 'Shop.prototype.total': 'return n + this.fresh();', 'Shop.prototype.fresh': "'fresh' + this.n" },
      },
      {
        at: 'pause',
        edits: [['size() { return this.n; }', 'get size() { return this.n * 2; }']],
        outcome: 'none: Shop.size added, Shop.size removed',
        live: {},
      },
    ],
    output: '1 2fresh4\n8 undefined fresh4\n',
  },
  {
    name: 'a private method comes to a class, which only loading the file again can make',
    program: `
class Shop {
  #n = 1;
  total(n) {
    if (n === 2) throw new Error('two');
    return n + this.#n;
  }
}
const shop = new Shop();
console.log(shop.total(1), shop.total(2));`,
    steps: [
      {
        edits: [
          [
            "if (n === 2) throw new Error('two');\n    return n + this.#n;\n  }",
            'return this.#more(n);\n  }\n  #more(n) { return n + this.#n; }',
          ],
        ],
        outcome: 'refused (needs module reload)',
        locals: { n: '2' },
      },
      {
        edits: [['return this.#more(n);\n  }\n  #more(n) { return n + this.#n; }', 'return n * 10 + this.#n;\n  }']],
        outcome: 'frame: Shop.total applied',
        live: { 'Shop.prototype.total': 'return n * 10 + this.#n;' },
      },
    ],
    output: '2 21\n',
  },
  {
    name: 'a constant of the top level changes its value: its users keep the old one, and are told',
    program: `const rate = 3;
function price(n) {
  if (n === 2) throw new Error('two');
  return n * rate;
}
console.log(price(1), price(2));`,
    steps: [
      {
        edits: [
          ['const rate = 3;', 'const rate = 4;'],
          ["if (n === 2) throw new Error('two');", 'n++;'],
        ],
        outcome: 'frame: (top level) refused (needs module reload), price applied',
        live: { price: 'n++;' },
      },
    ],
    output: '3 9\n',
  },
  {
    name: 'a failing method of an object becomes a getter',
    program: `const shop = {
  total(n) { if (n === 2) throw new Error('two'); return n; },
};
console.log(shop.total(1), shop.total(2));`,
    steps: [
      {
        edits: [["total(n) { if (n === 2) throw new Error('two'); return n; }", 'get total() { return (n) => n; }']],
        outcome: 'refused (kind changed)',
        locals: { n: '2' },
      },
      {
        edits: [['get total() { return (n) => n; }', 'total(n) { return n * 10; }']],
        outcome: 'frame: shop.total applied',
        live: { 'shop.total': 'return n * 10;' },
      },
    ],
    output: '1 20\n',
  },
]);
