import assert from 'node:assert/strict';
import { everywhere } from '../harness/cases.js';

const LOOP = `const seen = [];
function half(row) {
  if (row === 2) throw new Error('cannot halve ' + row); // @throw
  return row / 2;
}
function all(rows) {
  const halves = [];
  for (const row of rows) { seen.push(row); halves.push(half(row)); }
  return halves;
}
console.log('sum', all([1, 2, 3]).join(), 'seen', seen.join());
`;
const THROW = "if (row === 2) throw new Error('cannot halve ' + row);";

everywhere(
  'a wrong edit, then a syntax error, then the right one, at the same pause',
  LOOP,
  async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('exception');
    const [top] = frames;
    assert.equal(top?.line, session.project.line(main, 'throw'));
    assert.equal(await session.evaluate('row', top.id), '2');

    session.project.edit(main, THROW, "if (row === 2) throw new TypeError('still ' + row);");
    await session.continue();
    const second = await session.stop('exception');
    assert.equal(second.text, 'TypeError: still 2');

    session.project.edit(main, "throw new TypeError('still ' + row);", 'throw new (;');
    const sentence = await session.continueRefused();
    assert.match(sentence, new RegExp(`${main}:${session.project.line(main, 'throw')}:\\d+ does not compile`));
    assert.equal(await session.evaluate('row', second.frames[0]?.id), '2', 'the locals are readable after the refusal');

    session.project.edit(main, 'throw new (;', 'return 20;');
    await session.continue();
    const { code, output } = await session.end();
    assert.equal(output, 'sum 0.5,20,1.5 seen 1,2,3\n');
    assert.equal(code, 0);
    assert.deepEqual(
      session.outcomes().map(({ strategy, reason }) => reason ?? strategy),
      ['frame', 'syntax', 'frame'],
    );
  },
);

everywhere('without an edit, Continue lets the exception go on', LOOP, async (session, { main }) => {
  await session.launch(main);
  await session.stop('exception');
  await session.continue();
  const { code } = await session.end();
  assert.equal(code, 1);
  assert.match(session.output('stderr'), /Error: cannot halve 2/);
  assert.deepEqual(session.outcomes(), []);
});

everywhere('the caller of the function that threw restarts when the edit is in it', LOOP, async (session, { main }) => {
  await session.launch(main);
  await session.stop('exception');
  session.project.edit(main, 'halves.push(half(row));', 'if (row !== 2) halves.push(half(row));');
  await session.continue();
  const { output } = await session.end();
  assert.equal(output, 'sum 0.5,1.5 seen 1,2,1,2,3\n', 'all() ran again from its start');
  assert.equal(session.outcomes()[0]?.function, 'all');
});

everywhere(
  'an edit of a function that is not on the stack is applied, and the innermost user frame restarts',
  `function parse(text) { return Number(text); }
function half(text) {
  const row = parse(text);
  if (Number.isNaN(row)) throw new Error('no number: ' + text);
  return row / 2;
}
console.log('sum', ['1', 'two', '3'].map((text) => half(text)).join());
`,
  async (session, { main }) => {
    await session.launch(main);
    await session.stop('exception');
    session.project.edit(main, 'return Number(text);', "return text === 'two' ? 2 : Number(text);");
    await session.continue();
    assert.equal((await session.end()).output, 'sum 0.5,1,1.5\n');
    const [outcome] = session.outcomes();
    assert.equal(outcome?.function, 'half');
    assert.deepEqual(
      outcome.edits.map((edit) => [edit.function, edit.status]),
      [['parse', 'applied']],
    );
  },
);

everywhere(
  'recursion restarts from its outermost activation',
  `let calls = 0;
function walk(depth) {
  calls++;
  if (depth === 0) throw new Error('bottom');
  return 'x' + walk(depth - 1);
}
console.log('walked', walk(3), calls);
`,
  async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('exception');
    assert.deepEqual(
      frames.slice(0, 4).map(({ name }) => name),
      ['walk', 'walk', 'walk', 'walk'],
    );
    session.project.edit(main, "if (depth === 0) throw new Error('bottom');", "if (depth === 0) return '.';");
    await session.continue();
    assert.equal((await session.end()).output, 'walked xxx. 8\n');
    assert.equal(session.outcomes()[0]?.activations, 4);
  },
);

