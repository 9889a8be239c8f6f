import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { compare } from '../../debug-adapter/edit/compare.js';
import { compose, type Composed } from '../../debug-adapter/edit/compose.js';
import { allDefinitions, definitionAtHead, outline } from '../../debug-adapter/edit/definitions.js';
import { undressable, type KeepAlive } from '../../debug-adapter/edit/dress.js';
import { changesBetween } from './changes.js';

/** @param keeps for each of the changes */
function composed(running: string, saved: string, keeps: readonly KeepAlive[] = []): Composed {
  const changes = changesBetween(outline(running), outline(saved));
  return compose(
    { running: { text: running }, saved: { text: saved } },
    changes,
    new Map(changes.map((change) => [change, keeps])),
  );
}

/** The comparison sees nothing of what was added, and what runs does the same as what was saved. */
function assertSame(sent: string, saved: string): void {
  const differences = compare(outline(sent).module, outline(saved).module);
  const words = differences.map((each) => `${each.kind} ${(each.kind === 'added' ? each.after : each.before).name}`);
  assert.deepEqual(words, [], sent);
  assert.equal(run(sent), run(saved), sent);
}

function run(text: string): string {
  return JSON.stringify(runInNewContext(text)) ?? 'undefined';
}

interface Case {
  readonly name: string;
  /** The function, one save after the other. */
  readonly saves: readonly string[];
  /** What is sent in its place for each save after the first: one text, or two for an edit in two steps. */
  readonly sent: readonly (readonly string[])[];
  /** How it is called at the end of the program; what that gives must be the same as without the debugger. */
  readonly call?: string;
}

