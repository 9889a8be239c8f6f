import type { ModuleKind } from '../../harness/cases.js';
import { editTable } from '../../harness/edit-table.js';

/** An exported variable that importers see change: in CommonJS, a property of `exports`. */
function liveBinding(kind: ModuleKind): Record<string, string> {
  const isModule = kind === 'ES module';
  const name = isModule ? 'count' : 'exports.count';
  return {
    app: isModule
      ? `import { count, up } from './counter.js';
console.log(up(1), count);
console.log(up(2), count);
console.log(up(3), count);`
      : `const counter = require('./counter.js');
const { up } = counter;
console.log(up(1), counter.count);
console.log(up(2), counter.count);
console.log(up(3), counter.count);`,
    counter: `${isModule ? 'export let count = 0;' : 'exports.count = 0;'}
${isModule ? 'export ' : 'exports.up = up;\n'}function up(n) {
  if (n === 2) throw new Error('two');
  ${name} += n;
  return 'up';
}`,
  };
}

function circular(kind: ModuleKind): Record<string, string> {
  const isModule = kind === 'ES module';
  const from = (name: string, file: string): string =>
    isModule ? `import { ${name} } from './${file}.js';` : `const ${file} = require('./${file}.js');`;
  const of = (file: string, name: string): string => (isModule ? name : `${file}.${name}`);
  const out = (name: string): string => (isModule ? `export { ${name} };` : `exports.${name} = ${name};`);
  return {
    app: `${from('even', 'even')}
console.log(${of('even', 'even')}(4));
debugger;
console.log(${of('even', 'even')}(3));`,
    even: `${out('even')}
${from('odd', 'odd')}
function even(n) { return n === 0 ? 'even' : ${of('odd', 'odd')}(n - 1); }`,
    odd: `${out('odd')}
${from('even', 'even')}
function odd(n) {
  if (n === 1) throw new Error('one');
  return n === 0 ? 'odd' : ${of('even', 'even')}(n - 1);
}`,
  };
}

