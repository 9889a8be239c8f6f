import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LineMap } from '../../debug-adapter/edit/line-map.js';

interface Case {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** For each line of `before`, the line of `after` that it goes to; each line is one letter. */
  readonly to: readonly number[];
}

const LETTERS: readonly Case[] = [
  { name: 'nothing changed', before: 'abc', after: 'abc', to: [0, 1, 2] },
  { name: 'a line in front', before: 'abc', after: 'xabc', to: [1, 2, 3] },
  { name: 'lines in the middle', before: 'abcd', after: 'abxycd', to: [0, 1, 4, 5] },
  { name: 'a line at the end', before: 'abc', after: 'abcx', to: [0, 1, 2] },
  { name: 'a changed line stays where it is', before: 'abc', after: 'axc', to: [0, 1, 2] },
  { name: 'two changed lines keep their order', before: 'abcd', after: 'axyd', to: [0, 1, 2, 3] },
  { name: 'a line that became three', before: 'abc', after: 'axyzc', to: [0, 1, 4] },
  { name: 'three lines that became one', before: 'abcde', after: 'axe', to: [0, 1, 1, 1, 2] },
  { name: 'a removed line goes to the one in its place', before: 'abc', after: 'ac', to: [0, 1, 1] },
  { name: 'a removed first line', before: 'abc', after: 'bc', to: [0, 0, 1] },
  { name: 'a removed last line goes to the last one', before: 'abc', after: 'ab', to: [0, 1, 1] },
  { name: 'changes far apart', before: 'abcdefgh', after: 'aXbcdfgYZ', to: [0, 2, 3, 4, 5, 5, 6, 7] },
  { name: 'a line that moved', before: 'abcd', after: 'bcda', to: [3, 0, 1, 2] },
  { name: 'equal lines', before: 'a}b}c}', after: 'a}x}b}c}', to: [0, 1, 4, 5, 6, 7] },
  { name: 'everything changed', before: 'ab', after: 'xy', to: [0, 1] },
  { name: 'from an empty text', before: '', after: 'ab', to: [] },
];

for (const { name, before, after, to } of LETTERS) {
  test(`lines follow: ${name}`, () => {
    const map = new LineMap([...before].join('\n'), [...after].join('\n'));
    assert.deepEqual(
      [...before].map((_, line) => map.map(line)),
      to,
    );
  });
}

