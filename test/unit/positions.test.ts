import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromClient, LineIndex, ONE_BASED, toClient, type ClientBase } from '../../debug-adapter/positions.js';

/** A text for each way in which V8 ends lines; `|` marks the places that are looked up. */
const TEXTS: readonly (readonly [name: string, marked: string, places: readonly (readonly [number, number])[]])[] = [
  [
    '\\n',
    '|ab|c\n|de|',
    [
      [0, 0],
      [0, 2],
      [1, 0],
      [1, 2],
    ],
  ],
  [
    '\\r\\n is one ending',
    '|abc|\r\n|de',
    [
      [0, 0],
      [0, 3],
      [1, 0],
    ],
  ],
  [
    '\\r alone',
    'abc\r|de|',
    [
      [1, 0],
      [1, 2],
    ],
  ],
  [
    'U+2028 and U+2029',
    'a\u2028|b\u2029|c',
    [
      [1, 0],
      [2, 0],
    ],
  ],
  ['other blanks end no line', 'a\v\f\u0085|b', [[0, 4]]],
  [
    'empty lines',
    '|\n|\n|',
    [
      [0, 0],
      [1, 0],
      [2, 0],
    ],
  ],
  ['columns are UTF-16 code units', '😀|a\n', [[0, 2]]],
  ['the empty text', '|', [[0, 0]]],
  [
    'mixed endings',
    'a\r\n|b\r|c\n|d\n\r|e',
    [
      [1, 0],
      [2, 0],
      [3, 0],
      [5, 0],
    ],
  ],
];

for (const [name, marked, places] of TEXTS) {
  test(`lines: ${name}`, () => {
    const parts = marked.split('|');
    const text = parts.join('');
    const index = new LineIndex(text);
    let offset = 0;
    for (const [at, [line, column]] of places.entries()) {
      offset += parts[at]?.length ?? 0;
      assert.deepEqual(index.positionAt(offset), { line, column }, `of the offset ${offset}`);
      assert.equal(index.offsetAt({ line, column }), offset, `of ${line}:${column}`);
    }
    assert.equal(parts.length, places.length + 1);
  });
}

test('the lines of a text, without their endings', () => {
  const index = new LineIndex('one\r\ntwo\rthree\n\nfour\u2028');
  assert.deepEqual(index.lines(), ['one', 'two', 'three', '', 'four', '']);
  assert.equal(index.lineCount, 6);
  assert.equal(index.lineAt(2), 'three');
});

test('past the end of a text', () => {
  const index = new LineIndex('ab\ncd');
  assert.equal(index.offsetAt({ line: 7, column: 0 }), 5);
  assert.equal(index.offsetAt({ line: 1, column: 99 }), 5);
  assert.equal(index.lineAt(7), '');
});

const ZERO_BASED: ClientBase = { linesStartAt1: false, columnsStartAt1: false };
const MIXED: ClientBase = { linesStartAt1: true, columnsStartAt1: false };

test('a client counts from what it said', () => {
  const position = { line: 4, column: 0 };
  assert.deepEqual({ ...toClient(position, ONE_BASED) }, { line: 5, column: 1 });
  assert.deepEqual({ ...toClient(position, ZERO_BASED) }, { line: 4, column: 0 });
  assert.deepEqual({ ...toClient(position, MIXED) }, { line: 5, column: 0 });
  for (const client of [ONE_BASED, ZERO_BASED, MIXED]) {
    const { line, column } = toClient(position, client);
    assert.deepEqual(fromClient(line, column, client), position);
  }
});

test('a client’s position may lack its column, and may lie before the start', () => {
  assert.deepEqual(fromClient(5, undefined, ONE_BASED), { line: 4, column: 0 });
  assert.deepEqual(fromClient(0, 0, ONE_BASED), { line: 0, column: 0 });
});
