import assert from 'node:assert/strict';
import { everywhere } from '../harness/cases.js';

everywhere(
  'a new function, a new constant and a new import, used by the function that failed while its module runs',
  `const rows = [1, 2, 3];
function half(row) {
  if (row === 2) throw new Error('no half'); // @throw
  return row / 2;
}
console.log(rows.map((row) => half(row)).join());
`,
  async (session, { main, kind }) => {
    await session.launch(main);
    await session.stop('exception');
    const load =
      kind === 'CommonJS' ? "const { basename } = require('node:path');" : "import { basename } from 'node:path';";
    session.project.edit(
      main,
      'const rows = [1, 2, 3];',
      `${load}\nconst rows = [1, 2, 3];\nconst names = ['zero', 'one', nameOf('two')];`,
    );
    session.project.edit(main, "throw new Error('no half');", 'return repaired(row);');
    session.project.edit(
      main,
      'console.log(',
      "function repaired(row) { return basename('/x/' + names[row]); }\nfunction nameOf(text) { return text + '!'; }\nconsole.log(",
    );
    await session.continue();
    assert.equal((await session.end()).output, '0.5,two!,1.5\n');
    const [outcome] = session.outcomes();
    assert.equal(outcome?.strategy, 'frame');
    assert.deepEqual(outcome.edits.map(({ status, function: name }) => `${status} ${name}`).sort(), [
      'added basename',
      'added nameOf',
      'added names',
      'added repaired',
      'applied half',
    ]);
  },
);

everywhere(
  'what was added is edited like other code, async too, after the module has run',
  `async function work(n) {
  await null;
  throw new Error('no work'); // @throw
}
setImmediate(async () => {
  console.log(await work(1));
  console.log(await work(2));
});
`,
  async (session, { main }) => {
    await session.launch(main);
    await session.stop('exception');
    session.project.edit(main, "throw new Error('no work');", 'return later(n);');
    session.project.edit(
      main,
      'setImmediate(',
      "let count = 0;\nasync function later(n) {\n  count++;\n  await null;\n  if (n === 1) throw new Error('not later'); // @later\n  return 'later ' + n + ' ' + count;\n}\nsetImmediate(",
    );
    await session.continue();
    const { frames, text } = await session.stop('exception');
    assert.equal(text, 'Error: not later');
    assert.equal(frames[0]?.name, 'later');
    assert.equal(frames[0].line, session.project.line(main, 'later'));
    session.project.edit(main, "if (n === 1) throw new Error('not later');", ';');
    await session.continue();
    assert.equal((await session.end()).output, 'later 1 2\nlater 2 3\n');
    assert.deepEqual(
      session.outcomes().map(({ strategy, function: name }) => `${strategy} ${name}`),
      ['wrapper work', 'wrapper later'],
    );
  },
);

everywhere(
  'what cannot be made, or has the name of a global, is refused, and the right edit works',
  `function half(row) {
  if (row) throw new Error('no half'); // @throw
  return row / 2;
}
console.log(half(2));
`,
  async (session, { main }) => {
    await session.launch(main);
    await session.stop('exception');
    session.project.edit(main, 'console.log(', 'const table = missing.table;\nconsole.log(');
    session.project.edit(main, "if (row) throw new Error('no half');", 'return table[row];');
    assert.match(
      await session.continueRefused(),
      /`table` \(app\.\wjs:5\) is new and could not be made \(ReferenceError: missing is not defined\)/,
    );
    session.project.edit(main, 'const table = missing.table;', "const fetch = { 2: 'two' };");
    session.project.edit(main, 'return table[row];', 'return fetch[row];');
    assert.match(
      await session.continueRefused(),
      /`fetch` \(app\.\wjs:5\) is new, and a global is called `fetch` already/,
    );
    session.project.edit(main, "const fetch = { 2: 'two' };", "const table = { 2: 'two' };");
    session.project.edit(main, 'return fetch[row];', 'return table[row];');
    await session.continue();
    assert.equal((await session.end()).output, 'two\n');
  },
);

everywhere(
  'members that come to a class, and go from it, on the instances that there are',
  `class Base { name() { return 'base'; } static made = 0; }
class Shop extends Base {
  constructor() { super(); this.till = 1; }
  old() { return 'old'; }
  total(n) {
    if (n) throw new Error('no total'); // @throw
    return n;
  }
}
const shop = new Shop();
setImmediate(() => {
  console.log(shop.total(1), typeof shop.old, Object.keys(shop).join());
  console.log(shop.total(2));
});
`,
  async (session, { main }) => {
    await session.launch(main);
    await session.stop('exception');
    session.project.edit(main, "  old() { return 'old'; }\n", '');
    session.project.edit(
      main,
      '  total(n) {',
      "  get tax() { return this.till * 2; }\n  name() { return 'shop of ' + super.name(); }\n  static async open() { return this.name; }\n  added(n) {\n    if (n === 2) throw new Error('not added'); // @added\n    return [this.name(), this.tax, n].join();\n  }\n  total(n) {",
    );
    session.project.edit(main, "if (n) throw new Error('no total');", 'if (n) return this.added(n);');
    await session.continue();
    const { frames } = await session.stop('exception');
    assert.equal(frames[0]?.line, session.project.line(main, 'added'));
    assert.match(await session.evaluate('this.constructor.open()', frames[0]?.id), /Promise/);
    session.project.edit(main, "if (n === 2) throw new Error('not added');", "n = 'two';");
    await session.continue();
    assert.equal((await session.end()).output, 'shop of base,2,1 undefined till\nshop of base,2,two\n');
    assert.deepEqual(
      session.outcomes().map(({ edits }) => edits.map(({ status, function: name }) => `${status} ${name}`).sort()),
      [
        [
          'added Shop.added',
          'added Shop.name',
          'added Shop.open',
          'added Shop.tax',
          'applied Shop.total',
          'removed Shop.old',
        ],
        ['applied added'],
      ],
    );
  },
);
