import { everywhere } from './child.js';

/** Where the program is, and a \`require\` of its own, in both kinds of module. */
const PLACE = `
  const { readFileSync, writeFileSync } = await import('node:fs');
  const { createRequire } = await import('node:module');
  const { pathToFileURL, fileURLToPath } = await import('node:url');
  const base = pathToFileURL(process.argv[1]);
  const load = createRequire(base);
  const write = (name, text) => writeFileSync(new URL(name, base), text);
`;

everywhere(
  'CommonJS: those who hold the exports, or wrapped functions, have the new ones',
  `${PLACE}
  const old = load('./shop.cjs');
  const { total, plain, Cart, later } = old;
  const cart = new Cart(2);
  assert.deepEqual([total(1), plain(), cart.sum(), old.n, old.gone], ['old 1', 'old plain', 'old 2', 1, true]);
  write('shop.cjs', readFileSync(new URL('new.txt', base), 'utf8'));
  const fresh = await reloadModule('./shop.cjs');
  assert.equal(fresh, old);
  assert.equal(load('./shop.cjs'), old);
  assert.equal(old.total, total);
  assert.deepEqual([total(1), old.plain(), plain(), old.n, 'gone' in old], ['new 1', 'new plain', 'old plain', 2, false]);
  assert.match(total.toString(), /new/);
  assert.deepEqual([cart.sum(), new Cart(3).sum(), cart.added(), Cart.kind()], ['new 2', 'new 4', 'added', 'new kind']);
  assert.ok(new Cart(1) instanceof Cart && new old.Cart(1) instanceof Cart);
  assert.deepEqual([globalThis.evaluating, isRestarting()], [[false, true], false]);
  assert.equal(await later(), 'new later');
  assert.equal(await reloadModule(new URL('shop.cjs', base)), old);
  assert.equal(await reloadModule(new URL('shop.cjs', base).href), old);
  assert.equal(await reloadModule(fileURLToPath(new URL('shop.cjs', base))), old);
  assert.equal(globalThis.evaluating.length, 5);`,
  {
    'shop.cjs': `
      const { wrap, isRestarting } = require('hot-restart');
      (globalThis.evaluating ??= []).push(isRestarting());
      exports.total = wrap((a) => 'old ' + a);
      exports.plain = () => 'old plain';
      exports.Cart = wrap(class Cart { constructor(n) { this.n = n; } sum() { return 'old ' + this.n; } static kind() { return 'old kind'; } });
      exports.later = wrap(async () => 'old later');
      exports.n = 1;
      exports.gone = true;`,
    'new.txt': `
      const { wrap, isRestarting } = require('hot-restart');
      globalThis.evaluating.push(isRestarting());
      exports.total = wrap((a) => 'new ' + a);
      exports.plain = () => 'new plain';
      exports.Cart = wrap(class Cart { constructor(n) { this.n = n + 1; } sum() { return 'new ' + this.n; } added() { return 'added'; } static kind() { return 'new kind'; } });
      exports.later = () => 'new later';
      exports.n = 2;`,
  },
);

everywhere(
  'CommonJS: a module that fails stays loaded as it was',
  `${PLACE}
  const old = load('./shop.cjs');
  const file = fileURLToPath(new URL('shop.cjs', base));
  for (const [text, error] of [["throw new RangeError('at the top')", RangeError], ['}{', SyntaxError]]) {
    write('shop.cjs', text);
    await assert.rejects(reloadModule('./shop.cjs'), error);
    assert.equal(load.cache[file].exports, old);
    assert.equal(old.total(), 'old');
    assert.equal(isRestarting(), false);
  }
  write('shop.cjs', "module.exports = require('hot-restart').wrap(() => 'function');");
  const fresh = await reloadModule('./shop.cjs');
  assert.equal(fresh(), 'function');
  write('shop.cjs', "module.exports = () => 'newer';");
  assert.equal(await reloadModule('./shop.cjs'), fresh);
  assert.equal(fresh(), 'newer');
  assert.equal(load('./shop.cjs'), fresh);`,
  { 'shop.cjs': `exports.total = () => 'old';` },
);

everywhere(
  'a name is looked up from the caller, and what there is not is refused',
  `${PLACE}
  const { reload } = load('./deep/caller.cjs');
  assert.equal((await reload('./shop.cjs')).where, 'deep');
  assert.equal((await reload('pack')).where, 'pack');
  assert.equal((await reload('./other.cjs')).where, 'other');
  await assert.rejects(reloadModule('./other.cjs'), { code: 'MODULE_NOT_FOUND' });
  await assert.rejects(reloadModule('node:fs'), new Error('reloadModule cannot evaluate node:fs again: it is a part of Node.js.'));
  await assert.rejects(reloadModule(7), TypeError);
  assert.equal(typeof Error.stackTraceLimit, 'number');
  assert.match(new Error('it').stack, /^Error: it\\n {4}at /);`,
  {
    'deep/caller.cjs': `const { reloadModule } = require('hot-restart'); exports.reload = (id) => reloadModule(id);`,
    'deep/shop.cjs': `exports.where = 'deep';`,
    'deep/other.cjs': `exports.where = 'other';`,
    'node_modules/pack/index.js': `exports.where = 'pack';`,
  },
);

everywhere(
  'ES modules: a new namespace, and wrapped functions with the new code',
  `${PLACE}
  const old = await import(new URL('shop.mjs', base));
  const { total, plain } = old;
  assert.deepEqual([total(1), plain()], ['old 1', 'old plain']);
  const text = (version) => \`
    import { wrap, isRestarting } from 'hot-restart';
    globalThis.evaluating.push(isRestarting());
    export const total = wrap((a) => '\${version} ' + a);
    export const plain = () => '\${version} plain';
    export default wrap(function* () { yield '\${version}'; });\`;
  write('shop.mjs', text('new'));
  const fresh = await reloadModule('./shop.mjs');
  assert.notEqual(fresh, old);
  assert.deepEqual([total(1), fresh.total(1), plain(), fresh.plain(), ...old.default()], ['new 1', 'new 1', 'old plain', 'new plain', 'new']);
  assert.deepEqual([globalThis.evaluating, isRestarting()], [[false, true], false]);
  write('shop.mjs', 'throw new RangeError("at the top")');
  await assert.rejects(reloadModule('./shop.mjs'), RangeError);
  assert.equal(isRestarting(), false);
  assert.equal(total(1), 'new 1');
  write('shop.mjs', text('newest'));
  const newest = await reloadModule(new URL('shop.mjs', base));
  assert.deepEqual([total(1), fresh.total(1), newest.total(1)], ['newest 1', 'newest 1', 'newest 1']);
  assert.equal(await import(new URL('shop.mjs', base)), old);`,
  {
    'shop.mjs': `
      import { wrap, isRestarting } from 'hot-restart';
      (globalThis.evaluating ??= []).push(isRestarting());
      export const total = wrap((a) => 'old ' + a);
      export const plain = () => 'old plain';
      export default wrap(function* () { yield 'old'; });`,
  },
);
