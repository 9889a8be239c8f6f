import { everywhere } from './child.js';

everywhere(
  'a wrapped function is of the same kind, and looks the same',
  `
  const originals = [
    function plain(a, b) {},
    function () { 'use strict'; },
    (a) => a,
    async function asynchronous(a) {},
    async (a, b) => a,
    function* generator(a) {},
    async function* asyncGenerator() {},
    { method(a) {} }.method,
    { async method(a) {} }.method,
    { *method(a) {} }.method,
    { async *method() {} }.method,
    Object.getOwnPropertyDescriptor({ get it() { return 1; } }, 'it').get,
    Math.max,
    JSON.parse,
    class Simple { constructor(a) {} },
    function plain() {}.bind(null),
    Object.freeze(function frozen() {}),
    Object.freeze(() => 1),
  ];
  for (const original of originals) {
    const wrapped = wrap(original);
    assert.notEqual(wrapped, original);
    assert.equal(wrap(wrapped), wrapped);
    assert.equal(wrap(original), wrapped);
    assert.equal(wrapped.toString(), original.toString());
    assert.equal(Function.prototype.toString.call(wrapped), Function.prototype.toString.call(original));
    assert.equal(\`\${wrapped}\`, \`\${original}\`);
    assert.equal(wrapped.name, original.name);
    assert.equal(wrapped.length, original.length);
    assert.equal(wrapped.prototype, original.prototype);
    assert.equal(Object.getPrototypeOf(wrapped), Object.getPrototypeOf(original));
    assert.equal(wrapped.constructor, original.constructor);
    assert.deepEqual(Object.getOwnPropertyDescriptors(wrapped), Object.getOwnPropertyDescriptors(original));
    assert.equal(Object.isFrozen(wrapped), Object.isFrozen(original));
    for (const kind of ['isAsyncFunction', 'isGeneratorFunction'])
      assert.equal(types[kind](wrapped), types[kind](original), kind + original);
    assert.equal(Object.prototype.toString.call(wrapped), Object.prototype.toString.call(original));
  }
  assert.equal(Function.prototype.toString.name, 'toString');
  assert.match(Function.prototype.toString.toString(), /native code/);
  assert.throws(() => Function.prototype.toString.call({}), TypeError);`,
);

everywhere(
  'this, arguments, results and errors pass through',
  `
  const error = new Error('mine');
  const sloppy = wrap(new Function('return [this, [...arguments]]'));
  assert.deepEqual(sloppy.call(7, 1, undefined), [Object(7), [1, undefined]]);
  assert.equal(sloppy()[0], globalThis);
  const { strict } = class { static strict(a, b = 'default') { return [this, arguments.length, a, b]; } };
  const wrapped = wrap(strict);
  assert.deepEqual(wrapped(), [undefined, 0, undefined, 'default']);
  assert.deepEqual(wrapped.call(7, 1, undefined), [7, 2, 1, 'default']);
  assert.deepEqual(wrapped(...Array(500).keys())[1], 500);
  assert.throws(wrap(() => { throw error; }), (thrown) => thrown === error);
  await assert.rejects(wrap(async () => { throw error; })(), (thrown) => thrown === error);
  const order = [];
  const running = wrap(async () => { order.push('in'); await null; order.push('later'); return 5; })();
  order.push('out');
  assert.equal(await running, 5);
  assert.deepEqual(order, ['in', 'out', 'later']);`,
);

everywhere(
  'functions that have hidden what functions inherit',
  `
  function odd(a) { return [this, a]; }
  for (const name of ['apply', 'call', 'bind', 'toString']) odd[name] = null;
  Object.defineProperty(odd, 'name', { value: null });
  const wrapped = wrap(odd);
  assert.deepEqual(Reflect.apply(wrapped, 1, [2]).map(Number), [1, 2]);
  for (const name of ['apply', 'call', 'bind', 'toString', 'name']) assert.equal(wrapped[name], null);
  const without = () => 1;
  delete without.name;
  delete without.length;
  assert.deepEqual(Reflect.ownKeys(wrap(without)), []);
  const orphan = Object.setPrototypeOf((a) => a + 1, null);
  assert.equal(Object.getPrototypeOf(wrap(orphan)), null);
  assert.equal(wrap(orphan)(1), 2);
  const proxied = wrap(new Proxy(function f() { return 1; }, { get: (target, key) => (key === 'it' ? 'trap' : target[key]) }));
  assert.equal(proxied.it, 'trap');
  assert.equal(proxied(), 1);`,
);

