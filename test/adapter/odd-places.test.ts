// Code that comes from odd places: texts, contexts, modules that are loaded twice, standard input.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { everywhere, inKind } from '../harness/cases.js';

for (const autoWrap of [true, false]) {
  everywhere(
    `E13: callbacks that were made before an edit and run after it (autoWrap: ${autoWrap})`,
    `const order = (id) => {
  if (id === 9) throw new Error('nine'); // @throw
  return id;
};
const callbacks = [];
for (let n = 0; n < 10; n++) {
  callbacks.push(() => 'callback ' + n, async () => n, function* () { yield n; }, class { name() { return n; } });
  order(n);
}
let found = 0;
for (const each of callbacks) {
  try { each(); found++; } catch { new each().name(); }
}
console.log(found);
`,
    async (session, { main }) => {
      await session.launch(main, { hotRestart: { autoWrap } });
      await session.stop('exception');
      session.project.edit(main, "throw new Error('nine');", 'return 1;');
      await session.continue();
      const { code, output } = await session.end();
      assert.equal(output, '30\n');
      assert.equal(code, 0);
    },
  );
}

everywhere(
  'E14: code that evaluates texts, before an edit and after it',
  `const order = (id) => {
  if (id === 9) throw new Error('nine'); // @throw
  return id;
};
const outer = (a) => (text) => eval(text);
const inner = outer(40);
inner('1');
order(9);
console.log(inner('a + text.length'), outer(1)('a + 1'));
`,
  async (session, { main }) => {
    await session.launch(main);
    await session.stop('exception');
    session.project.edit(main, "throw new Error('nine');", 'return 1;');
    await session.continue();
    const { code, output } = await session.end();
    assert.equal(output, '55 2\n');
    assert.equal(code, 0);
  },
);

for (const [name, call] of [
  ['new Function', `new Function('n', 'if (n > 1) throw new Error("evaluated " + n); return n')(n)`],
  ['a direct eval', `eval('if (n > 1) throw new Error("evaluated " + n); n')`],
  ['an indirect eval', `(0, eval)('(n) => { if (n > 1) throw new Error("evaluated " + n); return n; }')(n)`],
] as const) {
  everywhere(
    `code from a text fails, and its caller is edited: ${name}`,
    `function run(n) {
  return ${call};
}
console.log(run(1), run(2));
`,
    async (session, { main }) => {
      await session.launch(main);
      const { text, frames } = await session.stop('exception');
      assert.equal(text, 'Error: evaluated 2');
      assert.ok(frames.some(({ name: each, canRestart }) => each === 'run' && canRestart));
      session.project.edit(main, 'return ', "if (n > 1) return 'repaired'; return ");
      await session.continue();
      const { code, output } = await session.end();
      assert.equal(output, '1 repaired\n');
      assert.equal(code, 0);
    },
  );
}

everywhere(
  'R5: what runs a text in another context cannot restart; the refusal leaves the program as it was',
  `import vm from 'node:vm';
function run(n) {
  return vm.runInNewContext('if (n > 1) throw new Error("evaluated " + n); n', { n, Error });
}
console.log(run(1));
try { run(2); } finally { console.log('finally'); }
`,
  async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('exception');
    session.project.edit(main, 'return vm', 'return n > 1 || vm');
    assert.match(await session.continueRefused(), /native code stands between it and the top of the stack/);
    assert.equal(await session.evaluate('n', frames.find(({ name }) => name === 'run')?.id), '2');
    session.project.edit(main, 'return n > 1 || vm', 'return vm');
    await session.continue();
    // The native code throws it once more.
    await session.stop('exception');
    await session.continue();
    const { code, output } = await session.end();
    assert.equal(output, '1\nfinally\n');
    assert.equal(code, 1);
  },
);

everywhere(
  'a function of a vm.Script that names its file',
  `import vm from 'node:vm';
import { readFileSync } from 'node:fs';
import { join, dirname } from 'node:path';
const file = join(dirname(process.argv[1]), 'plugin.js');
const context = vm.createContext({ Error });
new vm.Script(readFileSync(file, 'utf8'), { filename: file }).runInContext(context);
console.log(context.half(4), context.half(2), context.half(8));
`,
  async (session, { main }) => {
    session.project.write(
      'plugin.js',
      `// A plugin.
function half(n) {
  if (n === 2) throw new Error('two'); // @throw
  return n / 2;
}
`,
    );
    await session.launch(main);
    const { frames } = await session.stop('exception');
    assert.equal(frames[0]?.source?.path, session.project.path('plugin.js'));
    assert.equal(frames[0].line, session.project.line('plugin.js', 'throw'));
    session.project.edit('plugin.js', "throw new Error('two');", "return 'repaired';");
    session.project.edit('plugin.js', 'n / 2', "'new ' + n");
    await session.continue();
    assert.equal((await session.end()).output, '2 repaired new 8\n');
  },
);

everywhere(
  'a module that is loaded twice: each of the two is edited where it fails',
  ({ main, kind }) => ({
    [main]:
      kind === 'CommonJS'
        ? `const one = require('./part.cjs');
delete require.cache[require.resolve('./part.cjs')];
const two = require('./part.cjs');
(async () => console.log(one.now(1), two.now(2), one.now(2), await one.later(1), await two.later(3), await one.later(3)))();
`
        : `import * as one from './part.mjs';
import * as two from './part.mjs?two';
(async () => console.log(one.now(1), two.now(2), one.now(2), await one.later(1), await two.later(3), await one.later(3)))();
`,
    [main.replace('app', 'part')]: inKind(
      `function now(n) {
  if (n === 2) throw new Error('now'); // @throw
  return n;
}
async function later(n) {
  if (n === 3) throw new Error('later'); // @later
  return n;
}
export { now, later };
`,
      kind,
    ),
  }),
  async (session, { main }) => {
    const part = main.replace('app', 'part');
    await session.launch(main);
    assert.equal((await session.stop('exception')).frames[0]?.line, session.project.line(part, 'throw'));
    session.project.edit(part, "throw new Error('now');", "return 'repaired';");
    await session.continue();
    assert.equal((await session.stop('exception')).frames[0]?.line, session.project.line(part, 'later'));
    session.project.edit(part, "throw new Error('later');", "return 'later';");
    await session.continue();
    const { code, output } = await session.end();
    assert.equal(output, '1 repaired repaired 1 later later\n');
    assert.equal(code, 0);
  },
);

