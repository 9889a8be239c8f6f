import { everywhere } from './child.js';

everywhere(
  'a class: members in place, statics, accessors, symbols, private names, fields',
  `
  const key = Symbol('key');
  let blocks = 0;
  class Base {
    static made = [];
    static create(x) { return new this(x); }
    get base() { return 'base'; }
    hello() { return 'hello ' + this.x; }
  }
  class Shape extends Base {
    #x = 0;
    x = 1;
    static total = 0;
    static { blocks++; }
    static get size() { return this.total; }
    constructor(x) { super(); this.#x = x; Shape.total++; }
    get secret() { return this.#x; }
    set secret(value) { this.#x = value; }
    [key]() { return super.hello(); }
    async later() { return this.#x; }
    *all() { yield this.#x; }
  }
  const early = new Shape(1);
  const before = Object.getOwnPropertyDescriptors(Shape.prototype);
  const Wrapped = wrapClass(Shape);
  assert.equal(wrapClass(Wrapped), Wrapped);
  assert.equal(wrap(Shape), Wrapped);
  const late = new Wrapped(2);
  for (const [shape, x] of [[early, 1], [late, 2]]) {
    assert.ok(shape instanceof Wrapped && shape instanceof Shape && shape instanceof Base);
    assert.equal(shape.constructor, Wrapped);
    assert.equal(shape.secret, x);
    assert.equal(shape[key](), 'hello 1');
    assert.equal(await shape.later(), x);
    assert.deepEqual([...shape.all()], [x]);
    shape.secret = 5;
    assert.equal(shape.secret, 5);
  }
  assert.deepEqual([Wrapped.name, Wrapped.length, Wrapped.total, Wrapped.size, blocks], ['Shape', 1, 2, 2, 1]);
  Wrapped.total = 7;
  assert.equal(Shape.total, 7);
  assert.equal(Wrapped.toString(), Shape.toString());
  assert.ok(Wrapped.create(3) instanceof Wrapped);
  assert.throws(() => Wrapped(), new TypeError("Class constructor Shape cannot be invoked without 'new'"));
  const after = Object.getOwnPropertyDescriptors(Shape.prototype);
  assert.deepEqual(Reflect.ownKeys(after), Reflect.ownKeys(before));
  for (const name of Reflect.ownKeys(before)) {
    const [a, b] = [before[name], after[name]];
    assert.deepEqual([a.enumerable, a.configurable, a.writable], [b.enumerable, b.configurable, b.writable]);
    assert.equal(wrap(b.value ?? b.get), b.value ?? b.get);
    assert.notEqual(b.value ?? b.get, a.value ?? a.get);
  }
  class Square extends Wrapped { get secret() { return super.secret ** 2; } }
  assert.equal(new Square(3).secret, 9);
  assert.ok(new Square(3) instanceof Shape);
  assert.equal(Square.total, Shape.total);`,
);

everywhere(
  'the code of a class finds itself: abstract classes, static private names',
  `
  class Shape {
    static #made = 0;
    static #add() { return ++this.#made; }
    static get made() { return this.#made; }
    static async later() { return this.#made; }
    static *each() { yield this.#made; }
    constructor() { if (new.target === Shape) throw new TypeError('abstract'); Shape.#add(); }
    static add() { return this.#add(); }
  }
  const Wrapped = wrap(Shape);
  assert.throws(() => new Wrapped(), /abstract/);
  class Square extends Wrapped {}
  new Square();
  assert.equal(Wrapped.add(), 2);
  assert.equal(Wrapped.made, 2);
  assert.equal(await Wrapped.later(), 2);
  assert.deepEqual([...Wrapped.each()], [2]);
  assert.throws(() => Square.made, TypeError);`,
);

everywhere(
  'frozen classes, members that cannot be changed, native classes, classes from functions',
  `
  class Frozen { m() { return 1; } static s() { return 2; } }
  Object.freeze(Frozen);
  Object.freeze(Frozen.prototype);
  const Wrapped = wrapClass(Frozen);
  assert.equal(new Wrapped().m(), 1);
  assert.equal(Wrapped.s(), 2);
  assert.equal(Frozen.prototype.constructor, Frozen);
  class Fixed { get g() { return 1; } m() { return 2; } }
  for (const name of ['g', 'm']) Object.defineProperty(Fixed.prototype, name, { configurable: false, ...(name === 'm' && { writable: false }) });
  const WrappedFixed = wrapClass(Fixed);
  assert.deepEqual([new WrappedFixed().g, new WrappedFixed().m()], [1, 2]);
  const { get } = Map.prototype;
  const WrappedMap = wrapClass(Map);
  assert.equal(new WrappedMap([[1, 2]]).get(1), 2);
  assert.equal(Map.prototype.get, get);
  assert.equal(new Map().constructor, Map);
  function Old(x) { this.x = x; }
  Old.prototype.twice = function () { return this.x * 2; };
  const WrappedOld = wrapClass(Old);
  assert.equal(new WrappedOld(4).twice(), 8);
  assert.equal(wrap(Old.prototype.twice), Old.prototype.twice);
  const Null = wrapClass(class extends null { static s() { return 1; } });
  assert.equal(Null.s(), 1);`,
);

everywhere(
  'wrapModule: in place, but for what cannot be changed',
  `
  const f = () => 1;
  class C {}
  const fixed = () => 2;
  const exports = { f, again: f, C, n: 7, get lazy() { throw new Error('not to be called'); } };
  Object.defineProperty(exports, 'fixed', { value: fixed, enumerable: true });
  Object.defineProperty(exports, 'constant', { value: fixed, configurable: true });
  assert.equal(wrapModule(exports), exports);
  assert.equal(exports.f, wrap(f));
  assert.equal(exports.again, exports.f);
  assert.equal(exports.C, wrap(C));
  assert.equal(exports.n, 7);
  assert.deepEqual([exports.fixed, exports.constant], [fixed, fixed]);
  assert.equal(wrapModule(exports).f, wrap(f));
  wrapModule(Object.freeze({ f }));
  const whole = Object.assign(() => 3, { part: () => 4 });
  const { part } = whole;
  const wrapped = wrapModule(whole);
  assert.equal(wrapped, wrap(whole));
  assert.equal(wrapped.part, wrap(part));
  const namespace = await import('./part.mjs');
  const plain = wrapModule(namespace);
  assert.deepEqual(Object.keys(plain), ['default', 'n', 'named']);
  assert.equal(plain.named, wrap(namespace.named));
  assert.equal(plain.default(), 'default');
  assert.equal(plain.n, 1);`,
  { 'part.mjs': `export default () => 'default'; export function named() {} export const n = 1;` },
);
