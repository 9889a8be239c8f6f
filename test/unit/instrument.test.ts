import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { compare } from '../../debug-adapter/edit/compare.js';
import { allDefinitions, outline } from '../../debug-adapter/edit/definitions.js';
import { instrument } from '../../debug-adapter/edit/instrument.js';

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
    'generators',
    'async function* g(a) { yield a; }\nconst f = async (a) => { for await (const b of g(a)) return b; };',
    1,
  ],
  ['nothing async', 'function f(a) { return a; }', 0],
  ['an error', 'async function f(a) { throw new RangeError(a); }'],
];

const AGENT = `globalThis.$$hr = { run: (site, self, code) => code({}) };`;

for (const [name, f, wrapped = 1] of FUNCTIONS) {
  test(`wrapped: ${name}`, async () => {
    let sites = 0;
    const text = `${f}\n// The end, without a line break`;
    const sent = instrument(text, outline(text).source, () => ++sites);
    assert.equal(sites, wrapped);
    assert.equal(sent.split('\n').length, text.split('\n').length, 'no line has moved');
    assert.deepEqual(compare(outline(sent).module, outline(text).module), [], sent);
    const numbers = [...allDefinitions(outline(sent).module)].flatMap(({ site }) => site ?? []);
    assert.equal(new Set(numbers).size, wrapped);
    const call = ';Promise.resolve(f.call({ value: 3 }, 1)).then(JSON.stringify, String)';
    const run = (program: string): Promise<unknown> =>
      runInNewContext(program + call.replace(';', '\n;')) as Promise<unknown>;
    assert.equal(await run(AGENT + sent), await run(text), sent);
  });
}
