import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { everywhere } from '../harness/cases.js';
import { nodeVersion } from '../harness/nodes.js';
import { withSession, type TestSession } from '../harness/session.js';

type Variable = DebugProtocol.Variable;
type Scope = DebugProtocol.Scope;

/** Stops at a `debugger` statement, or at an exception, in `inspect`. */
const program = (statements: string): string => `const shared = { from: 'the module' };
globalThis.reads = 0;
class Cart {
  #hidden = 'private';
  rows = [{ price: 1 }, { price: 2 }];
  get total() { return ++globalThis.reads; }
  inspect(n) {
    ${statements}
  }
}
const outer = (kept) => { const cart = new Cart(); return { cart, run: () => [kept, shared, cart.inspect(7)] }; };
console.log('result', outer('kept').run().length, globalThis.reads);
`;

async function scopesOf(session: TestSession, frameId: number | undefined): Promise<Scope[]> {
  return (await session.client.request<{ scopes: Scope[] }>('scopes', { frameId })).scopes;
}

async function children(
  session: TestSession,
  parent: Scope | Variable | undefined,
  page: { filter?: 'indexed' | 'named'; start?: number; count?: number } = {},
): Promise<Variable[]> {
  assert.ok(parent?.variablesReference, `${parent?.name} unfolds`);
  const { variablesReference } = parent;
  const args = { variablesReference, ...page };
  return (await session.client.request<{ variables: Variable[] }>('variables', args)).variables;
}

function named(variables: readonly Variable[], name: string): Variable {
  const found = variables.find((each) => each.name === name);
  assert.ok(found, `${name} is among ${variables.map((each) => each.name).join(', ')}`);
  return found;
}

/** The variables of a scope, by the scope's name, of a frame. */
async function variablesIn(session: TestSession, frameId: number | undefined, scope: string): Promise<Variable[]> {
  const scopes = await scopesOf(session, frameId);
  return children(
    session,
    scopes.find(({ name }) => name === scope),
  );
}

const shown = (variables: readonly Variable[]): string[] => variables.map(({ name, value }) => `${name} ${value}`);

everywhere(
  'the scopes of a frame: the exception, its variables with `this`, closures, the module',
  program("const own = 'mine'; const f = () => own; throw new TypeError('fails ' + f());"),
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
    assert.deepEqual(shown(locals).slice(0, 4), ['this Cart', 'n 7', "own 'mine'", 'f ƒ ()']);
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
  program("const odd = { 'a key': [1n, null], undefined, nan: NaN, minus: -0, [Symbol('s')]: 2, f(x) {} }; debugger;"),
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
    for (const { name, evaluateName, value } of odd) {
      if (name === 'Symbol(s)' || name === '[[Prototype]]') assert.equal(evaluateName, undefined);
      else assert.equal(await session.evaluate(evaluateName ?? '', top?.id), value, evaluateName);
    }
  },
);

everywhere(
  'an array of 10,000 comes in pages',
  program(`const big = Array.from({ length: 10_000 }, (_, index) => ({ index }));
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
  program(
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
  program(`const own = { get count() { return ++globalThis.reads; }, get bad() { throw new Error('bad'); } };
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

everywhere(
  'an expression: a hover has no side effects, a watch and the console may have',
  program("let local = 1; const text = 'two\\nlines'; debugger; console.log('local', local, globalThis.made);"),
  async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('pause');
    const [top, run] = frames;
    const evaluate = async (expression: string, context: string, frameId = top?.id): Promise<string> =>
      (await session.client.request<{ result: string }>('evaluate', { expression, context, frameId })).result;

    assert.equal(await evaluate('local', 'hover'), '1');
    assert.equal(await evaluate('this.rows[1].price + n', 'hover'), '9');
    for (const harm of ['local = 2', 'local++', 'this.rows.pop()', 'this.total', 'delete shared.from']) {
      await assert.rejects(evaluate(harm, 'hover'), /EvalError: Possible side-effect/, harm);
    }
    assert.equal(
      await evaluate('[local, this.rows.length, globalThis.reads, shared.from].join()', 'watch'),
      '1,2,0,the module'.replace(/^|$/g, "'"),
    );

    assert.equal(await evaluate('++local', 'watch'), '2');
    assert.equal(await evaluate('globalThis.made = { local: ++local }', 'repl'), '{local: 3}');
    assert.equal(await evaluate('text', 'watch'), "'two\\nlines'");
    assert.equal(await evaluate('kept', 'watch', run?.id), "'kept'", 'in the frame that was asked');
    await assert.rejects(evaluate('kept', 'watch'), /^Error: ReferenceError: kept is not defined$/);
    await assert.rejects(evaluate('1 +', 'repl'), /^Error: SyntaxError: Unexpected end of input$/);
    await assert.rejects(evaluate('throw new RangeError("far")', 'repl'), /^Error: /);
    await assert.rejects(evaluate('(() => { throw new RangeError("far"); })()', 'repl'), /^Error: RangeError: far$/);

    const { result, variablesReference, indexedVariables } = await session.client.request<
      DebugProtocol.EvaluateResponse['body']
    >('evaluate', { expression: 'this.rows', context: 'repl', frameId: top?.id });
    assert.equal(result, '(2) [{…}, {…}]');
    assert.equal(indexedVariables, 2);
    const rows = { name: 'this.rows', value: result, variablesReference };
    assert.equal((await children(session, rows, { filter: 'indexed' }))[1]?.evaluateName, 'this.rows[1]');

    await session.continue();
    assert.equal((await session.end()).output, 'local 3 { local: 3 }\nresult 3 0\n');
    assert.deepEqual(
      session.client.events.filter(({ event }) => event === 'stopped').length,
      1,
      'no expression has stopped the program once more',
    );
  },
);

everywhere('references and frames are of one stop', program('debugger; debugger;'), async (session, { main }) => {
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
    'app.cjs': program('{ const kept = 1; const f = () => { debugger; return [this, kept]; }; f(); }'),
  };
  await withSession(context, nodeVersion(26), files, async (session) => {
    await session.launch('app.cjs');
    const { frames } = await session.stop('pause');
    assert.match(await session.evaluate('this', frames[0]?.id), /^Cart /);
    assert.match(named(await variablesIn(session, frames[0]?.id, 'Local'), 'this').value, /^Cart/);
  });
});

test('the console evaluates without a frame, too, while the program is paused', async (context) => {
  await withSession(context, nodeVersion(26), { 'app.cjs': program('debugger;') }, async (session) => {
    await session.launch('app.cjs');
    await session.stop('pause');
    let result = 'no answer';
    const args = { expression: 'globalThis.reads + 1', context: 'repl' };
    void session.client.request<{ result: string }>('evaluate', args).then(
      (body) => ({ result } = body),
      () => undefined,
    );
    // V8 answers in order: once it has answered this, it has passed over the one before.
    assert.equal(await session.evaluate('globalThis.reads'), '0');
    assert.equal(result, '1');
  });
});
