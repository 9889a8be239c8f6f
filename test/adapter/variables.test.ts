import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everywhere } from '../harness/cases.js';
import { nodeVersion } from '../harness/nodes.js';
import { withSession } from '../harness/session.js';
import { children, inspecting, named, scopesOf, shown, variablesIn, type Variable } from '../harness/variables.js';

everywhere(
  'the scopes of a frame: the exception, its variables with `this`, closures, the module',
  inspecting("const own = 'mine'; const f = () => own; throw new TypeError('fails ' + f());"),
  async (session, { main, kind }) => {
    await session.launch(main);
    const { frames } = await session.stop('exception');
    const [top, run] = frames;
    const scopes = await scopesOf(session, top?.id);
    const outermost = kind === 'CommonJS' ? 'Closure' : 'Module';
    assert.deepEqual(
      scopes.map(({ name }) => name),
      ['Exception', 'Local', outermost, 'Global'],
    );
    assert.deepEqual(
      scopes.map(({ expensive }) => expensive),
      [false, false, false, true],
    );
    assert.equal(scopes[1]?.presentationHint, 'locals');

    const [exception] = await children(session, scopes[0]);
    assert.equal(exception?.value, 'TypeError: fails mine');
    assert.equal(named(await children(session, exception), 'message').value, "'fails mine'");
    const locals = await children(session, scopes[1]);
    assert.deepEqual(shown(locals).slice(0, 4), [
      "this Cart {#hidden: 'private', rows: Array(2)}",
      'n 7',
      "own 'mine'",
      'f ƒ ()',
    ]);
    assert.equal(named(await children(session, scopes[2]), 'shared').value, "{from: 'the module'}");

    const outer = await scopesOf(session, run?.id);
    assert.deepEqual(
      outer.map(({ name }) => name),
      ['Local', 'Closure (outer)', outermost, 'Global'],
    );
    assert.deepEqual(shown(await children(session, outer[1])), [
      "kept 'kept'",
      "cart Cart {#hidden: 'private', rows: Array(2)}",
    ]);
  },
);

everywhere(
  'an object unfolds, private and inherited parts come last, and every path is an expression',
  inspecting(
    "const odd = { 'a key': [1n, null], undefined, nan: NaN, minus: -0, [Symbol('s')]: 2, f(x) {} }; debugger;",
  ),
  async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('pause');
    const [top] = frames;
    const locals = await variablesIn(session, top?.id, 'Local');
    const cart = await children(session, named(locals, 'this'));
    assert.deepEqual(shown(cart), ['rows (2) [{…}, {…}]', "#hidden 'private'", '[[Prototype]] Object']);
    const [row] = await children(session, cart[0], { filter: 'indexed' });
    assert.equal(row?.evaluateName, 'this.rows[0]');
    assert.deepEqual(shown(await children(session, row)).slice(0, 1), ['price 1']);

    const odd = await children(session, named(locals, 'odd'));
    assert.deepEqual(shown(odd), [
      'a key (2) [1n, null]',
      'undefined undefined',
      'nan NaN',
      'minus -0',
      'f ƒ f(x)',
      'Symbol(s) 2',
      '[[Prototype]] Object',
    ]);
    for (const { name, evaluateName = '', value } of [...odd, ...cart]) {
      // Of a prototype that it tells by itself, V8 tells the name only.
      if (name === '[[Prototype]]') assert.match(evaluateName, /^Object\.getPrototypeOf\((?:odd|this)\)$/);
      else assert.equal(await session.evaluate(evaluateName, top?.id), value, evaluateName);
    }
  },
);

