import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare, firstOwnDifference, type Difference } from '../../debug-adapter/edit/compare.js';
import { outline } from '../../debug-adapter/edit/definitions.js';

interface Case {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** In the words of `inWords`. */
  readonly differences: readonly string[];
  /** What is wrong in the product, where it does not pass yet. */
}

/** `changed f`, `functions of f` where only functions in it came or went; in brackets what differs inside. */
function inWords(difference: Difference): string {
  if (difference.kind === 'added') return `added ${difference.after.name}`;
  if (difference.kind === 'removed') return `removed ${difference.before.name}`;
  if (difference.kind === 'renamed') return `renamed ${difference.before.name} to ${difference.after.name}`;
  const { before, after, inside } = difference;
  const what = firstOwnDifference(difference) === undefined ? 'functions of' : 'changed';
  const name = before.name === after.name ? before.name : `${before.name} to ${after.name}`;
  return `${what} ${name}${inside.length ? ` [${inside.map(inWords).join(', ')}]` : ''}`;
}

const TOTAL = 'function total(rows) { return rows.length; }';
const OTHER = 'function other() { return 1; }';

const EQUAL: readonly Pick<Case, 'name' | 'before' | 'after'>[] = [
  { name: 'the same text', before: TOTAL, after: TOTAL },
  {
    name: 'indentation and blank lines',
    before: TOTAL,
    after: '\n\nfunction total(rows)\n{\n\treturn rows.length;\n}\n',
  },
  {
    name: 'comments',
    before: TOTAL,
    after: '// one\nfunction total(/* two */ rows) { /** three */ return rows.length; } // four',
  },
  { name: 'JSDoc with types', before: `/** @param {string} rows */ ${TOTAL}`, after: `/** @returns {any} */ ${TOTAL}` },
  { name: 'line endings', before: `${TOTAL}\n${OTHER}\n`, after: `${TOTAL}\r\n${OTHER}\r\n` },
  { name: 'a hash-bang line', before: TOTAL, after: `#!/usr/bin/env node\n${TOTAL}` },
];

for (const { name, before, after } of EQUAL) {
  test(`no difference: ${name}`, () => {
    assert.notEqual(before === after, name !== 'the same text');
    assert.deepEqual(compare(outline(before).module, outline(after).module).map(inWords), []);
  });
}

