import { editTable } from '../../harness/edit-table.js';

editTable('statements', [
  {
    name: 'a constant changes and the first statement no longer throws',
    program: `function half(n) {
  if (n > 1) throw new Error('no half of ' + n);
  return n / 2;
}
console.log(half(1), half(4), half(6));`,
    steps: [
      {
        edits: [["if (n > 1) throw new Error('no half of ' + n);\n  return n / 2;", 'return n / 4;']],
        outcome: 'frame: half applied',
      },
    ],
    output: '0.5 1 1.5\n',
  },
  {
    name: 'statements come before the one that failed',
    program: `function total(rows) {
  let sum = 0;
  for (const row of rows) sum += row.price.net;
  return sum;
}
console.log(total([{ price: { net: 2 } }, {}, { price: { net: 5 } }]));`,
    steps: [
      {
        edits: [['let sum = 0;', 'let sum = 0;\n  rows = rows.filter((row) => row.price);\n  sum += 100;']],
        outcome: 'frame: total applied',
      },
    ],
    output: '107\n',
  },
  {
    name: 'all statements go, and come back at a later stop',
    program: `function check(n) {
  const limit = 3;
  if (n > limit) throw new RangeError('over ' + limit);
  return 'ok ' + n;
}
console.log(check(1), check(7));
debugger;
console.log(check(8));`,
    steps: [
      {
        edits: [["const limit = 3;\n  if (n > limit) throw new RangeError('over ' + limit);\n  return 'ok ' + n;", '']],
        outcome: 'frame: check applied',
        live: {},
      },
      {
        at: 'pause',
        edits: [['function check(n) {\n', "function check(n) {\n  const word = 'back';\n  return word + n;"]],
        outcome: 'none: check applied',
        live: { check: 'return word + n;' },
      },
    ],
    output: 'ok 1 undefined\nback8\n',
  },
  {
    name: 'labelled loops',
    program: `function pairs(limit) {
  const found = [];
  outer: for (let a = 0; a < limit; a++) {
    inner: for (let b = 0; b < limit; b++) {
      if (b === 2) throw new Error('at ' + a + b);
      if (b > a) continue outer;
      if (a === 3) break inner;
      found.push('' + a + b);
    }
  }
  return found.join();
}
console.log(pairs(5));`,
    steps: [
      {
        edits: [["if (b === 2) throw new Error('at ' + a + b);", 'if (b === 4) break outer;']],
        outcome: 'frame: pairs applied',
      },
    ],
    output: '00,10,11,20,21,22,40,41,42,43\n',
  },
  {
    name: 'a switch gets a case, and the failing default goes to it',
    program: `function name(n) {
  switch (n) {
    case 1: return 'one';
    default: throw new Error('no name for ' + n);
  }
}
console.log([1, 2, 3].map(name).join());`,
    steps: [
      {
        edits: [
          [
            "default: throw new Error('no name for ' + n);",
            "case 2: {\n      const word = 'two';\n      return word;\n    }\n    default: return 'many';",
          ],
        ],
        outcome: 'frame: name applied',
      },
    ],
    output: 'one,two,many\n',
  },
  {
    name: 'try, catch and finally are put around what failed',
    program: `const log = [];
function read(text) {
  return JSON.parse(text);
}
console.log(read('1'), read('{'), read('3'), log.join());`,
    steps: [
      {
        edits: [
          [
            'return JSON.parse(text);',
            'try {\n    return JSON.parse(text);\n  } catch (error) {\n    return error.name;\n  } finally {\n    log.push(text);\n  }',
          ],
        ],
        outcome: 'frame: read applied',
      },
    ],
    output: '1 SyntaxError 3 {,3\n',
  },
  {
    name: 'a finally block between the failure and the start does not run (R2)',
    program: `const log = [];
function work(n) {
  try {
    log.push('in');
    if (n) throw new Error('fails');
    return 'never';
  } finally {
    log.push('finally');
  }
}
console.log(work(1), log.join());`,
    steps: [
      {
        edits: [["if (n) throw new Error('fails');\n    return 'never';", "return 'done';"]],
        outcome: 'frame: work applied',
      },
    ],
    output: 'done in,in,finally\n',
  },
  {
    name: 'tagged templates: the text, the values and the tag',
    program: `function tag(strings, ...values) { return strings.raw.join('|') + values.join(); }
function loud(strings, ...values) { return String.raw(strings, ...values).toUpperCase(); }
const sites = new Set();
function same(strings) { sites.add(strings); return strings; }
function text(n) {
  same\`once\`;
  if (n === 2) throw new Error('two');
  return tag\`a\${n}\\n\`;
}
console.log(text(1), text(2), text(3), sites.size, loud\`x\`);`,
    steps: [
      {
        edits: [["if (n === 2) throw new Error('two');\n  return tag`a${n}\\n`;", 'return loud`b${n}${tag`c${n}d`}`;']],
        outcome: 'frame: text applied',
      },
    ],
    output: 'a|\\n1 B2C|D2 B3C|D3 2 X\n',
  },
  {
    name: 'template literals and regular expressions, whose texts look like code',
    program: `function clean(text) {
  const found = /function \\(x\\) \\{/.exec(text);
  return \`\${found.index} } ) // \${text.length}\`;
}
console.log(clean('a function (x) {'), clean('none'));`,
    steps: [
      {
        edits: [
          ['/function \\(x\\) \\{/.exec(text)', '/[}/]|(?<last>e)$/u.exec(text)'],
          ['`${found.index} } ) // ${text.length}`', '`${found?.groups.last} => { ${`(${text.length}`} /* `'],
        ],
        outcome: 'frame: clean applied',
        live: { clean: '/[}/]|(?<last>e)$/u', 'clean.name + clean': '=> { ${`(${text.length}`} /* `' },
      },
    ],
    output: '2 } ) // 16 e => { (4 /* \n',
  },
  {
    name: 'identifiers of other alphabets, escaped ones, and characters of two units in front of the code',
    program: `const emoji = '🧪🧪'; function größe(länge) { if (länge > 2) throw new Error('zu groß: 🧪' + länge); return länge; }
const π = 3, \\u0061bc = 4, 変数 = '値';
function 面積(r) { return 変数 + π * r; }
console.log(größe(1), größe(3), emoji.length, 面積(1), abc);`,
    steps: [
      {
        edits: [
          [
            "if (länge > 2) throw new Error('zu groß: 🧪' + länge); return länge;",
            "const ünï = '🧪' + abc; return ünï + länge * π;",
          ],
        ],
        outcome: 'frame: größe applied',
      },
    ],
    output: '1 🧪49 4 値3 4\n',
  },
  {
    name: 'functions with names of other alphabets, one inside the other, inactive',
    program: `const ℮ = 'outer';
function 外(n) {
  const 内 = (m) => ℮ + n + m;
  return 内(n);
}
console.log(外(1));
debugger;
console.log(外(2));`,
    steps: [
      { at: 'pause', edits: [['℮ + n + m', 'n + ℮ + m']], outcome: 'none: 内 applied', live: { 外: 'n + ℮ + m' } },
    ],
    output: 'outer11\n2outer2\n',
  },
  {
    name: 'a name is shadowed by the edit, and by the next edit no longer',
    program: `const rate = 10;
function cost(n) {
  if (n === 2) throw new Error('two');
  return n * rate;
}
console.log(cost(1), cost(2));
debugger;
console.log(cost(3));`,
    steps: [
      {
        edits: [["if (n === 2) throw new Error('two');", 'const rate = 7;']],
        outcome: 'frame: cost applied',
        live: {},
      },
      {
        at: 'pause',
        edits: [['const rate = 7;\n', 'n++;\n']],
        outcome: 'none: cost applied',
      },
    ],
    output: '10 14\n40\n',
  },
  {
    name: 'blocks with the same name at three levels',
    program: `const x = 'module';
function show() {
  let seen = x;
  {
    const x = 'block';
    seen += x;
    for (const x of ['loop']) { seen += x; }
  }
  if (seen) throw new Error(seen);
  return seen;
}
console.log(show());`,
    steps: [
      {
        edits: [
          ["const x = 'block';\n    seen += x;", "seen += x + '2';"],
          ['if (seen) throw new Error(seen);\n', "{ let x = 'late'; seen += x; }\n"],
        ],
        outcome: 'frame: show applied',
        live: { show: "{ let x = 'late'; seen += x; }" },
      },
    ],
    output: 'modulemodule2looplate\n',
  },
  {
    name: 'var and functions in blocks are hoisted',
    program: `function order(n) {
  if (n) throw new Error('first');
  return typeof later;
}
console.log(order(1));`,
    steps: [
      {
        edits: [
          [
            "if (n) throw new Error('first');\n  return typeof later;",
            'const seen = [typeof later, typeof inner];\n  var later = 1;\n  return seen.concat(inner(), later).join();\n  function inner() { return later + n; }',
          ],
        ],
        outcome: 'frame: order applied',
      },
    ],
    output: 'undefined,function,2,1\n',
  },
  {
    name: 'mutual recursion: the outermost call of the function that was edited restarts (E3)',
    program: `const log = [];
function even(n) { log.push('e' + n); return n === 0 ? true : odd(n - 1); }
function odd(n) {
  log.push('o' + n);
  if (n === 1) throw new Error('one');
  return even(n - 1);
}
console.log(even(4), log.join());`,
    steps: [
      {
        edits: [["if (n === 1) throw new Error('one');", "if (n === 1) log.push('one');"]],
        outcome: 'frame: odd applied',
      },
    ],
    output: 'true e4,o3,e2,o1,o3,e2,o1,one,e0\n',
  },
  {
    name: 'comments and formatting change nothing',
    program: `function total(n) { return n + 1; }
console.log(total(1));
debugger;
console.log(total(2));`,
    steps: [
      {
        at: 'pause',
        edits: [
          ['function total(n) { return n + 1; }', '// adds\nfunction total( n ) {\n  return n /* one */ +\n    1;\n}'],
        ],
        outcome: 'nothing',
      },
    ],
    output: '2\n3\n',
  },
  {
    name: 'one function is reformatted, another one changes',
    program: `function one(n) { return n + 1; }
function two(n) {
  if (n === 3) throw new Error('three');
  return one(n) * 2;
}
console.log(two(1), two(3));`,
    steps: [
      {
        edits: [
          ['function one(n) { return n + 1; }', 'function one(n) {\n  return n\n    + 1;\n}'],
          ["if (n === 3) throw new Error('three');", 'n = n * 10;'],
        ],
        outcome: 'frame: two applied',
        live: { two: 'n = n * 10;' },
      },
    ],
    output: '4 62\n',
  },
  {
    name: 'lines that end as on Windows',
    program: `function half(n) {\r\n  if (n === 4) throw new Error('four');\r\n  return n / 2;\r\n}\r\nconsole.log(half(2), half(4));\r\n`,
    steps: [
      {
        edits: [["if (n === 4) throw new Error('four');\r\n", 'n += 2;\r\n  n += 2;\r\n']],
        outcome: 'frame: half applied',
      },
    ],
    output: '1 4\n',
  },
  {
    name: 'a byte order mark, and a first line for a shell',
    program: {
      app: `import { half } from './marked.js';
console.log(half(2), half(4));`,
      marked: `\uFEFFfunction half(n) { if (n === 4) throw new Error('four'); return n / 2; }
export { half };`,
    },
    steps: [
      {
        edits: [['marked', "if (n === 4) throw new Error('four'); return n / 2;", 'return n * 2;']],
        outcome: 'frame: half applied',
      },
    ],
    output: '1 8\n',
  },
  {
    name: 'a first line for a shell',
    program: `#!/usr/bin/env node
function half(n) { if (n === 4) throw new Error('four'); return n / 2; }
console.log(half(2), half(4));`,
    steps: [
      {
        edits: [["if (n === 4) throw new Error('four'); return n / 2;", 'return n * 2;']],
        outcome: 'frame: half applied',
      },
    ],
    output: '1 8\n',
  },
  {
    name: 'newer syntax comes in',
    program: `function sum(rows) {
  return rows.reduce((all, row) => all + row.n, 0);
}
console.log(sum([{ n: 1 }, null]));`,
    steps: [
      {
        edits: [
          [
            'return rows.reduce((all, row) => all + row.n, 0);',
            'let all = 1_000n;\n  for (const { n = 2, ...rest } of rows.map((row) => ({ ...row }))) all += BigInt(n ?? 0) ** 2n;\n  rows.last ??= rows?.at?.(-1)?.n ?? `none`;\n  return `${all}${rows.last}`;',
          ],
        ],
        outcome: 'frame: sum applied',
      },
    ],
    output: '1005none\n',
  },
  {
    name: 'code without semicolons',
    program: `const half = function (n) {
  if (n === 4) throw new Error('four')
  return n / 2
}
console.log(half(2), half(4))`,
    steps: [
      {
        edits: [["if (n === 4) throw new Error('four')\n  return n / 2", 'let m = n\n  ;[m] = [m + 1]\n  return m']],
        outcome: 'frame: half applied',
      },
    ],
    output: '1 5\n',
  },
  {
    name: 'a local class comes in, with a closure over the argument',
    program: `function make(n) {
  throw new Error('make');
}
console.log(make(5));`,
    steps: [
      {
        edits: [
          [
            "throw new Error('make');",
            'class Box {\n    #n = n;\n    static of(m) { return new Box().plus(m); }\n    plus(m) { return this.#n + m + n; }\n  }\n  return Box.of(1);',
          ],
        ],
        outcome: 'frame: make applied',
      },
    ],
    output: '11\n',
  },
  {
    name: 'a with statement',
    program: `function area(box) {
  with (box) {
    return width * hight;
  }
}
console.log(area({ width: 2, height: 3 }));`,
    steps: [{ edits: [['width * hight', 'width * height']], outcome: 'frame: area applied' }],
    output: '6\n',
    kinds: ['CommonJS'],
  },
  {
    name: 'every kind of loop',
    program: `function walk(rows) {
  throw new Error('walk');
}
console.log(walk({ a: [1, 2], b: [3] }));`,
    steps: [
      {
        edits: [
          [
            "throw new Error('walk');",
            "let seen = '';\n  for (const key in rows) {\n    let index = rows[key].length;\n    while (index--) seen += key;\n    do { index++; seen += index; } while (index < 1);\n    for (const [at, row] of rows[key].entries()) { if (at) continue; seen += row; }\n  }\n  return seen;",
          ],
        ],
        outcome: 'frame: walk applied',
      },
    ],
    output: 'aa011b013\n',
  },
  {
    name: 'two functions on the stack change, and a third that is not: the innermost restarts, the outer one waits',
    program: `function leaf(n) {
  if (n === 1) throw new Error('leaf');
  return 'leaf';
}
function branch(n) { return 'branch ' + leaf(n); }
function other(n) { return 'other' + n; }
console.log(branch(1), other(1));
debugger;
console.log(branch(2), other(2));`,
    steps: [
      {
        edits: [
          ["if (n === 1) throw new Error('leaf');\n  return 'leaf';", "return 'LEAF';"],
          ["'branch '", "'BRANCH '"],
          ["'other'", "'OTHER'"],
        ],
        outcome: 'frame: branch waiting, leaf applied, other applied',
        live: { leaf: "return 'LEAF';", other: "'OTHER'" },
      },
      { at: 'pause', outcome: 'none: branch applied', live: { branch: "'BRANCH '" } },
    ],
    output: 'branch LEAF OTHER1\nBRANCH LEAF OTHER2\n',
  },
  {
    name: 'the failing function is moved below another one, and changes',
    program: `function one(n) {
  if (n === 2) throw new Error('two');
  return n;
}
function two(n) {
  return 'two' + n;
}
console.log(one(1), two(1), one(2));`,
    steps: [
      {
        edits: [
          ["function one(n) {\n  if (n === 2) throw new Error('two');\n  return n;\n}\n", ''],
          ["return 'two' + n;\n}\n", "return 'two' + n;\n}\nfunction one(n) {\n  return -n;\n}\n"],
        ],
        outcome: 'frame: one applied',
        live: { one: 'return -n;' },
      },
    ],
    output: '1 two1 -2\n',
  },
]);
