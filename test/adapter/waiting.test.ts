import assert from 'node:assert/strict';
import { everywhere } from '../harness/cases.js';
import type { WireOutcome } from '../harness/session.js';

everywhere(
  'a change of a function further out waits, and is applied by itself once that call has ended',
  `globalThis.timer = setInterval(outer, 20);
function outer() {
  const result = inner();
  console.log('old outer', result);
}
function inner() {
  throw new Error('inner');
}
`,
  async (session, { main }) => {
    await session.launch(main);
    await session.stop('exception');
    session.project.edit(main, "throw new Error('inner');", "return 'new inner';");
    session.project.edit(
      main,
      "console.log('old outer', result);",
      "clearInterval(globalThis.timer);\n  globalThis.timer = setInterval(String, 1000);\n  console.log('new outer', result);",
    );
    await session.continue();
    const [restarted] = session.outcomes();
    assert.deepEqual(restarted?.edits.map((edit) => `${edit.function} ${edit.status}`).sort(), [
      'inner applied',
      'outer waiting',
    ]);
    assert.match(restarted.message, /`outer` \(app\.\wjs:\d+\) has calls under way/);
    // The program goes on until it has been told.
    await session.client.event('hotRestart/outcome', ({ outcome }) =>
      statusesOf(outcome as WireOutcome).includes('outer applied'),
    );
    await session.client.event('output', ({ output }) => String(output).includes('new outer'));
    await session.evaluate('clearInterval(timer)');
    const { output } = await session.end();
    assert.match(output, /^old outer new inner\n(old outer new inner\n)*new outer new inner\n$/);
  },
);

function statusesOf({ edits }: WireOutcome): string[] {
  return edits.map((edit) => `${edit.function} ${edit.status}`);
}

everywhere(
  'a change that waits does not hold up the others of its file',
  `function outer() {
  debugger;
  return inner();
}
function inner() {
  return 'old';
}
function other() {
  return 'old';
}
console.log('outer', outer(), other());
`,
  async (session, { main }) => {
    await session.launch(main);
    await session.stop('pause');
    session.project.edit(main, 'return inner();', "return inner() + '!';");
    session.project.edit(main, "function inner() {\n  return 'old';", "function inner() {\n  return 'new';");
    session.project.edit(main, "function other() {\n  return 'old';", "function other() {\n  return 'newer';");
    await session.client.request('hotRestart/apply');
    const [{ edits } = { edits: [] }] = session.outcomes();
    assert.deepEqual(edits.map((edit) => `${edit.function} ${edit.status}`).sort(), [
      'inner applied',
      'other applied',
      'outer waiting',
    ]);
    await session.continue();
    assert.equal((await session.end()).output, 'outer new newer\n');
  },
);
