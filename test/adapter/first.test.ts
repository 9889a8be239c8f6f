import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MATRIX } from '../harness/nodes.js';
import { withSession } from '../harness/session.js';

const PROGRAM = `
const rows = [1, 2, 3];
function half(row) {
  if (row === 2) throw new Error('cannot halve ' + row); // @throw
  return row / 2;
}
function all() {
  return rows.map((row) => half(row));
}
console.log('sum', all().join());
`;

for (const node of MATRIX) {
  test(`crash, edit, Continue on Node ${node.major}`, async (context) => {
    await withSession(context, node, { 'app.cjs': PROGRAM }, async (session) => {
      await session.launch('app.cjs');
      const { frames, text } = await session.stop('exception');
      assert.equal(text, 'Error: cannot halve 2');
      assert.equal(frames[0]?.name, 'half');
      assert.equal(frames[0]?.line, session.project.line('app.cjs', 'throw'));
      assert.equal(await session.evaluate('row', frames[0]?.id), '2');
      session.project.edit('app.cjs', "if (row === 2) throw new Error('cannot halve ' + row); // @throw", 'if (row === 2) return 1; // @throw');
      await session.continue();
      const { code, output } = await session.end();
      assert.equal(output, 'sum 0.5,1,1.5\n');
      assert.equal(code, 0);
    });
  });
}
