import assert from 'node:assert/strict';
import { everywhere } from '../harness/cases.js';
import type { TestSession } from '../harness/session.js';

const PROGRAM = `let entered = 0;
function half(row) {
  entered++;
  if (row === 2) throw new Error('cannot halve ' + row);
  return row / 2;
}
console.log('halves', [1, 2, 3].map((row) => half(row)).join(), entered);
`;

const BUSY = 'Hot Restart: Another restart is in progress: wait until it has ended.';

/** What was said to each of several requests that were sent in one go. */
async function atOnce(session: TestSession, commands: readonly (readonly [command: string, args: object])[]) {
  const answers = await Promise.allSettled(
    commands.map(([command, args]) => session.client.request<{ outcome?: { strategy: string } }>(command, args)),
  );
  return answers.map((answer) =>
    answer.status === 'fulfilled' ? (answer.value.outcome?.strategy ?? 'answered') : (answer.reason as Error).message,
  );
}

/** Everything that begins a transaction, beside the one that runs. */
const OTHERS: readonly (readonly [command: string, args: (frameId: number | undefined) => object])[] = [
  ['hotRestart/restart', () => ({ threadId: 1 })],
  ['hotRestart/apply', () => ({})],
  ['continue', () => ({ threadId: 1 })],
  ['next', () => ({ threadId: 1 })],
  ['restartFrame', (frameId) => ({ frameId })],
];

for (const [command, argsFor] of OTHERS) {
  everywhere(`while a restart runs, ${command} is refused as busy`, PROGRAM, async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('exception');
    session.project.edit(main, "throw new Error('cannot halve ' + row);", 'return 1;');
    const answers = await atOnce(session, [
      ['hotRestart/restart', { threadId: 1 }],
      [command, argsFor(frames[0]?.id)],
    ]);
    assert.deepEqual(answers, ['frame', BUSY]);
    // Once, and as if nobody else had asked.
    assert.equal((await session.end()).output, 'halves 0.5,1,1.5 4\n');
    assert.deepEqual(
      session.outcomes().map(({ strategy }) => strategy),
      ['frame'],
    );
  });
}

everywhere('after a refusal the next restart is not refused as busy', PROGRAM, async (session, { main }) => {
  await session.launch(main);
  await session.stop('exception');
  session.project.edit(main, "throw new Error('cannot halve ' + row);", 'throw new (;');
  const commands = [
    ['hotRestart/restart', { threadId: 1 }],
    ['hotRestart/restart', { threadId: 1 }],
  ] as const;
  assert.deepEqual(await atOnce(session, commands), ['refused', BUSY]);
  session.project.edit(main, 'throw new (;', 'return 1;');
  assert.deepEqual(await atOnce(session, commands), ['frame', BUSY]);
  assert.equal((await session.end()).output, 'halves 0.5,1,1.5 4\n');
});
