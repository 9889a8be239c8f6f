import assert from 'node:assert/strict';
import { everywhere } from '../harness/cases.js';
import type { TestSession, WireOutcome } from '../harness/session.js';

async function planOf(session: TestSession): Promise<Record<string, string>> {
  const answer = await session.client.request<{ outcome: WireOutcome }>('hotRestart/apply', { dryRun: true });
  return Object.fromEntries(answer.outcome.edits.map((edit) => [edit.function, edit.way]));
}

everywhere(
  'the plan says of every change what will be done with it, and touches nothing',
  `import { basename } from 'node:path';
const rate = 2;
class Cart {
  total(n) { return n * rate; }
}
const wait = async (promise) => {
  await promise;
  return 'old';
};
const plain = (n) => n + 1;
const waiting = wait(new Promise((resolve) => setTimeout(resolve, 1)));
function active(n) {
  const unused = n;
  debugger;
  return n;
}
console.log(active(1), plain(1), basename('a/b'), new Cart().total(1));
waiting.then(console.log);
`,
  async (session, { main, kind }) => {
    await session.launch(main);
    const { frames } = await session.stop('pause');
    const { project } = session;
    project.edit(main, "'old'", "'new'");
    project.edit(main, 'n + 1', 'n + added(extname(String(n)))');
    project.edit(main, 'return n;\n', 'return n * 2;\n');
    project.edit(main, 'const rate = 2', 'const rate = 3');
    project.edit(main, 'total(n) {', 'count() { return 7; }\n  total(n) {');
    if (kind === 'CommonJS') project.edit(main, '{ basename }', '{ basename, extname }');
    else project.edit(main, 'import { basename }', "import { extname } from 'node:path';\nimport { basename }");
    project.edit(main, 'function active', 'function added(text) {\n  return text + 1;\n}\nfunction active');
    const plan = await planOf(session);
    assert.deepEqual(plan, {
      wait: 'new calls only',
      plain: 'native',
      active: 'wait',
      '(top level)': 'module reload',
      'Cart.count': 'class change',
      extname: kind === 'CommonJS' ? 'add' : 'import',
      added: 'add',
    });
    assert.equal(await session.evaluate('plain(1) + typeof added', frames[0]?.id), "'2undefined'");
    // The function that is active starts again, and stops once more.
    await session.continue();
    await session.stop('pause');
    await session.continue();
    assert.equal((await session.end()).output, '2 11 b 2\nold\n');
  },
);

everywhere(
  'R7: parameters that were assigned to are told',
  `function half(n, unit, list) {
  n = n / 2;
  list.push(n);
  if (n === 2) throw new Error('two');
  unit = 'mm';
  return n + unit;
}
console.log(half(2, 'cm', []), half(4, 'cm', []));
`,
  async (session, { main }) => {
    await session.launch(main);
    await session.stop('exception');
    session.project.edit(main, "throw new Error('two');", 'n = 7;');
    await session.continue();
    const { output } = await session.end();
    assert.equal(output, '1mm 1mm\n');
    const [note, ...others] = session.outcomes()[0]?.notes ?? [];
    assert.equal(others.length, 0);
    assert.equal(note?.kind, 'parameters kept');
    assert.match(
      note.message,
      /^`half` \(app\.[cm]js:4\) had assigned to its parameter, so the call starts with n = 2 /,
    );
  },
);
