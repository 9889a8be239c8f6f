import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everywhere } from '../harness/cases.js';
import { nodeVersion } from '../harness/nodes.js';
import { withSession, type TestSession } from '../harness/session.js';
import { children, named, scopeOf, variablesIn } from '../harness/variables.js';

type Parent = { readonly name?: string; readonly variablesReference: number };

async function set(session: TestSession, parent: Parent, name: string, value: string): Promise<string> {
  const args = { variablesReference: parent.variablesReference, name, value };
  return (await session.client.request<{ value: string }>('setVariable', args)).value;
}

async function setExpression(
  session: TestSession,
  expression: string,
  value: string,
  frameId?: number,
): Promise<string> {
  const args = { expression, value, frameId };
  return (await session.client.request<{ value: string }>('setExpression', args)).value;
}

everywhere(
  'variables of every scope are set',
  `import { sep } from 'node:path';
let ofModule = 1;
const fixed = 'fixed';
globalThis.everywhere = 1;
function outer(captured) {
  return function inner(parameter) {
    let local = 1;
    const constant = { held: 1 };
    for (const each of [1]) {
      let local = 'hides';
      const constant = 'hides';
      try {
        throw 'thrown';
      } catch (caught) {
        debugger;
        console.log(JSON.stringify([caught, local, parameter, captured, ofModule, globalThis.everywhere, each]));
      }
    }
    const later = 1;
    console.log(JSON.stringify([local, constant, fixed, sep.length, later]));
  };
}
outer('c')('p');
`,
  async (session, { main, kind }) => {
    await session.launch(main, { filters: [] });
    const { frames } = await session.stop('pause');
    const frameId = frames[0]?.id;
    const scope = (name: string): Promise<Parent> => scopeOf(session, frameId, name);
    const ofModule = kind === 'CommonJS' ? 'Closure' : 'Module';
    assert.equal(await set(session, await scope('Catch'), 'caught', "'set' + ofModule"), "'set1'");
    assert.equal(await set(session, await scope('Block'), 'local', '[1, 2]'), '(2) [1, 2]');
    assert.equal(await set(session, await scope('Local'), 'local', 'parameter + 2'), "'p2'");
    assert.equal(await set(session, await scope('Local'), 'parameter', '-0'), '-0');
    assert.equal(await set(session, await scope('Closure (outer)'), 'captured', 'null'), 'null');
    assert.equal(await set(session, await scope(ofModule), 'ofModule', '{ a: 1 }'), '{a: 1}');
    assert.equal(await set(session, await scope('Global'), 'everywhere', 'undefined'), 'undefined');

    const refused: readonly [string, string, RegExp][] = [
      ['Block', 'constant', /`constant` is a constant, so it was not changed/],
      ['Local', 'constant', /`constant` is a constant/],
      [ofModule, 'fixed', /`fixed` is a constant/],
      [ofModule, 'sep', kind === 'CommonJS' ? /`sep` is a constant/ : /`sep` is imported/],
      ['Local', 'this', /`this` cannot be changed/],
    ];
    for (const [name, variable, sentence] of refused) {
      await assert.rejects(set(session, await scope(name), variable, '2'), sentence, `${name} ${variable}`);
    }
    await assert.rejects(
      set(session, await scope('Local'), 'local', 'nowhere'),
      /ReferenceError: nowhere is not defined/,
    );
    await assert.rejects(set(session, await scope('Local'), 'local', '1 +'), /SyntaxError/);
    assert.equal(
      named(await variablesIn(session, frameId, 'Local'), 'local').value,
      "'p2'",
      'a refusal changes nothing',
    );
    assert.equal(named(await variablesIn(session, frameId, 'Block'), 'local').value, '(2) [1, 2]');
    assert.equal(await session.evaluate('parameter = { changed: captured }', frameId), '{changed: null}');
    assert.equal(named(await variablesIn(session, frameId, 'Local'), 'parameter').value, '{changed: null}');
    assert.equal(named(await variablesIn(session, frameId, 'Local'), 'later').value, 'undefined');
    await session.continue();
    const { output } = await session.end();
    assert.equal(output, '["set1",[1,2],{"changed":null},null,{"a":1},null,1]\n["p2",{"held":1},"fixed",1,1]\n');
  },
);

everywhere(
  'variables of wrapped functions are set',
  `async function load(id) {
  let before = id;
  await null;
  debugger;
  return [id, before];
}
load(1).then((all) => console.log(all.join()));
`,
  async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('pause');
    const local = await scopeOf(session, frames[0]?.id, 'Local');
    assert.equal(await set(session, local, 'id', '5'), '5');
    assert.equal(await setExpression(session, 'before', 'id + 1', frames[0]?.id), '6');
    await session.continue();
    assert.equal((await session.end()).output, '5,6\n');
  },
);

