import { everywhere } from './child.js';

// What the debugger does while it is paused at an exception, the programs do by themselves before they throw.

everywhere(
  'a failed call is made again, with the same this and arguments',
  `
  const self = {};
  let failures = 0;
  const fail = wrap(function (a, b) {
    'use strict';
    a = 'assigned';
    registry.again('b; // end\\n  }', function (...args) { return ['new', this, ...args]; });
    failures++;
    throw new Error('old'); b; // end
  });
  assert.deepEqual(fail.call(self, 1, 2), ['new', self, 1, 2]);
  assert.equal(failures, 1);
  assert.deepEqual(fail.call(5), ['new', 5]);
  assert.equal(failures, 2);
  assert.equal(registry.find('b; // end\\n  }'), 1);
  assert.equal(registry.find('of no function'), 0);
  assert.equal(registry.find(''), 0);
  assert.equal(registry.again('of no function', () => 1), 0);
  assert.equal(isRestarting(), false);`,
);

everywhere(
  'only the next failing call is made again, unless the code is for all',
  `
  let isFailing = true;
  const work = wrap((n) => { if (isFailing) throw new Error('old ' + n); return 'old ' + n; });
  const text = work.toString();
  assert.equal(registry.again(text, (n) => 'new ' + n), 1);
  isFailing = false;
  assert.equal(work(1), 'old 1');
  isFailing = true;
  assert.equal(work(2), 'new 2');
  assert.throws(() => work(3), /old 3/);
  assert.equal(isRestarting(), false);
  registry.again(text, (n) => { throw new Error('newer ' + n); }, true);
  assert.throws(() => work(4), /newer 4/);
  assert.equal(work.toString(), text);
  assert.equal(registry.find("throw new Error('newer ' + n); }"), 1);
  assert.equal(registry.again("throw new Error('newer ' + n); }", (n) => 'newest ' + n), 1);
  assert.equal(work(5), 'newest 5');
  registry.again(text, () => 'never');
  assert.equal(isRestarting(), true);
  registry.again(text, null);
  assert.equal(isRestarting(), false);
  assert.throws(() => work(6), /newer 6/);
  registry.forget(text);
  assert.throws(() => work(7), /old 7/);`,
);

everywhere(
  'as often as it fails',
  `
  const work = wrap((n) => { put(1); throw new Error('old'); });
  function put(n) {
    registry.again(n === 1 ? work.toString() : 'put(' + n + '); throw 0; }', n === 4 ? (a) => a : [null, (a) => { put(2); throw 0; }, (a) => { put(3); throw 0; }, (a) => { put(4); throw 0; }][n]);
  }
  assert.equal(work('end'), 'end');
  assert.equal(isRestarting(), false);`,
);

everywhere(
  'constructors: the same new.target, and classes that extend others',
  `
  class Base { constructor() { this.target = new.target; } }
  class Shape extends Base {
    constructor(x) {
      super();
      registry.again(Shape.toString(), class Newer extends Base { constructor(x) { super(); this.x = x; } });
      throw new Error('old');
    }
    double() { return this.x * 2; }
  }
  const Wrapped = wrap(Shape);
  const shape = new Wrapped(4);
  assert.ok(shape instanceof Wrapped);
  assert.deepEqual([shape.x, shape.double(), shape.target], [4, 8, Shape]);
  class Square extends Wrapped {}
  assert.ok(new Square(4) instanceof Square);
  assert.equal(new Square(4).target, Square);
  const Old = wrap(function Old(x) { registry.again(Old.toString(), function (x) { this.x = [x, new.target]; }); throw new Error('old'); });
  const old = new Old(1);
  assert.ok(old instanceof Old);
  assert.equal(old.x[0], 1);`,
);

everywhere(
  'methods, static methods and accessors of a class',
  `
  class Shape {
    #x = 3;
    get area() { registry.again('get area() { ' + 'fail' + '(); }', function () { return [this]; }); fail(); }
    static make() { fail(); }
    peek() { return this.#x; }
  }
  function fail() { throw new Error('old'); }
  const Wrapped = wrapClass(Shape);
  assert.equal(registry.find('get area()'), 0);
  assert.equal(registry.again('static make() { fail(); }'.slice('static '.length), function () { return this; }), 1);
  assert.equal(Wrapped.make(), Wrapped);
  assert.throws(() => Wrapped.make(), /old/);
  assert.equal(new Wrapped().peek(), 3);`,
);

everywhere(
  'an async call: its promise stays pending, siblings end on the old code, later calls run the new',
  `
  let release;
  const gate = new Promise((resolve) => (release = resolve));
  const work = wrap(async function (kind) {
    await (kind === 'sibling' ? gate : null);
    if (kind !== 'failing') return 'old ' + kind;
    registry.again(work.toString(), async function (kind) { await null; return ['new', kind, this]; }, true);
    throw new Error('broken');
  });
  const sibling = work('sibling');
  const self = {};
  let isSettled = false;
  const failing = work.call(self, 'failing').finally(() => (isSettled = true));
  await null;
  await null;
  assert.equal(isSettled, false);
  assert.deepEqual(await failing, ['new', 'failing', self]);
  assert.deepEqual((await work('later')).slice(0, 2), ['new', 'later']);
  release();
  assert.equal(await sibling, 'old sibling');
  const plain = wrap(async () => { registry.again(plain.toString(), () => 'sync'); throw new Error('old'); });
  assert.equal(await plain(), 'sync');`,
);

