import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { everywhere } from '../harness/cases.js';
import type { TestSession } from '../harness/session.js';

type Item = DebugProtocol.CompletionItem;

/** What is proposed at the `|` in a text. */
async function proposed(session: TestSession, marked: string, frameId?: number): Promise<Item[]> {
  const text = marked.replace('|', '');
  const before = marked.slice(0, marked.indexOf('|')).split('\n');
  const position = { line: before.length, column: (before.at(-1) ?? '').length + 1 };
  const args = { text, ...position, frameId };
  return (await session.client.request<{ targets: Item[] }>('completions', args)).targets;
}

/** The text once an item was taken. */
function taken(marked: string, { label, text = label, start = 0, length = 0 }: Item): string {
  const lines = marked.replace('|', '').split('\n');
  const row = marked.slice(0, marked.indexOf('|')).split('\n').length - 1;
  const line = lines[row] ?? '';
  lines[row] = line.slice(0, start - 1) + text + line.slice(start - 1 + length);
  return lines.join('\n');
}

everywhere(
  'names that can be written at a place',
  `const ofModule = { 'a-b': 1, "it's": 2, plain: 3 };
globalThis.runs = 0;
class Base { inherited() {} get computed() { return ++globalThis.runs; } }
class Cart extends Base {
  #secret = 1;
  rows = [{ price: 1 }];
  total() { return this.#secret; }
  run(parameter) {
    const 名前 = { äöü: 1 };
    const proxy = new Proxy({ target: 1 }, { ownKeys() { globalThis.runs++; return []; }, get() { globalThis.runs++; } });
    const harm = () => { globalThis.runs++; return this; };
    const text = 'text';
    const none = null;
    { const inner = parameter; debugger; }
    return [名前, proxy, harm, text, none, ofModule];
  }
}
new Cart().run({ given: { deep: 1 } });
console.log(globalThis.runs);
`,
  async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('pause');
    const frameId = frames[0]?.id;
    const labels = async (marked: string, id = frameId): Promise<string[]> =>
      (await proposed(session, marked, id)).map(({ label }) => label);

    const own = await labels('this.|');
    assert.deepEqual(own.slice(0, 2), ['#secret', 'rows'], 'own members first');
    for (const name of ['total', 'run', 'inherited', 'computed', 'hasOwnProperty']) assert.ok(own.includes(name), name);
    assert.ok(own.indexOf('inherited') < own.indexOf('__proto__'));
    assert.deepEqual(await labels('this.ro|'), ['rows']);
    assert.deepEqual(await labels('this.rows[0].|').then(([first]) => first), 'price');
    assert.ok(!(await labels('this.rows.|')).includes('0'));
    assert.deepEqual(await labels('1 + parameter.given.de|'), ['deep']);
    assert.deepEqual(await labels('f(parameter?.given?.d|, 2)'), ['deep']);
    assert.deepEqual(await labels('let a = 1;\n  parameter.gi|'), ['given']);
    assert.deepEqual(await labels('名前.ä|'), ['äöü']);
    assert.ok((await labels('text.|')).includes('toUpperCase'));
    assert.ok((await labels("'a'.toU|")).includes('toUpperCase'));
    assert.deepEqual(await labels('proxy.t|'), ['target', 'toLocaleString', 'toString']);
    for (const nothing of ['harm().|', 'none.|', 'nowhere.|', "'in a string|", '// in a comment|', '1|', 'const na|']) {
      assert.deepEqual(await labels(nothing), [], nothing);
    }

    const items = await proposed(session, 'this.rows.map(pa|)', frameId);
    assert.deepEqual(items.map(({ label }) => label).slice(0, 2), ['parameter', 'parseFloat']);
    assert.equal(items[0]?.type, 'variable');
    assert.deepEqual(await labels('inn|'), ['inner']);
    assert.deepEqual(await labels('inn|', frames[1]?.id), [], 'in the frame that was asked');
    const names = await labels('|');
    for (const name of ['inner', 'parameter', 'ofModule', 'Cart', 'globalThis', 'Array', 'typeof']) {
      assert.ok(names.includes(name), name);
    }
    assert.ok(names.indexOf('inner') < names.indexOf('parameter'));
    assert.ok(names.indexOf('ofModule') < names.indexOf('Array'));
    assert.deepEqual(
      names.filter((name) => name.includes('$$')),
      [],
    );

    for (const [marked, label, after] of [
      ["ofModule['|", 'a-b', "ofModule['a-b']"],
      ["ofModule['a|']", 'a-b', "ofModule['a-b']"],
      ["ofModule['|", "it's", "ofModule['it\\'s']"],
      ['ofModule["|', "it's", 'ofModule["it\'s"]'],
      ['ofModule[|', 'plain', "ofModule['plain']"],
      ['1;\nthis.ro|', 'rows', '1;\nthis.rows'],
      ['名前.|', 'äöü', '名前.äöü'],
    ] as const) {
      const item = (await proposed(session, marked, frameId)).find((each) => each.label === label);
      assert.ok(item, `${label} at ${marked}`);
      assert.equal(taken(marked, item), after);
    }
    assert.ok((await labels('proc|', undefined)).includes('process'));
    await session.continue();
    assert.equal((await session.end()).output, '0\n', 'nothing was run');
  },
);
