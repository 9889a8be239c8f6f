import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outline } from '../../debug-adapter/edit/definitions.js';
import { forEachWord, nodeAt } from '../../debug-adapter/edit/syntax.js';

const TEXT = `// tax
const tax = 1, $tax = 2, taxes = 'tax', straße = /tax/;
function f(rest) { return tax + rest.tax + \\u0074ax + \`tax \${tax}\` + this.x + straße; }
`;

function found(words: readonly string[]): string[] {
  const { source, text } = outline(TEXT);
  const places: string[] = [];
  forEachWord(source, new Set(words), (node) => places.push(text.slice(node.getStart(), node.end)));
  return places;
}

const NONE = Array.from({ length: 200 }, (_, n) => `other${n}`);

for (const [name, more] of [
  ['few', []],
  ['many', NONE],
] as const) {
  test(`${name} words are found as nodes, not in comments, texts or other names`, () => {
    assert.deepEqual(found(['tax', ...more]), ['tax', 'tax', 'tax', '\\u0074ax', 'tax']);
    assert.deepEqual(found(['$tax', 'straße', 'this', ...more]), ['$tax', 'straße', '\\u0074ax', 'this', 'straße']);
  });
}

test('the innermost node at a place of a long file', () => {
  const text = Array.from({ length: 500 }, (_, n) => `const v${n} = ${n};`).join('\n');
  const { source } = outline(text);
  for (const n of [0, 1, 250, 499]) assert.equal(nodeAt(source, text.indexOf(`v${n} `)).getText(), `v${n}`);
  assert.equal(nodeAt(source, text.length + 10), source);
});