everywhere(
  'a changed function further out keeps its old code, and its change is applied once its call has ended',
  `function inner(n) {
  if (n === 1) throw new Error('inner ' + n);
  return n;
}
function outer(n) {
  return 'old ' + inner(n);
}
console.log(outer(1));
function second() {
  throw new Error('second');
}
second();
console.log(outer(2));
`,
  async (session, { main }) => {
    await session.launch(main);
    await session.stop('exception');
    session.project.edit(main, "if (n === 1) throw new Error('inner ' + n);", '');
    session.project.edit(main, "'old '", "'new '");
    await session.continue();
    const [outcome] = session.outcomes();
    assert.deepEqual(outcome?.edits.map((edit) => [edit.function, edit.status]).sort(), [
      ['inner', 'applied'],
      ['outer', 'waiting'],
    ]);
    const stop = await session.stop('exception');
    assert.equal(
      stop.frames[0]?.line,
      session.project.read(main).split('\n').indexOf("  throw new Error('second');") + 1,
    );
    session.project.edit(main, "throw new Error('second');", '');
    await session.continue();
    assert.equal((await session.end()).output, 'old 1\nnew 2\n');
  },
);

everywhere(
  'a changed function further out waits at an ordinary Continue too',
  `function inner() { throw new Error('inner'); }
function outer() { try { return inner(); } finally { console.log('old'); } }
function again() { debugger; }
outer();
again();
outer();
`,
  async (session, { main }) => {
    await session.launch(main);
    await session.stop('exception');
    session.project.edit(main, "throw new Error('inner');", 'return 1;');
    session.project.edit(main, "'old'", "'new'");
    await session.continue();
    await session.stop('pause');
    await session.continue();
    assert.equal((await session.end()).output, 'old\nnew\n');
  },
);

everywhere(
  'ten failures and ten restarts in one call',
  `let entered = 0;
function climb() {
  entered++;
  const level = 0; // @level
  if (level < 10) throw new Error('level ' + level);
  return level;
}
console.log('top', climb(), entered);
`,
  async (session, { main }) => {
    await session.launch(main);
    for (let level = 0; level < 10; level++) {
      const { text } = await session.stop('exception');
      assert.equal(text, `Error: level ${level}`);
      session.project.edit(main, `const level = ${level};`, `const level = ${level + 1};`);
      await session.continue();
    }
    assert.equal((await session.end()).output, 'top 10 11\n');
    assert.equal(session.outcomes().filter(({ strategy }) => strategy === 'frame').length, 10);
  },
);

everywhere(
  'optimised code restarts',
  `function mix(a, b) {
  if (b === 199999) throw new Error('hot');
  return (a * 31 + b) | 0;
}
function run() {
  let hash = 7;
  for (let index = 0; index < 200000; index++) hash = mix(hash, index);
  return hash;
}
run.expected = 0;
console.log('hash', run());
`,
  async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('exception');
    assert.equal(await session.evaluate('b', frames[0]?.id), '199999');
    session.project.edit(main, "if (b === 199999) throw new Error('hot');", '');
    await session.continue();
    let hash = 7;
    for (let index = 0; index < 200000; index++) hash = (hash * 31 + index) | 0;
    assert.equal((await session.end()).output, `hash ${hash}\n`);
  },
);

everywhere(
  'a CommonJS top level restarts',
  `console.log('loading');
const settings = JSON.parse('{"rows": 3');
console.log('rows', settings.rows);
`,
  async (session, { main }) => {
    await session.launch(main);
    await session.stop('exception');
    session.project.edit(main, `'{"rows": 3'`, `'{"rows": 3}'`);
    await session.continue();
    const { code, output } = await session.end();
    assert.equal(output, 'loading\nloading\nrows 3\n');
    assert.equal(code, 0);
  },
  ['CommonJS'],
);

