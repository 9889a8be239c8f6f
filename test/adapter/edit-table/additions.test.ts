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
]);
