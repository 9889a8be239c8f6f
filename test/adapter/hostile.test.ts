// Programs that replace what the language comes with, and files of odd forms: each is debugged, edited and restarted as any
// other, and without a failure it runs as without a debugger.
import assert from 'node:assert/strict';
import { everywhere, inKind } from '../harness/cases.js';
import type { TestSession } from '../harness/session.js';

/** One function of each kind that restarts in its own way; each fails once. */
const KINDS = `function now(n) {
  if (n === 2) throw new Error('now'); // @now
  return 'old ' + n;
}
function* rows(n) {
  yield 'first';
  if (n === 2) throw new Error('rows'); // @rows
  yield 'old ' + n;
}
class Base {}
class Shop extends Base {
  constructor(n) {
    super();
    if (n === 2) throw new Error('shop'); // @shop
    this.name = 'old ' + n;
  }
}
async function later(n, ...others) {
  await null;
  if (n === 2) throw new Error('later'); // @later
  return 'old ' + n + others.length;
}
const short = async (n, ...others) => {
  if (n === 2) throw new Error('short'); // @short
  return 'old ' + n + others.length;
};
async function* pages(n) {
  yield 'first';
  if (n === 2) throw new Error('pages'); // @pages
  yield 'old ' + n;
}
const values = (iterator, found = '') => {
  for (let step = iterator.next(); !step.done; step = iterator.next()) found += step.value + ' ';
  return found;
};
const all = async () => {
  log(now(1), now(2));
  log(values(rows(1)), values(rows(2)));
  log(new Shop(1).name, new Shop(2).name);
  log(await later(1), await later(2, 'other'));
  log(await short(1), await short(2, 'other'));
  const each = pages(2);
  log((await each.next()).value, (await each.next()).value);
};
all();
`;

/** `console.log` does not survive some of what follows; nor do the ways to put texts together. */
const LOG = `import { writeSync } from 'node:fs';
const log = (...values) => {
  let line = '';
  for (let index = 0; index < values.length; index++) line += (index ? ' ' : '') + values[index];
  writeSync(1, line + '\\n');
};
`;

const NAMES = ['now', 'rows', 'shop', 'later', 'short', 'pages'] as const;

const REPAIRED = `old 1 new 2
first old 1  first new 2${' '}
old 1 new 2
old 10 new 21
old 10 new 21
first new 2
`;

/** Crash, edit and Continue for each kind of function. */
async function repairKinds(session: TestSession, main: string): Promise<void> {
  for (const name of NAMES) {
    const { text, frames } = await session.stop('exception');
    // A program that prepares its stack traces itself has V8 tell it so.
    if (text.startsWith('Error')) assert.equal(text, `Error: ${name}`);
    assert.equal(frames[0]?.line, session.project.line(main, name));
    session.project.edit(main, `if (n === 2) throw new Error('${name}');`, "if (n === 2) { n = 'two'; }");
    session.project.edit(main, new RegExp(`(?<=@${name}[^]*?)'old ' \\+ n`), "(n === 'two' ? 'new 2' : 'old ' + n)");
    await session.continue();
  }
}

/** What a program does to its built-ins before it fails. */
const HOSTILE: readonly (readonly [name: string, prelude: string])[] = [
  ['nothing', ''],
  [
    'call, apply, bind and toString of all functions are replaced',
    // Node.js itself uses `apply` on behalf of its inspector, up to 24.
    `for (const name of ['call', 'bind', 'toString']) Function.prototype[name] = () => { throw new Error(name + ' is gone'); };
Function.prototype.apply = function (self, args) { return Reflect.apply(this, self, args); };`,
  ],
  [
    'the functions of Reflect, Object, Array, JSON, Symbol and Promise are replaced',
    `const { ownKeys } = Reflect;
for (const owner of [Reflect, Object, Array, JSON, Promise, Math, Symbol])
  for (const name of ownKeys(owner))
    if (typeof owner[name] === 'function') { try { owner[name] = () => { throw new TypeError(name + ' is gone'); }; } catch {} }`,
  ],
  [
    'the methods of collections, texts and promises are replaced',
    `for (const owner of [Map, Set, WeakMap, WeakSet, RegExp, String, Promise].map((each) => each.prototype))
  for (const name of Reflect.ownKeys(owner))
    if (name !== 'constructor' && typeof Reflect.getOwnPropertyDescriptor(owner, name).value === 'function')
      owner[name] = () => { throw new TypeError(String(name) + ' is gone'); };`,
  ],
  [
    'arrays are iterated by the program',
    `const { values: native } = Array.prototype;
Array.prototype[Symbol.iterator] = Array.prototype.values = function () { return Reflect.apply(native, this, []); };
const { next } = Object.getPrototypeOf([].values());
Object.getPrototypeOf([].values()).next = function () { return Reflect.apply(next, this, []); };`,
  ],
  [
    'the globals are gone',
    `for (const name of ['Array', 'Map', 'Object', 'Reflect', 'Symbol', 'Function', 'RegExp', 'JSON', 'String', '$$' + 'hr']) { try { delete globalThis[name]; } catch {} }`,
  ],
  [
    'the built-ins are frozen',
    `for (const owner of [Object, Function, Array, Map, Set, Promise, RegExp, String, Error, Reflect, JSON, Symbol, Math, Date])
  for (const each of [owner, owner.prototype]) if (each) Object.freeze(each);`,
  ],
  [
    'stack traces are prepared by the program',
    `Error.prepareStackTrace = (error, sites) => sites.map((site) => site.getFunctionName() + site.getFileName().length).join();
Error.stackTraceLimit = 3;`,
  ],
];

for (const [name, prelude] of HOSTILE) {
  everywhere(
    `hostile: ${name}`,
    ({ main, kind }) => ({ [main]: inKind(`${LOG}${prelude}\n${KINDS}`, kind) }),
    async (session, { main }) => {
      await session.launch(main);
      await repairKinds(session, main);
      const { code, output } = await session.end();
      assert.equal(output, REPAIRED);
      assert.equal(code, 0);
    },
  );
}
