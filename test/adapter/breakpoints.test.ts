import assert from 'node:assert/strict';
import { everywhere } from '../harness/cases.js';

const PROGRAM = `function scale(row) {
  const factor = 2;
  return row * factor; // @scale
}
function check(row) {
  if (row === 2) throw new Error('odd ' + row); // @throw
  return scale(row);
}
const results = [];
for (const row of [1, 2, 3]) {
  results.push(check(row)); // @loop
}
console.log(results.join()); // @end
`;

everywhere(
  'conditions, and stops at breakpoints',
  PROGRAM.replace("if (row === 2) throw new Error('odd ' + row);", ''),
  async (session, { main }) => {
    await session.launch(main, {
      filters: [],
      breakpoints: { [main]: [{ marker: 'loop', condition: 'row === 3' }, 'end'] },
    });
    const first = await session.stop('breakpoint');
    assert.equal(first.frames[0]?.line, session.project.line(main, 'loop'));
    assert.equal(await session.evaluate('row', first.frames[0].id), '3');
    await session.continue();
    const second = await session.stop('breakpoint');
    assert.equal(second.frames[0]?.line, session.project.line(main, 'end'));
    await session.continue();
    assert.equal((await session.end()).output, '2,4,6\n');
  },
);

everywhere('E8: breakpoints hold after an edit, and move with their statements', PROGRAM, async (session, { main }) => {
  await session.launch(main, { breakpoints: { [main]: ['scale'] } });
  const first = await session.stop('breakpoint');
  assert.equal(first.frames[0]?.line, session.project.line(main, 'scale'));
  await session.continue();
  await session.stop('exception');
  const before = session.project.line(main, 'scale');
  // Two lines more above the breakpoint, in a function that is edited natively; the client sends no new breakpoints.
  session.project.edit(main, '  const factor = 2;', '  // more\n  // lines\n  const factor = 2 + 0;');
  session.project.edit(main, "if (row === 2) throw new Error('odd ' + row);", '');
  await session.continue();
  const second = await session.stop('breakpoint');
  assert.equal(session.project.line(main, 'scale'), before + 2);
  assert.equal(second.frames[0]?.line, before + 2);
  assert.equal(await session.evaluate('row', second.frames[0].id), '2');
  await session.continue();
  await session.stop('breakpoint');
  await session.continue();
  assert.equal((await session.end()).output, '2,4,6\n');
});

everywhere(
  'breakpoints that the client sends in lines of the saved, not yet applied text',
  PROGRAM,
  async (session, { main }) => {
    await session.launch(main);
    await session.stop('exception');
    session.project.edit(main, 'function scale', '// one\n// two\n// three\nfunction scale');
    session.project.edit(main, "if (row === 2) throw new Error('odd ' + row);", '');
    const [sent] = await session.setBreakpoints(main, ['scale']);
    assert.equal(sent?.verified, true);
    await session.continue();
    const stop = await session.stop('breakpoint');
    assert.equal(stop.frames[0]?.line, session.project.line(main, 'scale'), 'in lines of the text that the user sees');
    assert.equal(await session.evaluate('row', stop.frames[0].id), '2');
    await session.continue();
    await session.stop('breakpoint');
    await session.continue();
    assert.equal((await session.end()).output, '2,4,6\n');
  },
);

everywhere(
  'a breakpoint at the first statement of the restarted function counts',
  `function check(row) {
  const doubled = row * 2; // @first
  if (row === 2) throw new Error('odd ' + row);
  return doubled;
}
console.log([1, 2].map(check).join());
`,
  async (session, { main }) => {
    await session.launch(main, { breakpoints: { [main]: [{ marker: 'first', condition: 'row === 2' }] } });
    await session.stop('breakpoint');
    await session.continue();
    await session.stop('exception');
    session.project.edit(main, "if (row === 2) throw new Error('odd ' + row);", '');
    await session.continue();
    const stop = await session.stop('breakpoint');
    assert.equal(stop.frames[0]?.line, session.project.line(main, 'first'));
    await session.continue();
    assert.equal((await session.end()).output, '2,4\n');
  },
);

everywhere(
  'stepping stays in the user’s code',
  `import { EventEmitter } from 'node:events';
const emitter = new EventEmitter();
emitter.on('row', (row) => {
  console.log('row', row); // @listener
});
function run() {
  debugger; // @start
  emitter.emit('row', 1); // @emit
  return 7; // @return
}
run();
console.log('end'); // @after
`,
  async (session, { main }) => {
    await session.launch(main, { filters: [] });
    const at = async (): Promise<string> => {
      const { frames } = await session.stop('step');
      const line = frames[0]?.line ?? 0;
      return /@(\w+)/.exec(session.project.read(main).split('\n')[line - 1] ?? '')?.[1] ?? `line ${line}`;
    };
    const { threadId } = await session.stop('pause');
    await session.client.request('next', { threadId });
    assert.equal(await at(), 'emit');
    await session.client.request('stepIn', { threadId });
    assert.equal(await at(), 'listener', 'through Node’s own emit');
    await session.client.request('stepOut', { threadId });
    assert.equal(await at(), 'return', 'out to the user’s caller');
    await session.client.request('next', { threadId });
    await session.stop('step');
    await session.continue();
    assert.equal((await session.end()).output, 'row 1\nend\n');
  },
);