/** Each marker of the earlier text, e.g. `// @a`, must go to the line with the same one in the later text. */
const STATEMENTS: readonly { readonly name: string; readonly before: string; readonly after: string }[] = [
  {
    name: 'lines inserted above',
    before: 'let total = 0; // @a\ncount(total); // @b',
    after: '// one\nimport x from "y";\n\nlet total = 0; // @a\ncount(total); // @b',
  },
  {
    name: 'a function that moved to the end, over one with the same lines',
    before:
      'function one(row) { // @a\n  log(row); // @b\n  return row; // @c\n}\nfunction two(row) { // @d\n  log(row); // @e\n  return row; // @f\n}\nend(); // @g',
    after:
      'function two(row) { // @d\n  log(row); // @e\n  return row; // @f\n}\nend(); // @g\nfunction one(row) { // @a\n  log(row); // @b\n  return row; // @c\n}',
  },
  {
    name: 'a function that moved and changed',
    before: 'function one(row) {\n  check(row); // @a\n  return row; // @b\n}\nfunction two() {\n  return 2; // @c\n}',
    after:
      'function two() {\n  return 2; // @c\n}\nfunction one(row, more) {\n  if (!more) return 0;\n  check(row); // @a\n  return row; // @b\n}',
  },
  {
    name: 'methods in another order',
    before:
      'class Cart {\n  add(item) {\n    this.items.push(item); // @a\n    return this; // @b\n  }\n  get total() {\n    return 1; // @c\n  }\n  static of() {\n    return new Cart(); // @d\n  }\n}',
    after:
      'class Cart {\n  static of() {\n    return new Cart(); // @d\n  }\n  get total() {\n    return 1; // @c\n  }\n  add(item) {\n    this.items.push(item); // @a\n    return this; // @b\n  }\n}',
  },
  {
    name: 'a function that moved into another one',
    before:
      'function inner(x) {\n  const y = x + 1; // @a\n  return y; // @b\n}\nfunction outer(x) {\n  return inner(x); // @c\n}',
    after:
      'function outer(x) {\n  function inner(x) {\n    const y = x + 1; // @a\n    return y; // @b\n  }\n  return inner(x); // @c\n}',
  },
  {
    name: 'a statement that moved within its function',
    before: 'function f(x) {\n  open(x); // @a\n  read(x); // @b\n  close(x); // @c\n}',
    after: 'function f(x) {\n  read(x); // @b\n  close(x); // @c\n  open(x); // @a\n}',
  },
  {
    name: 'a statement that moved into another function',
    before: 'function f(x) {\n  const total = sum(x) * 2; // @a\n  return total; // @b\n}',
    after:
      'function twice(x) {\n  const total = sum(x) * 2; // @a\n  return total;\n}\nfunction f(x) {\n  return twice(x); // @b\n}',
  },
  {
    name: 'a removed statement goes to the next',
    before: 'function f(x) {\n  open(x); // @a\n  read(x); // @b\n  close(x);\n}',
    after: 'function f(x) {\n  open(x); // @a\n  close(x); // @b\n}',
  },
  {
    name: 'the removed last statement goes to the end of its function',
    before: 'function f(x) {\n  open(x); // @a\n  read(x); // @b\n}\nf(1); // @c',
    after: 'function f(x) {\n  open(x); // @a\n} // @b\nf(1); // @c',
  },
  {
    name: 'a removed function goes to what follows it',
    before: 'first(); // @a\nfunction f(x) {\n  read(x); // @b\n}\nlast(1); // @c',
    after: 'first(); // @a\nlast(1); // @b @c',
  },
  {
    name: 'equal lines, one more in front',
    before: 'function f(x) {\n  tick(); // @a\n  x++; // @b\n  tick(); // @c\n}',
    after: 'function f(x) {\n  begin();\n  tick(); // @a\n  x++; // @b\n  tick(); // @c\n}',
  },
  {
    name: 'equal lines that were doubled',
    before: 'function f(x) {\n  tick(); // @a\n  tick(); // @b\n  return x; // @c\n}',
    after: 'function f(x) {\n  tick(); // @a\n  tick(); // @b\n  tick();\n  tick();\n  return x; // @c\n}',
  },
  {
    name: 'indented again',
    before: 'function f(x) {\n  open(x); // @a\n    read(x); // @b\n}',
    after: 'function f(x)\n{\n\topen(x); // @a\n\tread(x); // @b\n}',
  },
  {
    name: 'wrapped in an if',
    before: 'function f(x) {\n  open(x); // @a\n  read(x); // @b\n  return x; // @c\n}',
    after: 'function f(x) {\n  if (x) {\n    open(x); // @a\n    read(x); // @b\n  }\n  return x; // @c\n}',
  },
  {
    name: 'wrapped in an if of the same line',
    before: 'function f(x) {\n  open(x);\n  push(read(x)); // @a\n  return x; // @b\n}',
    after: 'function f(x) {\n  log();\n  note(1);\n  if (x !== 2) push(read(x)); // @a\n  return x; // @b\n}',
  },
  {
    name: 'wrapped in try and catch',
    before: 'function f(x) {\n  const a = open(x); // @a\n  return read(a); // @b\n}',
    after:
      'function f(x) {\n  try {\n    const a = open(x); // @a\n    return read(a); // @b\n  } catch (error) {\n    return undefined;\n  }\n}',
  },
  {
    name: 'an if taken away',
    before: 'function f(x) {\n  if (x) {\n    open(x); // @a\n  }\n  return x; // @b\n}',
    after: 'function f(x) {\n  open(x); // @a\n  return x; // @b\n}',
  },
  {
    name: 'only comments',
    before: 'function f(x) {\n  open(x); // @a\n  return x; /* old */ // @b\n}',
    after:
      '/**\n * f\n */\nfunction f(x) {\n  // opens\n  open(x); // @a\n  /* returns\n     it */\n  return x; // @b\n}',
  },
  {
    name: 'a comment goes with its statement',
    before: 'open();\n// note @a\n\nread(); // @b',
    after: 'begin();\nopen();\n// note @a\n\nread(); // @b',
  },
  {
    name: 'a call that was put on several lines',
    before: 'function f(x) {\n  call(x, 1, two(x)); // @a\n  return x; // @b\n}',
    after: 'function f(x) {\n  call( // @a\n    x,\n    1,\n    two(x),\n  );\n  return x; // @b\n}',
  },
  {
    name: 'lines inside a statement',
    before: 'const made = call(\n  one, // @a\n  two, // @b\n);\nend(); // @c',
    after: 'begin();\nconst made = call(\n  one, // @a\n  two, // @b\n);\nend(); // @c',
  },
  {
    name: 'a changed statement between changed ones',
    before: 'function f(x) {\n  const a = 1;\n  const total = sum(x, a); // @a\n  return total; // @b\n}',
    after: 'function f(x) {\n  log(x);\n  const b = 2;\n  const total = sum(x, b); // @a\n  return total; // @b\n}',
  },
  {
    name: 'callbacks that are told apart by their first argument',
    before:
      "app.get('/a', (request, reply) => {\n  reply.send(1); // @a\n});\napp.get('/b', (request, reply) => {\n  reply.send(1); // @b\n});",
    after:
      "app.get('/b', (request, reply) => {\n  reply.send(1); // @b\n});\napp.get('/a', (request, reply) => {\n  reply.send(1); // @a\n});",
  },
  {
    name: 'functions in an object',
    before: 'module.exports = {\n  one(x) {\n    return x; // @a\n  },\n  two: (x) => {\n    return x; // @b\n  },\n};',
    after: 'module.exports = {\n  two: (x) => {\n    return x; // @b\n  },\n  one(x) {\n    return x; // @a\n  },\n};',
  },
  {
    name: 'a function that was renamed',
    before:
      'function one(x) {\n  const y = x * 2; // @a\n  return y; // @b\n}\nfunction two(x) {\n  const y = x * 3; // @c\n  return y; // @d\n}',
    after:
      'function two(x) {\n  const y = x * 3; // @c\n  return y; // @d\n}\nfunction first(x) {\n  const y = x * 2; // @a\n  return y; // @b\n}',
  },
  {
    name: 'an arrow function with a block, moved',
    before:
      'const a = (x) => {\n  return x; // @a\n};\nconst b = async ({ x } = {}) => {\n  await x; // @b\n  return x; // @c\n};',
    after:
      'const b = async ({ x } = {}) => {\n  await x; // @b\n  return x; // @c\n};\nconst a = (x) => {\n  return x; // @a\n};',
  },
  {
    name: 'braces in strings, templates and regular expressions',
    before:
      "function f(x) {\n  const a = '{'; // @a\n  const b = `}${x ? `{` : '}'}`; // @b\n  return /[{/]\\/{/.test(a + b); // @c\n}\nfunction g(x) {\n  return x / 2; // @d\n}",
    after:
      "function g(x) {\n  return x / 2; // @d\n}\nfunction f(x) {\n  const a = '{'; // @a\n  const b = `}${x ? `{` : '}'}`; // @b\n  return /[{/]\\/{/.test(a + b); // @c\n}",
  },
  {
    name: 'without semicolons',
    before: 'const a = 1 // @a\nfunction f() {\n  open() // @b\n  return a // @c\n}\nf() // @d',
    after: 'const a = 1 // @a\nf() // @d\nfunction f() {\n  begin()\n  open() // @b\n  return a // @c\n}',
  },
  {
    name: 'from the user’s text to what the load hook makes of it',
    before: 'async function f(x) {\n  open(x); // @a\n  return x; // @b\n}\nf(); // @c',
    after:
      '// more\nasync function f(x) {return await $$hr.run(7,this,{"f":async($$t)=>{\n  open(x); // @a\n  return x; // @b\n}}[7,"f"],arguments,0,7)}\nf(); // @c',
  },
];

