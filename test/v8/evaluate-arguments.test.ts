import assert from 'node:assert/strict';
import { top } from './frames.js';
import { onEveryNode, type NodeUnderTest } from './matrix.js';

/** Collects garbage while it is evaluated. */
const ALLOCATING = '(() => { const all = []; for (let n = 0; n < 600000; n++) all.push({ n }); return all.length; })()';

/** How many more variables the module has, from program to program: they shift the register that is read. */
const VARIABLES = Array.from({ length: 10 }, (_, count) => count);

onEveryNode(
  'E15: a debugger that evaluates in a CommonJS module with a direct eval can end the process',
  async (node) => {
    for (const count of VARIABLES) if ((await end(node, count, '')) === 'SIGSEGV') return;
    assert.fail('None of the programs has died.');
  },
);

onEveryNode('E15: it cannot where a call in the module has as many arguments as it has variables', async (node) => {
  for (const count of VARIABLES) assert.equal(await end(node, count, ',0'.repeat(32)), 'lives');
});

async function end({ start }: NodeUnderTest, count: number, zeros: string): Promise<string> {
  const variables = Array.from({ length: count }, (_, n) => `var v${n};`).join('');
  const { program } = await start(
    `${variables}const keep = () => 1;\ndebugger;\nkeep((text) => eval(text)${zeros});\n`,
  );
  program.resume();
  const { callFrameId } = top(await program.nextPause('the debugger statement'));
  const answer = await program
    .send('Debugger.evaluateOnCallFrame', { callFrameId, expression: ALLOCATING })
    .catch(() => undefined);
  if (!answer) return String((await program.end()).signal);
  assert.equal(answer.result.value, 600_000);
  await program.runToEnd();
  return 'lives';
}
