import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { everywhere } from '../harness/cases.js';
import type { TestSession } from '../harness/session.js';

const RESTARTS = 200;

/** Fails at each number but the one that its text names; the edit names the next. */
const PROGRAM = `const done = [];
function work(n) {
  const wanted = 0;
  if (n !== wanted) throw new Error('not yet ' + n);
  done.push(n);
  watched(n);
}
function watched(n) {
  return n; // @watched
}
for (let n = 0; n <= ${RESTARTS}; n++) work(n);
console.log(done.length, done.every((n, index) => n === index));
`;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

interface Measured {
  /** Bytes of the heaps after a collection. */
  readonly program: number;
  readonly adapter: number;
  readonly resources: readonly string[];
  readonly scripts: readonly string[];
}

everywhere(
  `after ${RESTARTS} restarts nothing is lost and nothing is left behind`,
  PROGRAM,
  async (session, { main }) => {
    await session.launch(main, {
      runtimeArgs: ['--expose-gc'],
      breakpoints: { [main]: [{ marker: 'watched', condition: `n === ${RESTARTS}` }] },
    });
    let early: Measured | undefined;
    for (let n = 1; n <= RESTARTS; n++) {
      const { text, frames } = await session.stop('exception');
      assert.equal(text, `Error: not yet ${n}`);
      assert.equal(frames[0]?.name, 'work');
      if (n === RESTARTS / 4) early = await measure(session);
      if (n === RESTARTS) assertFlat(early, await measure(session));
      session.project.edit(main, `const wanted = ${n - 1};`, `const wanted = ${n};`);
      await session.continue();
    }
    const { frames } = await session.stop('breakpoint');
    assert.equal(frames[0]?.line, session.project.line(main, 'watched'), 'the breakpoint is still there, once');
    await session.continue();
    assert.equal((await session.end()).output, `${RESTARTS + 1} true\n`);

    const counts = new Map<string, number>();
    for (const { event } of session.client.events) counts.set(event, (counts.get(event) ?? 0) + 1);
    assert.equal(counts.get('hotRestart/outcome'), RESTARTS);
    assert.equal(counts.get('stopped'), RESTARTS + 1);
    assert.ok(session.outcomes().every(({ strategy }) => strategy === 'frame'));
  },
);

async function measure(session: TestSession): Promise<Measured> {
  const program = Number(await session.evaluate('gc(), process.memoryUsage().heapUsed'));
  collectGarbage();
  return {
    program,
    adapter: process.memoryUsage().heapUsed,
    // Timers come and go: those of the file watcher, and of this test's own patience.
    resources: process.getActiveResourcesInfo().filter((kind) => kind !== 'Timeout'),
    scripts: session.scriptUrls,
  };
}

/** Flat: less than 20 kB for a restart, where one copy of a parsed file is ten times that. */
function assertFlat(early: Measured | undefined, late: Measured): void {
  assert.ok(early);
  const restarts = (RESTARTS * 3) / 4;
  const perRestart = (kind: 'program' | 'adapter'): number => (late[kind] - early[kind]) / restarts;
  assert.ok(perRestart('program') < 20_000, `the program grows by ${perRestart('program')} bytes per restart`);
  assert.ok(perRestart('adapter') < 20_000, `the adapter grows by ${perRestart('adapter')} bytes per restart`);
  assert.deepEqual(late.resources, early.resources, 'handles');
  // The one that `measure` evaluates.
  assert.deepEqual(late.scripts.slice(early.scripts.length + 1), [], 'scripts');
}