everywhere(
  'an array of 10,000 comes in pages',
  inspecting(`const big = Array.from({ length: 10_000 }, (_, index) => ({ index }));
    big.extra = 'named';
    const bytes = new Uint8Array(3000).fill(9);
    const holes = [1, , 3];
    debugger;`),
  async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('pause');
    const locals = await variablesIn(session, frames[0]?.id, 'Local');
    const big = named(locals, 'big');
    assert.equal(big.indexedVariables, 10_000);
    assert.ok(big.value.length < 2000, 'its one line shows its start only');

    const page = await children(session, big, { filter: 'indexed', start: 9_990, count: 5 });
    assert.deepEqual(shown(page), [
      '9990 {index: 9990}',
      '9991 {index: 9991}',
      '9992 {index: 9992}',
      '9993 {index: 9993}',
      '9994 {index: 9994}',
    ]);
    assert.equal(page[0]?.evaluateName, 'big[9990]');
    const last = await children(session, big, { filter: 'indexed', start: 9_998, count: 100 });
    assert.deepEqual(shown(last), ['9998 {index: 9998}', '9999 {index: 9999}']);
    assert.equal((await children(session, big, { filter: 'indexed' })).length, 10_000);
    const names = shown(await children(session, big, { filter: 'named' }));
    assert.deepEqual(names.sort(), ['[[Prototype]] Array(0)', "extra 'named'", 'length 10000']);

    const bytes = named(locals, 'bytes');
    assert.equal(bytes.indexedVariables, 3000);
    const some = await children(session, bytes, { filter: 'indexed', start: 2999, count: 1 });
    assert.deepEqual(shown(some), ['2999 9']);
    const holes = await children(session, named(locals, 'holes'), { filter: 'indexed' });
    assert.deepEqual(shown(holes), ['0 1', '2 3']);
  },
);

everywhere(
  'the entries of a Map and a Set',
  inspecting(
    "const key = { id: 1 }; const map = new Map([['a', 1], [key, 'b']]); const set = new Set([1, key]); debugger;",
  ),
  async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('pause');
    const locals = await variablesIn(session, frames[0]?.id, 'Local');
    const entriesOf = async (name: string): Promise<Variable[]> => {
      const entries = named(await children(session, named(locals, name)), '[[Entries]]');
      return children(session, entries, { filter: 'indexed' });
    };
    assert.equal(named(locals, 'map').value, "Map(2) {'a' => 1, {…} => 'b'}");
    const entries = await entriesOf('map');
    assert.equal(entries.length, 2);
    assert.deepEqual(shown(await children(session, entries[1])), ['key {id: 1}', "value 'b'"]);
    assert.equal(named(locals, 'set').value, 'Set(2) {1, {…}}');
    assert.equal((await entriesOf('set')).length, 2);
  },
);

everywhere(
  'a getter is called only when it is unfolded',
  inspecting(`const own = { get count() { return ++globalThis.reads; }, get bad() { throw new Error('bad'); } };
    debugger;`),
  async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('pause');
    const locals = await variablesIn(session, frames[0]?.id, 'Local');
    assert.equal(named(locals, 'own').value, '{count: (...), bad: (...)}');
    const own = await children(session, named(locals, 'own'));
    const count = named(own, 'count');
    assert.equal(count.value, '(...)');
    assert.equal(count.presentationHint?.lazy, true);
    const prototype = named(await children(session, named(locals, 'this')), '[[Prototype]]');
    assert.equal(named(await children(session, prototype), 'total').value, '(...)');
    assert.equal(await session.evaluate('globalThis.reads'), '0');

    assert.deepEqual(shown(await children(session, count)), [' 1']);
    assert.deepEqual(shown(await children(session, named(own, 'bad'))), [' Error: bad']);
    await session.continue();
    assert.equal((await session.end()).output, 'result 3 1\n');
  },
);

everywhere('references and frames are of one stop', inspecting('debugger; debugger;'), async (session, { main }) => {
  await session.launch(main);
  const before = await session.stop('pause');
  const frameId = before.frames[0]?.id;
  const [scope] = await scopesOf(session, frameId);
  const [first] = await children(session, scope);
  await session.continue();
  const after = await session.stop('pause');
  for (const old of [scope, first]) {
    await assert.rejects(children(session, old), /^Error: The variable reference \d+ is not valid any more/);
  }
  const [again] = await scopesOf(session, after.frames[0]?.id);
  assert.equal((await children(session, again))[0]?.name, 'this');
  assert.notEqual(again?.variablesReference, scope?.variablesReference, 'an old reference means nothing else');

  await session.continue();
  assert.equal((await session.end()).output, 'result 3 0\n');
  await assert.rejects(scopesOf(session, frameId), /^Error: Frame \d+ is not on the stack any more/);
});

