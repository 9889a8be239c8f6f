import assert from 'node:assert/strict';
import { everywhere } from '../harness/cases.js';
import type { TestSession, WireOutcome } from '../harness/session.js';

const NESTED = `let outers = 0, inners = 0;
function inner(n) {
  inners++;
  debugger;
  return n * 2;
}
function outer(n) {
  outers++;
  const result = inner(n + 1);
  return result;
}
console.log('result', outer(1), 'outers', outers, 'inners', inners);
`;

async function ask(session: TestSession, request: string, args: object): Promise<WireOutcome> {
  const { outcome } = await session.client.request<{ outcome: WireOutcome }>(request, args);
  return outcome;
}

everywhere(
  'restartFrame stops at the entry of the frame chosen, without an edit',
  NESTED,
  async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('pause');
    assert.deepEqual([frames[0]?.name, frames[1]?.name], ['inner', 'outer']);
    await session.client.request('restartFrame', { frameId: frames[1]?.id });
    const stop = await session.stop('frame_entry');
    assert.equal(stop.frames[0]?.name, 'outer');
    assert.equal(stop.frames[0].line, session.project.read(main).split('\n').indexOf('  outers++;') + 1);
    await session.continue();
    await session.stop('pause');
    await session.continue();
    assert.equal((await session.end()).output, 'result 4 outers 2 inners 2\n');
  },
);

everywhere('restartFrame applies a saved edit first', NESTED, async (session, { main }) => {
  await session.launch(main);
  const { frames } = await session.stop('pause');
  session.project.edit(main, '  debugger;\n  return n * 2;', '  return n * 100;');
  await session.client.request('restartFrame', { frameId: frames[0]?.id });
  const stop = await session.stop('frame_entry');
  assert.equal(stop.frames[0]?.name, 'inner');
  await session.continue();
  assert.equal((await session.end()).output, 'result 200 outers 1 inners 2\n');
});

everywhere('hotRestart/restart runs the frame chosen again and goes on', NESTED, async (session, { main }) => {
  await session.launch(main);
  const { frames } = await session.stop('pause');
  session.project.edit(main, '  debugger;\n', '');
  const outcome = await ask(session, 'hotRestart/restart', { frameId: frames[0]?.id });
  assert.equal(outcome.strategy, 'frame');
  assert.match(outcome.message, /^Hot Restart: `inner` \(app\.\wjs:\d+\) runs again with the new code of `inner`/);
  await session.client.event('continued');
  assert.equal((await session.end()).output, 'result 4 outers 1 inners 2\n');
});

everywhere(
  'hotRestart/restart without a frame takes the innermost of the user, and can stop at its entry',
  NESTED,
  async (session, { main }) => {
    await session.launch(main);
    const { threadId } = await session.stop('pause');
    const outcome = await ask(session, 'hotRestart/restart', { threadId, stopAtEntry: true });
    assert.equal(outcome.function, 'inner');
    const stop = await session.stop('frame_entry');
    assert.equal(stop.frames[0]?.name, 'inner');
    await session.continue();
    await session.stop('pause');
    await session.continue();
    assert.equal((await session.end()).output, 'result 4 outers 1 inners 2\n');
  },
);

everywhere(
  'hotRestart/apply tells its plan, applies it, and leaves what is on the stack',
  NESTED,
  async (session, { main }) => {
    await session.launch(main);
    await session.stop('pause');
    session.project.edit(main, 'return n * 2;', 'return n * 3;');
    const plan = await ask(session, 'hotRestart/apply', { dryRun: true });
    assert.deepEqual(
      plan.edits.map((edit) => [edit.function, edit.status]),
      [['inner', 'waiting']],
    );
    assert.deepEqual(session.outcomes(), [], 'a dry run is no transaction');
    const outcome = await ask(session, 'hotRestart/apply', {});
    assert.deepEqual(
      outcome.edits.map((edit) => [edit.function, edit.status]),
      [['inner', 'waiting']],
    );
    await session.continue();
    assert.equal((await session.end()).output, 'result 4 outers 1 inners 1\n');
  },
);

everywhere(
  'hotRestart/apply changes a running program',
  `let n = 0;
function tick() {
  n++;
  if (n > 100000) throw new Error('never stopped');
  return 'go on';
}
console.log('started');
const timer = setInterval(() => { if (tick() === 'stop') { clearInterval(timer); console.log('stopped'); } }, 1);
`,
  async (session, { main }) => {
    await session.launch(main);
    await session.client.event('output', ({ output }) => String(output).includes('started'));
    session.project.edit(main, "return 'go on';", "return 'stop';");
    const outcome = await ask(session, 'hotRestart/apply', {});
    assert.deepEqual(
      outcome.edits.map((edit) => [edit.function, edit.status]),
      [['tick', 'applied']],
    );
    assert.equal((await session.end()).output, 'started\nstopped\n');
  },
);

everywhere(
  'restartFrame of a frame that is not the user’s is refused, and the program still paused',
  `import { EventEmitter } from 'node:events';
const emitter = new EventEmitter();
emitter.on('row', function onRow(row) { throw new Error('row ' + row); });
emitter.emit('row', 1);
`,
  async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('exception');
    const emit = frames.find(({ source }) => source?.name?.startsWith('<node_internals>'));
    assert.equal(emit?.canRestart, false);
    await assert.rejects(
      session.client.request('restartFrame', { frameId: emit.id }),
      /cannot be restarted: it is not your own code/,
    );
    assert.equal(await session.evaluate('row', frames[0]?.id), '1');
    await session.continue();
    assert.equal((await session.end()).code, 1);
  },
);

everywhere(
  'onContinue "never" leaves saved edits alone, "always" restarts without one',
  `let tries = 0;
function fail() { tries++; if (tries < 3) throw new Error('try ' + tries); return tries; }
console.log('tries', fail());
`,
  async (session, { main }) => {
    await session.launch(main, { hotRestart: { onContinue: 'always' } });
    await session.stop('exception');
    await session.continue();
    const { text } = await session.stop('exception');
    assert.equal(text, 'Error: try 2');
    await session.continue();
    assert.equal((await session.end()).output, 'tries 3\n');
  },
);

everywhere(
  'onContinue "never" is an ordinary debugger',
  `function fail() { throw new Error('fails'); }
fail();
`,
  async (session, { main }) => {
    await session.launch(main, { hotRestart: { onContinue: 'never' } });
    await session.stop('exception');
    session.project.edit(main, "throw new Error('fails');", 'return 1;');
    await session.continue();
    assert.equal((await session.end()).code, 1);
    assert.deepEqual(session.outcomes(), []);
  },
);
