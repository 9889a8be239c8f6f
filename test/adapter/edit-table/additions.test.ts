import { editTable } from '../../harness/edit-table.js';

editTable('additions', [
  {
    name: 'a function and a constant that are new, for the function that failed (E6c)',
    program: `function half(n) {
  if (n === 4) throw new Error('four');
  return n / 2;
}
console.log(half(2), half(4), half(6));`,
    steps: [
      {
        edits: [
          [
            "function half(n) {\n  if (n === 4) throw new Error('four');\n  return n / 2;",
            "const unit = 'cm';\nfunction label(n) { return n + unit; }\nfunction half(n) {\n  return label(n / 2);",
          ],
        ],
        outcome: 'frame: half applied, label added, unit added',
        live: { half: 'return label(n / 2);', 'globalThis.label': 'return n + unit;' },
      },
    ],
    output: '1 2cm 3cm\n',
  },
  {
    name: 'a function that is new is edited at the next failure',
    program: `function half(n) {
  if (n === 4) throw new Error('four');
  return n / 2;
}
console.log(half(2), half(4), half(6));`,
    steps: [
      {
        edits: [
          [
            "if (n === 4) throw new Error('four');\n  return n / 2;\n}",
            "return check(n) / 2;\n}\nfunction check(n) {\n  if (n === 6) throw new Error('six');\n  return n;\n}",
          ],
        ],
        outcome: 'frame: check added, half applied',
        live: { half: 'return check(n) / 2;' },
      },
      {
        edits: [["if (n === 6) throw new Error('six');", 'n *= 10;']],
        outcome: 'frame: check applied',
        live: {},
      },
    ],
    output: '1 2 30\n',
  },
  {
    name: 'one more name of a module that is imported already, and one that is not used any more',
    program: `import { basename, dirname } from 'node:path';
function half(n) {
  if (n === 4) throw new Error('four');
  return basename('a/' + n) + dirname('b/c');
}
console.log(half(2), half(4));`,
    steps: [
      {
        edits: [
          ['{ basename, dirname }', '{ basename, extname }'],
          [
            "if (n === 4) throw new Error('four');\n  return basename('a/' + n) + dirname('b/c');",
            "return basename('a/' + n) + extname('d.e');",
          ],
        ],
        outcome: 'frame: extname added, half applied',
        live: { half: "extname('d.e')" },
      },
    ],
    output: '2b 4.e\n',
  },
  {
    name: 'a name that comes from another module now is for the next start',
    program: `import { basename } from 'node:path';
function half(n) {
  if (n === 4) throw new Error('four');
  return basename('a/' + n);
}
console.log(half(2), half(4));`,
    steps: [
      {
        edits: [
          ["{ basename } from 'node:path'", "{ dirname as basename } from 'node:path'"],
          ["if (n === 4) throw new Error('four');", ''],
        ],
        outcome: 'frame: (top level) refused (top level), half applied',
        live: { half: "basename('a/' + n)" },
      },
    ],
    output: '2 4\n',
    kinds: ['ES module'],
  },
  {
    name: 'an import of something that is not there: nothing of the edit stays',
    program: `function half(n) {
  if (n === 4) throw new Error('four');
  return n / 2;
}
console.log(half(2), half(4));`,
    steps: [
      {
        edits: [
          [
            "function half(n) {\n  if (n === 4) throw new Error('four');",
            "import { missing } from 'node:path';\nfunction added() { return 1; }\nfunction half(n) {\n  added(missing);",
          ],
        ],
        outcome: 'refused (addition failed)',
        locals: { 'typeof added': "'undefined'", 'typeof missing': "'undefined'", n: '4' },
      },
      {
        edits: [['added(missing);', 'added();']],
        outcome: 'frame: added added, half applied',
        live: { half: 'added();' },
      },
    ],
    output: '1 2\n',
    kinds: ['ES module'],
  },
  {
    name: 'a function, a constant and an import that are new, for a function that is not on the stack',
    program: `function half(n) { return n / 2; }
console.log(half(2));
debugger;
console.log(half(4));`,
    steps: [
      {
        at: 'pause',
        edits: [
          [
            'function half(n) { return n / 2; }',
            "const unit = 'cm';\nfunction label(n) { return n + unit; }\nfunction half(n) { return label(n / 2); }",
          ],
        ],
        outcome: 'none: half applied, label added, unit added',
        live: { half: 'return label(n / 2);', 'globalThis.label': 'n + unit' },
      },
    ],
    output: '1\n2cm\n',
  },
]);