const CASES: readonly Case[] = [
  {
    name: 'a function with a block goes as it was saved',
    saves: ['function (x) { return x; }', 'function (x) {\n  return x + 1; // more\n}'],
    sent: [['function (x) {\n  return x + 1; // more\n}']],
  },
  {
    name: 'an arrow function with a block goes as it was saved',
    saves: ['(x) => { return x; }', '(x) => { return x + 1; }'],
    sent: [['(x) => { return x + 1; }']],
  },
  {
    name: 'an expression takes two steps the first time, and one from then on (E12)',
    saves: ['(x) => x', '(x) => x + 1', '(x) => x * 3'],
    sent: [["(x) => 0?'¤':x", "(x) => 1.?(x + 1):0?'¤':x"], ["(x) => 1.?(x * 3):0?'¤':x"]],
  },
  {
    name: 'an expression that is again as it was',
    saves: ['(x) => x', '(x) => x + 1', '(x) => x'],
    sent: [["(x) => 0?'¤':x", "(x) => 1.?(x + 1):0?'¤':x"], ["(x) => 1.?(x):0?'¤':x"]],
  },
  {
    name: 'an expression that becomes a block, another block, and an expression again',
    saves: ['(x) => x', '(x) => { return x + 1; }', '(x) => { return x + 2; }', '(x) => x + 3'],
    sent: [
      ["(x) => 0?'¤':x", "(x) => 1.?((()=>{ return x + 1; })(1.)):0?'¤':x"],
      ["(x) => 1.?((()=>{ return x + 2; })(1.)):0?'¤':x"],
      ["(x) => 1.?(x + 3):0?'¤':x"],
    ],
  },
  {
    name: 'a block that becomes an expression, another one, and a block again',
    saves: ['(x) => { return x; }', '(x) => x + 1', '(x) => x + 2', '(x) => { return 3; }'],
    sent: [['(x) => {return 1.?(x + 1):0}'], ['(x) => {return 1.?(x + 2):0}'], ['(x) => { return 3; }']],
  },
  {
    name: 'a function that becomes an arrow function',
    saves: ['function (x) { return x; }', '(x) => x + 1'],
    sent: [['(x) => {return 1.?(x + 1):0}']],
  },
  {
    name: 'an async expression that becomes a block',
    saves: ['async (x) => x', 'async (x) => { await x; return 2; }', 'async (x) => await x'],
    sent: [
      ["async (x) => 0?'¤':x", "async (x) => 1.?(await(async()=>{ await x; return 2; })(1.)):0?'¤':x"],
      ["async (x) => 1.?(await x):0?'¤':x"],
    ],
    call: 'f.length',
  },
  {
    name: 'an object',
    saves: ['(x) => ({ x })', '(x) => ({ x, y: 2 })', '(x) => [x]'],
    sent: [["(x) => 0?'¤':({ x })", "(x) => 1.?(({ x, y: 2 })):0?'¤':({ x })"], ["(x) => 1.?([x]):0?'¤':({ x })"]],
  },
  {
    name: 'a sequence',
    saves: ['(x) => (x, 2)', '(x) => (x, 3)'],
    sent: [["(x) => 0?'¤':(x, 2)", "(x) => 1.?((x, 3)):0?'¤':(x, 2)"]],
  },
  {
    name: 'an assignment',
    saves: ['(x) => x = 2', '(x) => x += 2'],
    sent: [["(x) => 0?'¤':x = 2", "(x) => 1.?(x += 2):0?'¤':x = 2"]],
  },
  {
    name: 'a condition',
    saves: ['(x) => x ? 1 : 2', '(x) => x ? 3 : 4'],
    sent: [["(x) => 0?'¤':x ? 1 : 2", "(x) => 1.?(x ? 3 : 4):0?'¤':x ? 1 : 2"]],
  },
  {
    name: 'an expression on lines of its own, with comments around it',
    saves: ['(x) => // one\n  x // two\n    .toFixed()', '(x) => // one\n  x // two\n    .toFixed(1)'],
    sent: [
      [
        "(x) => // one\n  0?'¤':x // two\n    .toFixed()",
        "(x) => // one\n  1.?(x // two\n    .toFixed(1)):0?'¤':x // two\n    .toFixed()",
      ],
    ],
  },
  {
    name: 'an arrow function in an arrow function: the inner one, the outer one, and the inner one again',
    saves: [
      '(x) => [x].map((y) => y)',
      '(x) => [x].map((y) => -y)',
      '(x) => [x, x].map((y) => -y)',
      '(x) => [x, x].map((y) => y)',
    ],
    sent: [
      ["(x) => [x].map((y) => 0?'¤':y)", "(x) => [x].map((y) => 1.?(-y):0?'¤':y)"],
      [
        "(x) => 0?'¤':[x].map((y) => 1.?(-y):0?'¤':y)",
        "(x) => 1.?([x, x].map((y) => -y)):0?'¤':[x].map((y) => 1.?(-y):0?'¤':y)",
      ],
      [
        "(x) => 1.?([x, x].map((y) => 0?'¤':-y)):0?'¤':[x].map((y) => 1.?(-y):0?'¤':y)",
        "(x) => 1.?([x, x].map((y) => 1.?(y):0?'¤':-y)):0?'¤':[x].map((y) => 1.?(-y):0?'¤':y)",
      ],
    ],
  },
];

for (const { name, saves, sent, call = 'f(1)' } of CASES) {
  test(name, () => {
    const program = (f: string): string => `const f = ${f};\n${call};\n`;
    const [first = '', ...later] = saves.map(program);
    let [running, before] = [first, first];
    for (const [index, saved] of later.entries()) {
      const { steps, text } = composed(running, saved);
      assert.deepEqual(steps, sent[index]?.map(program));
      assert.equal(text, steps.at(-1));
      const [ready = ''] = steps;
      if (steps.length > 1) assertSame(ready, before);
      assertSame(text, saved);
      [running, before] = [text, saved];
    }
  });
}

