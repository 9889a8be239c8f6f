import assert from 'node:assert/strict';
import { everywhere } from '../harness/cases.js';
import type { TestSession } from '../harness/session.js';

const PROGRAM = `function price(row) {
  const plain = row * 2;
  return plain; // @price
}
function tax(row) {
  const plain = row * 3;
  return plain; // @tax
}
function check(row) {
  if (row === 2) throw new Error('odd ' + row); // @throw
  return price(row) + tax(row);
}
console.log(check(1));
console.log(check(2)); // @call
console.log('end'); // @end
`;
const ODD = "if (row === 2) throw new Error('odd ' + row);";

/** Cuts a function out of a file and puts it at the end of it. */
function moveToEnd(session: TestSession, name: string, text: RegExp): void {
  const before = session.project.read(name);
  const [moved = ''] = text.exec(before) ?? [];
  session.project.write(name, `${before.replace(moved, '')}${moved.replace('row * 2', 'row * 20')}`);
}

/** Where the client was last told that a breakpoint is. */
function toldLine(session: TestSession, id: number | undefined): number | undefined {
  const told = session.client.events.flatMap(({ event, body }) =>
    event === 'breakpoint' ? [(body as { breakpoint: { id: number; line: number } }).breakpoint] : [],
  );
  return told.findLast((breakpoint) => breakpoint.id === id)?.line;
}

for (const sends of [false, true]) {
  everywhere(
    `a function that was moved takes its breakpoint with it, and ${sends ? 'the client sends its lines again' : 'the client is told'}`,
    PROGRAM,
    async (session, { main }) => {
      await session.launch(main);
      await session.stop('exception');
      const [price, tax] = await session.setBreakpoints(main, ['price', 'tax']);
      moveToEnd(session, main, /function price[^]*?\n\}\n/);
      session.project.edit(main, ODD, '');
      if (sends) await session.setBreakpoints(main, ['price', 'tax']);
      await session.continue();
      const first = await session.stop('breakpoint');
      assert.equal(first.frames[0]?.line, session.project.line(main, 'price'));
      assert.equal(await session.evaluate('plain', first.frames[0].id), '40');
      if (!sends) {
        assert.equal(toldLine(session, price?.id), session.project.line(main, 'price'));
        assert.equal(toldLine(session, tax?.id), session.project.line(main, 'tax'));
      }
      await session.continue();
      const second = await session.stop('breakpoint');
      assert.equal(second.frames[0]?.line, session.project.line(main, 'tax'));
      await session.continue();
      assert.equal((await session.end()).output, '5\n46\nend\n');
    },
  );
}

everywhere('a breakpoint in a statement that was wrapped and moved', PROGRAM, async (session, { main }) => {
  await session.launch(main);
  await session.stop('exception');
  await session.setBreakpoints(main, ['price']);
  session.project.edit(
    main,
    '  return plain; // @price',
    '  if (row > 0) {\n    log(row);\n    return plain; // @price\n  }',
  );
  session.project.edit(main, '  const plain = row * 2;', '  const log = () => undefined;\n  const plain = row * 2;');
  session.project.edit(main, ODD, '');
  await session.continue();
  const stop = await session.stop('breakpoint');
  assert.equal(stop.frames[0]?.line, session.project.line(main, 'price'));
  await session.continue();
  assert.equal((await session.end()).output, '5\n10\nend\n');
});

everywhere(
  'the stopped line follows the edits that are made at the pause, and what is below it can still restart',
  PROGRAM,
  async (session, { main }) => {
    await session.launch(main);
    const { threadId, frames } = await session.stop('exception');
    assert.equal(frames[0]?.line, session.project.line(main, 'throw'));
    session.project.edit(main, '  const plain = row * 2;', '  // more\n  // lines\n  const plain = row * 2 + 0;');
    await session.client.request('hotRestart/apply');
    const lines = async (): Promise<(number | undefined)[]> => {
      const { stackFrames } = await session.client.request<{ stackFrames: { line: number }[] }>('stackTrace', {
        threadId,
      });
      return stackFrames.slice(0, 2).map(({ line }) => line);
    };
    const shown = ['throw', 'call'].map((marker) => session.project.line(main, marker));
    assert.deepEqual(await lines(), shown);
    await session.client.request('hotRestart/revert', { function: 'price', version: 1 });
    assert.deepEqual(await lines(), shown, 'the client shows the file');
    session.project.edit(main, ODD, '');
    await session.continue();
    assert.equal((await session.end()).output, '5\n10\nend\n');
    assert.equal(session.outcomes().at(-1)?.function, 'check');
  },
);

everywhere(
  'a breakpoint in a function that went back stands at its statement',
  PROGRAM.replace(ODD, '').replace('console.log(check(2));', 'debugger; console.log(check(2));'),
  async (session, { main }) => {
    await session.launch(main);
    await session.stop('pause');
    await session.setBreakpoints(main, ['price']);
    session.project.edit(main, '  const plain = row * 2;', '  const more = 1;\n  const plain = row * 2 + more;');
    await session.client.request('hotRestart/apply');
    await session.client.request('hotRestart/revert', { function: 'price', version: 1 });
    await session.continue();
    const stop = await session.stop('breakpoint');
    assert.equal(await session.evaluate('plain', stop.frames[0]?.id), '4');
    assert.equal(stop.frames[0]?.line, session.project.line(main, 'price'), 'in lines of the file');
    await session.continue();
    assert.equal((await session.end()).output, '5\n10\nend\n');
  },
);
