import { editTable } from '../../harness/edit-table.js';

editTable('closures', [
  {
    name: 'two deep: the inner function changes and uses what it used',
    program: `function outer(n) {
  let count = 0;
  function inner(m) {
    count += m;
    if (m === 2) throw new Error('inner ' + count);
    return count + n;
  }
  globalThis.inner = inner;
  return [inner(1), inner(2), inner(3)];
}
console.log(outer(10).join());`,
    steps: [
      {
        edits: [["if (m === 2) throw new Error('inner ' + count);", 'if (m === 2) return -n;']],
        outcome: 'frame: inner applied',
        live: { 'globalThis.inner': 'if (m === 2) return -n;' },
      },
    ],
    output: '11,-10,18\n',
  },
  {
    name: 'three deep, with variables of every level',
    program: `const base = 1000;
function outer(n) {
  const step = (m) => {
    let seen = 0;
    return function leaf(k) {
      seen++;
      if (k === 2) throw new Error([base, n, m, seen, k].join());
      return base + n + m + seen + k;
    };
  };
  return step(10);
}
const leaf = outer(100);
console.log(leaf(1), leaf(2), leaf(3));`,
    steps: [
      {
        edits: [
          ['if (k === 2) throw new Error([base, n, m, seen, k].join());', 'if (k === 2) k = -base - n - m - seen;'],
        ],
        outcome: 'frame: leaf applied',
      },
    ],
    // Seen is 1; then 2 and 3 for the failed call and its repetition; then 4.
    output: '1112 0 1117\n',
  },
  {
    name: 'three deep, the one in the middle changes while none of them runs',
    program: `const kept = [];
function outer(n) {
  const middle = (m) => {
    const leaf = () => n + m;
    kept.push(leaf);
    return leaf() + 1;
  };
  kept.push(middle);
  return middle;
}
const middle = outer(1);
console.log(middle(10), kept[1]());
debugger;
console.log(middle(20), kept[1](), kept[2]());`,
    steps: [
      {
        at: 'pause',
        edits: [['return leaf() + 1;', 'return leaf() * 2;']],
        outcome: 'none: middle applied',
        live: { 'kept[0]': 'return leaf() * 2;' },
      },
    ],
    output: '12 11\n42 11 21\n',
  },
  {
    name: 'curried arrow functions, the innermost fails',
    program: `const add = (a) => (b) => (c) => a.n + b.n + c.n;
const two = add({ n: 1 })({ n: 2 });
console.log(two({ n: 3 }), two(null));
globalThis.two = two;`,
    steps: [
      {
        edits: [['a.n + b.n + c.n', '(c?.n ?? 50) * (a.n + b.n)']],
        outcome: 'frame: (anonymous) applied',
        live: { two: '(c?.n ?? 50) * (a.n + b.n)' },
      },
    ],
    output: '6 150\n',
  },
  {
    name: 'three live closures of one function all run the new code',
    program: `function counter(start) {
  let count = start;
  return (by) => {
    if (by === undefined) throw new Error('by what?');
    count += by;
    return count;
  };
}
const [a, b, c] = [counter(1), counter(10), counter(100)];
console.log(a(1), b(1), c());
console.log(a(), b(), c());`,
    steps: [
      {
        edits: [["if (by === undefined) throw new Error('by what?');", 'if (by === undefined) by = 5;']],
        outcome: 'frame: (anonymous) applied',
        live: { a: 'by = 5', b: 'by = 5', c: 'by = 5' },
      },
    ],
    output: '2 11 105\n7 16 110\n',
  },
  {
    name: 'a variable that no inner function used: refused, and the next edit is right (E6)',
    program: `function main(list) {
  const factor = list.length;
  let plain = 5;
  function fail(n) {
    if (n) throw new Error('fails');
    return n * plain;
  }
  globalThis.fail = fail;
  console.log(fail(1), fail(2), factor);
}
main([1, 2, 3]);`,
    steps: [
      {
        edits: [["if (n) throw new Error('fails');\n    return n * plain;", 'return n * factor;']],
        outcome: 'refused (capture gained)',
        locals: { n: '1', plain: '5' },
      },
      {
        edits: [['return n * factor;', 'plain++;\n    return n * plain;']],
        outcome: 'frame: fail applied',
        live: { 'globalThis.fail': 'plain++;\n    return n * plain;' },
      },
    ],
    output: '6 14 3\n',
  },
  {
    name: 'a variable of the middle one of three: refused, and the next edit is right (E6)',
    program: `const top = 7;
function outer(n) {
  const middle = (m) => {
    const unused = m + 1;
    const leaf = (k) => {
      if (k === 2) throw new Error('leaf');
      return n + k;
    };
    globalThis.leaf = leaf;
    return leaf(1) + leaf(2) + unused;
  };
  return middle(10);
}
console.log(outer(100));`,
    steps: [
      {
        edits: [["if (k === 2) throw new Error('leaf');\n      return n + k;", 'return n + k + unused;']],
        outcome: 'refused (capture gained)',
        locals: { k: '2', n: '100' },
      },
      {
        edits: [['return n + k + unused;', 'return n + k + top;']],
        outcome: 'frame: leaf applied',
        live: { 'globalThis.leaf': 'return n + k + top;' },
      },
    ],
    output: '221\n',
  },
  {
    name: 'the last use of a variable around goes, and comes back (E6b)',
    program: `function outer(unit) {
  const say = (n) => {
    if (n === 2) throw new Error(n + unit);
    return n;
  };
  globalThis.say = say;
  return [say(1), say(2)];
}
console.log(outer('cm').join());
debugger;
console.log(globalThis.say(3));`,
    steps: [
      {
        edits: [['if (n === 2) throw new Error(n + unit);', 'n++;']],
        outcome: 'frame: say applied',
        live: {},
      },
      {
        at: 'pause',
        edits: [['n++;\n    return n;', 'return n + unit;']],
        outcome: 'none: say applied',
        live: { 'globalThis.say': 'return n + unit;' },
      },
    ],
    output: '1,3\n3cm\n',
  },
  {
    name: 'the last assignment to a variable around goes (E11)',
    program: `function counter() {
  let count = 0;
  const up = (n) => {
    count += n;
    if (n === 2) throw new Error('up ' + count);
    return count;
  };
  const read = () => count;
  globalThis.pair = [up, read];
  return [up(1), up(2), read()];
}
console.log(counter().join());
console.log(globalThis.pair.map((each) => each(9)).join());`,
    steps: [
      {
        edits: [
          ["count += n;\n    if (n === 2) throw new Error('up ' + count);\n    return count;", 'return count + n;'],
        ],
        outcome: 'frame: up applied',
        live: { 'globalThis.pair[0]': 'return count + n;' },
      },
    ],
    // The failed call had added 2 already.
    output: '1,5,3\n12,3\n',
  },
  {
    name: 'the failing function gets a closure of its own, over its argument and the module',
    program: `const log = [];
function each(rows) {
  if (rows.length) throw new Error('each');
  return rows;
}
console.log(each([1, 2, 3]).join(), log.join());`,
    steps: [
      {
        edits: [
          [
            "if (rows.length) throw new Error('each');\n  return rows;",
            'let sum = 0;\n  const add = (row) => { sum += row; log.push(() => sum); return rows.length * row; };\n  return rows.map((row) => add(row)).concat(log.map((get) => get()));',
          ],
        ],
        outcome: 'frame: each applied',
      },
    ],
    output: '3,6,9,6,6,6 () => sum,() => sum,() => sum\n',
  },
  {
    name: 'the failing function loses its closures',
    program: `function each(rows) {
  const names = rows.map((row) => row.name);
  const lengths = names.map((name) => name.length);
  return lengths;
}
console.log(each([{ name: 'a' }, { name: 'bc' }]).join(), each([1, 2]).join());`,
    steps: [
      {
        edits: [
          [
            'const names = rows.map((row) => row.name);\n  const lengths = names.map((name) => name.length);\n  return lengths;',
            "return [rows.length, 'none'];",
          ],
        ],
        outcome: 'frame: each applied',
        live: { each: "return [rows.length, 'none'];" },
      },
    ],
    output: '1,2 2,none\n',
  },
  {
    name: 'a closed module of the old style',
    program: `const api = (function () {
  let count = 0;
  const double = (n) => n * 2;
  return {
    up(n) {
      count += double(n);
      if (n > 1) throw new Error('over ' + count);
      return count;
    },
    reset: () => (count = 0),
  };
})();
console.log(api.up(1), api.up(2), api.reset(), api.up(3));`,
    steps: [
      {
        edits: [["if (n > 1) throw new Error('over ' + count);\n      return count;", 'return double(count);']],
        outcome: 'frame: up applied',
        live: { 'api.up': 'return double(count);' },
      },
    ],
    output: '2 20 0 12\n',
  },
  {
    name: 'a variable of a loop, of a catch and of a block, each with a closure',
    program: `const kept = [];
for (let index = 0; index < 3; index++) kept.push((n) => { if (n) throw new Error('loop'); return index; });
try { null.x; } catch (caught) { kept.push(() => caught.name.length); }
{ const inside = 'block'; kept.push((n) => inside + n); }
console.log(kept.map((each) => each(0)).join());
debugger;
console.log(kept.map((each) => each(1)).join());`,
    steps: [
      {
        at: 'pause',
        edits: [
          ["{ if (n) throw new Error('loop'); return index; }", '{ return index + n * 10; }'],
          ['caught.name.length', 'caught.name'],
          ['inside + n', "n + inside + '!'"],
        ],
        outcome: 'none: (anonymous) applied, (anonymous) applied, (anonymous) applied',
        live: {
          'kept[0]': 'index + n * 10',
          'kept[2]': 'index + n * 10',
          'kept[3]': 'caught.name',
          'kept[4]': "n + inside + '!'",
        },
      },
    ],
    output: '0,1,2,9,block0\n10,11,12,TypeError,1block!\n',
  },
  {
    name: '`this` in an arrow function that did not use it: refused, and the next edit is right (E6d)',
    program: `const shop = {
  rate: 3,
  total(rows) {
    return rows.map((row) => {
      globalThis.each = arguments;
      if (row === 2) throw new Error('two');
      return row;
    });
  },
};
console.log(shop.total([1, 2]).join());`,
    steps: [
      {
        edits: [["if (row === 2) throw new Error('two');\n      return row;", 'return row * this.rate;']],
        outcome: 'refused (capture gained)',
        locals: { row: '2' },
      },
      {
        edits: [['return row * this.rate;', 'return row * shop.rate;']],
        outcome: 'frame: (anonymous) applied',
        live: {},
      },
    ],
    output: '1,6\n',
  },
  {
    name: '`this` and `arguments` in an arrow function that used them',
    program: `const shop = {
  rate: 3,
  total(rows) {
    globalThis.each = (row) => {
      if (row === 2) throw new Error('two ' + this.rate + arguments.length);
      return row;
    };
    return rows.map(globalThis.each);
  },
};
console.log(shop.total([1, 2], 'more').join());`,
    steps: [
      {
        edits: [
          [
            "if (row === 2) throw new Error('two ' + this.rate + arguments.length);\n      return row;",
            'return row * this.rate + arguments.length;',
          ],
        ],
        outcome: 'frame: globalThis.each applied',
        live: { 'globalThis.each': 'return row * this.rate + arguments.length;' },
      },
    ],
    output: '1,8\n',
  },
  {
    name: 'three anonymous callbacks in a line, the second fails',
    program: `const words = (rows) => rows.filter((row) => row).map((row) => row.word.trim()).map((word) => word.length);
console.log(words([{ word: 'a ' }, null]).join(), words([{}]).join());`,
    steps: [
      {
        edits: [['row.word.trim()', "(row.word ?? '???').trim()"]],
        outcome: 'frame: (anonymous) applied',
        live: { words: "(row.word ?? '???').trim()" },
      },
    ],
    output: '1 3\n',
  },
  {
    name: 'a named function expression that calls itself',
    program: `const list = { sum: function walk(rows) {
  const [first, ...rest] = rows;
  if (first === undefined) throw new Error('end');
  return first + walk(rest);
} };
console.log(list.sum([1, 2, 3]));`,
    steps: [
      {
        edits: [["if (first === undefined) throw new Error('end');", 'if (first === undefined) return 0;']],
        outcome: 'frame: walk applied',
        live: { 'list.sum': 'return 0;' },
      },
    ],
    output: '6\n',
  },
  {
    name: 'a direct eval comes into an inner function: refused, and the next edit is right (E6d)',
    program: `function outer(secret) {
  const used = 1;
  function run(text) {
    if (text) throw new Error('run');
    return used;
  }
  globalThis.run = run;
  return run('secret');
}
console.log(outer(42));`,
    steps: [
      {
        edits: [["if (text) throw new Error('run');\n    return used;", 'return eval(text);']],
        outcome: 'refused (capture gained)',
        locals: { text: "'secret'" },
      },
      {
        edits: [['return eval(text);', 'return (0, eval)(used + 1);']],
        outcome: 'frame: run applied',
        live: { 'globalThis.run': 'return (0, eval)(used + 1);' },
      },
    ],
    output: '2\n',
  },
  {
    name: 'a variable that shadows another one at the level between',
    program: `const unit = 'module';
function outer(unit) {
  const show = (n) => {
    if (n === 2) throw new Error(unit);
    return n + unit;
  };
  globalThis.show = show;
  return [show(1), show(2)];
}
console.log(outer('outer').join(), unit);`,
    steps: [
      {
        edits: [
          [
            'if (n === 2) throw new Error(unit);\n    return n + unit;',
            "{ const unit = 'inner'; n += unit; }\n    return n + unit;",
          ],
        ],
        outcome: 'frame: show applied',
        live: { 'globalThis.show': "{ const unit = 'inner'; n += unit; }" },
      },
    ],
    output: '1outer,2innerouter module\n',
  },
  {
    name: 'an inner function is called by a library function that is called by the outer one',
    program: `import { EventEmitter } from 'node:events';
function listen(names) {
  const emitter = new EventEmitter();
  const heard = [];
  emitter.on('name', (name) => {
    heard.push(name.toUpperCase());
  });
  for (const name of names) emitter.emit('name', name);
  globalThis.listener = emitter.listeners('name')[0];
  return heard;
}
console.log(listen(['a', 5, 'b']).join());`,
    steps: [
      {
        edits: [['heard.push(name.toUpperCase());', 'heard.unshift(String(name).toUpperCase());']],
        outcome: 'frame: (anonymous) applied',
        live: { 'globalThis.listener': 'heard.unshift(String(name).toUpperCase());' },
      },
    ],
    output: 'B,5,A\n',
  },
]);
