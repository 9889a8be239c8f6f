import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeVersion } from '../harness/nodes.js';
import { withSession } from '../harness/session.js';

test('a block that stands in for an expression fails, and is edited again (E12)', async (context) => {
  const files = { 'app.cjs': 'const f = (row) => row.x.y;\nconst g = () => f({});\nconsole.log(g());\n' };
  await withSession(context, nodeVersion(26), files, async (session) => {
    await session.launch('app.cjs');
    await session.stop('exception');
    session.project.edit('app.cjs', '=> row.x.y', "=> { if (row.x) return 1; throw new Error('second'); }");
    await session.continue();
    const { text } = await session.stop('exception');
    assert.equal(text, 'Error: second');
    session.project.edit('app.cjs', "throw new Error('second')", 'return 5');
    await session.continue();
    assert.equal((await session.end()).output, '5\n');
    const activations = session.outcomes().map((outcome) => outcome.activations);
    assert.deepEqual(activations, [1, 1], 'the function and its stand-in are one call');
  });
});
