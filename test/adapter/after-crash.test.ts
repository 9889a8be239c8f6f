import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { inKind, type ModuleKind } from '../harness/cases.js';
import { MATRIX } from '../harness/nodes.js';
import { withSession, type TestSession } from '../harness/session.js';

const AGENT = join(__dirname, '../../runtime-agent');

/** Starts a program without a debugger, attaches once it says that it waits, and passes on what it writes. */
function afterCrash(
  title: string,
  program: string,
  body: (session: TestSession, main: string, attach: () => Promise<void>) => Promise<void>,
  output: string,
): void {
  for (const node of MATRIX) {
    for (const kind of ['CommonJS', 'ES module'] satisfies ModuleKind[]) {
      const [main, api, load] =
        kind === 'CommonJS'
          ? ['app.cjs', 'api.cjs', ['--require', join(AGENT, 'register.cjs')]]
          : ['app.mjs', 'api.mjs', ['--import', `file://${join(AGENT, 'register.mjs')}`]];
      test(`${title} (${kind}, Node ${node.major})`, async (context) => {
        const text = inKind(`import { wrap } from '${join(AGENT, api)}';\n${program}`, kind);
        await withSession(context, node, { [main]: text }, async (session) => {
          const child = spawn(node.path ?? '', [...load, session.project.path(main)], {
            env: { ...process.env, HOT_RESTART: 'wait' },
            stdio: ['ignore', 'pipe', 'pipe'],
          });
          try {
            let written = '';
            child.stdout.setEncoding('utf8').on('data', (chunk: string) => (written += chunk));
            const lines = createInterface({ input: child.stderr })[Symbol.asyncIterator]();
            const attach = async (): Promise<void> => {
              const port = await waitingPort(lines);
              await session.client.request('initialize', { pathFormat: 'path' });
              await session.client.request('attach', { port });
              await session.configure(['userUnhandled']);
            };
            const ended = once(child, 'close');
            await body(session, main, attach);
            await session.client.event('terminated');
            await ended;
            assert.equal(written, output);
            assert.equal(child.exitCode, 0);
          } finally {
            child.kill('SIGKILL');
          }
        });
      });
    }
  }
}

/** The port in the line that says how to attach. */
async function waitingPort(lines: AsyncIterator<string>): Promise<number> {
  for (let next = await lines.next(); !next.done; next = await lines.next()) {
    const [, port] = /^Hot Restart: `\w+` failed, .*--attach (\d+)"/.exec(next.value) ?? [];
    if (port !== undefined) return Number(port);
  }
  throw new Error('The program did not wait');
}

afterCrash(
  'a program that nobody debugged waits where a wrapped function failed',
  `import { basename } from 'node:path';
let count = 0;
const total = wrap(function total(rows) {
  count++;
  return rows.map((row) => row.price.amount).join(); // @throw
});
console.log('total', total([{ price: { amount: 1 } }, { price: null }]), count, typeof basename);
`,
  async (session, main, attach) => {
    await attach();
    const { frames, text } = await session.stop('exception');
    assert.match(text, /^TypeError: /);
    assert.equal(frames[0]?.name, 'total');
    assert.equal(frames[0].canRestart, true);
    assert.equal(frames[0].source?.path, session.project.path(main));
    assert.ok(frames.every(({ source }) => !source?.path?.includes('hot-restart/')));
    session.project.edit(main, 'row.price.amount', "row.price?.amount ?? basename('/x/none')");
    await session.continue();
    const [outcome] = session.outcomes();
    assert.equal(outcome?.strategy, 'wrapper');
    assert.equal(outcome.function, 'total');
  },
  'total 1,none 2 function\n',
);

afterCrash(
  'an async one with a suspended sibling, which fails a second time with the debugger there',
  `let open;
const work = wrap(async function work(n) {
  if (n === 0) await new Promise((resolve) => (open = resolve));
  if (n === 1) throw new Error('one'); // @throw
  return 'old ' + n;
});
const waiting = work(0);
const one = work(1);
one.then(async (text) => {
  open();
  console.log(text, await waiting, await work(2));
});
`,
  async (session, main, attach) => {
    await attach();
    assert.equal((await session.stop('exception')).text, 'Error: one');
    session.project.edit(main, "throw new Error('one');", "throw new Error('two');");
    session.project.edit(main, "'old ' + n", "'new ' + n");
    await session.continue();
    assert.equal((await session.stop('exception')).text, 'Error: two');
    session.project.edit(main, "throw new Error('two');", "return 'one';");
    await session.continue();
  },
  'one old 0 new 2\n',
);
