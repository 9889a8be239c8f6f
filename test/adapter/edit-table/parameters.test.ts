import { editTable } from '../../harness/edit-table.js';

editTable('parameters', [
  {
    name: 'a default comes in, which uses another parameter and a constant',
    program: `const base = 100;
function add(a, b) {
  if (b === undefined) throw new Error('no b');
  return a + b;
}
console.log(add(1, 2), add(3));`,
    steps: [
      {
        edits: [["add(a, b) {\n  if (b === undefined) throw new Error('no b');", 'add(a, b = a + base) {']],
        outcome: 'frame: add applied',
      },
    ],
    output: '3 106\n',
  },
  {
    name: 'a default changes, and is worked out anew at the restart (R7)',
    program: `let calls = 0;
const next = () => ++calls;
function take(n = next()) {
  if (n < 3) throw new Error('too small: ' + n);
  return n;
}
console.log(take(), calls);`,
    steps: [
      { edits: [['n = next()', 'n = next() + 10']], outcome: 'frame: take applied', live: { take: 'n = next() + 10' } },
    ],
    // Once for the failed call, and once when it runs again.
    output: '12 2\n',
  },
  {
    name: 'a destructured parameter gets names and defaults',
    program: `function label({ name }) {
  return name.toUpperCase();
}
console.log(label({ name: 'a' }), label({ title: 'b', tags: ['x', 'y'] }));`,
    steps: [
      {
        edits: [
          [
            '{ name }) {\n  return name.toUpperCase();',
            '{ title, name = title, tags: [first, ...others] = [] } = {}) {\n  return name + first + others.length;',
          ],
        ],
        outcome: 'frame: label applied',
      },
    ],
    output: 'A bx1\n',
  },
  {
    name: 'a rest parameter comes in, and goes again',
    program: `function join(a) {
  if (a > 1) throw new Error('over');
  return a;
}
console.log(join(1, 2), join(2, 3, 4));
debugger;
console.log(join(5, 6));`,
    steps: [
      {
        edits: [
          [
            "join(a) {\n  if (a > 1) throw new Error('over');\n  return a;",
            'join(a, ...rest) {\n  return a + rest.join();',
          ],
        ],
        outcome: 'frame: join applied',
        live: {},
      },
      {
        at: 'pause',
        edits: [['join(a, ...rest) {\n  return a + rest.join();', 'join(a) {\n  return [a, arguments.length].join();']],
        outcome: 'none: join applied',
      },
    ],
    output: '1 23,4\n5,2\n',
  },
  {
    name: 'a parameter is renamed',
    program: `function half(n) {
  if (n === 4) throw new Error('four');
  return n / 2;
}
console.log(half(2), half(4));`,
    steps: [
      {
        edits: [
          [
            "half(n) {\n  if (n === 4) throw new Error('four');\n  return n / 2;",
            'half(number) {\n  return number / 2;',
          ],
        ],
        outcome: 'frame: half applied',
      },
    ],
    output: '1 2\n',
  },
  {
    name: 'two parameters change places',
    program: `function minus(a, b) {
  if (a < b) throw new Error('negative');
  return a - b;
}
console.log(minus(3, 1), minus(1, 5));`,
    steps: [
      {
        edits: [["minus(a, b) {\n  if (a < b) throw new Error('negative');", 'minus(b, a) {']],
        outcome: 'frame: minus applied',
      },
    ],
    output: '2 4\n',
  },
  {
    name: 'fewer parameters than the running call has',
    program: `function pick(a, b, c) {
  if (c) throw new Error(a + b + c);
  return a;
}
console.log(pick(1, 2), pick(1, 2, 3));`,
    steps: [
      {
        edits: [
          [
            'pick(a, b, c) {\n  if (c) throw new Error(a + b + c);',
            'pick(a) {\n  const b = 5, c = arguments[2];\n  a += b + c;',
          ],
        ],
        outcome: 'frame: pick applied',
      },
    ],
    output: '1 9\n',
  },
  {
    name: 'more parameters than the running call has, in a method and in an arrow function (E5)',
    program: `
class Sum { of(a) { throw new Error('of ' + a); } }
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
    name: 'six parameters more, and the length of the function',
    program: `function f(a, b) { if (a) throw new Error('f'); return b; }
console.log(f(3, 5), f.length);
console.log(f(1, 2, 3, 4, 5, 6, 7, 8));`,
    steps: [
      {
        edits: [
          [
            "f(a, b) { if (a) throw new Error('f'); return b; }",
            'f(a, b, c, d, e, g, h, i) { return [a, b, c, d, e, g, h, i].join(); }',
          ],
        ],
        outcome: 'frame: f applied',
        live: {},
      },
    ],
    output: '3,5,,,,,, 2\n1,2,3,4,5,6,7,8\n',
  },
  {
    name: 'more parameters for a function that is not running',
    program: `function add(a) { return a; }
console.log(add(1, 2));
debugger;
console.log(add(1, 2), add.length);`,
    steps: [
      {
        at: 'pause',
        edits: [['add(a) { return a; }', 'add(a, b) { return a + b; }']],
        outcome: 'none: add applied',
        live: { add: 'return a + b;' },
      },
    ],
    output: '1\n3 2\n',
  },
  {
    name: 'a longer list that only a rest parameter could carry is refused, then read from arguments (E5)',
    program: `function fail(n) {
  'use strict';
  if (n) throw new Error('fails');
  return n;
}
console.log(fail(1, 2));`,
    steps: [
      {
        edits: [
          [
            "fail(n) {\n  'use strict';\n  if (n) throw new Error('fails');\n  return n;",
            "fail(n, m) {\n  'use strict';\n  return n + m;",
          ],
        ],
        outcome: 'refused (parameters grew)',
        locals: { n: '1' },
      },
      {
        edits: [
          ["fail(n, m) {\n  'use strict';\n  return n + m;", "fail(n) {\n  'use strict';\n  return n + arguments[1];"],
        ],
        outcome: 'frame: fail applied',
        live: { fail: 'return n + arguments[1];' },
      },
    ],
    output: '3\n',
  },
  {
    name: 'a reassigned parameter keeps its value at the restart, objects their changes (R7)',
    program: `function work(n, list) {
  n = n * 10;
  list.push(n);
  if (list.length < 2) throw new Error('again');
  return n;
}
const list = [];
console.log(work(1, list), list.join());`,
    steps: [{ edits: [["if (list.length < 2) throw new Error('again');", 'n++;']], outcome: 'frame: work applied' }],
    output: '101 10,100\n',
  },
  {
    name: 'arguments are read by the edit, which nothing read before',
    program: `function last(n) {
  if (n) throw new Error('last');
  return n;
}
console.log(last(1, 2, 3));`,
    steps: [
      {
        edits: [["if (n) throw new Error('last');", 'n = arguments[arguments.length - 1];']],
        outcome: 'frame: last applied',
      },
    ],
    output: '3\n',
  },
  {
    name: 'a function inside a default, and one inside a pattern',
    program: `const make = (n, get = () => n.value, { plus = (m) => m.value } = {}) => [get, plus];
const [get, plus] = make({ value: 1 });
console.log(get(), plus({ value: 2 }));
debugger;
console.log(get(), plus({ value: 2 }));`,
    steps: [
      {
        at: 'pause',
        edits: [
          ['() => n.value', '() => n.value + 10'],
          ['(m) => m.value', '(m) => -m.value'],
        ],
        outcome: 'none: (anonymous) applied, (anonymous) applied',
        live: { get: 'n.value + 10', plus: '-m.value' },
      },
    ],
    output: '1 2\n11 -2\n',
  },
  {
    name: 'a parameter shadows what the function used before',
    program: `const unit = 'cm';
function show(n, u) {
  if (n === 2) throw new Error(unit);
  return n + unit;
}
console.log(show(1, 'km'), show(2, 'mm'));`,
    steps: [
      {
        edits: [['show(n, u) {\n  if (n === 2) throw new Error(unit);', 'show(n, unit) {']],
        outcome: 'frame: show applied',
      },
    ],
    output: '1cm 2mm\n',
  },
  {
    name: 'a parameter that a closure holds',
    program: `const kept = [];
function hold(n) {
  kept.push(() => n);
  n++;
  if (kept.length === 1) throw new Error('once');
  return n;
}
console.log(hold(1), kept.map((each) => each()).join());`,
    steps: [
      {
        edits: [["n++;\n  if (kept.length === 1) throw new Error('once');", 'n += 5;']],
        outcome: 'frame: hold applied',
      },
    ],
    output: '6 2,6\n',
  },
]);
