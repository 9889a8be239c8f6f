import assert from 'node:assert/strict';
import { join } from 'node:path';
import { everywhere, inKind, type Setting } from '../harness/cases.js';

/** A program that uses the package from this repository, and nothing else of ours is in it. */
function withPackage(program: string): (setting: Setting) => Record<string, string> {
  return ({ main, kind }) => {
    const api = join(__dirname, '../../runtime-agent', kind === 'CommonJS' ? 'api.cjs' : 'api.mjs');
    return { [main]: inKind(`import { wrap, wrapClass } from '${api}';\n${program}`, kind) };
  };
}

const WITHOUT_HOOK = { hotRestart: { autoWrap: false } };

everywhere(
  'an async function that the program has wrapped itself: it fails twice, its siblings finish on their old code',
  withPackage(`const gates = [];
const work = wrap(async function work(n) {
  await new Promise((resolve) => gates.push(resolve));
  if (n === 1) throw new Error('no work for ' + n); // @throw
  return 'old ' + n;
});
const works = [0, 1, 2].map((n) => work(n));
gates[1]();
works[1].then(async (first) => {
  const later = work(3);
  gates.forEach((open) => open());
  console.log(first, await later, (await Promise.all(works)).join());
});
`),
  async (session, { main }) => {
    await session.launch(main, WITHOUT_HOOK);
    const { frames } = await session.stop('exception');
    assert.equal(frames[0]?.name, 'work');
    assert.equal(frames[0].canRestart, true);
    session.project.edit(main, 'await new Promise((resolve) => gates.push(resolve));', 'await null;');
    session.project.edit(main, "throw new Error('no work for ' + n);", "throw new Error('again ' + n);");
    await session.continue();
    assert.equal((await session.stop('exception')).text, 'Error: again 1');
    session.project.edit(main, "throw new Error('again ' + n);", ';');
    session.project.edit(main, "return 'old ' + n;", "return 'new ' + n;");
    await session.continue();
    const { output } = await session.end();
    assert.equal(output, 'new 1 new 3 old 0,new 1,old 2\n');
    assert.deepEqual(
      session.outcomes().map(({ strategy }) => strategy),
      ['wrapper', 'wrapper'],
    );
  },
);

everywhere(
  'a class that the program has wrapped itself: an async method with super, a generator method',
  withPackage(`class Base { async name() { return 'base'; } }
const Shop = wrapClass(class Shop extends Base {
  #till = 1;
  async name() {
    const base = await super.name();
    throw new Error('no name of ' + base); // @throw
  }
  *rows() { yield this.#till; throw new Error('no rows'); }
});
const shop = new Shop();
shop.name().then((name) => console.log(name, [...shop.rows()].join()));
`),
  async (session, { main }) => {
    await session.launch(main, WITHOUT_HOOK);
    await session.stop('exception');
    session.project.edit(main, "throw new Error('no name of ' + base);", "return 'shop of ' + base;");
    await session.continue();
    assert.equal((await session.stop('exception')).text, 'Error: no rows');
    session.project.edit(main, "throw new Error('no rows');", 'yield ++this.#till;');
    await session.continue();
    assert.equal((await session.end()).output, 'shop of base 1,2\n');
  },
);

everywhere(
  'whatever leaves a function that the program has wrapped stops, though the user’s own code would catch it',
  withPackage(`const plain = (n) => { throw new Error('plain ' + n); };
const inside = wrap((n) => { try { plain(n); } catch { return 'inside'; } });
const total = wrap(function total(n) { if (n) throw new Error('no total'); return 'total'; }); // @throw
const later = wrap(async (n) => { await null; throw new Error('later ' + n); });
async function main() {
  const found = [inside(1)];
  try { found.push(total(1)); } catch { found.push('caught'); }
  try { found.push(await later(1)); } catch { found.push('caught later'); }
  return found.join();
}
main().then((text) => console.log(text));
`),
  async (session, { main }) => {
    await session.launch(main);
    assert.equal((await session.stop('exception')).text, 'Error: no total');
    session.project.edit(main, "if (n) throw new Error('no total');", '');
    await session.continue();
    assert.equal((await session.stop('exception')).text, 'Error: later 1');
    await session.continue();
    assert.equal((await session.end()).output, 'inside,total,caught later\n');
  },
);