everywhere(
  'own properties are the same ones on both sides',
  `
  const key = Symbol('key');
  function counter() { counter.count++; }
  Object.assign(counter, { count: 0, [key]: 1 });
  Object.defineProperty(counter, 'fixed', { value: 3 });
  const wrapped = wrap(counter);
  wrapped();
  wrapped();
  assert.equal(wrapped.count, 2);
  wrapped.count = 10;
  wrapped();
  assert.equal(counter.count, 11);
  assert.deepEqual(Object.keys(wrapped), ['count']);
  assert.equal(wrapped[key], 1);
  assert.equal(Object.getOwnPropertyDescriptor(wrapped, 'fixed').writable, false);`,
);

everywhere(
  'new, new.target and instanceof',
  `
  function Shape(x) { if (new.target === undefined) return new Shape(x); this.x = x; this.target = new.target; }
  Shape.prototype.area = function () { return this.x; };
  const Wrapped = wrap(Shape);
  const shape = new Wrapped(3);
  assert.ok(shape instanceof Wrapped && shape instanceof Shape && new Shape(1) instanceof Wrapped);
  assert.equal(shape.area(), 3);
  assert.equal(shape.constructor, Wrapped);
  assert.equal(shape.target, Shape);
  assert.equal(Wrapped(4).x, 4);
  class Square extends Wrapped { area() { return super.area() ** 2; } }
  assert.equal(new Square(3).area(), 9);
  assert.equal(new Square(3).target, Square);
  assert.equal(Reflect.construct(Wrapped, [1], Array).target, Array);
  Wrapped.prototype = { other: true };
  assert.equal(new Wrapped(1).other, true);
  const Bound = wrap(Shape.bind(null, 8));
  assert.equal(new Bound().x, 8);
  assert.ok(new Bound() instanceof Bound && new Shape(1) instanceof Bound && !({} instanceof Bound));
  for (const no of [() => 1, { m() {} }.m, async function () {}, function* () {}, Math.max, (() => 1).bind(null)])
    assert.throws(() => new (wrap(no))(), /is not a constructor/);`,
);

everywhere(
  'generators: values both ways, errors, returns, and parameters that fail at the call',
  `
  const log = [];
  function* talk(a = fail()) {
    try { for (;;) { try { a = yield a; } catch (error) { a = 'caught ' + error; } if (a === 'end') return 'ended'; } }
    finally { log.push('finally'); }
  }
  function fail() { throw new Error('parameter'); }
  const wrapped = wrap(talk);
  assert.throws(() => wrapped(), /parameter/);
  const one = wrapped(1);
  assert.ok(one instanceof talk && one instanceof wrapped);
  assert.equal(Object.prototype.toString.call(one), '[object Generator]');
  assert.deepEqual([one.next('lost'), one.next(2), one.throw(3)].map(({ value }) => value), [1, 2, 'caught 3']);
  assert.deepEqual(one.return('early'), { value: 'early', done: true });
  assert.deepEqual(log, ['finally']);
  assert.deepEqual(one.next(), { value: undefined, done: true });
  const two = wrapped('two');
  two.next();
  assert.deepEqual(two.next('end'), { value: 'ended', done: true });
  async function* talkAsync(a = fail()) { try { a = yield Promise.resolve(a); yield a; throw new Error('late'); } finally { log.push(a); } }
  const wrappedAsync = wrap(talkAsync);
  assert.throws(() => wrappedAsync(), /parameter/);
  const three = wrappedAsync(3);
  assert.ok(three instanceof talkAsync);
  assert.deepEqual(await Promise.all([three.next(), three.next('four')]), [{ value: 3, done: false }, { value: 'four', done: false }]);
  await assert.rejects(three.next(), /late/);
  assert.equal(log.at(-1), 'four');
  assert.deepEqual(await three.next(), { value: undefined, done: true });`,
);

everywhere(
  'what is no function is refused with a sentence',
  `
  for (const [value, name] of [[undefined, 'undefined'], [null, 'null'], [{}, 'a value of type object'], [[], 'an array'], ['x', 'a value of type string']]) {
    assert.throws(() => wrap(value), new TypeError(\`wrap takes a function or a class, not \${name}.\`));
    assert.throws(() => wrapClass(value), new TypeError(\`wrapClass takes a class, not \${name}.\`));
  }
  assert.throws(() => wrapModule(7), new TypeError('wrapModule takes the exports of a module, not a value of type number.'));
  const [a, b] = [() => 1, () => 2].map(wrap);
  assert.deepEqual([a(), b()], [1, 2]);`,
);
