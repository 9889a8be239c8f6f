import assert from 'node:assert/strict';
import { restartBurst, restartToEntry } from './frame-restart.js';
import { frame, stack } from './frames.js';
import { evaluate } from './live-edit.js';
import { onEveryNode } from './matrix.js';

const FAIL = `function fail() { if (globalThis.repaired !== true) throw new Error('broken'); return 'ok'; }\n`;

onEveryNode('R6: restarting the constructor of a derived class kills the process', async ({ start }) => {
  const { program } = await start(`${FAIL}
    class Base {}
    class Derived extends Base { constructor() { super(); fail(); } }
    new Derived();
  `);
  const target = frame(await program.runToException(), 'Derived');
  assert.equal(target.canBeRestarted, true);
  await restartBurst(program, target);
  await program.nextPause('the pause at the entry');
  const { signal } = await program.runToEnd();
  assert.match(signal ?? '', /^SIG(TRAP|SEGV|ILL|ABRT)$/);
});

onEveryNode('R6, R9: a base class constructor restarts with the same this, without new.target', async ({ start }) => {
  const { program } = await start(`${FAIL}
    const seen = [], targets = [];
    class Base { constructor() { seen.push(this); targets.push(typeof new.target); fail(); } }
    const made = new Base();
    console.log(seen.length, seen[0] === seen[1], made === seen[0], ...targets);
  `);
  await restartToEntry(program, frame(await program.runToException(), 'Base'));
  await evaluate(program, 'globalThis.repaired = true');
  await program.runToEnd();
  assert.ok(program.output.includes('2 true true function undefined'));
});

onEveryNode(
  'R6: a base class with fields runs their initializers again, and its entry is in there',
  async ({ start }) => {
    const { program } = await start(`${FAIL}
    let initialised = 0;
    class Base { field = ++initialised; constructor() { fail(); } }
    console.log('initialised', new Base().field);
  `);
    await restartBurst(program, frame(await program.runToException(), 'Base'));
    assert.deepEqual(stack(await program.nextPause('the entry')).slice(0, 2), [
      '<instance_members_initializer>',
      'Base',
    ]);
    await evaluate(program, 'globalThis.repaired = true');
    await program.runToEnd();
    assert.ok(program.output.includes('initialised 2'));
  },
);

/** Parameters, what the body does to them before it fails, and the result of its second run. */
const PARAMETERS: readonly { readonly kind: string; readonly source: string; readonly result: number }[] = [
  { kind: 'a reassigned one', source: `function target(x) { x += 1; fail(); return x; } target(1)`, result: 3 },
  {
    kind: 'captured by a closure',
    source: `function target(x) { const read = () => x; x += 1; fail(); return read(); } target(1)`,
    result: 2,
  },
  {
    kind: 'with arguments used',
    source: `function target(x) { x += 1; fail(); return arguments[0]; } target(1)`,
    result: 2,
  },
  { kind: 'an object', source: `function target(o) { o.n += 1; fail(); return o.n; } target({ n: 1 })`, result: 3 },
  { kind: 'a default', source: `function target(x = 1) { x += 1; fail(); return x; } target()`, result: 2 },
  { kind: 'a rest', source: `function target(...r) { r.push(0); fail(); return r.length; } target(1)`, result: 2 },
  { kind: 'destructured', source: `function target({ x }) { x += 1; fail(); return x; } target({ x: 1 })`, result: 2 },
];

onEveryNode('R7: a restarted frame gets the current arguments', async ({ start }) => {
  const calls = PARAMETERS.map(
    ({ source }) => `() => { globalThis.repaired = false; ${source.replace(/target\([^)]*\)$/, 'return $&')}; }`,
  );
  const { program } = await start(`${FAIL}console.log(JSON.stringify([${calls.join(',\n')}].map((call) => call())));`);
  await program.send('Debugger.setPauseOnExceptions', { state: 'uncaught' });
  program.resume();
  for (const { kind } of PARAMETERS) {
    await restartToEntry(program, frame(await program.nextPause(`the exception of ${kind}`), 'target'));
    await evaluate(program, 'globalThis.repaired = true');
    program.resume();
  }
  await program.end();
  const line = program.output.find((text) => text.startsWith('['));
  assert.deepEqual(
    JSON.parse(line ?? '""'),
    PARAMETERS.map(({ result }) => result),
  );
});
