import assert from 'node:assert/strict';
import { top } from './frames.js';
import { edit, enableLiveEdit, evaluate } from './live-edit.js';
import { onEveryNode, type NodeUnderTest } from './matrix.js';
import type { Program } from './program.js';

/** Arrow functions that do not run, inside a function that does: only a change of that one can block an edit. */
const BODIES = [
  'half(row)',
  'row.name',
  'row',
  '[row]',
  '"text"',
  'row++',
  '({ row })',
  'row = half(2)',
  '() => row',
  '0',
];

const arrow = (index: number): string => `(row, tag = ${index}) => `;

async function stopInOuter(node: NodeUnderTest): Promise<{ program: Program; scriptId: string }> {
  const { program } = await node.start(`
function half(row) { return row / 2; }
function outer(row) {
  globalThis.arrows = [${BODIES.map((body, index) => arrow(index) + body).join(',\n')}];
  debugger;
}
outer(1);
`);
  await enableLiveEdit(program);
  program.resume();
  return { program, scriptId: top(await program.nextPause('the debugger statement')).location.scriptId };
}

onEveryNode(
  'E12: a change of the last character of an arrow function’s expression is one of the function around',
  async (node) => {
    const { program, scriptId } = await stopInOuter(node);
    for (const [index, body] of BODIES.entries()) {
      for (const to of [`${body} + 1`, '1234']) {
        const change = [arrow(index) + body, arrow(index) + to] as const;
        assert.equal(
          await edit(program, scriptId, change, { dryRun: true }),
          'BlockedByActiveFunction',
          change.join(' to '),
        );
      }
    }
    const inside = [`${arrow(0)}half(row)`, `${arrow(0)}half(row + 1)`] as const;
    assert.equal(await edit(program, scriptId, inside, { dryRun: true }), 'Ok');
  },
);

onEveryNode(
  'E12: in two steps, with the old expression last and a sign in it, any expression can be edited',
  async (node) => {
    const { program, scriptId } = await stopInOuter(node);
    for (const [index, body] of BODIES.entries()) {
      const anchored = `${arrow(index)}0?'¤':${body}`;
      assert.equal(await edit(program, scriptId, [arrow(index) + body, anchored]), 'Ok', anchored);
      let before = anchored;
      for (const to of [
        `${body}, 1`,
        '1234',
        `1 + (${body})`,
        `[${body}, ${body}]`,
        `"text" + [row] + row++ + ({row}) + row.name + "${index}"`,
      ]) {
        const after = `${arrow(index)}1.?(${to}):0?'¤':${body}`;
        assert.equal(await edit(program, scriptId, [before, after]), 'Ok', `${before} to ${after}`);
        before = after;
      }
      assert.equal(await evaluate(program, `String(arrows[${index}])`), before);
    }
    assert.equal(await evaluate(program, 'arrows[1]({ name: 7 })'), 'text[object Object]NaN[object Object]undefined1');
  },
);

onEveryNode('E12a: changed lines of 800 characters or more count as changed from end to end', async (node) => {
  const { program, scriptId } = await stopInOuter(node);
  const change = (length: number) =>
    [`${arrow(0)}half(row)`, `${arrow(0)}half(row /* ${'long '.repeat(length / 5)}*/)`] as const;
  assert.equal(await edit(program, scriptId, change(700), { dryRun: true }), 'Ok');
  assert.equal(await edit(program, scriptId, change(800), { dryRun: true }), 'BlockedByActiveFunction');
});
