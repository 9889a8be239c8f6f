import assert from 'node:assert/strict';
import { everywhere } from '../harness/cases.js';
import type { MarkedBreakpoint, TestSession } from '../harness/session.js';

const PROGRAM = `const seen = [];
for (let n = 1; n <= 6; n++) {
  seen.push(n); // @loop
}
console.log(seen.join()); // @end
`;

/** The values of `n` at the stops for a breakpoint in the loop. */
async function stopsOf(session: TestSession, main: string, terms: Partial<MarkedBreakpoint>): Promise<string[]> {
  await session.launch(main, { filters: [], breakpoints: { [main]: [{ marker: 'loop', ...terms }, 'end'] } });
  const stops: string[] = [];
  const end = session.project.line(main, 'end');
  for (;;) {
    const { frames } = await session.stop('breakpoint');
    if (frames[0]?.line === end) break;
    stops.push(await session.evaluate('n', frames[0]?.id));
    await session.continue();
  }
  await session.continue();
  assert.equal((await session.end()).output, '1,2,3,4,5,6\n');
  return stops;
}

const HITS: readonly (readonly [terms: Partial<MarkedBreakpoint>, stops: string])[] = [
  [{ hitCondition: '5' }, '5'],
  [{ hitCondition: '= 2' }, '2'],
  [{ hitCondition: '==3' }, '3'],
  [{ hitCondition: '>=5' }, '5,6'],
  [{ hitCondition: '> 5' }, '6'],
  [{ hitCondition: '<3' }, '1,2'],
  [{ hitCondition: '<=1' }, '1'],
  [{ hitCondition: '%2' }, '2,4,6'],
  [{ hitCondition: '2', condition: 'n % 2 === 0' }, '4'],
];

for (const [terms, stops] of HITS) {
  everywhere(`hits that count: ${JSON.stringify(terms)}`, PROGRAM, async (session, { main }) => {
    assert.equal((await stopsOf(session, main, terms)).join(), stops);
  });
}

everywhere('hits go on being counted when another breakpoint comes', PROGRAM, async (session, { main }) => {
  const counted: MarkedBreakpoint = { marker: 'loop', hitCondition: '>2' };
  await session.launch(main, { filters: [], breakpoints: { [main]: [counted] } });
  assert.equal(await session.evaluate('n', (await session.stop('breakpoint')).frames[0]?.id), '3');
  await session.setBreakpoints(main, [counted, 'end']);
  await session.continue();
  assert.equal(await session.evaluate('n', (await session.stop('breakpoint')).frames[0]?.id), '4');
  await session.setBreakpoints(main, []);
  await session.continue();
  await session.end();
});

everywhere(
  'logpoints: values, strings, what throws, braces',
  `const row = { price: 2, name: 'tea' };
class Shop { #secret = 7; ask(n) { return n; /* @ask */ } }
for (const n of [1, 2]) {
  new Shop().ask(n); // @loop
}
console.log('done'); // @end
`.replace(' /* @ask */', ''),
  async (session, { main }) => {
    const logMessage = "{n}: {row} {row.name + '}'} {missing.x} \\{plain\\} {`${n}!`} {";
    await session.launch(main, {
      filters: [],
      breakpoints: {
        [main]: [
          { marker: 'loop', logMessage },
          { marker: 'end', logMessage: 'end', condition: 'false' },
        ],
      },
    });
    const { code, output } = await session.end();
    assert.equal(output, 'done\n');
    assert.equal(code, 0);
    const line = (n: number): string =>
      `${n}: {price: 2, name: 'tea'} tea} ReferenceError: missing is not defined {plain} ${n}! {\n`;
    assert.ok(session.output('console').includes(line(1) + line(2)), session.output('console'));
    assert.ok(!session.output('console').includes('end'));
  },
);

const WRONG: readonly (readonly [terms: Partial<MarkedBreakpoint>, message: RegExp])[] = [
  [{ hitCondition: 'often' }, /hit condition "often" is not understood/],
  [{ hitCondition: '%0' }, /hit condition "%0" is not understood/],
  [{ condition: 'n ===' }, /condition "n ===" cannot be evaluated \(SyntaxError: /],
  [{ logMessage: 'at {n +}' }, /log message "n \+" cannot be evaluated \(SyntaxError: /],
];

for (const [terms, message] of WRONG) {
  everywhere(`terms that cannot be kept: ${JSON.stringify(terms)}`, PROGRAM, async (session, { main }) => {
    await session.launch(main, { filters: [], breakpoints: { [main]: ['end'] } });
    await session.stop('breakpoint');
    const [wrong, right] = await session.setBreakpoints(main, [{ marker: 'loop', ...terms }, 'end']);
    assert.equal(wrong?.verified, false);
    assert.match(wrong.message ?? '', message);
    assert.equal(right?.verified, true);
    await session.continue();
    assert.equal((await session.end()).code, 0);
  });
}

everywhere(
  'where on a line a breakpoint can stand, and stops there',
  `const twice = (n) => n * 2; const sum = (list) => list.map((n) => twice(n)).join(); // @line
console.log(sum([1, 2]));
debugger; // @end
`,
  async (session, { main }) => {
    await session.launch(main, { filters: [], breakpoints: {} });
    await session.stop('pause');
    const source = { path: session.project.path(main) };
    const line = session.project.line(main, 'line');
    const { breakpoints } = await session.client.request<{ breakpoints: { line: number; column: number }[] }>(
      'breakpointLocations',
      { source, line },
    );
    const text = session.project.read(main).split('\n')[line - 1] ?? '';
    const places = breakpoints.map(({ column }) => text.slice(column - 1));
    for (const start of ['* 2;', 'map((n)', 'twice(n)']) {
      assert.ok(
        places.some((place) => place.startsWith(start)),
        `${start} in ${places.join(' | ')}`,
      );
    }
    assert.ok(breakpoints.every((each) => each.line === line));
    const none = await session.client.request<{ breakpoints: unknown[] }>('breakpointLocations', {
      source: { path: session.project.path('missing.js') },
      line: 1,
    });
    assert.deepEqual(none.breakpoints, []);
    await session.continue();
    await session.end();
  },
);

everywhere(
  'a breakpoint at a column stops only there',
  `const twice = (n) => n * 2; for (const n of [1, 2]) twice(n); // @line
console.log('end'); // @end
`,
  async (session, { main }) => {
    const column = session.project.read(main).indexOf('* 2') + 1;
    await session.launch(main, { filters: [], breakpoints: { [main]: [{ marker: 'line', column }] } });
    for (const n of [1, 2]) {
      const { frames } = await session.stop('breakpoint');
      assert.equal(frames[0]?.name, 'twice');
      assert.equal(frames[0].column, column);
      assert.equal(await session.evaluate('n', frames[0].id), String(n));
      await session.continue();
    }
    assert.equal((await session.end()).output, 'end\n');
  },
);
