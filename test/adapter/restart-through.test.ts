import assert from 'node:assert/strict';
import { everywhere } from '../harness/cases.js';

/** One way for a call to reach the function that fails. Each program prints `done` and a result that the fix decides. */
interface Way {
  readonly name: string;
  readonly program: string;
  /** The text that fails, and what the user writes instead. */
  readonly edit: readonly [from: string, to: string];
  readonly output: string;
  readonly frame: string;
}

const WAYS: readonly Way[] = [
  {
    name: 'the top frame, whose first statement threw',
    program: `function fail(n) {
  throw new Error('first ' + n);
}
console.log('done', fail(1));`,
    edit: ["throw new Error('first ' + n);", 'return n + 1;'],
    output: 'done 2\n',
    frame: 'fail',
  },
  {
    name: 'a method with super and #private',
    program: `class Base { total(n) { return n * 10; } }
class Cart extends Base {
  #rate = 2;
  total(n) {
    if (n > 2) throw new RangeError('too many'); // @throw
    return super.total(n) * this.#rate;
  }
}
const cart = new Cart();
console.log('done', [1, 2, 3].map((n) => cart.total(n)).join());`,
    edit: ["if (n > 2) throw new RangeError('too many');", 'if (n > 2) return super.total(2) * this.#rate;'],
    output: 'done 20,40,40\n',
    frame: 'total',
  },
  {
    name: 'a getter',
    program: `const item = { price: null, get gross() { return this.price.net * 2; } };
console.log('done', item.gross);`,
    edit: ['this.price.net * 2', '(this.price?.net ?? 4) * 2'],
    output: 'done 8\n',
    frame: 'get gross',
  },
  {
    name: 'a callback below replace',
    program: `const text = 'a1b2'.replace(/\\d/g, function digit(found) {
  if (found === '2') null.oops;
  return '<' + found + '>';
});
console.log('done', text);`,
    edit: ["if (found === '2') null.oops;", ''],
    output: 'done a<1>b<2>\n',
    frame: 'digit',
  },
  {
    name: 'toJSON below JSON.stringify',
    program: `const value = { toJSON() { throw new Error('no json'); } };
console.log('done', JSON.stringify({ value }));`,
    edit: ["throw new Error('no json');", 'return 7;'],
    output: 'done {"value":7}\n',
    frame: 'toJSON',
  },
  {
    name: 'a timer',
    program: `let ticks = 0;
setTimeout(function tick() {
  ticks++;
  if (ticks < 2) throw new Error('tick ' + ticks);
  console.log('done', ticks);
}, 1);`,
    edit: ["if (ticks < 2) throw new Error('tick ' + ticks);", ''],
    output: 'done 2\n',
    frame: 'tick',
  },
  {
    name: 'an event emitter',
    program: `import { EventEmitter } from 'node:events';
const emitter = new EventEmitter();
emitter.on('row', function onRow(row) {
  if (row === 2) throw new Error('row ' + row);
  console.log('row', row);
});
for (const row of [1, 2, 3]) emitter.emit('row', row);
console.log('done');`,
    edit: ["if (row === 2) throw new Error('row ' + row);", ''],
    output: 'row 1\nrow 2\nrow 3\ndone\n',
    frame: 'onRow',
  },
  {
    name: 'a promise callback',
    program: `Promise.resolve(20).then(function later(n) {
  if (n === 20) throw new Error('later ' + n);
  return n;
}).then((n) => console.log('done', n));`,
    edit: ["if (n === 20) throw new Error('later ' + n);", 'n++;'],
    output: 'done 21\n',
    frame: 'later',
  },
  {
    name: 'the caller of JSON.parse',
    program: `function read(text) {
  return JSON.parse(text).n;
}
console.log('done', read('{"n": 1'));`,
    edit: ['JSON.parse(text)', "JSON.parse(text + '}')"],
    output: 'done 1\n',
    frame: 'read',
  },
  {
    name: 'the caller of node:fs',
    program: `import { readFileSync } from 'node:fs';
function load(name) {
  return readFileSync(name, 'utf8').length;
}
console.log('done', load('/there/is/no/such/file'));`,
    edit: ["readFileSync(name, 'utf8').length", "(name === '' ? readFileSync(name, 'utf8') : name).length"],
    output: 'done 22\n',
    frame: 'load',
  },
  {
    name: 'Reflect.apply, a Proxy and bind',
    program: `const target = function target(n) { if (n < 5) throw new Error('small'); return n; };
const proxy = new Proxy(target, {});
const bound = proxy.bind(null, 4);
console.log('done', Reflect.apply(bound, null, []));`,
    edit: ["if (n < 5) throw new Error('small'); return n;", 'return n * 2;'],
    output: 'done 8\n',
    frame: 'target',
  },
];

for (const { name, program, edit, output, frame } of WAYS) {
  everywhere(`restart through ${name}`, program, async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('exception');
    const user = frames.find(({ source }) => source?.path === session.project.path(main));
    assert.equal(user?.name, frame);
    assert.equal(user.canRestart, true);
    session.project.edit(main, ...edit);
    await session.continue();
    const ended = await session.end();
    assert.equal(ended.output, output);
    assert.equal(ended.code, 0);
    const [outcome, ...more] = session.outcomes();
    assert.equal(outcome?.strategy, 'frame');
    assert.deepEqual(more, []);
  });
}