everywhere(
  'properties, elements and entries are set; what keeps its value says why',
  `class Cart {
  #secret = 1;
  rows = [1, 2];
  get total() { return this.rows.length; }
  set owner(name) { if (!name) throw new RangeError('no name'); this.rows.push(name); }
  run() {
    const s = Symbol('s');
    const odd = { [s]: 1, 'a b': 2, frozen: Object.freeze({ x: 1 }), bytes: new Uint8Array(2) };
    const key = {};
    const map = new Map([['k', 1], [key, 2]]);
    debugger;
    return [this.#secret, this.rows, odd[s], odd['a b'], odd.frozen.x, [...odd.bytes], map.get('k'), map.get(key)];
  }
}
console.log(JSON.stringify(new Cart().run()));
`,
  async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('pause');
    const locals = await variablesIn(session, frames[0]?.id, 'Local');
    const cart = named(locals, 'this');
    const own = await children(session, cart);
    const odd = named(locals, 'odd');
    const inOdd = await children(session, odd);

    assert.equal(await set(session, cart, '#secret', '7'), '7');
    assert.equal(await set(session, named(own, 'rows'), '1', "'two'"), "'two'");
    assert.equal(await set(session, odd, 'Symbol(s)', 's.toString()'), "'Symbol(s)'");
    assert.equal(await set(session, odd, 'a b', '{ c: 1 }'), '{c: 1}');
    assert.equal(await set(session, named(inOdd, 'bytes'), '0', '300'), '44', 'what is there now');
    const prototype = await children(session, named(own, '[[Prototype]]'));
    assert.equal(
      await set(session, named(prototype, 'total'), '', '1').catch((error: Error) => error.message),
      '`total` was not changed (TypeError: Cannot set property total of #<Cart> which has only a getter): give it another value, or change what keeps it from changing.',
    );
    await assert.rejects(
      set(session, named(inOdd, 'frozen'), 'x', '2'),
      /TypeError: Cannot assign to read only property 'x'/,
    );
    await assert.rejects(set(session, cart, 'owner', "''"), /\(RangeError: no name\)/);
    assert.equal(await set(session, cart, 'owner', "'Ada'"), "'Ada'");
    await assert.rejects(set(session, cart, '[[Prototype]]', 'null'), /The entry \[\[Prototype\]\]/);

    const entries = await children(session, named(await children(session, named(locals, 'map')), '[[Entries]]'));
    const [first, second] = entries;
    assert.ok(first && second);
    assert.equal(await set(session, first, 'value', '10'), '10');
    assert.equal(await set(session, second, 'value', '20'), '20');
    await assert.rejects(set(session, first, 'key', '1'), /of a Map only the values/);
    await session.continue();
    assert.equal((await session.end()).output, '[7,[1,"two","Ada"],"Symbol(s)",{"c":1},1,[44,0],10,20]\n');
  },
);

everywhere(
  'expressions are set',
  `const settings = { deep: [{ a: 1 }] };
let count = 1;
function run(local) {
  const constant = 1;
  const map = new Map([['k', 1]]);
  const bytes = new Uint8Array(1);
  const frozen = Object.freeze({ x: 1 });
  debugger;
  return [settings.deep[0].a, count, local, constant, map.get('k'), bytes[0], frozen.x];
}
console.log(run('l').join());
`,
  async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('pause');
    const frameId = frames[0]?.id;
    const assign = (expression: string, value: string): Promise<string> =>
      setExpression(session, expression, value, frameId);
    assert.equal(await assign('settings.deep[0].a', 'count + 1'), '2');
    assert.equal(await assign('count', '5'), '5');
    assert.equal(await assign('local', "'new'"), "'new'");
    assert.equal(await assign('bytes[0]', '257'), '1');
    const map = await children(session, named(await variablesIn(session, frameId, 'Local'), 'map'));
    const [entry] = await children(session, named(map, '[[Entries]]'));
    const [key, value] = await children(session, entry);
    assert.equal(await assign(value?.evaluateName ?? '', '3'), '3');
    await assert.rejects(assign(key?.evaluateName ?? '', '3'), /of a Map only the values/);
    await assert.rejects(assign('constant', '2'), /`constant` is a constant/);
    await assert.rejects(assign('frozen.x', '2'), /TypeError: Cannot assign to read only property 'x'/);
    await assert.rejects(assign('1 + 1', '2'), /SyntaxError: Invalid left-hand side/);
    await assert.rejects(assign('nowhere', '2'), /ReferenceError: nowhere is not defined/);
    await session.continue();
    assert.equal((await session.end()).output, '2,5,new,1,3,1,1\n');
  },
);

test('who changes data is asked for what is shown elsewhere', async (context) => {
  const files = { 'app.cjs': 'let a = 1; debugger; console.log(a);' };
  await withSession(context, nodeVersion(24), files, async (session) => {
    session.abilities = { supportsInvalidatedEvent: true };
    await session.launch('app.cjs');
    const { frames } = await session.stop('pause');
    const local = await scopeOf(session, frames[0]?.id, 'Local');
    await assert.rejects(set(session, local, 'a', 'nowhere'));
    assert.deepEqual(
      session.client.events.filter(({ event }) => event === 'invalidated'),
      [],
    );
    await set(session, local, 'a', '2');
    const { index } = await session.client.eventAt('invalidated', () => true, 0);
    assert.deepEqual(session.client.events[index]?.body, { areas: ['variables'], threadId: 1 });
    await setExpression(session, 'a', '3', frames[0]?.id);
    await session.client.event('invalidated', () => true, index + 1);
    await session.continue();
    assert.equal((await session.end()).output, '3\n');
  });
});