/** Edits of an expression that cannot stand beside the old one, and what the sentence calls them; undefined where they can. */
const UNDRESSABLE: readonly (readonly [from: string, to: string, is: RegExp | undefined])[] = [
  ['(x) => x', '(x) => { var x = x + 1; return x; }', /declares a parameter once more/],
  ['(x) => x', '(x) => { if (x) { for (var x of [1]) return x; } }', /declares a parameter once more/],
  ['(x) => x', '(x) => { function x() {} return x; }', /declares a parameter once more/],
  ['(x) => x', '(x) => { const inner = () => { var x = 1; return x; }; return inner(); }', undefined],
  ['(x) => x', '(x) => { var y = x; let z = y; return z; }', undefined],
  ['(x) => x', '(y) => y', /other names/],
  ['({ a: x }) => [x]', '({ x }) => x', undefined],
  ['({ a: x }) => [x]', '({ a }) => a', /other names/],
  ['(x, y) => x', '(x) => x', undefined],
];

for (const [from, to, is] of UNDRESSABLE) {
  test(`${from} to ${to}`, () => {
    const node = (text: string): Parameters<typeof undressable>[0] =>
      outline(`const f = ${text};`).module.children[0]?.node as never;
    const found = undressable(node(from), node(to));
    if (is) assert.match(found ?? '', is);
    else assert.equal(found, undefined);
  });
}

interface Kept {
  readonly name: string;
  readonly running: string;
  readonly saved: string;
  readonly keeps: readonly KeepAlive[];
  readonly sent: string;
}

const READ: KeepAlive = { variable: 'k', use: 'read' };
const ASSIGNED: KeepAlive = { variable: 'k', use: 'assigned' };

const KEPT: readonly Kept[] = [
  {
    name: 'a read variable at the end of a block (E6b)',
    running: 'let k = 1;\nfunction f() { return k; }\nf();\n',
    saved: 'let k = 1;\nfunction f() { return 2; }\nf();\n',
    keeps: [READ],
    sent: 'let k = 1;\nfunction f() { return 2; ;0&&[k]}\nf();\n',
  },
  {
    name: 'an assigned one (E11)',
    running: 'let k = 1;\nfunction f() { k = 2; }\nf();\n',
    saved: 'let k = 1;\nfunction f() { return 2 }\nf();\n',
    keeps: [READ, ASSIGNED],
    sent: 'let k = 1;\nfunction f() { return 2 ;0&&[k,(k=k)]}\nf();\n',
  },
  {
    name: 'behind a comment that lasts to the end of its line',
    running: 'let k = 1;\nfunction f() {\n  return k;\n}\nf();\n',
    saved: 'let k = 1;\nfunction f() {\n  return 2 // two\n}\nf();\n',
    keeps: [READ],
    sent: 'let k = 1;\nfunction f() {\n  return 2 // two\n;0&&[k]}\nf();\n',
  },
  {
    name: 'a private name',
    running: 'class A { #p = 1; f() { return this.#p; } }\nnew A().f();\n',
    saved: 'class A { #p = 1; f() { return 2; } }\nnew A().f();\n',
    keeps: [{ variable: '#p', use: 'read' }],
    sent: 'class A { #p = 1; f() { return 2; ;0&&[#p in {}]} }\nnew A().f();\n',
  },
  {
    name: 'in a constructor, a getter and a static block',
    running: 'let k = 1;\nclass A { constructor() { k; } get f() { return k; } static { k; } }\nnew A().f;\n',
    saved: 'let k = 1;\nclass A { constructor() { 2; } get f() { return 2; } static { 2; } }\nnew A().f;\n',
    keeps: [READ],
    sent:
      'let k = 1;\nclass A { constructor() { 2; ;0&&[k]} get f() { return 2; ;0&&[k]} static { 2; ;0&&[k]} }\n' +
      'new A().f;\n',
  },
  {
    name: 'in front of an expression whose old one does not have it',
    running: "let k = 1;\nconst f = () => 1.?(k):0?'¤':1;\nf();\n",
    saved: 'let k = 1;\nconst f = () => 2;\nf();\n',
    keeps: [READ],
    sent: "let k = 1;\nconst f = () => 1.?(0&&[k],2):0?'¤':1;\nf();\n",
  },
  {
    name: 'in front of an expression that was a block',
    running: 'let k = 1;\nconst f = () => { return k; };\nf();\n',
    saved: 'let k = 1;\nconst f = () => (2, 3);\nf();\n',
    keeps: [READ],
    sent: 'let k = 1;\nconst f = () => {return 1.?(0&&[k],(2, 3)):0};\nf();\n',
  },
  {
    name: 'in a block that was an expression',
    running: "let k = 1;\nconst f = () => 1.?(k):0?'¤':1;\nf();\n",
    saved: 'let k = 1;\nconst f = () => { return 2; };\nf();\n',
    keeps: [READ],
    sent: "let k = 1;\nconst f = () => 1.?((()=>{ return 2; ;0&&[k]})(1.)):0?'¤':1;\nf();\n",
  },
];

