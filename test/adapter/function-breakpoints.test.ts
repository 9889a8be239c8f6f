import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { everywhere, inKind } from '../harness/cases.js';
import type { TestSession } from '../harness/session.js';

const PROGRAM = `class Cart {
  total(n) { return n * 2; } // @total
}
async function later(n) {
  return n + 1; // @later
}
const half = (n) => {
  return n / 2; // @half
};
console.log(new Cart().total(1), half(4));
console.log(await later(2)); // @await
debugger; // @end
`.replace('console.log(await later(2));', 'void later(2).then((n) => console.log(n));');

/** The file that the main one loads. */
const fileOf = (main: string): string => main.replace('app', 'twice');

async function setFunctions(
  session: TestSession,
  breakpoints: readonly DebugProtocol.FunctionBreakpoint[],
): Promise<DebugProtocol.Breakpoint[]> {
  const answer = await session.client.request<{ breakpoints: DebugProtocol.Breakpoint[] }>('setFunctionBreakpoints', {
    breakpoints,
  });
  return answer.breakpoints;
}

everywhere('function breakpoints stop at the start of functions, by name', PROGRAM, async (session, { main }) => {
  await session.launch(main, { stopOnEntry: true, filters: [] });
  await session.stop('entry');
  const set = await setFunctions(session, [
    { name: 'Cart.total' },
    { name: 'half', condition: 'n === 4' },
    { name: 'later' },
    { name: 'nobody' },
    { name: 'half', hitCondition: 'x' },
  ]);
  assert.deepEqual(
    set.map(({ verified }) => verified),
    [true, true, true, false, false],
  );
  assert.match(set[4]?.message ?? '', /hit condition "x"/);
  for (const marker of ['total', 'half', 'later']) {
    await session.continue();
    const { frames } = await session.stop('function breakpoint');
    assert.equal(frames[0]?.line, session.project.line(main, marker));
  }
  await setFunctions(session, []);
  await session.continue();
  await session.stop('pause');
  await session.continue();
  assert.equal((await session.end()).output, '2 2\n3\n');
});

everywhere(
  'a function breakpoint holds after an edit of its file, and in a file that comes later',
  ({ main, kind }) => ({
    [main]: inKind(
      `import { twice } from './${fileOf(main)}';
const check = (n) => {
  if (n === 1) throw new Error('one'); // @throw
  return twice(n); // @check
};
console.log(check(1), check(2));
`,
      kind,
    ),
    [fileOf(main)]: inKind(
      `function twice(n) {
  return n * 2; // @twice
}
export { twice };
`,
      kind,
    ),
  }),
  async (session, { main }) => {
    await session.launch(main, {});
    await session.stop('exception');
    await setFunctions(session, [{ name: 'check' }, { name: 'twice' }]);
    session.project.edit(main, "throw new Error('one');", 'n = 3;');
    await session.continue();
    const stops: string[] = [];
    for (let count = 0; count < 3; count++) {
      const { frames } = await session.stop('function breakpoint');
      stops.push(String(frames[0]?.name));
      if (frames[0]?.name === 'twice') assert.equal(frames[0].line, session.project.line(fileOf(main), 'twice'));
      await session.continue();
    }
    assert.deepEqual(stops, ['twice', 'check', 'twice']);
    assert.equal((await session.end()).output, '6 4\n');
  },
);
