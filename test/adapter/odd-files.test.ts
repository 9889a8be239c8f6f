// Files of odd forms: each is debugged, edited and restarted as any other, and what goes before the failure is as without
// a debugger.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { everywhere, inKind, type ModuleKind } from '../harness/cases.js';
import type { TestSession } from '../harness/session.js';

const BODY = `function half(n) {
  if (n === 2) throw new Error('two'); // @throw
  return n / 2;
}
async function third(n) {
  if (n === 3) throw new Error('three'); // @later
  return n / 3;
}
console.log(half(4), half(2));
third(3).then((value) => console.log(value, String(third).includes('hr.')));
`;

/** The line that V8 and the editor agree on, however the file's lines end. */
async function repair(session: TestSession, file: string): Promise<void> {
  const sync = await session.stop('exception');
  assert.equal(sync.frames[0]?.source?.path, session.project.path(file));
  assert.equal(sync.frames[0].line, session.project.line(file, 'throw'));
  session.project.edit(file, "if (n === 2) throw new Error('two');", "if (n === 2) return 'repaired';");
  await session.continue();
  const later = await session.stop('exception');
  assert.equal(later.frames[0]?.line, session.project.line(file, 'later'));
  session.project.edit(file, "if (n === 3) throw new Error('three');", "if (n === 3) return 'later';");
  await session.continue();
}

const FORMS: readonly (readonly [name: string, form: (body: string) => string, kinds?: readonly ModuleKind[]])[] = [
  ['the last line is a comment', (body) => `${body}// the end\n`],
  ['the last line is a comment without a line end', (body) => `${body}// the end`],
  ['the last line is an open statement', (body) => `${body}const last = [1]`],
  ['a hashbang', (body) => `#!/usr/bin/env node\n${body}`],
  ['"use strict"', (body) => `'use strict';\n${body}`, ['CommonJS']],
  ['a function with a directive', (body) => body.replace('half(n) {\n', "half(n) {\n  'use strict';\n")],
  ['a byte-order mark', (body) => `\uFEFF${body}`],
  ['CRLF', (body) => body.replaceAll('\n', '\r\n')],
  ['CRLF and a hashbang', (body) => `#!/usr/bin/env node\n${body}`.replaceAll('\n', '\r\n')],
  ['a very long line', (body) => `const long = '${'long '.repeat(100_000)}';\n${body}`],
  ['a source map that is nowhere', (body) => `${body}//# sourceMappingURL=nowhere.js.map`],
  ['a top-level return', (body) => `${body}if (half) return;\nconsole.log('unreached');\n`, ['CommonJS']],
  [
    'top-level await',
    (body) => `const four = await Promise.resolve(4);\n${body.replace('half(4)', 'half(four)')}`,
    ['ES module'],
  ],
  [
    'names like those of the agent',
    (body) => `const $$h = 1, $$hrs = 2, $$call = 3, hr = 4;\n${body}if ($$h + $$hrs + $$call + hr !== 10) throw 1;\n`,
  ],
  [
    'variables called arguments and eval',
    (body) =>
      `async function args(arguments) { return arguments; }
async function own(a) { var arguments; return arguments[0] + a; }
function evil(eval) { return eval(1); }
${body.replace("'three'", "'three'").replace('return n / 3;', 'return n / 3;')}`.replace(
        'console.log(half(4)',
        'if (evil((n) => n) !== 1) throw 1;\nown(2).then((sum) => { if (sum !== 4) throw 1; });\nargs(null);\nconsole.log(half(4)',
      ),
    ['CommonJS'],
  ],
  [
    'names of the language',
    (body) => `const async = 1, of = 2, get = 3, set = 4;\n${body}let yields = [async, of, get, set];\n`,
  ],
];

for (const [name, form, kinds] of FORMS) {
  everywhere(
    `odd file: ${name}`,
    ({ main }) => ({ [main]: form(BODY) }),
    async (session, { main }) => {
      await session.launch(main);
      await repair(session, main);
      const { code, output } = await session.end();
      assert.equal(output, '2 repaired\nlater false\n');
      assert.equal(code, 0);
    },
    kinds,
  );
}