test('`this` of an arrow function in a block', async (context) => {
  const files = {
    'app.cjs': inspecting('{ const kept = 1; const f = () => { debugger; return [this, kept]; }; f(); }'),
  };
  await withSession(context, nodeVersion(26), files, async (session) => {
    await session.launch('app.cjs');
    const { frames } = await session.stop('pause');
    assert.match(await session.evaluate('this', frames[0]?.id), /^Cart /);
    assert.match(named(await variablesIn(session, frames[0]?.id, 'Local'), 'this').value, /^Cart/);
  });
});

/** What a value is shown as, by the text that makes it. */
const PREVIEWS: readonly [string, string][] = [
  ['[1, , 3]', '(3) [1, empty, 3]'],
  ['[, , 1, , ,]', '(5) [empty × 2, 1, empty × 2]'],
  ['Object.assign([1, ,], { more: 2 })', '(2) [1, empty, more: 2]'],
  ['new Array(4)', '(4) [empty × 4]'],
  ['[[1], { a: 1 }, null, undefined, () => 1]', '(5) [Array(1), {…}, null, undefined, ƒ]'],
  ['Promise.resolve(4)', 'Promise {<fulfilled>: 4}'],
  ['new Promise(() => undefined)', 'Promise {<pending>}'],
  ["Object.assign(Promise.reject(new RangeError('no')), { own: 1 })", 'Promise {<rejected>: RangeError: no, own: 1}'],
  ["new String('ab')", "String {'ab'}"],
  ['new Number(3)', 'Number {3}'],
  ['(function* () { yield 1; })()', 'Generator {<suspended>}'],
  ['new Proxy({ a: 1 }, {})', 'Proxy(Object) {a: 1}'],
  ['new Map([[1, new Error("in a map")]])', 'Map(1) {1 => Error: in a map}'],
  ['({ failed: new Error("in an object") })', '{failed: Error: in an object}'],
  ['new (class Cart { rows = 1 })()', 'Cart {rows: 1}'],
  ['Object.create(null)', '{}'],
  ['/a+/g', '/a+/g'],
  ['Symbol("s")', 'Symbol(s)'],
  ['10n', '10n'],
];

everywhere(
  'values in one line',
  `const values = [${PREVIEWS.map(([text]) => text).join(', ')}];
for (const each of values) if (each instanceof Promise) each.catch(() => undefined);
const later = () => { debugger; return values; };
setTimeout(later);`,
  async (session, { main }) => {
    await session.launch(main, { filters: [] });
    const { frames } = await session.stop('pause');
    for (const [index, [text, preview]] of PREVIEWS.entries()) {
      // Node 20 numbers promises while it is debugged.
      const found = await session.evaluate(`values[${index}]`, frames[0]?.id);
      assert.equal(found.replaceAll(/, Symbol\(\w*async_id_symbol\): \d+/g, ''), preview, text);
    }
  },
);

