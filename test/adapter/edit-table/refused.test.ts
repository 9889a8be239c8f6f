import { editTable } from '../../harness/edit-table.js';

editTable('refused, and the next edit is right', [
  {
    name: 'a syntax error, three times',
    program: `function half(n) {
  if (n === 4) throw new Error('four');
  return n / 2;
}
console.log(half(2), half(4));`,
    steps: [
      { edits: [["throw new Error('four');", 'throw new (;']], outcome: 'refused (syntax)', locals: { n: '4' } },
      { edits: [['throw new (;', 'return n +;']], outcome: 'refused (syntax)', locals: { n: '4' } },
      { edits: [['return n +;', 'return "n']], outcome: 'refused (syntax)', locals: { n: '4' } },
      { edits: [['return "n', 'return n;']], outcome: 'frame: half applied' },
    ],
    output: '1 4\n',
  },
  {
    name: 'a variable that is new in the function around (E6c)',
    program: `function outer(m) {
  const known = m;
  function fail(n) {
    if (n === 2) throw new Error('two');
    return n + known;
  }
  globalThis.fail = fail;
  return [fail(1), fail(2)];
}
console.log(outer(10).join());`,
    steps: [
      {
        edits: [
          ['const known = m;', 'const known = m, fresh = 5;'],
          ["if (n === 2) throw new Error('two');\n    return n + known;", 'return n + fresh;'],
        ],
        outcome: 'refused (new name)',
        locals: { n: '2', known: '10' },
      },
      {
        edits: [
          ['const known = m, fresh = 5;', 'const known = m;'],
          ['return n + fresh;', 'const fresh = 5;\n    return n + fresh + known;'],
        ],
        outcome: 'frame: fail applied',
        live: { 'globalThis.fail': 'return n + fresh + known;' },
      },
    ],
    output: '11,17\n',
  },
  {
    name: 'an edit that is refused twice in different ways',
    program: `function outer(m) {
  const unused = m;
  const fail = (n) => {
    if (n === 2) throw new Error('two');
    return n;
  };
  globalThis.fail = fail;
  return [fail(1), fail(2), unused].join();
}
console.log(outer(10));`,
    steps: [
      {
        edits: [["if (n === 2) throw new Error('two');\n    return n;", 'return n + unused;']],
        outcome: 'refused (capture gained)',
        locals: { n: '2' },
      },
      {
        edits: [['(n) => {\n    return n + unused;', 'async (n) => {\n    return n;']],
        outcome: 'refused (kind changed)',
        locals: { n: '2' },
      },
      {
        edits: [['async (n) => {\n    return n;', '(n) => {\n    return n * 100;']],
        outcome: 'frame: fail applied',
        live: { 'globalThis.fail': 'return n * 100;' },
      },
    ],
    output: '1,200,10\n',
  },
  {
    name: 'a refused edit of one function does not hold up another one that is not on the stack',
    program: `function outer(m) {
  const unused = m;
  const inner = (n) => 'inner' + n;
  globalThis.inner = inner;
  return inner(1) + unused;
}
const other = (n) => { return 'other' + n; };
console.log(outer(1), other(1));
debugger;
console.log(globalThis.inner(2), other(2));`,
    steps: [
      {
        at: 'pause',
        edits: [
          ["'inner' + n", "'inner' + unused + n"],
          ["return 'other' + n;", "return 'OTHER' + n;"],
        ],
        outcome: 'none: inner refused (capture gained), other applied',
        live: { other: "return 'OTHER' + n;", 'globalThis.inner': "'inner' + n" },
      },
    ],
    output: 'inner11 other1\ninner2 OTHER2\n',
  },
  {
    name: 'a refused edit while nothing fails, and then the right one, of the same function',
    program: `function outer(m) {
  const unused = m;
  return (n) => { return 'inner' + n; };
}
const inner = outer(1);
console.log(inner(1));
debugger;
console.log(inner(2));
debugger;
console.log(inner(3));`,
    steps: [
      {
        at: 'pause',
        edits: [["return 'inner' + n;", "return 'inner' + unused;"]],
        outcome: 'none: (anonymous) refused (capture gained)',
        live: { inner: "return '" },
      },
      {
        at: 'pause',
        edits: [["return 'inner' + unused;", "return 'INNER' + n;"]],
        outcome: 'none: (anonymous) applied',
        live: { inner: "'INNER' + n" },
      },
    ],
    output: 'inner1\ninner2\nINNER3\n',
  },
  {
    name: 'an initialiser of a class field',
    program: `const source = { n: null };
class Row {
  size = source.n.length;
  name() { return 'row' + this.size; }
}
function make() { return new Row(); }
console.log(make().name());`,
    steps: [
      {
        edits: [['source.n.length', 'source.n?.length ?? 0']],
        outcome: 'refused (frame)',
        locals: { 'source.n': 'null' },
      },
      {
        edits: [
          ['source.n?.length ?? 0', 'source.n.length'],
          ['return new Row();', "source.n = 'abc';\n  return new Row();"],
        ],
        outcome: 'frame: make applied',
        live: { make: "source.n = 'abc';" },
      },
    ],
    output: 'row3\n',
    kinds: ['ES module'],
  },
]);
