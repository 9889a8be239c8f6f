import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRequire } from 'node:module';
import { runInNewContext } from 'node:vm';
import { compare } from '../../debug-adapter/edit/compare.js';
import { allDefinitions, outline } from '../../debug-adapter/edit/definitions.js';
import { instrument } from '../../debug-adapter/edit/instrument.js';

const agent = createRequire(__filename)('../../runtime-agent/agent.cjs') as object;

/** The functions `f` of programs: what they give must be the same as without the agent. */
const FUNCTIONS: readonly (readonly [name: string, f: string, wrapped?: number])[] = [
  ['a function', 'async function f(a, b = a) { return [a, b, arguments.length, this.value]; }'],
  ['with a comment at its end', 'async function f(a) {\n  return a; // last\n}'],
  ['a function expression', 'const f = async function (a) { return [a, f.name, f.length]; };'],
  [
    'an arrow function with a block',
    'const f = async (a, { b, c: [d] } = { b: 1, c: [2] }, ...e) => { return [a, b, d, e]; };',
  ],
  ['an arrow function with an expression', 'const f = async a => a + 1;'],
  ['an arrow function with an object', 'const f = async (a) => ({ a });'],
  ['arrow functions in one another', 'const f = async (a) => (await (async (b) => [b, a])(a));', 2],
  [
    'arrow functions that end together',
    'const f = (a) => (async (b) => async (c) => [a, b, c])(1).then((g) => g(2));',
    2,
  ],
  [
    'a method with super',
    'class A { async m() { return 7; } }\nconst f = () => new (class extends A { async m(x) { return [await super.m(), this.constructor.length]; } })().m(1);',
    2,
  ],
  [
    'a static method, an object’s, one with a string for a name',
    "class C { static async s(a) { return a; } }\nconst o = { async m(a) { return [a, this === o]; }, async 'x y'(a) { return a; } };\nconst f = async (a) => [await C.s(a), await o.m(a), await o['x y'](a)];",
    4,
  ],
  ['a variable that is a parameter once more', 'async function f(a) { var a; return a; }', 0],
  ['a directive', 'async function f(a) { "use strict"; return this === undefined; }', 0],
  [
    'an async generator',
    'async function* g(a) { yield a; yield* [2, Promise.resolve(3)]; yield Promise.resolve(4); return 5; }\nconst f = async (a) => { const all = []; for await (const b of g(a)) all.push(b); return all; };',
    2,
  ],
  [
    'a generator that is sent values',
    'function* g(a) { const b = yield a; let c = yield; yield [b, c]; if (c) yield\n return this.d; }\nconst f = (a) => { const i = g.call({ d: 9 }, a); return [i.next(0), i.next(1), i.next(2), i.next(3), i.next(4)]; };',
  ],
  [
    'a generator in which another one throws, and one that is closed',
    'const log = [];\nfunction* inner() { try { yield 1; yield 2; } catch (error) { yield error; } finally { log.push("end"); } }\nfunction* outer() { log.push(yield* inner()); yield* "ab"; }\nconst f = () => { const i = outer(); const all = [i.next(), i.throw("no"), i.next(), i.return(4)]; for (const each of outer()) { all.push(each); break; } return [all, log]; };',
    2,
  ],
  [
    'yield in yield, in a template, as an argument, in a computed name',
    'function* g(a) { yield (yield a); yield `${yield 2}`; yield Math.max(yield 3, yield 4); yield { [yield 5]() { return 1; } }; }\nconst f = (a) => { const i = g(a); const all = []; for (let n = 0; n < 12; n++) all.push(i.next(n)); return all; };',
  ],
  [
    'a yield that the next line could continue',
    'function* g() { const x = yield\n[1].map(String); return x; }\nconst f = () => [...g()];',
    0,
  ],
  [
    'what is not iterable',
    'function* g() { yield* 7; }\nconst f = () => { try { return [...g()]; } catch (error) { return error.name; } };',
  ],
  [
    'generator methods with super',
    'class A { *m() { yield 1; } }\nclass B extends A { *m(x) { yield* super.m(); yield x; } static async *s() { yield this.name; } }\nconst f = async () => { for await (const name of B.s()) return [...new B().m(2), name]; };',
    4,
  ],
  [
    'the constructor of a derived class',
    'class A { constructor(x) { this.x = x; } }\nclass B extends A { #y = 1; z = 2; constructor(...all) { super(all[0]); this.all = all; this.made = new.target.name; this.y = this.#y; } }\nclass C extends B {}\nconst f = (a) => [new B(a, 2), new C(a), new C() instanceof B, B.length];',
  ],
  [
    'a constructor that returns an object, one that returns nothing',
    'class A {}\nclass B extends A { constructor(a) { super(); if (a) return { a }; } }\nconst f = (a) => [new B(a), new B(0)];',
  ],
  ['nothing async', 'function f(a) { return a; }', 0],
  ['an error', 'async function f(a) { throw new RangeError(a); }'],
];

for (const [name, f, wrapped = 1] of FUNCTIONS) {
  test(`wrapped: ${name}`, async () => {
    let sites = 0;
    const text = `${f}\n// The end, without a line break`;
    const sent = instrument(text, outline(text).source, { siteOf: () => ++sites });
    assert.equal(sites, wrapped);
    assert.equal(sent.split('\n').length, text.split('\n').length, 'no line has moved');
    assert.deepEqual(compare(outline(sent).module, outline(text).module), [], sent);
    const numbers = [...allDefinitions(outline(sent).module)].flatMap(({ site }) => site ?? []);
    assert.equal(new Set(numbers).size, wrapped);
    const call = ';(async () => f.call({ value: 3 }, 1))().then(JSON.stringify, String)';
    const run = (program: string): Promise<unknown> =>
      runInNewContext(program + call.replace(';', '\n;'), { $$hr: agent }) as Promise<unknown>;
    assert.equal(await run(sent), await run(text), sent);
  });
}