everywhere(
  'what V8 tells of the inside of a value',
  inspecting(`const waits = Promise.resolve({ done: 1 });
    const handler = { get: () => globalThis.reads++ };
    const proxy = new Proxy({ a: 1 }, handler);
    const failed = new Error('outer', { cause: new RangeError('inner') });
    const f = () => n; // @f
    const map = new Map([[1, 2]]);
    const s = Symbol('no parts');
    debugger;`),
  async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('pause');
    const locals = await variablesIn(session, frames[0]?.id, 'Local');
    const inside = (name: string): Promise<Variable[]> => children(session, named(locals, name));

    const promise = await inside('waits');
    assert.equal(named(promise, '[[PromiseState]]').value, "'fulfilled'");
    assert.equal(named(promise, '[[PromiseResult]]').value, '{done: 1}');
    assert.deepEqual(shown(await inside('proxy')), [
      '[[Handler]] {get: ƒ}',
      '[[Target]] {a: 1}',
      '[[IsRevoked]] false',
    ]);
    const failed = await inside('failed');
    assert.equal(named(failed, 'cause').value, 'RangeError: inner');
    assert.equal(named(await children(session, named(failed, 'cause')), 'message').value, "'inner'");

    const f = await inside('f');
    assert.equal(named(f, '[[FunctionLocation]]').value, `${main}:${session.project.line(main, 'f')}`);
    const scopes = await children(session, named(f, '[[Scopes]]'));
    assert.equal(scopes[0]?.value, 'Closure (inspect)');
    assert.equal(named(await children(session, scopes[0]), 'n').value, '7');

    const prototype = named(await inside('map'), '[[Prototype]]');
    const size = named(await children(session, prototype), 'size');
    assert.deepEqual(shown(await children(session, size)), [' 1'], 'of the map, not of the prototype');
    assert.equal(size.evaluateName, 'map.size');
    assert.equal(named(locals, 's').variablesReference, 0, 'a symbol does not unfold');
    assert.equal(await session.evaluate('globalThis.reads'), '0', 'no trap of the proxy was called');
  },
);

everywhere(
  'every child has an expression that gives it, and a hidden variable none',
  inspecting(`const key = { id: 1 };
    const map = new Map([['a', [1]], [key, 'b']]);
    const set = new Set(['x', key]);
    const odd = { [Symbol.iterator]: 1, [Symbol('s')]: { t: 2 }, 'a-b': { '0': 5, '01': 6, "q'": 7 } };
    { const map = 'hides'; const f = () => map; debugger; }`),
  async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('pause');
    const frameId = frames[0]?.id;
    const locals = await variablesIn(session, frameId, 'Local');
    assert.equal(named(locals, 'map').evaluateName, undefined);
    let count = 0;
    const check = async (variable: Variable, depth: number): Promise<void> => {
      const { evaluateName, value, variablesReference } = variable;
      if (evaluateName !== undefined && variable.name !== '[[Entries]]') {
        count++;
        assert.equal(await session.evaluate(evaluateName, frameId), value, evaluateName);
      }
      if (!depth || !variablesReference) return;
      for (const child of await children(session, variable)) {
        const isOwn = !child.name.startsWith('[[') || child.name === '[[Entries]]';
        if (isOwn && child.value !== '(...)') await check(child, depth - 1);
      }
    };
    for (const name of ['this', 'set', 'odd', 'key']) await check(named(locals, name), 4);
    assert.ok(count > 20, `${count} expressions`);

    const args = { expression: '[map, set]', context: 'watch', frameId: frames[1]?.id };
    await assert.rejects(session.client.request('evaluate', args));
    const { variablesReference } = await session.client.request<{ variablesReference: number }>('evaluate', {
      expression: "new Map([['a', [1]]])",
      context: 'repl',
      frameId,
    });
    const [entries] = await children(session, { variablesReference });
    const [entry] = await children(session, entries);
    const [, value] = await children(session, entry);
    assert.equal(value?.evaluateName, "[...(new Map([['a', [1]]])).values()][0]");
    assert.equal(await session.evaluate(value.evaluateName, frameId), '[1]'.replace(/^/, '(1) '));
  },
);

