import assert from 'node:assert/strict';
import { everywhere, type Setting } from '../harness/cases.js';
import type { TestSession } from '../harness/session.js';

/** How many exceptions the programs handle: more than are paused at before V8 leaves a function alone, on any Node. */
const MANY = 500;
/** What may be paused at for it: those that are counted first, and those that come while V8 is being told. */
const FEW = 250;

/** Runs from the first statement on, counting V8's pauses. */
async function launchCounting(session: TestSession, { main }: Setting, options = {}): Promise<() => number> {
  await session.launch(main, { stopOnEntry: true, ...options });
  await session.stop('entry');
  const pauses = session.countPauses();
  await session.continue();
  return pauses;
}

const SELF = `function handle(n) { try { throw new Error('no ' + n); } catch { return 0; } }`;
const LOOP = `function handle(n) {
  let bad = 0;
  for (const each of n.list ?? [n]) { // @loop
    try { throw new Error('no ' + each); } catch { bad++; } // @handled
  }
  return bad;
}`;
const CALLERS = `function check(n) { if (n !== -1) throw new Error('no ' + n); return n; } // @check
function visit(n) { return check(n) + 1; }
function handle(n) { try { return visit(n); } catch { return 0; } }`;
const again = `for (let n = 0; n < ${MANY}; n++) handle(n);`;

const HANDLERS: readonly (readonly [name: string, program: string])[] = [
  ['in the function that throws', SELF],
  ['in a loop around try', LOOP],
  ['by a method of Node’s', `const handle = (n) => { try { return JSON.parse('{' + n); } catch { return 0; } };`],
  [
    'in a method',
    `class Handler { handle(n) { try { throw new Error('no ' + n); } catch { return 0; } } }
function handle(n) { return new Handler().handle(n); }`,
  ],
  ['two frames up', CALLERS],
  [
    'in a callback',
    `function handle(n) { return [n].map((each) => { try { throw new Error('no ' + each); } catch { return 0; } }); }`,
  ],
];

for (const [name, handler] of HANDLERS) {
  everywhere(
    `what is handled again and again soon costs no pause: ${name}`,
    `${handler}\nfunction main() { ${again} }\nmain();\nconsole.log('end');\n`,
    async (session, setting) => {
      // In an ES module's top level Node 20 would not tell what fails (X5), and so goes on telling everything.
      const isTold = setting.node.major === 20 && setting.kind === 'ES module';
      const isContained = /^(?:in the function|by a method|in a method|in a callback)/.test(name);
      const pauses = await launchCounting(session, setting);
      assert.equal((await session.end()).output, 'end\n');
      assert.ok(pauses() > 0, 'the first ones are looked at');
      if (isTold && !isContained) assert.ok(pauses() >= MANY, `only ${pauses()} pauses`);
      else assert.ok(pauses() < FEW, `${pauses()} pauses for ${MANY} exceptions`);
    },
  );
}

everywhere(
  '100,000 exceptions that the user’s code handles end without a stop',
  `${CALLERS}
function main() { for (let n = 0; n < 100_000; n++) handle(n); }
setTimeout(() => { main(); console.log('end'); }, 1);
`,
  async (session, { main }) => {
    await session.launch(main);
    assert.equal((await session.end()).output, 'end\n');
    assert.ok(!session.client.events.some(({ event }) => event === 'stopped'));
  },
);

/** Ways in which a function that has handled many exceptions fails in the end; the stop is in `where`. */
const ESCAPES: readonly (readonly [name: string, where: string, program: string])[] = [
  ['out of the program', 'handle', `${LOOP}\n${again}\nhandle({ list: 1 });`],
  ['out of the program, from two frames up', 'check', `${CALLERS}\n${again}\nvisit(1);`],
  ['out of a timer', 'check', `${CALLERS}\nsetTimeout(() => { ${again} setTimeout(() => visit(1), 1); }, 1);`],
  ['out of an async function', 'check', `${CALLERS}\nasync function main() { ${again} visit(1); }\nmain();`],
  [
    'out of an async function, after await',
    'check',
    `${CALLERS}\nasync function main() { await null; ${again} await null; visit(1); }\nmain();`,
  ],
  [
    'of an async function with a loop around try',
    'handle',
    `async function handle(n) { await null; for (const each of n) { try { throw new Error('no ' + each); } catch {} } }
async function main() { for (let n = 0; n < ${MANY}; n++) await handle([n]); await handle(1); }
main();`,
  ],
  [
    'of a callback of then',
    'handle',
    `${LOOP}
async function main() { ${again} Promise.resolve({ list: 1 }).then((value) => handle(value)); }
main();`,
  ],
  [
    'into a library that catches',
    'check',
    `import { attempt } from 'library';\n${CALLERS}\nattempt(() => { ${again} visit(1); });`,
  ],
];