editTable('modules', [
  {
    name: 'a function of another file',
    program: {
      app: `import { half } from './lib.js';
console.log(half(2), half(4), half(6));`,
      lib: `function half(n) {
  if (n === 4) throw new Error('four');
  return n / 2;
}
export { half };`,
    },
    steps: [{ edits: [['lib', "if (n === 4) throw new Error('four');", 'n++;']], outcome: 'frame: half applied' }],
    output: '1 2.5 3.5\n',
  },
  {
    name: 'two files change in one save, both on the stack: the inner one restarts, the outer one waits',
    program: {
      app: `import { total } from './total.js';
console.log(total([1, 2]));
debugger;
console.log(total([1, 2]));`,
      total: `import { price } from './price.js';
function total(rows) { return 'sum ' + rows.map((row) => price(row)).join(); }
export { total };`,
      price: `function price(row) {
  if (row === 2) throw new Error('two');
  return row;
}
export { price };`,
    },
    steps: [
      {
        edits: [
          ['price', "if (row === 2) throw new Error('two');", 'row *= 10;'],
          ['total', "'sum '", "'SUM '"],
        ],
        outcome: 'frame: price applied, total waiting',
        live: {},
      },
      { at: 'pause', outcome: 'none: total applied', live: { total: "'SUM '" } },
    ],
    output: 'sum 1,20\nSUM 10,20\n',
  },
  {
    name: 'three files change, only one of them is on the stack',
    program: {
      app: `import { one } from './one.js';
import { two } from './two.js';
function main(n) { if (n) throw new Error('main'); return n; }
console.log(one(1), two(1), main(1));
console.log(one(1), two(1));`,
      one: `function one(n) { return 'one' + n; }
export { one };`,
      two: `const two = (n) => { return 'two' + n; };
export { two };`,
    },
    steps: [
      {
        edits: [
          ["if (n) throw new Error('main'); return n;", "return 'main';"],
          ['one', "'one'", "'ONE'"],
          ['two', "'two'", "'TWO'"],
        ],
        outcome: 'frame: main applied, one applied, two applied',
        live: { main: "return 'main';", one: "'ONE'", two: "'TWO'" },
      },
    ],
    output: 'one1 two1 main\nONE1 TWO1\n',
  },
  {
    name: 'a live binding that importers see',
    program: liveBinding,
    steps: [
      {
        edits: [['counter', "if (n === 2) throw new Error('two');", 'if (n === 2) n = 20;']],
        outcome: 'frame: up applied',
        live: { up: 'n = 20;' },
      },
    ],
    output: 'up 1\nup 21\nup 24\n',
  },
  {
    name: 'circular imports, the failing function is in the second file of the circle',
    program: circular,
    steps: [
      {
        edits: [['odd', "if (n === 1) throw new Error('one');", "if (n === 1) return 'odd one';"]],
        outcome: 'frame: odd applied',
        live: {},
      },
      {
        at: 'pause',
        edits: [
          ['even', "'even' :", "'EVEN' :"],
          ['odd', "if (n === 1) return 'odd one';", ''],
        ],
        outcome: 'none: even applied, odd applied',
        live: {},
      },
    ],
    output: 'odd one\nodd\n',
  },
  {
    name: 'an import that no function used before (E6a)',
    program: `import { basename, extname } from 'node:path';
function name(path) {
  if (path) throw new Error('name');
  return path;
}
console.log(name('/a/b.c'), typeof basename, typeof extname);`,
    steps: [
      {
        edits: [["if (path) throw new Error('name');\n  return path;", 'return basename(path) + extname(path);']],
        outcome: 'frame: name applied',
      },
    ],
    output: 'b.c.c function function\n',
  },
  {
    name: 'an import and a constant that only this function used, and the last use goes (E6b)',
    program: `import { basename } from 'node:path';
const unit = 'cm';
function name(path) {
  if (path === '/x') throw new Error(basename(path) + unit);
  return path;
}
console.log(name('/y'), name('/x'));
debugger;
console.log(name('/z'));`,
    steps: [
      {
        edits: [["if (path === '/x') throw new Error(basename(path) + unit);\n  return path;", "return 'none';"]],
        outcome: 'frame: name applied',
        live: {},
      },
      { at: 'pause', edits: [["return 'none';", 'return basename(path) + unit;']], outcome: 'none: name applied' },
    ],
    output: '/y none\nzcm\n',
  },
  {
    name: 'a variable of the module is assigned by a function for the first time, and another one no longer (E11)',
    program: `let seen = 0, last = 'none';
function note(n) {
  seen++;
  if (n === 2) throw new Error('two');
  return seen;
}
console.log(note(1), note(2), seen, last);`,
    steps: [
      {
        edits: [["seen++;\n  if (n === 2) throw new Error('two');\n  return seen;", "last = 'n' + n;\n  return seen;"]],
        outcome: 'frame: note applied',
      },
    ],
    // The failed call had counted.
    output: '1 2 2 n2\n',
  },
  {
    name: 'a default export, and one under another name',
    program: (kind) => ({
      app:
        kind === 'ES module'
          ? `import half, { other as twice } from './lib.js';
console.log(half(2), half(4), twice(4));`
          : `const { default: half, other: twice } = require('./lib.js');
console.log(half(2), half(4), twice(4));`,
      lib: `${kind === 'ES module' ? 'export default ' : 'exports.default = half;\nexports.other = double;\n'}function half(n) {
  if (n === 4) throw new Error('four');
  return n / 2;
}
function double(n) { return n * 2; }
${kind === 'ES module' ? 'export { double as other };' : ''}`,
    }),
    steps: [
      {
        edits: [
          ['lib', "if (n === 4) throw new Error('four');", 'n++;'],
          ['lib', 'return n * 2;', 'return n * 3;'],
        ],
        outcome: 'frame: double applied, half applied',
        live: { half: 'n++;', twice: 'return n * 3;' },
      },
    ],
    output: '1 2.5 12\n',
  },
  {
    name: 'a default export without a name, and an exported arrow function',
    program: {
      app: `import lib, { short } from './lib.js';
console.log(lib(2), short(1));
console.log(lib(4), short(2));`,
      lib: `export default function (n) { if (n === 4) throw new Error('four'); return n; }
export const short = (n) => { return n; };`,
    },
    steps: [
      {
        edits: [
          ['lib', "if (n === 4) throw new Error('four'); return n;", 'return -n;'],
          ['lib', '{ return n; }', '{ return n * 100; }'],
        ],
        outcome: 'frame: (anonymous) applied, short applied',
        live: { lib: 'return -n;', short: 'n * 100' },
      },
    ],
    output: '2 1\n-4 200\n',
    kinds: ['ES module'],
  },
  {
    name: 'names that go through a third file',
    program: (kind) => ({
      app:
        kind === 'ES module'
          ? `import * as all from './index.js';
console.log(all.half(2), all.half(4), all.lib.half === all.half);`
          : `const all = require('./index.js');
console.log(all.half(2), all.half(4), all.lib.half === all.half);`,
      index:
        kind === 'ES module'
          ? `export * from './lib.js';
export * as lib from './lib.js';`
          : `module.exports = { ...require('./lib.js'), lib: require('./lib.js') };`,
      lib: `${kind === 'ES module' ? 'export ' : 'exports.half = half;\n'}function half(n) {
  if (n === 4) throw new Error('four');
  return n / 2;
}`,
    }),
    steps: [
      {
        edits: [['lib', "if (n === 4) throw new Error('four');", 'n += 2;']],
        outcome: 'frame: half applied',
        live: { 'all.half': 'n += 2;', 'all.lib.half': 'n += 2;' },
      },
    ],
    output: '1 3 true\n',
  },
  {
    name: 'a file that is imported while the program runs',
    program: (kind) => ({
      app: `const load = async () => {
  const { half } = await import('./lib.js');
  console.log(half(2), half(4));
  debugger; // @end
};
load();`,
      lib: `${kind === 'ES module' ? 'export ' : 'exports.half = half;\n'}function half(n) {
  if (n === 4) throw new Error('four');
  return n / 2;
}`,
    }),
    steps: [{ edits: [['lib', "if (n === 4) throw new Error('four');", 'n += 2;']], outcome: 'frame: half applied' }],
    output: '1 3\n',
  },
  {
    name: 'a file that is required while a function runs',
    program: {
      app: `function load(n) { return require('./late.js').half(n); }
console.log(load(2), load(4));`,
      late: `exports.half = (n) => {
  if (n === 4) throw new Error('four');
  return n / 2;
};`,
    },
    steps: [
      {
        edits: [['late', "if (n === 4) throw new Error('four');", 'n += 2;']],
        outcome: 'frame: exports.half applied',
        live: { "require('./late.cjs').half": 'n += 2;' },
      },
    ],
    output: '1 3\n',
    kinds: ['CommonJS'],
  },
  {
    name: 'a top level that awaits, and import.meta in a function that did not use it',
    program: `const rate = await Promise.resolve(3);
const price = (n) => {
  if (n === 2) throw new Error('two');
  return n * rate;
};
console.log(price(1), price(2), await price(3));`,
    steps: [
      {
        edits: [["if (n === 2) throw new Error('two');", 'n += import.meta.url.slice(-7).length;']],
        outcome: 'frame: price applied',
      },
    ],
    output: '3 27 30\n',
    kinds: ['ES module'],
  },
  {
    name: 'exports, module and __filename in a function that did not use them',
    program: `function name(n) {
  if (n) throw new Error('name');
  return n;
}
exports.shown = 'shown';
console.log(name(1));`,
    steps: [
      {
        edits: [
          [
            "if (n) throw new Error('name');\n  return n;",
            'return [exports.shown, module.exports === exports, typeof require, __filename.slice(-7)].join();',
          ],
        ],
        outcome: 'frame: name applied',
      },
    ],
    output: 'shown,true,function,app.cjs\n',
    kinds: ['CommonJS'],
  },
  {
    name: 'a CommonJS top level restarts, and what it required is not loaded again',
    program: {
      app: `console.log('begin');
const { rows } = require('./rows.js');
const total = rows.map((row) => row.n).reduce((a, b) => a + b);
console.log(total.sum.all);
console.log('end');`,
      rows: `console.log('rows');
exports.rows = [{ n: 1 }, { n: 2 }];`,
    },
    steps: [{ edits: [['total.sum.all', 'total * 2']], outcome: 'frame: (top level) applied', live: {} }],
    output: 'begin\nrows\nbegin\n6\nend\n',
    kinds: ['CommonJS'],
  },
]);
