import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  allDefinitions,
  definitionAtHead,
  innermostAt,
  isTopLevel,
  outline,
  type Definition,
} from '../../debug-adapter/edit/definitions.js';

/** The one function of a text. */
function only(text: string): Definition {
  const [found, ...others] = outline(text).module.children;
  assert.ok(found && !others.length);
  return found;
}

/** What a user reads, the kind, and the text that V8 gives as the function's place. */
const NAMED: readonly (readonly [text: string, name: string, kind: string, head: string])[] = [
  ['function total(rows) {}', 'total', 'function', '(rows) {}'],
  ['async function* total(rows) {}', 'total', 'function', '(rows) {}'],
  ['const total = function (rows) {}', 'total', 'function', '(rows) {}'],
  ['const total = function inner(rows) {}', 'inner', 'function', '(rows) {}'],
  ['const total = (rows) => rows', 'total', 'arrow', '(rows) => rows'],
  ['const total = async rows => rows', 'total', 'arrow', 'async rows => rows'],
  ['cart.total = (rows) => rows', 'cart.total', 'arrow', '(rows) => rows'],
  ['let total; total = ((rows) => rows)', 'total', 'arrow', '(rows) => rows)'],
  ['const cart = { total(rows) {} }', 'cart.total', 'method', '(rows) {} }'],
  ['const cart = { get total() {} }', 'cart.total', 'getter', '() {} }'],
  ['const cart = { total: (rows) => rows }', 'total', 'arrow', '(rows) => rows }'],
  ['class Cart { static total(rows) {} }', 'Cart.total', 'method', '(rows) {} }'],
  ['class Cart { set #total(rows) {} }', 'Cart.#total', 'setter', '(rows) {} }'],
  ["class Cart { 'the total'(rows) {} }", "Cart.'the total'", 'method', '(rows) {} }'],
  ['const Cart = class { total(rows) {} }', 'Cart.total', 'method', '(rows) {} }'],
  ['class Cart { constructor(rows) {} }', 'new Cart', 'constructor', '(rows) {} }'],
  ['class Cart { total = (rows) => rows }', 'total', 'arrow', '(rows) => rows }'],
  ['rows.map((row) => row)', '(anonymous)', 'arrow', '(row) => row)'],
  ['(function () {})()', '(anonymous)', 'function', '() {})()'],
  ['export default function () {}', '(anonymous)', 'function', '() {}'],
];

for (const [text, name, kind, head] of NAMED) {
  test(`${text} is ${name}`, () => {
    const definition = only(text);
    assert.equal(definition.name, name);
    assert.equal(definition.kind, kind);
    assert.equal(text.slice(definition.head), head);
    assert.equal(definitionAtHead(outline(text).module, text.length - head.length)?.name, name);
  });
}

test('a static block is a function without a place of its own', () => {
  const definition = only('class Cart { static { this.n = 1; } }');
  assert.equal(definition.kind, 'static block');
  assert.equal(definition.name, 'Cart static block');
  assert.equal(definition.head, undefined);
});

test('a declaration without a body is no function', () => {
  assert.deepEqual(outline('class Cart { n; m = 1 }').module.children, []);
});

interface Traits {
  readonly isAsync?: true;
  readonly isGenerator?: true;
  readonly isDerivedConstructor?: true;
  readonly isConstructorWithFields?: true;
  readonly parameterCount?: number;
}

const TRAITS: readonly (readonly [text: string, traits: Traits])[] = [
  ['function f(a, b) {}', { parameterCount: 2 }],
  ['function f(a, { b }, [c] = [], ...rest) {}', { parameterCount: 3 }],
  ['async function f() {}', { isAsync: true }],
  ['const f = async (a) => a', { isAsync: true, parameterCount: 1 }],
  ['function* f() {}', { isGenerator: true }],
  ['const o = { async *f() {} }', { isAsync: true, isGenerator: true }],
  ['class A { constructor(a) {} }', { parameterCount: 1 }],
  ['class A extends B { constructor() { super(); } }', { isDerivedConstructor: true }],
  ['class A { #n = 1; constructor() {} }', { isConstructorWithFields: true }],
  ['class A { static n = 1; constructor() {} }', {}],
  [
    'class A extends B { n; constructor() { super(); } }',
    { isDerivedConstructor: true, isConstructorWithFields: true },
  ],
  ['class A extends B { n = 1; m() {} }', {}],
];

for (const [text, expected] of TRAITS) {
  test(`${text}: ${JSON.stringify(expected)}`, () => {
    const { isAsync, isGenerator, isDerivedConstructor, isConstructorWithFields, parameterCount } = only(text);
    assert.deepEqual(
      { isAsync, isGenerator, isDerivedConstructor, isConstructorWithFields, parameterCount },
      {
        isAsync: false,
        isGenerator: false,
        isDerivedConstructor: false,
        isConstructorWithFields: false,
        parameterCount: 0,
        ...expected,
      },
    );
  });
}

const NESTED = `function outer() {
  class Cart {
    get total() { return rows.map((row) => row.price); }
    set total(to) {}
    static total() {}
    total() {}
  }
  rows.map((row) => row).map((row) => [row]);
}
`;

test('no two functions of a text share their key', () => {
  const keys = [...allDefinitions(outline(NESTED).module)].map(({ key }) => key);
  assert.equal(keys.length, 9);
  assert.deepEqual([...new Set(keys)], keys);
});

test('a key stays when something is written in front of the function or around it', () => {
  const keysOf = (text: string): (readonly [string, string])[] =>
    [...allDefinitions(outline(text).module)].map(({ key, node }) => [key, node.getText()] as const);
  const before = new Map(keysOf(NESTED));
  const after = new Map(keysOf(`function added() {}\n${NESTED}`));
  for (const [key, text] of before) if (key) assert.equal(after.get(key), text);
});

test('the innermost function around an offset', () => {
  const text = outline(NESTED);
  const at = (part: string): string => innermostAt(text.module, NESTED.indexOf(part)).name;
  assert.equal(at('row.price'), '(anonymous)');
  assert.equal(at('return rows'), 'Cart.total');
  assert.equal(at('class Cart'), 'outer');
  assert.equal(at('function outer'), 'outer');
  assert.equal(innermostAt(text.module, NESTED.length).name, '(top level)');
  assert.ok(isTopLevel(text, NESTED.length));
  assert.ok(!isTopLevel(text, NESTED.indexOf('class Cart')));
});

test('a place that is the start of no function is none', () => {
  assert.equal(definitionAtHead(outline(NESTED).module, NESTED.indexOf('class Cart')), undefined);
});
