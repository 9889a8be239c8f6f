import { test } from 'node:test';
import { transpileModule, ModuleKind, ScriptTarget, type CompilerOptions } from 'typescript';
import { Project } from '../harness/debuggee.js';
import { MATRIX } from '../harness/nodes.js';
import { install, runToEnd } from './child.js';

const HEAD = `
import assert from 'node:assert/strict';
import { wrap } from 'hot-restart';
const registry = globalThis[Symbol.for('hot-restart.wrapped')];
const isWrapped = (fn) => typeof fn === 'function' && wrap(fn) === fn && registry.cellOf(fn) !== undefined;
const own = (object, key) => Object.getOwnPropertyDescriptor(object, key);
`;

const MEMBERS = `
const key = Symbol('key');
class Shape {
  #x = 2;
  @wrap method(a) { return this.#x * a; }
  @wrap static create(...args) { return new this(...args); }
  @wrap get x() { return this.#x; }
  @wrap set x(value) { this.#x = value; }
  @wrap async [key]() { return this.#x; }
  @wrap *all() { yield this.#x; }
  @wrap field = (a) => [this, a];
  @wrap number = 7;
  @wrap static helper = () => 'helped';
}
const shape = Shape.create();
assert.deepEqual([shape.method(2), shape.x, ...shape.all(), await shape[key]()], [4, 2, 2, 2]);
shape.x = 5;
assert.equal(shape.x, 5);
assert.equal(shape.field(1)[0], shape);
assert.deepEqual([shape.number, Shape.helper()], [7, 'helped']);
const { prototype } = Shape;
for (const fn of [prototype.method, Shape.create, own(prototype, 'x').get, own(prototype, 'x').set, prototype[key], prototype.all, shape.field, Shape.helper])
  assert.ok(isWrapped(fn), String(fn));
assert.deepEqual(Object.keys(prototype), []);
assert.equal(prototype.method.name, 'method');
`;

const CLASS = `
@wrap
class Shape {
  static total = 0;
  static helper = () => 'helped';
  static made = [];
  #x;
  constructor(x) { this.#x = x; this.isOwn = new.target === Shape; Shape.total++; Shape.made.push(this); }
  get x() { return this.#x; }
  method() { return this.#x; }
  clone() { return new Shape(this.#x); }
}
assert.ok(isWrapped(Shape));
const shape = new Shape(3);
assert.deepEqual([shape.isOwn, shape.x, shape.method(), Shape.total, Shape.helper()], [true, 3, 3, 1, 'helped']);
assert.ok(shape.clone() instanceof Shape && shape.clone().isOwn);
assert.equal(shape.constructor, Shape);
assert.equal(Shape.name, 'Shape');
assert.deepEqual([isWrapped(Shape.prototype.method), isWrapped(own(Shape.prototype, 'x').get), isWrapped(Shape.helper)], [true, true, true]);
class Square extends Shape { method() { return super.method() ** 2; } }
assert.equal(new Square(3).method(), 9);
assert.equal(new Square(3).isOwn, false);
`;

const STATIC_PRIVATE = `
@wrap
class Shape {
  static #secret = 1;
  static #add() { return ++this.#secret; }
  static reveal() { return [Shape.#secret, this.#add()]; }
}
assert.deepEqual(Shape.reveal(), [1, 2]);
assert.ok(isWrapped(Shape.reveal));
assert.ok(new Shape() instanceof Shape);
`;

const STANDARD_ONLY = `
class Shape {
  @wrap accessor handler = () => 'handled';
  @wrap #secret() { return 'secret'; }
  tell() { return [this.#secret(), isWrapped(this.#secret)]; }
}
const shape = new Shape();
assert.ok(isWrapped(shape.handler));
assert.equal(shape.handler(), 'handled');
shape.handler = 5;
assert.equal(shape.handler, 5);
assert.deepEqual(shape.tell(), ['secret', true]);
`;

const FAILING = `
class Shape {
  factor = 3;
  @wrap async times(n) {
    await null;
    registry.again(Shape.prototype.times.toString(), async function (n) { return this.factor * n; });
    throw new Error('old');
  }
}
assert.equal(await new Shape().times(5), 15);
`;

/** Runs a program in TypeScript's decorators on every Node.js. */
function compiled(title: string, program: string, options: CompilerOptions): void {
  const compilerOptions: CompilerOptions = { module: ModuleKind.ESNext, target: ScriptTarget.ES2022, ...options };
  const { outputText } = transpileModule(`${HEAD}${program}console.log('done');\n`, { compilerOptions });
  for (const { major, path } of MATRIX) {
    test(`${title} (Node ${major})`, { skip: path === undefined && `Node ${major} is not installed` }, async () => {
      const project = new Project({ 'app.mjs': outputText });
      try {
        install(project);
        await runToEnd(path as string, project.path('app.mjs'));
      } finally {
        project.remove();
      }
    });
  }
}

const LEGACY: CompilerOptions = { experimentalDecorators: true, useDefineForClassFields: false };

compiled('standard decorators of members', MEMBERS, {});
compiled('standard decorators of members, compiled to ES2017', MEMBERS, { target: ScriptTarget.ES2017 });
compiled('a standard decorator of a class', CLASS, {});
compiled('a decorated class with static private names', STATIC_PRIVATE, {});
compiled('a class with a legacy decorator and static private names', STATIC_PRIVATE, LEGACY);
compiled('standard decorators of accessors and private methods', STANDARD_ONLY, {});
compiled('legacy decorators of members', MEMBERS, LEGACY);
compiled('a legacy decorator of a class', CLASS, LEGACY);
compiled('a decorated method is called again', FAILING, {});
compiled('a method with a legacy decorator is called again', FAILING, LEGACY);