everywhere(
  'the top level of an ES module is refused, with the reason',
  `console.log('loading');
const settings = JSON.parse('{"rows": 3');
console.log('rows', settings.rows);
`,
  async (session, { main }) => {
    await session.launch(main);
    await session.stop('exception');
    session.project.edit(main, `'{"rows": 3'`, `'{"rows": 3}'`);
    assert.match(await session.continueRefused(), /the top level of an ES module runs once/);
    await session.client.request('hotRestart/letFail', { threadId: 1 });
    assert.equal((await session.end()).code, 1);
  },
  ['ES module'],
);

everywhere(
  'the last use and the last assignment of an outer variable may go (E6b, E11)',
  `const factor = 3;
const other = 4;
let calls = 0;
function fail(n) {
  calls++;
  if (n) throw new Error('fails ' + factor);
  return n;
}
const arrow = (n) => (calls += fail(n) * factor + other);
function outer(n) {
  let inside = 0;
  const inner = () => {
    inside++;
    return arrow(n) + inside;
  };
  return [inner(), inner(), inside];
}
const first = outer(2);
debugger;
console.log('done', first.join(), outer(3).join());
`,
  async (session, { main }) => {
    await session.launch(main);
    await session.stop('exception');
    session.project.edit(main, "  calls++;\n  if (n) throw new Error('fails ' + factor);\n", '');
    await session.continue();
    await session.stop('pause');
    session.project.edit(main, '(calls += fail(n) * factor + other)', 'fail(n) + other');
    session.project.edit(main, '    inside++;\n', '');
    await session.continue();
    // First 0 + 2 * 3 + 4 and one more, then 10 + 2 * 3 + 4 and two more; with the second edit 3 + 4 and no more.
    assert.equal((await session.end()).output, 'done 11,22,2 7,7,0\n');
    assert.deepEqual(
      session.outcomes().map(({ edits }) => edits.map((edit) => `${edit.function} ${edit.status}`).join()),
      ['fail applied', 'arrow applied,inner applied'],
    );
  },
);

everywhere(
  'the expression of an arrow function can change to its end, and become a block and an expression again (E12)',
  `const titled = { length: 7 };
const lengths = (rows) => rows.map((row) => row.title.length);
const all = (rows) => lengths(rows).join();
console.log('lengths', all([{ title: titled }, {}, { title: null }, { title: 'abc' }, 'again']));
`,
  async (session, { main }) => {
    await session.launch(main);
    await session.stop('exception');
    const bodies = [
      'row.title.length',
      'row.title.length ?? fallback',
      'row.title?.length ?? nothing',
      "{ if (row === 'again') throw new Error(row); return row.title?.length ?? 0; }",
    ];
    for (const [index, body] of bodies.slice(1).entries()) {
      session.project.edit(main, `${bodies[index]})`, `${body})`);
      await session.continue();
      const { frames } = await session.stop('exception');
      assert.equal(frames[0]?.line, 2, 'no line has moved');
    }
    session.project.edit(main, `${bodies[3]})`, "row === 'again' ? -1 : row.title.length)");
    await session.continue();
    assert.equal((await session.end()).output, 'lengths 7,0,0,3,-1\n');
    assert.deepEqual(
      session.outcomes().map(({ strategy }) => strategy),
      ['frame', 'frame', 'frame', 'frame'],
    );
  },
);

everywhere(
  'a function that keeps something alive is edited again',
  `const factor = 3;
function fail(n) {
  throw new Error('first ' + factor);
}
console.log('done', fail(2));
`,
  async (session, { main }) => {
    await session.launch(main);
    await session.stop('exception');
    session.project.edit(main, "throw new Error('first ' + factor);", "throw new Error('second')");
    await session.continue();
    await session.stop('exception');
    session.project.edit(main, "throw new Error('second')", "throw new Error('third');");
    await session.continue();
    await session.stop('exception');
    session.project.edit(main, "throw new Error('third');", 'return n * factor');
    await session.continue();
    assert.equal((await session.end()).output, 'done 6\n');
    assert.equal(session.outcomes().filter(({ strategy }) => strategy === 'frame').length, 3);
  },
);

