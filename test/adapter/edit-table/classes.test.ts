import { editTable } from '../../harness/edit-table.js';

editTable('classes', [
  {
    name: 'a method fails, for one of three instances',
    program: `
class Row {
  constructor(n) { this.n = n; }
  half() {
    if (this.n === 2) throw new Error('two');
    return this.n / 2;
  }
}
const rows = [1, 2, 3].map((n) => new Row(n));
console.log(rows.map((row) => row.half()).join());
console.log(rows.map((row) => row.half()).join());`,
    steps: [
      {
        edits: [["if (this.n === 2) throw new Error('two');", 'if (this.n === 2) this.n = 20;']],
        outcome: 'frame: Row.half applied',
        live: { 'rows[0].half': 'this.n = 20;' },
      },
    ],
    output: '0.5,10,1.5\n0.5,10,1.5\n',
  },
  {
    name: 'private methods, private fields and private names that are asked for',
    program: `
class Vault {
  #code = 7;
  #tries = 0;
  #open(code) {
    this.#tries++;
    if (code !== this.#code) throw new Error('wrong ' + code);
    return 'open';
  }
  open(code) { return this.#open(code); }
  static text(vault) { return String(vault.#open); }
}
const vault = new Vault();
console.log(vault.open(7), vault.open(8));`,
    steps: [
      {
        edits: [
          [
            "if (code !== this.#code) throw new Error('wrong ' + code);\n    return 'open';",
            'return (#code in this) + code + this.#code + this.#tries;',
          ],
        ],
        outcome: 'frame: Vault.#open applied',
        live: { 'Vault.text(vault)': '(#code in this) + code + this.#code + this.#tries' },
      },
    ],
    // true + 8 + 7 + 3: the failed try counts.
    output: 'open 19\n',
  },
  {
    name: 'static methods, private ones and fields among them',
    program: `
class Count {
  static #made = 0;
  static of(n) { return Count.#check(n); }
  static #check(n) {
    if (n > 1) throw new Error('no ' + n);
    return ++this.#made;
  }
  static get text() { return String(this.#check); }
}
console.log(Count.of(1), Count.of(2), Count.of(3));`,
    steps: [
      {
        edits: [["if (n > 1) throw new Error('no ' + n);\n    return ++this.#made;", 'return (this.#made += n);']],
        outcome: 'frame: Count.#check applied',
        live: { 'Count.text': '(this.#made += n)' },
      },
    ],
    output: '1 3 6\n',
  },
  {
    name: 'a getter and a setter, private ones too',
    program: `
class Box {
  #size = 1;
  get #inner() { return this.#size.n.m; }
  get size() { return this.#inner; }
  set size(n) {
    if (n < 0) throw new Error('below');
    this.#size = n;
  }
}
const box = new Box();
box.size = -4;
console.log(box.size);`,
    steps: [
      {
        edits: [["if (n < 0) throw new Error('below');\n    this.#size = n;", 'this.#size = Math.abs(n);']],
        outcome: 'frame: Box.size applied',
        live: { "Object.getOwnPropertyDescriptor(Box.prototype, 'size').set": 'this.#size = Math.abs(n);' },
      },
      {
        edits: [['this.#size.n.m', 'this.#size * 2']],
        outcome: 'frame: Box.#inner applied',
        live: {},
      },
    ],
    output: '8\n',
  },
  {
    name: 'a getter is edited while none of it runs, the setter of the same name stays',
    program: `
class Box {
  get size() { return 'old ' + this.n; }
  set size(n) { this.n = n; }
}
const box = new Box();
box.size = 1;
console.log(box.size);
debugger;
box.size = 2;
console.log(box.size);`,
    steps: [
      {
        at: 'pause',
        edits: [["'old ' + this.n", "'new ' + this.n * 10"]],
        outcome: 'none: Box.size applied',
        live: { "Object.getOwnPropertyDescriptor(Box.prototype, 'size').get": "'new '" },
      },
    ],
    output: 'old 1\nnew 20\n',
  },
  {
    name: 'super calls in methods, static ones and accessors',
    program: `
class Base {
  total(n) { return n * 10; }
  static of(n) { return 'base ' + n; }
  get kind() { return 'kind'; }
}
class Cart extends Base {
  total(n) { if (n === 2) throw new Error('two'); return super.total(n); }
  static of(n) { if (n === 2) throw new Error('of two'); return super.of(n); }
  get kind() { throw new Error('kind'); }
}
console.log(new Cart().total(2), Cart.of(2));
debugger;
console.log(new Cart().total(3), Cart.of(3));`,
    steps: [
      {
        edits: [
          ["if (n === 2) throw new Error('two'); return super.total(n);", 'return super.total(n) + super.kind + 1;'],
        ],
        outcome: 'frame: Cart.total applied',
        live: { 'Cart.prototype.total': 'return super.total(n) + super.kind + 1;' },
      },
      {
        edits: [["if (n === 2) throw new Error('of two'); return super.of(n);", 'return super.of(n * 2);']],
        outcome: 'frame: Cart.of applied',
        live: { 'Cart.of': 'return super.of(n * 2);' },
      },
      {
        at: 'pause',
        edits: [["get kind() { throw new Error('kind'); }", "get kind() { return super.kind + '!'; }"]],
        outcome: 'none: Cart.kind applied',
        live: { "Object.getOwnPropertyDescriptor(Cart.prototype, 'kind').get": "super.kind + '!'" },
      },
    ],
    output: '20kind1 base 4\n30kind1 base 6\n',
  },
  {
    name: 'a base constructor without fields restarts with the same object (R6)',
    program: `const made = [];
class Row {
  constructor(n) {
    made.push(this);
    if (n === 2) throw new Error('two');
    this.n = n;
  }
}
console.log([1, 2, 3].map((n) => new Row(n).n).join(), made.length, made[1] === made[2], made[1].n);`,
    steps: [
      {
        edits: [["if (n === 2) throw new Error('two');\n    this.n = n;", "this.n = 'n' + n;"]],
        outcome: 'frame: new Row applied',
        live: { Row: "this.n = 'n' + n;" },
      },
    ],
    output: '1,n2,n3 4 true n2\n',
  },
  {
    name: 'a constructor of a class with fields is refused, its caller restarts (R6a)',
    program: `
class Row {
  cells = [];
  constructor(n) {
    if (n === 2) throw new Error('two');
    this.n = n;
  }
}
function make(n) {
  return new Row(n).n;
}
console.log([1, 2, 3].map((n) => make(n)).join());`,
    steps: [
      {
        edits: [["if (n === 2) throw new Error('two');\n", '']],
        outcome: 'refused (frame)',
        locals: { n: '2' },
      },
      {
        edits: [
          ['    this.n = n;', "    if (n === 2) throw new Error('two');\n    this.n = n;"],
          ['return new Row(n).n;', 'return n === 2 ? 20 : new Row(n).n;'],
        ],
        outcome: 'frame: make applied',
        live: { make: 'return n === 2 ? 20 : new Row(n).n;' },
      },
    ],
    output: '1,20,3\n',
  },
  {
    name: 'the constructor of a derived class is called again (R6)',
    program: `
class Base { constructor(n) { this.n = n; } }
class Row extends Base {
  #cells = [];
  constructor(n) {
    super(n);
    if (n === 2) throw new Error('two');
    this.#cells.push(n);
  }
  get cells() { return this.#cells.join(); }
}
console.log([1, 2, 3].map((n) => new Row(n).cells).join());`,
    steps: [
      {
        edits: [["if (n === 2) throw new Error('two');\n    this.#cells.push(n);", 'this.#cells.push(n * 10);']],
        outcome: 'wrapper: new Row applied',
        live: {},
      },
    ],
    output: '1,20,30\n',
  },
  {
    name: 'members with computed and symbol names',
    program: `const name = 'total';
class Cart {
  [name](n) { if (n === 2) throw new Error('two'); return n; }
  ['un' + 'quoted'](n) { return n; }
  'quoted name'(n) { return n.x.y; }
  *[Symbol.iterator]() { yield 1; }
  [Symbol.toPrimitive](hint) { return hint.at.length.z.z; }
  7(n) { return 'seven'; }
}
const cart = new Cart();
console.log(cart.total(1), cart.total(2));
console.log(cart['quoted name']({ x: null }), \`\${cart}\`, cart[7](), cart.unquoted(5), [...cart].length);`,
    steps: [
      {
        edits: [["if (n === 2) throw new Error('two'); return n;", 'return n + name;']],
        outcome: 'frame: Cart.[name] applied',
        live: { 'cart.total': 'return n + name;' },
      },
      {
        edits: [
          ['return n.x.y;', "return 'quoted';"],
          ["return 'seven';", "return 'SEVEN';"],
        ],
        outcome: "frame: Cart.'quoted name' applied, Cart.7 applied",
        live: { "cart['quoted name']": "return 'quoted';", 'cart[7]': "return 'SEVEN';" },
      },
      {
        edits: [['return hint.at.length.z.z;', 'return hint + typeof hint.at;']],
        outcome: 'frame: Cart.[Symbol.toPrimitive] applied',
        live: { 'cart[Symbol.toPrimitive]': 'return hint + typeof hint.at;' },
      },
    ],
    output: '1 2total\nquoted stringfunction SEVEN 5 1\n',
  },
  {
    name: 'class expressions, one named, one in an object, one that is returned',
    program: `const Named = class Inner { of(n) { if (n) throw new Error('named'); return Inner.name; } };
const shapes = { Circle: class { area(r) { return r.x.y; } } };
const mixin = (Base) => class extends Base { mixed(n) { return super.mixed?.(n) ?? n; } };
const Mixed = mixin(Named);
console.log(new Named().of(1));
console.log(new shapes.Circle().area(2));
debugger;
console.log(new Mixed().mixed(3));`,
    steps: [
      {
        edits: [["if (n) throw new Error('named'); return Inner.name;", 'return Inner.name + n;']],
        outcome: 'frame: Inner.of applied',
        live: { 'Named.prototype.of': 'return Inner.name + n;' },
      },
      {
        edits: [['return r.x.y;', 'return r * r;']],
        outcome: 'frame: Circle.area applied',
        live: { 'shapes.Circle.prototype.area': 'return r * r;' },
      },
      {
        at: 'pause',
        edits: [['super.mixed?.(n) ?? n;', "super.mixed?.(n) ?? 'mixed ' + n;"]],
        outcome: 'none: mixed applied',
        live: { 'Mixed.prototype.mixed': "'mixed ' + n" },
      },
    ],
    output: 'Inner1\n4\nmixed 3\n',
  },
  {
    name: 'methods of two classes with the same name, only one changes',
    program: `
class A { run(n) { return 'a' + n; } }
class B { run(n) { if (n === 2) throw new Error('two'); return 'b' + n; } }
console.log(new A().run(1), new B().run(1), new A().run(2), new B().run(2));`,
    steps: [
      {
        edits: [["if (n === 2) throw new Error('two'); return 'b' + n;", "return 'B' + n;"]],
        outcome: 'frame: B.run applied',
        live: { 'B.prototype.run': "return 'B' + n;", 'A.prototype.run': "return 'a' + n;" },
      },
    ],
    output: 'a1 b1 a2 B2\n',
  },
  {
    name: 'a method that was taken off its class, bound and replaced by a wrapper',
    program: `
class Shop {
  rate = 2;
  price(n) { if (n === 3) throw new Error('three'); return n * this.rate; }
}
const shop = new Shop();
const bound = shop.price.bind(shop);
const { price } = Shop.prototype;
Shop.prototype.price = function (...all) { return '<' + price.apply(this, all) + '>'; };
console.log(shop.price(1), bound(2), shop.price(3), bound(3));`,
    steps: [
      {
        edits: [["if (n === 3) throw new Error('three'); return n * this.rate;", 'return n + this.rate;']],
        outcome: 'frame: Shop.price applied',
        live: { price: 'return n + this.rate;' },
      },
    ],
    output: '<2> 4 <5> 5\n',
  },
  {
    name: 'a class inside a function, of two makings',
    program: `function define(unit) {
  return class Size {
    constructor(n) { this.n = n; }
    text() { if (this.n === 2) throw new Error('two ' + unit); return this.n + unit; }
  };
}
const Metre = define('m'), Foot = define('ft');
console.log(new Metre(1).text(), new Foot(2).text(), new Metre(3).text());`,
    steps: [
      {
        edits: [
          ["if (this.n === 2) throw new Error('two ' + unit); return this.n + unit;", "return this.n + ' ' + unit;"],
        ],
        outcome: 'frame: Size.text applied',
        live: { 'Metre.prototype.text': "this.n + ' ' + unit", 'Foot.prototype.text': "this.n + ' ' + unit" },
      },
    ],
    output: '1m 2 ft 3 m\n',
  },
  {
    name: 'async methods, generator methods and async generators',
    program: `
class Feed {
  async one(n) { await null; if (n === 2) throw new Error('one'); return 'one' + n; }
  *two(n) { yield 1; if (n === 2) throw new Error('two'); yield n; }
  async *three(n) { yield 1; if (n === 2) throw new Error('three'); yield n; }
}
const all = async () => {
  const feed = new Feed();
  console.log(await feed.one(2), [...feed.two(2)].join());
  for await (const n of feed.three(2)) console.log(n);
  debugger; // @end
};
all();`,
    steps: [
      {
        edits: [["if (n === 2) throw new Error('one');", '']],
        outcome: 'wrapper: Feed.one applied',
        live: {},
      },
      {
        edits: [["if (n === 2) throw new Error('two');", 'n *= 2;']],
        outcome: 'wrapper: Feed.two applied',
        live: {},
      },
      {
        edits: [["if (n === 2) throw new Error('three');", 'n *= 4;']],
        outcome: 'wrapper: Feed.three applied',
        live: {},
      },
    ],
    output: 'one2 1,4\n1\n8\n',
  },
  {
    name: 'a static block and a static method that it called',
    program: `
class Registry {
  static all = [];
  static {
    Registry.add('first');
  }
  static add(name) {
    if (name === 'second') throw new Error('second');
    this.all.push(name);
    return this.all.join();
  }
}
console.log(Registry.add('second'));`,
    steps: [
      {
        edits: [
          ["if (name === 'second') throw new Error('second');\n    this.all.push(name);", 'this.all.unshift(name);'],
        ],
        outcome: 'frame: Registry.add applied',
        live: { 'Registry.add': 'this.all.unshift(name);' },
      },
    ],
    output: 'second,first\n',
  },
  {
    name: 'an old class: a constructor function and its prototype',
    program: `function Cart(n) { this.n = n; }
Cart.prototype.total = function () {
  if (this.n === 2) throw new Error('two');
  return this.n;
};
Object.assign(Cart.prototype, { name() { return 'cart ' + this.n.x; } });
console.log(new Cart(1).total(), new Cart(2).total());
debugger;
console.log(new Cart(4).name());`,
    steps: [
      {
        edits: [["if (this.n === 2) throw new Error('two');", 'this.n *= 10;']],
        outcome: 'frame: Cart.prototype.total applied',
        live: { 'Cart.prototype.total': 'this.n *= 10;' },
      },
      {
        at: 'pause',
        edits: [["'cart ' + this.n.x", "'CART ' + this.n"]],
        outcome: 'none: name applied',
        live: { 'Cart.prototype.name': "'CART ' + this.n" },
      },
    ],
    output: '1 20\nCART 4\n',
  },
]);
