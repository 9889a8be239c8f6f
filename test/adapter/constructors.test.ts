import assert from 'node:assert/strict';
import { everywhere } from '../harness/cases.js';

everywhere(
  'the constructor of a derived class, with private names and fields',
  `let bases = 0;
class Shape { constructor(name) { bases++; this.name = name; } }
class Circle extends Shape {
  #radius;
  unit = 'cm';
  constructor(radius) {
    super('circle');
    if (radius === undefined) throw new Error('no radius'); // @throw
    this.#radius = radius;
  }
  get area() { return Math.round(3 * this.#radius ** 2) + this.unit; }
}
class Dot extends Circle { constructor(...all) { super(...all); this.isDot = true; } }
const shapes = [new Circle(1), new Dot(), new Circle()];
console.log(shapes.map((shape) => [shape.constructor.name, shape.area, shape.isDot].join(' ')).join(), bases);
`,
  async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('exception');
    assert.equal(frames[0]?.name, 'Circle');
    assert.deepEqual(
      frames.slice(0, 2).map(({ canRestart }) => canRestart),
      [true, true],
    );
    session.project.edit(main, "throw new Error('no radius');", 'radius = 7;');
    await session.continue();
    const { code, output } = await session.end();
    assert.equal(output, 'Circle 3cm ,Dot 147cm true,Circle 147cm \n'.replace('\n', ' 4\n'));
    assert.equal(code, 0);
    assert.deepEqual(
      session.outcomes().map(({ strategy, function: name }) => [strategy, name].join(' ')),
      ['wrapper new Circle'],
    );
  },
);

everywhere(
  'a derived constructor that fails before super, and fails again',
  `class A { constructor(x) { this.x = x; } }
class B extends A {
  constructor(x) {
    if (x === 1) throw new Error('before super'); // @throw
    super(x);
  }
}
console.log(JSON.stringify([new B(1), new B(2)]));
`,
  async (session, { main }) => {
    await session.launch(main);
    await session.stop('exception');
    session.project.edit(main, "throw new Error('before super');", "x = 'one';");
    session.project.edit(
      main,
      'super(x);',
      "super(x);\n    if (x === 'one') throw new Error('after super'); // @again",
    );
    await session.continue();
    const { frames } = await session.stop('exception');
    assert.equal(frames[0]?.name, 'B');
    assert.equal(frames[0].line, session.project.line(main, 'again'));
    assert.notEqual(frames[1]?.name, 'B', JSON.stringify(frames.slice(0, 3)));
    session.project.edit(main, "throw new Error('after super');", ';');
    await session.continue();
    assert.equal((await session.end()).output, '[{"x":"one"},{"x":2}]\n');
  },
);

everywhere(
  'what collects garbage is evaluated in the constructor (E15)',
  `class A {}
class B extends A {
  constructor(x) {
    super();
    const [a, b, c, d, e, f, g, h] = [1, 2, 3, 4, 5, 6, 7, 8], { i = 9, j = 10, ...k } = {};
    const all = () => [a, b, c, d, e, f, g, h, i, j, k];
    if (!x) throw new Error('none'); // @throw
    this.sum = all().length;
  }
}
console.log(new B(0).sum);
`,
  async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('exception');
    for (const { id, name } of frames.slice(0, 2)) {
      assert.equal(
        await session.evaluate('Array.from({ length: 600000 }, (_, n) => ({ n })).length', id),
        '600000',
        name,
      );
    }
    session.project.edit(main, '!x', 'x');
    await session.continue();
    assert.deepEqual(await session.end().then(({ code, output }) => [code, output]), [0, '11\n']);
  },
);