everywhere(
  'an outer frame restarts together with an edit further in',
  `function half(row) {
  if (row === 2) throw new Error('cannot halve ' + row);
  return row / 2;
}
function all(rows) { return rows.map((row) => half(row)); }
console.log('sum', all([1, 2, 3]).join());
`,
  async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('exception');
    session.project.edit(main, "if (row === 2) throw new Error('cannot halve ' + row);", '');
    session.project.edit(main, 'half(row))', 'half(row) + 1)');
    const all = frames.find(({ name }) => name === 'all');
    await session.client.request('hotRestart/restart', { frameId: all?.id });
    assert.equal((await session.end()).output, 'sum 1.5,2,2.5\n');
  },
);

everywhere(
  'a step at an exception after a saved edit stands at the start of the new code',
  LOOP,
  async (session, { main }) => {
    await session.launch(main);
    const { threadId } = await session.stop('exception');
    session.project.edit(main, THROW, 'if (row === 2) return 20;');
    await session.client.request('next', { threadId });
    const { frames } = await session.stop('step');
    assert.equal(frames[0]?.name, 'half');
    await session.continue();
    assert.equal((await session.end()).output, 'sum 0.5,20,1.5 seen 1,2,3\n');
  },
);

everywhere(
  'a variable of the module that no function used before, while the top level runs (E6a)',
  `import { basename } from 'node:path';
const factor = 3;
let count = 0;
function fail(n) {
  if (n) throw new Error('fails'); // @throw
  return n;
}
const first = fail(1);
console.log('done', first, count, typeof basename, factor);
`,
  async (session, { main }) => {
    await session.launch(main);
    await session.stop('exception');
    session.project.edit(main, "throw new Error('fails');", "return basename('/a/b') + factor + ++count;");
    await session.continue();
    assert.equal((await session.end()).output, 'done b31 1 function 3\n');
    assert.deepEqual(
      session.outcomes().map(({ strategy }) => strategy),
      ['frame'],
    );
  },
);

everywhere(
  'more parameters than the call was made with, twice (E5)',
  `const add = (a, b) => [a, b].join();
function fail(n) {
  throw new Error('fails'); // @throw
}
const results = [fail(1, 2, 3, 4), fail(5)];
console.log(results.join('|'), fail.name, add(1));
`,
  async (session, { main }) => {
    await session.launch(main);
    await session.stop('exception');
    session.project.edit(
      main,
      "fail(n) {\n  throw new Error('fails');",
      "fail(n, m = 7, { length } = 'abc') {\n  if (n === 1) throw new Error(m);\n  return [n, m, length].join();",
    );
    await session.continue();
    assert.equal((await session.stop('exception')).text, 'Error: 2');
    session.project.edit(
      main,
      "fail(n, m = 7, { length } = 'abc') {\n  if (n === 1) throw new Error(m);\n  return [n, m, length].join();",
      'fail(n, m = 8, ...rest) {\n  return [n, m, rest.length].join();',
    );
    await session.continue();
    assert.equal((await session.end()).output, '1,2,2|5,8,0 fail 1,\n');
    assert.deepEqual(
      session.outcomes().map(({ strategy }) => strategy),
      ['frame', 'frame'],
    );
  },
);

everywhere(
  'with keepScopes, variables of the functions around can be used that no function used before',
  `function outer(rows) {
  const factor = 3;
  let count = 0;
  const half = (row) => {
    if (row === 2) throw new Error('no half'); // @throw
    return row / 2;
  };
  async function later(row) {
    await null;
    return half(row);
  }
  const halves = rows.map((row) => half(row));
  return [halves.join(), factor, later.name, String(half).length > 10, String(half).includes('ev' + 'al(')];
}
console.log(outer([1, 2, 3]).join(' '), String(outer).includes('ev' + 'al('));
`,
  async (session, { main }) => {
    await session.launch(main, { hotRestart: { keepScopes: 'all' } });
    await session.stop('exception');
    session.project.edit(main, "throw new Error('no half');", 'return factor + ++count;');
    await session.continue();
    assert.equal((await session.end()).output, '0.5,4,1.5 3 later true false false\n');
  },
);