for (const { name, running, saved, keeps, sent } of KEPT) {
  test(`kept alive: ${name}`, () => {
    const { text } = composed(running, saved, keeps);
    assert.equal(text, sent);
    assertSame(text, saved);
    // The next edit takes the place of the whole function, with what was kept in it.
    const next = composed(text, saved.replaceAll('2', '7')).text;
    assert.doesNotMatch(next, /0&&/);
    assertSame(next, saved.replaceAll('2', '7'));
  });
}

test('of a file, only the changed functions are sent, and lines stay where they are', () => {
  const running = 'const one = (x) => x;\nfunction two() { return 2; }\nfunction three() {\n  return 3;\n}\none(1);\n';
  const saved = `// A comment that waits.\n${running.replace('=> x', '=> x + 1').replace('return 3', 'return 4')}`;
  const { steps, text, splices } = composed(running, saved);
  assert.equal(text, running.replace('=> x', "=> 1.?(x + 1):0?'¤':x").replace('return 3', 'return 4'));
  assert.equal(steps[0], running.replace('=> x', "=> 0?'¤':x").replace('return 3', 'return 4'));
  assert.deepEqual(
    splices.map(({ start, end }) => text.slice(start, end)),
    ["(x) => 1.?(x + 1):0?'¤':x", 'function three() {\n  return 4;\n}'],
  );
});

/** Texts in which each digit is there once, and stands for the place to be found. */
const PLACES: readonly (readonly [running: string, saved: string, keeps: readonly KeepAlive[]])[] = [
  ['f(() => { x(); });', '\nf((n = 3) => { x(4); });', []],
  ['f(() => x());', '\nf((n = 3) => x(4));', []],
  ["f(() => 1.?(x()):0?'¤':x());", '\nf((n = 3) => x(4));', [READ]],
  ['f(() => { x(); });', '\nf((n = 3) => x(4));', [READ]],
  ['f(() => x());', '\nf((n = 3) => { x(4); });', []],
  ['f(async () => x());', '\nf(async (n = 3) => { x(4); });', []],
];

for (const [running, saved, keeps] of PLACES) {
  test(`places of ${JSON.stringify(saved)} are found in what is sent for it instead of ${running}`, () => {
    const { text, splices } = composed(running, saved, keeps);
    for (const digit of '34') {
      const [splice] = splices;
      assert.equal(splice?.toSaved(text.indexOf(digit)), saved.indexOf(digit), `${digit} in ${text}`);
    }
  });
}

test('a function is found at the place where V8 says that its stand-in is', () => {
  const { text } = composed('const f = (x) => x;', 'const f = (x) => { return x + 1; };');
  const { module } = outline(text);
  assert.deepEqual(
    [...allDefinitions(module)].map(({ name }) => name),
    ['(top level)', 'f'],
  );
  assert.equal(definitionAtHead(module, text.indexOf('(x) =>'))?.name, 'f');
  assert.equal(definitionAtHead(module, text.indexOf('()=>'))?.name, 'f');
});