for (const [name, where, program] of ESCAPES) {
  everywhere(
    `what has handled many exceptions stops at the one that it lets through: ${name}`,
    `${program}\n`,
    async (session, { main }) => {
      session.project.write(
        'node_modules/library/index.js',
        `exports.attempt = (work) => { try { return work(); } catch { return 'kept'; } };\n`,
      );
      await session.launch(main);
      const { frames } = await session.stop('exception');
      assert.equal(frames[0]?.name.replace(/^.*\./, ''), where);
      await session.continue();
      await session.end();
    },
  );
}

everywhere(
  'what an ES module’s top level awaits stops',
  `${CALLERS}
async function main() { ${again} await null; visit(1); }
await main();
`,
  async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('exception');
    assert.equal(frames[0]?.name, 'check');
    await session.continue();
    assert.equal((await session.end()).code, 1);
  },
  ['ES module'],
);

everywhere(
  'a wrapped call stops also where its failure was not heard',
  `import { later } from 'library';
${LOOP}
async function job() { await null; handle({ list: 1 }); }
async function quiet() { try { await job(); } catch { return 'mine'; } }
setTimeout(() => { ${again} void start(); }, 1);
async function start() {
  console.log(await quiet());
  console.log(await later(job));
}
`,
  async (session, { main, node }) => {
    session.project.write(
      'node_modules/library/index.js',
      `exports.later = async (work) => { try { return await work(); } catch { return 'kept'; } };\n`,
    );
    await session.launch(main);
    const { text, frames } = await session.stop('exception');
    assert.match(text, /^TypeError: /);
    if (node.major === 20) {
      assert.match(text, /\nThe variables of job, which has failed, are gone, /);
      assert.equal(frames[0]?.name, 'job');
      assert.equal(frames[0].canRestart, true);
    } else assert.equal(frames[0]?.name, 'handle');
    session.project.edit(main, 'handle({ list: 1 });', "return 'repaired';");
    await session.continue();
    assert.equal((await session.end()).output, 'mine\nrepaired\n');
    assert.equal(session.outcomes()[0]?.strategy, 'wrapper');
  },
);

everywhere(
  'breakpoints, steps and debugger statements in what is left alone',
  `function handle(n) {
  try { throw new Error('no ' + n); } catch { // @throw
    if (n === 'debugger') debugger; // @debugger
    return n; // @return
  }
}
function other(n) { try { throw new Error('no ' + n); } catch { return n; } } // @other
function main() {
  for (let n = 0; n < ${MANY}; n++) { handle(n); other(n); }
  console.log('warm'); // @warm
  handle('first'); // @call
  other('second'); // @next
  handle('debugger');
}
main();
console.log('end');
`,
  async (session, { main }) => {
    const line = (marker: string): number => session.project.line(main, marker);
    const at = async (reason: string): Promise<number | undefined> => (await session.stop(reason)).frames[0]?.line;
    const step = async (command: string): Promise<number | undefined> => {
      await session.client.request(command, { threadId: 1 });
      return at('step');
    };
    await session.launch(main, { breakpoints: { [main]: ['call', 'next'] } });
    assert.equal(await at('breakpoint'), line('call'));
    assert.equal(await step('stepIn'), line('throw'), 'a step goes into it');
    await session.setBreakpoints(main, ['return', 'other']);
    await session.continue();
    assert.equal(await at('breakpoint'), line('return'), 'a breakpoint in it stops');
    assert.equal(await step('stepOut'), line('next'), 'a step goes out of it');
    await session.continue();
    assert.equal(await at('breakpoint'), line('other'), 'a breakpoint in it stops after it was resumed');
    await session.setBreakpoints(main, []);
    await session.continue();
    assert.equal(await at('pause'), line('debugger'), 'a debugger statement stops');
    await session.continue();
    assert.equal((await session.end()).output, 'warm\nend\n');
  },
);

