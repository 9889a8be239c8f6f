import assert from 'node:assert/strict';
import { everywhere } from '../harness/cases.js';
import type { LaunchOptions } from '../harness/session.js';

/** One edit that cannot be done: the program fails in the edited function, Continue is refused, and it is still paused. */
interface Refused {
  readonly name: string;
  readonly program: string;
  readonly edit: readonly [from: string, to: string];
  readonly reason: string;
  readonly sentence: RegExp;
  readonly attributes?: LaunchOptions;
}

const REFUSED: readonly Refused[] = [
  {
    name: 'a variable that no function used before (E6)',
    program: `function main() {
  const factor = 3;
  let plain = 1;
  function fail(n) {
    if (n) throw new Error('fails');
    return n * plain;
  }
  console.log('done', fail(1), factor);
}
main();`,
    edit: ["throw new Error('fails');", 'return factor;'],
    reason: 'capture gained',
    sentence: /`factor` \(app\.\wjs:5\) is not reachable from the running `fail`/,
  },
  {
    name: 'the constructor of a class with fields (R6a)',
    program: `class Row {
  #cells = [];
  constructor(n) {
    if (n) throw new Error('fails');
    this.n = n;
  }
}
console.log('done', new Row(1).n);`,
    edit: ["if (n) throw new Error('fails');", ''],
    reason: 'frame',
    sentence: /`new Row` \(app\.\wjs:4\) cannot be restarted: V8 would initialise the fields/,
  },
  {
    name: 'a function that is new, where the scope of the module is out of reach (E6c)',
    attributes: { hotRestart: { autoWrap: false } },
    program: `function fail(n) {
  if (n) throw new Error('fails');
  return n;
}
setImmediate(() => console.log('done', fail(1)));`,
    edit: [
      "  if (n) throw new Error('fails');\n  return n;\n}",
      '  return help(n);\n}\nfunction help(n) { return n; }',
    ],
    reason: 'new name',
    sentence: /`help` \(app\.\wjs:2\) is new outside `fail`/,
  },
  {
    name: 'a grown parameter list, where only simple parameters are allowed (E5)',
    program: `function fail(n) {
  'use strict';
  if (n) throw new Error('fails');
  return n;
}
console.log('done', fail(1));`,
    edit: ["(n) {\n  'use strict';\n  if (n) throw new Error('fails');", "(n, m) {\n  'use strict';\n  n = m;"],
    reason: 'parameters grew',
    sentence: /`fail` \(app\.\wjs:1\) has 2 parameters now and was called when it had 1/,
  },
  {
    name: 'a function that has become async (R9)',
    program: `function fail(n) {
  if (n) throw new Error('fails');
  return n;
}
console.log('done', fail(1));`,
    edit: ["function fail(n) {\n  if (n) throw new Error('fails');", 'async function fail(n) {'],
    reason: 'kind changed',
    sentence: /`fail` \(app\.\wjs:1\) has become async, and V8 replaces a function only by one of its kind/,
  },
  {
    name: 'the constructor of a derived class that is not wrapped (R6)',
    attributes: { hotRestart: { autoWrap: false } },
    program: `class Base {}
class Derived extends Base {
  constructor(n) {
    super();
    if (n) throw new Error('fails');
    this.n = n;
  }
}
console.log('done', new Derived(1).n);`,
    edit: ["if (n) throw new Error('fails');", ''],
    reason: 'frame',
    sentence: /`new Derived` \(app\.\wjs:5\) cannot be restarted: V8 would end the process/,
  },
  {
    name: 'an async function that is not wrapped (R5)',
    attributes: { hotRestart: { autoWrap: false } },
    program: `async function fail(n) {
  if (n) throw new Error('fails');
  return n;
}
fail(1).then((n) => console.log('done', n));`,
    edit: ["throw new Error('fails');", 'n = 2;'],
    reason: 'frame',
    sentence: /`fail` \(app\.\wjs:2\) cannot be restarted: V8 does not restart async functions/,
  },
  {
    name: 'a generator that is not wrapped (R5)',
    attributes: { hotRestart: { autoWrap: false } },
    program: `function* fail(n) {
  if (n) throw new Error('fails');
  yield n;
}
console.log('done', [...fail(1)]);`,
    edit: ["throw new Error('fails');", 'n = 2;'],
    reason: 'frame',
    sentence: /`fail` \(app\.\wjs:2\) cannot be restarted: V8 does not restart generators/,
  },
];

for (const { name, program, edit, reason, sentence, attributes } of REFUSED) {
  everywhere(`refused, and still paused: ${name}`, program, async (session, { main }) => {
    await session.launch(main, attributes);
    const { frames } = await session.stop('exception');
    const before = session.project.read(main);
    session.project.edit(main, ...edit);
    assert.match(await session.continueRefused(), sentence);
    assert.equal(session.outcomes().at(-1)?.reason, reason);
    assert.equal(await session.evaluate('n', frames[0]?.id), '1', 'the locals are still there');
    assert.match(await session.continueRefused(), sentence, 'a second Continue says the same');
    // The file as it was: nothing is left to refuse, nothing was changed, and the exception goes on.
    session.project.write(main, before);
    await session.continue();
    assert.equal((await session.end()).code, 1);
  });
}

everywhere(
  'a missing file is refused, and what was refused before is applied once it is right',
  `function fail(n) {
  if (n) throw new Error('fails');
  return n;
}
console.log('done', fail(1));
`,
  async (session, { main }) => {
    await session.launch(main);
    await session.stop('exception');
    const before = session.project.read(main);
    session.project.delete(main);
    assert.match(await session.continueRefused(), /cannot be read/);
    session.project.write(main, before.replace("throw new Error('fails');", 'return help(n);'));
    session.project.edit(main, /$/, 'const help = fail.help.me;\n');
    assert.match(await session.continueRefused(), /`help`/);
    session.project.edit(main, 'help(n);', '2;');
    await session.continue();
    assert.equal((await session.end()).output, 'done 2\n');
    const edits = session
      .outcomes()
      .at(-1)
      ?.edits.map((edit) => [edit.function, edit.status, edit.reason]);
    assert.deepEqual(edits?.sort(), [
      ['fail', 'applied', undefined],
      ['help', 'refused', 'top level'],
    ]);
  },
);
