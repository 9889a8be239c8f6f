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

const CASES: readonly Case[] = [
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
  { name: 'changes far apart', before: 'abcdefgh', after: 'aXbcdfgYZ', to: [0, 2, 3, 4, 5, 5, 6, 7] },
  { name: 'a line that moved', before: 'abcd', after: 'bcda', to: [0, 0, 1, 2] },
  { name: 'equal lines', before: 'a}b}c}', after: 'a}x}b}c}', to: [0, 1, 4, 5, 6, 7] },
  { name: 'everything changed', before: 'ab', after: 'xy', to: [0, 1] },
  { name: 'from an empty text', before: '', after: 'ab', to: [] },
];

for (const { name, before, after, to } of CASES) {
  test(`lines follow: ${name}`, () => {
    const map = new LineMap([...before], [...after]);
    assert.deepEqual(
      [...before].map((_, line) => map.map(line)),
      to,
    );
  });
}

test('a removed last line goes to a line that is there', () => {
  const map = new LineMap([...'abc'], [...'ab']);
  assert.ok(map.map(2) < 2, `line ${map.map(2)} of two`);
});
