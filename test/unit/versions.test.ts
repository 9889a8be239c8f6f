import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf, stillReverted, withReverted } from '../../debug-adapter/edit/reverted.js';
import type { EditOutcome } from '../../debug-adapter/edit/edit-outcome.js';
import { Versions, type FunctionHistory } from '../../debug-adapter/session/versions.js';

const PATH = '/shop/cart.js';
const KEY = '/function:total';

function edit(status: EditOutcome['status'], is: string, was: string | null = 'v1', key = KEY): EditOutcome {
  const place = { path: PATH, position: { line: 1, column: 0 } };
  const codes = [{ key, name: 'total', was: was ?? undefined, is }];
  const of = { function: 'total', place, codes };
  if (status === 'refused') return { ...of, status, refusal: { reason: 'busy' } };
  return status === 'added' ? { ...of, status, through: 'add' } : { ...of, status };
}

interface Case {
  readonly name: string;
  readonly edits: readonly EditOutcome[];
  readonly current: number;
  /** Number, text and status of each entry. */
  readonly entries: readonly string[];
}

const CASES: readonly Case[] = [
  { name: 'an edit', edits: [edit('applied', 'v2')], current: 2, entries: ['1 v1 loaded', '2 v2 applied'] },
  {
    name: 'what was there before counts only at the first edit',
    edits: [edit('applied', 'v2'), edit('applied', 'v3', 'refused text')],
    current: 3,
    entries: ['1 v1 loaded', '2 v2 applied', '3 v3 applied'],
  },
  {
    name: 'the same edit in several threads',
    edits: [edit('applied', 'v2'), edit('applied', 'v2'), edit('waiting', 'v2'), edit('refused', 'v2')],
    current: 2,
    entries: ['1 v1 loaded', '2 v2 applied'],
  },
  {
    name: 'a text that ran before',
    edits: [edit('applied', 'v2'), edit('applied', 'v1'), edit('applied', 'v3'), edit('applied', 'v2')],
    current: 2,
    entries: ['1 v1 loaded', '2 v2 applied', '3 v3 applied'],
  },
  {
    name: 'a refused edit is no version',
    edits: [edit('refused', 'wrong'), edit('refused', 'wrong'), edit('applied', 'v2')],
    current: 2,
    entries: ['1 v1 loaded', 'null wrong refused', '2 v2 applied'],
  },
  {
    name: 'an edit that waited',
    edits: [edit('waiting', 'v2'), edit('waiting', 'v2'), edit('applied', 'v2')],
    current: 2,
    entries: ['1 v1 loaded', '2 v2 applied'],
  },
  {
    name: 'an edit that waits in one thread',
    edits: [edit('waiting', 'v2')],
    current: 1,
    entries: ['1 v1 loaded', 'null v2 waiting'],
  },
  {
    name: 'a version that waits to run again',
    edits: [edit('applied', 'v2'), edit('waiting', 'v1'), edit('applied', 'v1')],
    current: 1,
    entries: ['1 v1 loaded', '2 v2 applied'],
  },
];

for (const { name, edits, current, entries } of CASES) {
  test(`versions: ${name}`, () => {
    const history = only(edits);
    assert.equal(history.current, current);
    assert.deepEqual(
      history.entries.map(({ version, text, status }) => `${version} ${text} ${status}`),
      entries,
    );
  });
}

test('versions: a function that never ran has none, and one that is gone keeps its own', () => {
  const versions = new Versions();
  versions.record([edit('refused', 'v1', null, '/function:new'), edit('removed', ''), edit('added', 'v1')]);
  assert.deepEqual(versions.find(), []);
});

test('versions: the last 200 are kept, and the one that runs', () => {
  const edits = Array.from({ length: 300 }, (_, index) => edit('applied', `v${index + 2}`));
  const history = only([...edits, edit('applied', 'v150'), edit('applied', 'v302')]);
  assert.equal(history.entries.length, 200);
  assert.equal(history.entries[0]?.version, 103);
  assert.equal(history.entries.at(-1)?.version, 302);
  const first = only([...edits.slice(0, 199), edit('applied', 'v1'), ...refusals(250)]);
  assert.deepEqual([first.current, first.entries[0]?.version, first.entries.length], [1, 1, 201]);
});

test('versions: functions are found by name or key, and by path', () => {
  const versions = new Versions();
  versions.record([edit('applied', 'v2'), edit('applied', 'v2', 'v1', '/function:outer/function:total')]);
  assert.equal(versions.find('total').length, 2);
  assert.equal(versions.find(KEY).length, 1);
  assert.equal(versions.find('total', '/shop/other.js').length, 0);
});

function refusals(count: number): EditOutcome[] {
  return Array.from({ length: count }, (_, index) => edit('refused', `wrong ${index}`));
}

function only(edits: readonly EditOutcome[]): FunctionHistory {
  const versions = new Versions();
  versions.record(edits);
  const [history, other] = versions.find();
  assert.ok(history && !other);
  return history;
}

const TEXT = `class Cart {
  get total() { return 3; }
}
function outer(row) {
  const inner = () => row; // three
  return inner();
}
`;

test('a text with functions in their earlier versions', () => {
  const at = (key: string, text: string) => ({ key, text, inFile: codeOf(TEXT, key), isFresh: false });
  const outer = at('/function:outer', 'function outer() {\n  const inner = () => 1;\n  return inner();\n}');
  const inner = at('/function:outer/value:inner', '() => 2');
  const getter = at('/getter:Cart.total', 'get total() { return 1; }');
  const reverted = [outer, getter, inner, at('/function:gone', 'function gone() {}')];
  const text = withReverted(TEXT, reverted);
  assert.equal(
    text,
    'class Cart {\n  get total() { return 1; }\n}\nfunction outer() {\n  const inner = () => 2;\n  return inner();\n}\n',
  );
  const commented = TEXT.replace('return 3;', '/* more */ return   3;');
  assert.equal(stillReverted(commented, reverted).length, 4, 'comments and formatting say nothing new');
  const edited = TEXT.replace('() => row', '() => row + 1');
  assert.deepEqual(
    stillReverted(edited, reverted).map(({ key }) => key),
    ['/getter:Cart.total', '/function:gone'],
    'what is in a function is a part of it',
  );
});