everywhere(
  'Pause stops in a function that is left alone',
  `import { writeSync } from 'node:fs';
let isTold = false;
function handle(n) {
  try { throw new Error('no ' + n); } catch {}
  while (n === 'forever' && !globalThis.isOver) {
    if (!isTold) writeSync(1, 'there');
    isTold = true;
  }
}
function main() {
  ${again}
  handle('forever');
}
setTimeout(main, 1);
`,
  async (session, { main }) => {
    await session.launch(main);
    await session.client.event('output', ({ output }) => String(output).includes('there'));
    await session.client.request('pause', { threadId: 1 });
    const { frames } = await session.stop('pause');
    assert.ok(frames.some(({ name }) => name === 'handle'));
    await session.evaluate('globalThis.isOver = true', frames[0]?.id);
    await session.continue();
    assert.equal((await session.end()).code, 0);
  },
);

everywhere(
  'a function that is left alone is edited, is left alone again, and restarts',
  `function before() { return 1; }
function handle(n) { try { return JSON.parse('{' + n); } catch { return 'old'; } }
function check(n) { if (n > 1) throw new Error('too much'); return n; }
function main(round) {
  for (let n = 0; n < ${MANY}; n++) handle(n);
  console.log(handle(0), before());
  console.log(check(round)); // @check
}
function start() {
  main(1);
  debugger;
  main(2);
}
setTimeout(start, 1);
`,
  async (session, { main }) => {
    await session.launch(main);
    await session.stop('pause');
    session.project.edit(main, 'function before() { return 1; }', 'function before() {\n\n  return 2;\n}');
    session.project.edit(main, "'old'", "'new'");
    await session.continue();
    const { frames } = await session.stop('exception');
    assert.equal(frames[0]?.name, 'check');
    session.project.edit(main, 'n > 1', 'n > 2');
    await session.continue();
    assert.equal((await session.end()).output, 'old 1\n1\nnew 2\n2\n');
  },
);

everywhere(
  'filters that change hear again what was left alone',
  `${SELF}
function main() { ${again} }
setTimeout(() => { main(); debugger; handle('heard'); console.log('end'); }, 1);
`,
  async (session, { main }) => {
    await session.launch(main);
    await session.stop('pause');
    await session.client.request('setExceptionBreakpoints', { filters: ['all'] });
    await session.continue();
    const { text } = await session.stop('exception');
    assert.equal(text, 'Error: no heard');
    await session.continue();
    assert.equal((await session.end()).output, 'end\n');
  },
);

const IGNORED = `import { attempt } from 'library';
class Stopped extends Error {}
class Ended extends Stopped {}
const aborted = () => { const controller = new AbortController(); controller.abort(); throw controller.signal.reason; };
attempt(aborted);
attempt(() => { throw new Ended('by class'); });
attempt(() => { throw Object.assign(new Error('by name'), { name: 'Quiet' }); });
attempt(() => { throw new Error('loud'); });
throw new Ended('nobody');
`;

everywhere('errors whose names are listed stop only where nobody handles them', IGNORED, async (session, { main }) => {
  session.project.write(
    'node_modules/library/index.js',
    `exports.attempt = (work) => { try { return work(); } catch { return 'kept'; } };\n`,
  );
  await session.launch(main, { hotRestart: { ignoreErrors: ['AbortError', 'Stopped', 'Quiet'] } });
  assert.equal((await session.stop('exception')).text, 'Error: loud');
  await session.continue();
  assert.match((await session.stop('exception')).text, /nobody$/);
  await session.continue();
  assert.equal((await session.end()).code, 1);
});

everywhere(
  'a list of names that is none is refused',
  `console.log('end');\n`,
  async (session, { main }) => {
    await assert.rejects(
      session.launch(main, { hotRestart: { ignoreErrors: 'AbortError' } }),
      /The attribute "hotRestart.ignoreErrors" of the configuration must be an array of strings/,
    );
  },
  ['CommonJS'],
);
