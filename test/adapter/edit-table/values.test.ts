import { editTable } from '../../harness/edit-table.js';

/** What a compiler makes of `@logged @bound` on a class and its members. */
const DECORATE = `const __decorate = (decorators, target, key) => {
  let found = key === undefined ? target : Object.getOwnPropertyDescriptor(target, key);
  for (const decorator of [...decorators].reverse())
    found = (key === undefined ? decorator(found) : decorator(target, key, found)) ?? found;
  if (key !== undefined) Object.defineProperty(target, key, found);
  return found;
};
`;

editTable('functions as values', [
  {
    name: 'one function in ten places',
    program: `import { EventEmitter } from 'node:events';
function mark(n) {
  if (n === 5) throw new Error('five');
  return 'old' + n;
}
const emitter = new EventEmitter();
const heard = [];
emitter.on('n', (n) => heard.push(mark(n)));
const places = [
  mark,
  mark.bind(null),
  [mark][0],
  new Map([['mark', mark]]).get('mark'),
  [...new Set([mark])][0],
  { mark }.mark,
  new Proxy(mark, {}),
  ((given = mark) => given)(),
  (n) => mark(n),
  (n) => Reflect.apply(mark, undefined, [n]),
  (n) => [n].map(mark)[0],
];
console.log(mark(1), mark(5));
emitter.emit('n', 6);
console.log(places.map((each) => each(7)).join(), heard.join());`,
    steps: [
      {
        edits: [["if (n === 5) throw new Error('five');\n  return 'old' + n;", "return 'new' + n;"]],
        outcome: 'frame: mark applied',
        live: Object.fromEntries(
          ['mark', 'places[0]', 'places[2]', 'places[3]', 'places[4]', 'places[5]', 'places[7]'].map((place) => [
            place,
            "'new' + n",
          ]),
        ),
      },
    ],
    output: `old1 new5\n${'new7,'.repeat(11).slice(0, -1)} new6\n`,
  },
  {
    name: 'methods, accessors and arrow functions of an object literal',
    program: `const shop = {
  rate: 2,
  price(n) { if (n === 2) throw new Error('two'); return n * this.rate; },
  get label() { return this.title.text; },
  set label(text) { this.title = { text }; },
  short: (n) => n.a.b,
  long: function (n) { return n; },
  'quoted-name'(n) { return n; },
  ['comp' + 'uted']: (n) => n,
  nested: { deep(n) { return n.c.d; } },
};
console.log(shop.price(1), shop.price(2));
console.log(shop.label);
console.log(shop.short(3), shop.nested.deep(4));
debugger;
shop.label = 'x';
console.log(shop.long(5), shop['quoted-name'](6), shop.computed(7), shop.label);`,
    steps: [
      {
        edits: [["if (n === 2) throw new Error('two'); return n * this.rate;", 'return n + this.rate;']],
        outcome: 'frame: shop.price applied',
        live: { 'shop.price': 'return n + this.rate;' },
      },
      {
        edits: [['return this.title.text;', "return this.title?.text ?? 'none';"]],
        outcome: 'frame: shop.label applied',
        live: { "Object.getOwnPropertyDescriptor(shop, 'label').get": "?? 'none'" },
      },
      { edits: [['n.a.b', 'n.a ?? -n']], outcome: 'frame: short applied', live: { 'shop.short': 'n.a ?? -n' } },
      {
        edits: [['return n.c.d;', 'return -n;']],
        outcome: 'frame: nested.deep applied',
        live: { 'shop.nested.deep': 'return -n;' },
      },
      {
        at: 'pause',
        edits: [
          ['long: function (n) { return n; }', 'long: function (n) { return -n; }'],
          ["'quoted-name'(n) { return n; }", "'quoted-name'(n) { return -n; }"],
          ["['comp' + 'uted']: (n) => n", "['comp' + 'uted']: (n) => -n"],
          ['this.title = { text };', "this.title = { text: text + '!' };"],
        ],
        outcome: "none: ['comp' + 'uted'] applied, long applied, shop.'quoted-name' applied, shop.label applied",
        live: { 'shop.long': 'return -n;', "shop['quoted-name']": 'return -n;', 'shop.computed': '-n' },
      },
    ],
    output: '2 4\nnone\n-3 -4\n-5 -6 -7 x!\n',
  },
  {
    name: 'decorators as a compiler writes them: the decorated method, the decorator and what it returned',
    program: `${DECORATE}const seen = [];
function logged(target, key, descriptor) {
  const { value } = descriptor;
  return { ...descriptor, value: function (...all) {
    seen.push(key);
    return value.apply(this, all);
  } };
}
class Shop {
  price(n) {
    if (n === 2) throw new Error('two');
    return n;
  }
}
__decorate([logged], Shop.prototype, 'price');
const shop = new Shop();
console.log(shop.price(1), shop.price(2), seen.join());
debugger;
console.log(shop.price(3), seen.join());`,
    steps: [
      {
        edits: [["if (n === 2) throw new Error('two');\n    return n;", 'return n * 10;']],
        outcome: 'frame: Shop.price applied',
        live: { Shop: 'return n * 10;' },
      },
      {
        at: 'pause',
        edits: [['seen.push(key);', "seen.push(key + '!');"]],
        outcome: 'none: value applied',
        live: { 'shop.price': "seen.push(key + '!');" },
      },
    ],
    output: '1 20 price,price\n30 price,price,price!\n',
  },
  {
    name: 'two decorators of a class, as a compiler writes them',
    program: `${DECORATE}const tagged = (tag) => (target) => class extends target { tag() { return tag + super.tag(); } };
let Row = class Row { tag() { return 'row' + this.n.x; } };
Row = __decorate([tagged('a'), tagged('b')], Row);
const row = new Row();
row.n = { x: 1 };
console.log(row.tag());
row.n = null;
console.log(row.tag());`,
    steps: [
      {
        edits: [["return 'row' + this.n.x;", "return 'ROW' + this.n;"]],
        outcome: 'frame: Row.tag applied',
        live: { 'Object.getPrototypeOf(Object.getPrototypeOf(Row.prototype)).tag': "return 'ROW' + this.n;" },
      },
    ],
    output: 'abrow1\nabROWnull\n',
  },
  {
    name: 'a tag function, its memory by site, and a template in a default',
    program: `const cache = new Map();
const html = (strings, ...values) => {
  if (!cache.has(strings)) cache.set(strings, strings.raw.join('_'));
  return cache.get(strings) + values.map((value) => value.n.m).join();
};
const page = (n, text = html\`<b>\${n}</b>\`) => text;
console.log(page({ n: { m: 1 } }), page({}), cache.size);`,
    steps: [
      {
        edits: [['value.n.m', "value.n?.m ?? 'none'"]],
        outcome: 'frame: (anonymous) applied',
        live: { html: "value.n?.m ?? 'none'" },
      },
    ],
    output: '<b>_</b>1 <b>_</b>none 1\n',
  },
  {
    name: 'functions in arrays and in a table of handlers',
    program: `const steps = [(n) => n + 1, (n) => n.x.y, function (n) { return n * 2; }];
const handlers = { add: steps[0], 'odd name': (n) => n, 3: (n) => n };
const run = (n) => steps.reduce((value, step) => step(value), n);
console.log(run(1), handlers.add(1), handlers['odd name'](2), handlers[3](3));
debugger;
console.log(run(1), handlers.add(1), handlers['odd name'](2), handlers[3](3));`,
    steps: [
      { edits: [['n.x.y', 'n + 10']], outcome: 'frame: (anonymous) applied', live: { 'steps[1]': 'n + 10' } },
      {
        at: 'pause',
        edits: [
          ['(n) => n + 1,', '(n) => n + 100,'],
          ['return n * 2;', 'return n * 3;'],
          ["'odd name': (n) => n,", "'odd name': (n) => -n,"],
        ],
        outcome: "none: 'odd name' applied, (anonymous) applied, (anonymous) applied",
        live: { 'handlers.add': 'n + 100', 'steps[2]': 'return n * 3;', "handlers['odd name']": '-n' },
      },
    ],
    output: '24 2 2 3\n333 101 -2 3\n',
  },
  {
    name: 'a timer, a promise callback and a microtask that wait while their code changes',
    program: `const log = [];
setTimeout(() => { log.push('timer'); console.log(log.join()); debugger; }, 5); // @end
Promise.resolve().then(() => log.push('promise')).then(() => log.push('second'));
queueMicrotask(function later() { log.push('micro'); });
debugger;
log.push('sync');`,
    steps: [
      {
        at: 'pause',
        edits: [
          ["log.push('timer')", "log.push('TIMER')"],
          ["log.push('promise')", "log.push('PROMISE')"],
          ["log.push('micro')", "log.push('MICRO')"],
        ],
        outcome: 'none: (anonymous) applied, (anonymous) applied, later applied',
        live: {},
      },
    ],
    output: 'sync,PROMISE,MICRO,second,TIMER\n',
  },
  {
    name: 'code of a Function constructor calls the function that was edited',
    program: `function half(n) { if (n === 4) throw new Error('four'); return n / 2; }
globalThis.half = half;
const made = new Function('n', 'return half(n) + 1');
console.log(made(2), made(4));`,
    steps: [
      {
        edits: [["if (n === 4) throw new Error('four'); return n / 2;", 'return n * 2;']],
        outcome: 'frame: half applied',
      },
    ],
    output: '2 9\n',
  },
]);
