import assert from 'node:assert/strict';
import { everywhere } from '../harness/cases.js';

everywhere(
  'a generator that has yielded gives its consumer only the values that it has not had yet',
  `let made = 0;
function* rows(last) {
  for (let n = 1; n <= last; n++) {
    made++;
    if (n === 3) throw new Error('no row ' + n); // @throw
    yield 'row ' + n;
  }
  return 'all';
}
const got = [];
for (const row of rows(4)) got.push(row);
console.log(got.join(), made);
`,
  async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('exception');
    assert.equal(frames[0]?.name, 'rows');
    assert.equal(frames[0].line, session.project.line(main, 'throw'));
    assert.equal(frames[0].canRestart, true);
    session.project.edit(main, "throw new Error('no row ' + n);", "{ yield 'repaired'; continue; }");
    await session.continue();
    const { code, output } = await session.end();
    assert.equal(output, 'row 1,row 2,repaired,row 4 7\n');
    assert.equal(code, 0);
    const [outcome] = session.outcomes();
    assert.equal(outcome?.strategy, 'wrapper');
    assert.match(outcome.message, /The 2 values that it has yielded already are not given again/);
  },
);

everywhere(
  'a generator that is sent values gets them again; it fails twice',
  `function* total() {
  let sum = 0;
  for (;;) {
    const given = yield sum;
    if (given === 3) throw new Error('three'); // @throw
    if (given === 5) throw new Error('five');
    if (given === undefined) return sum;
    sum += given;
  }
}
const each = total();
each.next();
const sums = [1, 2, 3, 4, 5].map((n) => each.next(n).value);
console.log(sums.join(), JSON.stringify(each.next()));
`,
  async (session, { main }) => {
    await session.launch(main);
    await session.stop('exception');
    session.project.edit(main, "throw new Error('three');", ';');
    await session.continue();
    await session.stop('exception');
    session.project.edit(main, "throw new Error('five');", 'sum += 100;');
    await session.continue();
    assert.equal((await session.end()).output, '1,3,6,10,115 {"value":115,"done":true}\n');
  },
);

everywhere(
  'an async generator with a for await consumer; a method; yield* of another one',
  `class Pages {
  constructor(last) { this.last = last; }
  async *pages() {
    for (let n = 1; n <= this.last; n++) {
      await new Promise((resolve) => setImmediate(resolve));
      if (n === 2) throw new Error('no page'); // @throw
      yield Promise.resolve('page ' + n);
    }
  }
  async *all() { yield 'first'; yield* this.pages(); }
}
async function main() {
  const got = [];
  for await (const page of new Pages(3).all()) got.push(page);
  return got.join();
}
main().then((text) => console.log(text));
`,
  async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('exception');
    assert.equal(frames[0]?.canRestart, true);
    session.project.edit(main, "throw new Error('no page');", "yield 'page two'; ");
    session.project.edit(
      main,
      "yield Promise.resolve('page ' + n);",
      "if (n !== 2) yield Promise.resolve('page ' + n);",
    );
    await session.continue();
    assert.equal((await session.end()).output, 'first,page 1,page two,page 3\n');
  },
);

everywhere(
  'later generators run the new code, those under way finish on their old',
  `function* twice(n) {
  yield n;
  if (n === 2) throw new Error('two'); // @throw
  yield 'old ' + n;
}
const waiting = twice(1);
waiting.next();
const second = [...twice(2)];
const third = [...twice(3)];
console.log(second.join(), third.join(), [...waiting].join());
`,
  async (session, { main }) => {
    await session.launch(main);
    await session.stop('exception');
    session.project.edit(main, "throw new Error('two');", ';');
    session.project.edit(main, "'old ' + n", "'new ' + n");
    await session.continue();
    assert.equal((await session.end()).output, '2,new 2 3,new 3 old 1\n');
  },
);

everywhere(
  'a helper that a generator calls fails, and the generator is what was edited',
  `function check(n) { if (n > 1) throw new Error('too much'); return n; } // @throw
function* numbers() { yield check(1); yield check(2); }
console.log([...numbers()].join());
`,
  async (session, { main }) => {
    await session.launch(main);
    await session.stop('exception');
    session.project.edit(main, 'yield check(2);', 'yield check(0);');
    await session.continue();
    assert.equal((await session.end()).output, '1,0\n');
  },
);