everywhere(
  'a generator is brought back to where it was: its consumer gets each value once',
  `
  const log = [];
  function* rows(first) {
    let sent = yield first;
    log.push(sent);
    sent = yield 'second';
    log.push(sent);
    registry.again(rows.toString(), function* (first) {
      const got = [this.name, first];
      got.push(yield 'not again', yield 'nor this', isRestarting());
      yield got;
      return 'end';
    });
    throw new Error('old');
  }
  const owner = { name: 'owner', rows: wrap(rows) };
  const one = owner.rows('first');
  assert.deepEqual([one.next('lost').value, one.next('a').value], ['first', 'second']);
  assert.deepEqual(one.next('b'), { value: ['owner', 'first', 'a', 'b', false], done: false });
  assert.deepEqual(one.next(), { value: 'end', done: true });
  assert.deepEqual(log, ['a', 'b']);
  function* count() { yield 1; yield 2; registry.again(count.toString(), function* () { yield 1; yield 2; yield 3; }); throw new Error('old'); }
  assert.deepEqual([...wrap(count)()], [1, 2, 3]);
  function* short() { yield 1; yield 2; registry.again(short.toString(), function* () { yield 1; return 'early'; }); throw new Error('old'); }
  const two = wrap(short)();
  assert.deepEqual([two.next(), two.next(), two.next()].at(-1), { value: 'early', done: true });
  function* thrown() {
    try { yield 1; } catch (error) { yield error; }
    registry.again(thrown.toString(), function* () { try { yield 1; } catch (error) { yield error; yield 'new ' + error; } });
    throw new Error('old');
  }
  const three = wrap(thrown)();
  three.next();
  assert.deepEqual([three.throw('in').value, three.next().value], ['in', 'new in']);
  function* parameter(a = fail()) { yield a; }
  function fail() { registry.again(parameter.toString(), function* (a = 'right') { yield a; }); throw new Error('old'); }
  assert.deepEqual([...wrap(parameter)()], ['right']);
  assert.equal(isRestarting(), false);`,
);

everywhere(
  'an async generator, too',
  `
  async function* rows(first) {
    const sent = yield first;
    await null;
    registry.again(rows.toString(), async function* (first) {
      const sent = yield 'not again';
      await null;
      yield [this.name, first, sent];
      yield isRestarting();
    });
    throw new Error('old');
  }
  const one = { name: 'owner', rows: wrap(rows) }.rows('first');
  assert.deepEqual(await one.next(), { value: 'first', done: false });
  assert.deepEqual((await one.next('a')).value, ['owner', 'first', 'a']);
  assert.equal((await one.next()).value, false);
  assert.equal((await one.next()).done, true);
  async function* broken() { yield 1; throw new Error('broken'); }
  await assert.rejects(async () => { for await (const row of wrap(broken)()) assert.equal(row, 1); }, /broken/);`,
);

everywhere(
  'a generator that has had more than 1,000 values is not started again, and says so',
  `
  const warned = new Promise((resolve) => process.once('warning', resolve));
  function* sums(most) {
    let sum = 0;
    for (let i = 0; i < most; i++) sum += yield sum;
    registry.again(sums.toString(), function* () { let sum = 0; for (;;) sum += yield sum; });
    throw new Error('old');
  }
  const feed = (most) => {
    const one = wrap(sums)(most);
    one.next();
    let last;
    for (let i = 0; i < most; i++) last = one.next(1);
    return last.value;
  };
  assert.equal(feed(1000), 1000);
  assert.throws(() => feed(1002), /old/);
  assert.match((await warned).message, /^Hot Restart cannot run sums again: more than 1000 values/);
  assert.equal(isRestarting(), false);`,
);

everywhere(
  'isRestarting: in finally blocks while a call unwinds, and until the new call has come to its first await',
  `
  const seen = [];
  const note = (word) => seen.push(word + ' ' + isRestarting());
  const inner = () => { try { throw new Error('old'); } finally { note('inner'); } };
  const work = wrap(() => {
    note('before');
    registry.again(work.toString(), () => { note('new'); return 1; });
    try { inner(); } finally { note('outer'); }
  });
  work();
  note('after');
  assert.deepEqual(seen.splice(0), ['before false', 'inner true', 'outer true', 'new false', 'after false']);
  const later = wrap(async () => {
    await null;
    registry.again(later.toString(), async () => { note('new'); inner2(); await null; note('awaited'); });
    try { throw new Error('old'); } finally { note('outer'); await null; note('still'); }
  });
  const inner2 = () => note('called');
  await later();
  note('after');
  assert.deepEqual(seen.splice(0), ['outer true', 'still true', 'new true', 'called true', 'awaited false', 'after false']);
  try { wrap(() => { throw new Error('plain'); })(); } catch { note('catch'); }
  assert.deepEqual(seen, ['catch false']);`,
);

everywhere(
  'what is wrapped and no longer used is forgotten',
  `
  let unused = wrap(() => 'only here');
  const text = unused.toString();
  assert.equal(registry.find(text), 1);
  unused = undefined;
  for (let i = 0; i < 2100; i++) wrap(() => i);
  await new Promise(setImmediate);
  const { setFlagsFromString } = process.getBuiltinModule?.('v8') ?? (await import('node:v8'));
  const { runInNewContext } = process.getBuiltinModule?.('vm') ?? (await import('node:vm'));
  setFlagsFromString('--expose-gc');
  for (let i = 0; i < 5; i++) { runInNewContext('gc')(); await new Promise(setImmediate); }
  assert.equal(registry.find(text), 0);`,
);