/** Programs that do not fail: files by name; `MAIN` is the main one. Their output is that of Node.js alone. */
const LIKE: readonly (readonly [
  name: string,
  files: Readonly<Record<string, string>>,
  kinds?: readonly ModuleKind[],
])[] = [
  ['an empty file', { MAIN: '' }],
  ['a file with nothing but comments', { MAIN: '// one\n/* two */' }],
  [
    'files that look at their own text',
    {
      MAIN: `const plain = (n) => n;
async function later(a, { b }) { return a + b; }
class Shop extends Array { constructor() { super(); } async *[Symbol.asyncIterator]() { yield 1; } }
for (const each of [plain, later, Shop, console.log, Function.prototype.toString, Shop.prototype[Symbol.asyncIterator]]) {
  console.log(String(each), each.toString().includes('native code'), each.name, each.length);
}
`,
    },
  ],
  [
    'call sites',
    {
      MAIN: `const names = () => {
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = (_, sites) => sites.map((site) => [site.getFunctionName(), site.getLineNumber(), site.isAsync()].join(':'));
  const holder = {};
  Error.captureStackTrace(holder, names);
  const { stack } = holder;
  Error.prepareStackTrace = prepareStackTrace;
  return stack;
};
function outer() { return names(); }
console.log(outer().slice(0, 2).join());
`,
    },
  ],
  [
    'names that are ours',
    {
      MAIN: `const $$hr = { run: 1 }, $$t = 2;\nasync function later() { return [$$hr.run, $$t]; }\nlater().then(console.log);\n`,
    },
  ],
  [
    'JSON, data and a module that is loaded twice',
    {
      MAIN: `import { readFileSync } from 'node:fs';
import data from './data.json' with { type: 'json' };
import { answer } from 'data:text/javascript,export const answer = async () => 42;';
const one = await import('./part.mjs');
const two = await import('./part.mjs?two');
console.log(data.rows, await answer(), one.part === two.part, await one.part(), await two.part());
`,
      'data.json': '{ "rows": [1, 2] }',
      'part.mjs': 'export const part = async () => import.meta.url.split("/").at(-1);\n',
    },
    ['ES module'],
  ],
  [
    'a part of require.cache that is deleted',
    {
      MAIN: `const one = require('./part.cjs');
delete require.cache[require.resolve('./part.cjs')];
const two = require('./part.cjs');
console.log(require('./data.json').rows, one === two, module.children.length);
one().then(two).then(console.log);
`,
      'data.json': '{ "rows": [1, 2] }',
      'part.cjs': 'module.exports = async (n = 1) => n + 1;\n',
    },
    ['CommonJS'],
  ],
  [
    'globals',
    {
      MAIN: `console.log(Object.keys(globalThis).filter((name) => name.includes('hr')).join(), JSON.stringify(Object.keys(process.env).filter((name) => /HOT_RESTART|NODE_OPTIONS/.test(name))));
console.log(delete globalThis.Array, typeof Array);
async function work() { return 'works'; }
work().then(console.log);
`,
    },
    ['CommonJS'],
  ],
  [
    'uncaughtException',
    {
      MAIN: `process.on('uncaughtException', (error, origin) => console.log(error.message, origin));
process.on('unhandledRejection', (error) => console.log('rejection', error.message));
async function later() { throw new Error('later'); }
later();
setImmediate(() => { throw new Error('now'); });
`,
    },
  ],
  [
    'code from texts',
    {
      MAIN: `import vm from 'node:vm';
import { Worker } from 'node:worker_threads';
const add = new Function('a', 'b', 'return a + b');
const later = (0, eval)('(async (n) => n * 2)');
const context = vm.createContext({ log: console.log });
vm.runInContext('class A { async *rows() { yield 1; } }; log(String(A), typeof $$hr);', context);
console.log(add(1, 2), String(later), String(add).length);
later(2).then((four) => {
  console.log(four);
  new Worker('(async () => { const name = await "worker"; console.log(name, typeof require); })()', { eval: true });
});
`,
    },
  ],
  [
    'functions that are frozen, or have a call and an apply of their own',
    {
      MAIN: `const frozen = Object.freeze(async (n) => n + 1);
async function own(n) { return this.base + n; }
own.call = own.apply = () => 'mine';
own.toString = () => 'text';
const proxy = new Proxy(own, { apply: (target, self, args) => Reflect.apply(target, { base: 10 }, args) });
frozen(1).then(console.log);
console.log(own.call(), own.apply(), String(own), Object.isFrozen(frozen));
proxy(1).then(console.log);
`,
    },
  ],
];

for (const [name, files, kinds] of LIKE) {
  everywhere(
    `as without a debugger: ${name}`,
    ({ main, kind }) =>
      Object.fromEntries(
        Object.entries(files).map(([file, text]) => (file === 'MAIN' ? [main, inKind(text, kind)] : [file, text])),
      ),
    async (session, { main, node }) => {
      const expected = execFileSync(node.path ?? '', [session.project.path(main)], {
        cwd: session.project.folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      await session.launch(main, { filters: [] });
      const { code, output } = await session.end();
      assert.equal(output, expected);
      assert.equal(code, 0);
    },
    kinds,
  );
}