const CASES: readonly Case[] = [
  {
    name: 'a body',
    before: `${TOTAL}\n${OTHER}`,
    after: `${TOTAL.replace('length', 'size')}\n${OTHER}`,
    differences: ['changed total'],
  },
  {
    name: 'two bodies',
    before: `${TOTAL}\n${OTHER}`,
    after: `${TOTAL.replace('length', 'size')}\n${OTHER.replace('1', '2')}`,
    differences: ['changed total', 'changed other'],
  },
  { name: 'a semicolon', before: TOTAL, after: TOTAL.replace(';', ''), differences: ['changed total'] },
  { name: 'a quotation mark', before: "() => 'x'", after: '() => "x"', differences: ['changed (anonymous)'] },
  {
    name: 'blanks in a template',
    before: 'function f() { return `a b`; }',
    after: 'function f() { return `a  b`; }',
    differences: ['changed f'],
  },
  {
    name: 'blanks in a regular expression',
    before: 'function f() { return /a b/; }',
    after: 'function f() { return /a  b/; }',
    differences: ['changed f'],
  },
  { name: 'a parameter', before: TOTAL, after: TOTAL.replace('(rows)', '(rows, n)'), differences: ['changed total'] },
  { name: 'a default', before: 'function f(n = 1) {}', after: 'function f(n = 2) {}', differences: ['changed f'] },
  { name: 'async', before: TOTAL, after: `async ${TOTAL}`, differences: ['changed total'] },
  { name: 'a generator', before: TOTAL, after: TOTAL.replace('function', 'function*'), differences: ['changed total'] },
  {
    name: 'a name',
    before: TOTAL,
    after: TOTAL.replace('total', 'sum'),
    differences: ['functions of (top level) [renamed total to sum]'],
  },
  {
    name: 'a name, and a part of the code',
    before: 'function total(rows) { let sum = 0; for (const row of rows) sum += row; return sum; }',
    after: 'function add(rows) { let sum = 1; for (const row of rows) sum += row; return sum; }',
    differences: ['functions of (top level) [renamed total to add, changed total to add]'],
  },
  {
    name: 'an expression that becomes a block',
    before: 'const f = () => 1;',
    after: 'const f = () => { return 1; };',
    differences: ['changed f'],
  },
  {
    name: 'the top level only',
    before: `const limit = 1;\n${TOTAL}`,
    after: `const limit = 2;\n${TOTAL}`,
    differences: ['changed (top level)'],
  },
  {
    name: 'the top level and a body',
    before: `const limit = 1;\n${TOTAL}`,
    after: `const limit = 2;\n${TOTAL.replace('length', 'size')}`,
    differences: ['changed (top level) [changed total]'],
  },

  {
    name: 'an inner function belongs to itself',
    before: 'function outer() { function inner() { return 1; } return inner(); }',
    after: 'function outer() { function inner() { return 2; } return inner(); }',
    differences: ['changed inner'],
  },
  {
    name: 'an outer and an inner function',
    before: 'function outer() { function inner() { return 1; } return inner(); }',
    after: 'function outer() { function inner() { return 2; } return inner() + 1; }',
    differences: ['changed outer [changed inner]'],
  },
  {
    name: 'the innermost of three',
    before: 'const f = (a) => (b) => (c) => a + b + c;',
    after: 'const f = (a) => (b) => (c) => a * b + c;',
    differences: ['changed (anonymous)'],
  },
  {
    name: 'a function in a block, a template and a default',
    before: 'if (x) { const f = () => 1; }\n`${rows.map((row) => row.a)}`;\nfunction g(n = () => 1) {}',
    after: 'if (x) { const f = () => 2; }\n`${rows.map((row) => row.b)}`;\nfunction g(n = () => 2) {}',
    differences: ['changed f', 'changed (anonymous)', 'changed (anonymous)'],
  },
  {
    name: 'one of two callbacks of the same method',
    before: 'function f() { return rows.map((r) => r.a).map((r) => r.b); }',
    after: 'function f() { return rows.map((r) => r.a).map((r) => r.c); }',
    differences: ['changed (anonymous)'],
  },
  {
    name: 'a callback less',
    before: 'function f() { return rows.map((r) => r.a).filter((r) => r.b); }',
    after: 'function f() { return rows.filter((r) => r.b); }',
    differences: ['changed f [removed (anonymous)]'],
  },
  {
    name: 'a callback more',
    before: 'function f() { return rows.map((r) => r.a); }',
    after: 'function f() { return rows.filter((r) => r.b).map((r) => r.c); }',
    differences: ['changed f [changed (anonymous), added (anonymous)]'],
  },

  {
    name: 'a function more',
    before: TOTAL,
    after: `${TOTAL}\n${OTHER}`,
    differences: ['functions of (top level) [added other]'],
  },
  {
    name: 'a function more, in front of a changed one',
    before: TOTAL,
    after: `${OTHER}\n${TOTAL.replace('length', 'size')}`,
    differences: ['functions of (top level) [changed total, added other]'],
  },
  {
    name: 'a function less',
    before: `${TOTAL}\n${OTHER}`,
    after: OTHER,
    differences: ['functions of (top level) [removed total]'],
  },
  {
    name: 'a method more',
    before: 'class Cart { total() { return 1; } }',
    after: 'class Cart { count() { return 2; } total() { return 1; } }',
    differences: ['functions of (top level) [added Cart.count]'],
  },
  {
    name: 'a static method in front of an instance method of its name, and a getter in front of its setter',
    before: 'class Cart { total() { return 1; } set rows(to) { this.to = 1; } }',
    after:
      'class Cart { static total() { return 2; } total() { return 1; } get rows() {} set rows(to) { this.to = 1; } }',
    differences: ['functions of (top level) [added Cart.total, added Cart.rows]'],
  },
  {
    name: 'one function for another',
    before: `function gone() { return 0; }\n${TOTAL}`,
    after: `${TOTAL.replace('length', 'size')}\n${OTHER}`,
    differences: ['functions of (top level) [changed total, removed gone, added other]'],
  },
  {
    name: 'functions in another order',
    before: `${TOTAL}\n${OTHER}`,
    after: `${OTHER}\n${TOTAL}`,
    differences: [],
  },

  {
    name: 'a getter, a setter, a static and an instance method of one name',
    before: `class Cart {
      get total() { return 1; }
      set total(to) { this.to = 1; }
      static count() { return 1; }
      count() { return 1; }
    }`,
    after: `class Cart {
      get total() { return 2; }
      set total(to) { this.to = 1; }
      static count() { return 2; }
      count() { return 1; }
    }`,
    differences: ['changed Cart.total', 'changed Cart.count'],
  },
  {
    name: 'a setter alone',
    before: 'class Cart { get total() { return 1; } set total(to) { this.to = 1; } }',
    after: 'class Cart { get total() { return 1; } set total(to) { this.to = 2; } }',
    differences: ['changed Cart.total'],
  },
  {
    name: 'a constructor, a static block, a private and a computed method, and a function in a field',
    before: `class Cart {
      constructor() { this.n = 1; }
      static { this.n = 1; }
      #hidden() { return 1; }
      [key]() { return 1; }
      *rows() { yield 1; }
      field = () => 1;
    }`,
    after: `class Cart {
      constructor() { this.n = 2; }
      static { this.n = 2; }
      #hidden() { return 2; }
      [key]() { return 2; }
      *rows() { yield 2; }
      field = () => 2;
    }`,
    differences: [
      'changed new Cart',
      'changed Cart static block',
      'changed Cart.#hidden',
      'changed Cart.[key]',
      'changed Cart.rows',
      'changed field',
    ],
  },
  {
    name: 'a field belongs to the code around the class',
    before: 'function f() { return class { n = 1; }; }',
    after: 'function f() { return class { n = 2; }; }',
    differences: ['changed f'],
  },
  {
    name: 'the members of an object',
    before: 'const cart = { a() { return 1; }, get b() { return 1; }, c: function () { return 1; }, d: () => 1 };',
    after: 'const cart = { a() { return 2; }, get b() { return 2; }, c: function () { return 2; }, d: () => 2 };',
    differences: ['changed cart.a', 'changed cart.b', 'changed c', 'changed d'],
  },
];

for (const { name, before, after, differences } of CASES) {
  test(`differs: ${name}`, () => {
    const found = compare(outline(before).module, outline(after).module);
    assert.deepEqual(found.map(inWords), differences);
  });
}

test('the first difference is found in the later text', () => {
  const before = 'function f(n) { one(); () => 1; two(); }';
  const after = 'function f(n) { one(); () => 2; other(); }';
  const [change] = compare(outline(before).module, outline(after).module);
  assert.ok(change?.kind === 'changed');
  assert.equal(firstOwnDifference(change), after.indexOf('other'));
});

test('the first difference is the end of the function where the later text is only shorter', () => {
  const [change] = compare(outline('function f() { one() }').module, outline('function f() { one }').module);
  assert.ok(change?.kind === 'changed');
  assert.equal(firstOwnDifference(change), 'function f() { one '.length);
});