everywhere(
  'exports without a name, computed generators, functions behind a Proxy, frozen ones',
  ({ main, kind }) => ({
    [main]: inKind(
      `import work from './work.EXT';
class Rows {
  *[Symbol.iterator]() {
    yield 1;
    if (this.fails) throw new Error('iterator'); // @iterator
    yield 2;
  }
  async *['pages' + 1]() {
    yield 1;
    throw new Error('pages'); // @pages
  }
}
const proxy = new Proxy(function total(n) {
  if (n === 2) throw new Error('proxy'); // @proxy
  return n + this.base;
}, { apply: (target, self, args) => Reflect.apply(target, { base: 10 }, args) });
const frozen = Object.freeze(async (n) => {
  if (n === 2) throw new Error('frozen'); // @frozen
  return n;
});
const all = async () => {
  console.log(await work(1), await work(2));
  console.log([...new Rows()].join(), [...Object.assign(new Rows(), { fails: true })].join());
  const pages = [];
  for await (const page of new Rows().pages1()) pages.push(page);
  console.log(pages.join(), proxy(1), proxy(2), await frozen(1), await frozen(2));
};
all();
`.replace('EXT', kind === 'CommonJS' ? 'cjs' : 'mjs'),
      kind,
    ),
    [main.replace('app', 'work')]: `${kind === 'CommonJS' ? 'module.exports =' : 'export default'} async (n) => {
  if (n === 2) throw new Error('work'); // @work
  return n;
};
`,
  }),
  async (session, { main }) => {
    await session.launch(main);
    for (const [name, file, instead] of [
      ['work', main.replace('app', 'work'), "return 'repaired';"],
      ['iterator', main, "yield 'repaired';"],
      ['pages', main, "yield 'repaired';"],
      ['proxy', main, 'n = 20;'],
      ['frozen', main, "return 'repaired';"],
    ] as const) {
      const { text, frames } = await session.stop('exception');
      assert.equal(text, `Error: ${name}`);
      assert.equal(frames[0]?.line, session.project.line(file, name));
      session.project.edit(file, `throw new Error('${name}');`, instead);
      await session.continue();
    }
    const { code, output } = await session.end();
    assert.equal(output, '1 repaired\n1,2 1,repaired,2\n1,repaired 11 30 1 repaired\n');
    assert.equal(code, 0);
  },
);

everywhere(
  'a program that handles uncaughtException is repaired before it hears of it; without an edit it hears',
  `process.on('uncaughtException', ({ message }, origin) => console.log(message, origin));
function now(n) {
  if (n < 3) throw new Error('now ' + n); // @throw
  console.log('repaired', n);
}
setTimeout(now, 1, 1);
setTimeout(now, 20, 2);
`,
  async (session, { main }) => {
    await session.launch(main);
    assert.equal((await session.stop('exception')).text, 'Error: now 1');
    await session.continue();
    assert.equal((await session.stop('exception')).text, 'Error: now 2');
    session.project.edit(main, 'n < 3', 'n < 2');
    await session.continue();
    const { code, output } = await session.end();
    assert.equal(output, 'now 1 uncaughtException\nrepaired 2\n');
    assert.equal(code, 0);
  },
);

const TEXT = `async function later(n) {
  if (n === 2) throw new Error('two');
  return n;
}
console.log(String(later).length);
later(1).then((one) => later(one + 1)).catch(({ message }) => console.log(message, process.exitCode));
void setImmediate(() => { throw new Error('last'); });`;

/** Where Node.js runs a text that is no file: nothing of it can be edited, and it ends as it does alone. */
const WITHOUT_FILE: readonly (readonly [name: string, ...args: string[]])[] = [
  ['node -e', '-e', TEXT],
  ['node -p', '-p', TEXT],
  ['standard input of a child', 'parent.cjs'],
  ['new Worker(text, { eval: true })', 'worker.cjs'],
  ['import of a data: URL', 'data.mjs'],
];

const STARTERS = {
  'parent.cjs': `const { spawnSync } = require('node:child_process');
const { stdout, status } = spawnSync(process.execPath, ['-'], { input: ${JSON.stringify(TEXT)}, encoding: 'utf8' });
console.log(stdout, status);
`,
  'worker.cjs': `const { Worker } = require('node:worker_threads');
new Worker(${JSON.stringify(TEXT)}, { eval: true }).on('error', ({ message }) => console.log('error', message));
`,
  'data.mjs': `await import('data:text/javascript,' + encodeURIComponent(${JSON.stringify(TEXT)}));\n`,
};

for (const [name, ...args] of WITHOUT_FILE) {
  everywhere(
    `code without a file runs and ends as without a debugger: ${name}`,
    () => STARTERS,
    async (session, { node }) => {
      const cwd = session.project.folder;
      const alone = spawnSync(node.path ?? '', args, { cwd, encoding: 'utf8' });
      await session.launch('', { program: undefined, cwd, runtimeArgs: args });
      const { code, output } = await session.end();
      assert.equal(output, alone.stdout);
      assert.equal(code, alone.status);
    },
    ['CommonJS'],
  );
}