for (const { name, before, after } of STATEMENTS) {
  test(`statements keep their breakpoints: ${name}`, () => {
    const map = new LineMap(before, after);
    const was = markersIn(before);
    assert.deepEqual(
      was.map(([marker, line]) => [marker, map.map(line)]),
      was.map(([marker]) => [marker, markersIn(after).find(([other]) => other === marker)?.[1]]),
    );
  });
}

test('a column goes with its token', () => {
  const map = new LineMap('  a(b); c(d);\nend();', 'begin();\nif (x) {\n      a(b);   c(d);\n}\nend();');
  assert.deepEqual(map.move({ line: 0, column: 4 }), { line: 2, column: 8 });
});

test('20,000 lines with a function that moved, and with an edited one', () => {
  const functions = Array.from({ length: 4000 }, (_, index) =>
    [`function f${index}(row) {`, `  const next = row + ${index};`, '  log(next);', '  return next;', '}'].join('\n'),
  );
  const before = functions.join('\n');
  const moved = [...functions.slice(0, 10), ...functions.slice(11), functions[10]].join('\n');
  const edited = before.replace('next = row + 2000;', 'next =\n row + 2;');
  assert.equal(new LineMap(before, moved).map(52), 19_997);
  assert.equal(new LineMap(before, edited).map(15_000), 15_001);
});

function markersIn(text: string): [marker: string, line: number][] {
  return text
    .split('\n')
    .flatMap((content, line) =>
      [...content.matchAll(/@(\w)/g)].map(([, marker = '']): [string, number] => [marker, line]),
    );
}