everywhere(
  'wrapped functions show the variables that they would have without it',
  (setting) => ({
    [setting.main]: `class Base {}
class Derived extends Base {
  constructor(given) {
    super();
    const made = given + 1;
    debugger; // 1
    this.made = made;
  }
}
async function load(id, { deep }) {
  const before = id;
  debugger; // 2
  await null;
  const after = [before, id, deep];
  debugger; // 3
  return after;
}
const arrow = async (one) => { const two = one; const inner = () => { debugger; return [one, two]; }; debugger; return inner(); };
function* count(from) {
  const next = from;
  debugger;
  yield [next, from];
}
const outside = (kept) => { const run = async () => { debugger; return kept; }; return run; };
new Derived(1);
load(7, { deep: 8 }).then(() => arrow(1)).then(() => [...count(2)]).then(outside(3));
`,
  }),
  async (session, { main }) => {
    await session.launch(main);
    const expected = [
      { name: /Derived/, locals: ['given 1', 'made 2'] },
      { name: /load/, locals: ['after undefined', 'before 7', 'deep 8', 'id 7'] },
      { name: /load/, locals: ['after (3) [7, 7, 8]', 'before 7', 'deep 8', 'id 7'] },
      { name: /arrow/, locals: ['inner ƒ ()', 'one 1', 'two 1'] },
      { name: /inner/, locals: [], around: ['Closure (arrow)', 'one 1', 'two 1'] },
      { name: /count/, locals: ['from 2', 'next 2'] },
      { name: /run/, locals: [], around: ['Closure (outside)', 'kept 3'] },
    ];
    for (const { name, locals, around } of expected) {
      const { frames } = await session.stop('pause');
      assert.match(frames[0]?.name ?? '', name);
      const scopes = await scopesOf(session, frames[0]?.id);
      assert.deepEqual(
        scopes.filter((each) => each.name === 'Local').length,
        1,
        scopes.map((each) => each.name).join(),
      );
      assert.equal(scopes[0]?.name, 'Local');
      const found = await children(session, scopes[0]);
      assert.equal(found[0]?.name, 'this');
      const others = found.slice(1).filter((each) => each.name !== 'arguments');
      assert.deepEqual(shown(others).sort(), locals);
      if (around) {
        const [title, ...outer] = around;
        assert.equal(scopes[1]?.name, title);
        assert.deepEqual(shown(await children(session, scopes[1])).sort(), outer);
      }
      const names = (await Promise.all(scopes.slice(0, -1).map((each) => children(session, each)))).flat();
      assert.deepEqual(
        names.filter((each) => each.name.includes('$$')),
        [],
      );
      await session.continue();
    }
    await session.end();
  },
);

everywhere(
  'the value that a function is about to return',
  `function price(n) {
  debugger;
  return { price: n };
}
console.log(price(3).price);
`,
  async (session, { main }) => {
    await session.launch(main);
    const { threadId } = await session.stop('pause');
    await session.client.request('next', { threadId });
    await session.stop('step');
    await session.client.request('next', { threadId });
    const { frames } = await session.stop('step');
    const scopes = await scopesOf(session, frames[0]?.id);
    const locals = await children(session, scopes[0]);
    assert.deepEqual(shown(locals).slice(0, 1), ['Return value {price: 3}']);
    assert.equal(locals[0]?.evaluateName, undefined);
    const { variablesReference = 0 } = scopes[0] ?? {};
    const args = { variablesReference, name: 'Return value', value: '({ price: 4 })' };
    assert.equal((await session.client.request<{ value: string }>('setVariable', args)).value, '{price: 4}');
    await session.continue();
    assert.equal((await session.end()).output, '4\n');
  },
);

test('types, and references to memory, are for clients that know them', async (context) => {
  const files = { 'app.cjs': inspecting('const bytes = new Uint8Array(2); debugger;') };
  for (const can of [true, false]) {
    await withSession(context, nodeVersion(24), files, async (session) => {
      session.abilities = { supportsVariableType: can, supportsMemoryReferences: can };
      await session.launch('app.cjs');
      const { frames } = await session.stop('pause');
      const bytes = named(await variablesIn(session, frames[0]?.id, 'Local'), 'bytes');
      assert.equal(bytes.type, can ? 'Uint8Array' : undefined);
      assert.equal(typeof bytes.memoryReference, can ? 'string' : 'undefined');
    });
  }
});
