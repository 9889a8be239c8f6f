import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Project } from '../harness/debuggee.js';
import { MATRIX } from '../harness/nodes.js';
import { everywhere, install, runToEnd } from './child.js';

everywhere(
  'both formats, and a second copy of the package, share one state',
  `
  const { createRequire } = await import('node:module');
  const { pathToFileURL } = await import('node:url');
  const base = pathToFileURL(process.argv[1]);
  const load = createRequire(base);
  const imported = await import('hot-restart');
  const required = load('hot-restart');
  for (const name of ['wrap', 'wrapClass', 'wrapModule', 'isRestarting', 'reloadModule'])
    assert.equal(imported[name], required[name], name);
  assert.deepEqual(Object.keys(imported).sort(), ['isRestarting', 'reloadModule', 'wrap', 'wrapClass', 'wrapModule']);
  assert.equal(load('hot-restart/package.json').name, 'hot-restart');
  const { cpSync } = await import('node:fs');
  cpSync(new URL('node_modules/hot-restart', base), new URL('copy', base), { recursive: true });
  const copy = load('./copy/dist/runtime-agent/api.cjs');
  assert.notEqual(copy.wrap, wrap);
  assert.equal(globalThis[Symbol.for('hot-restart.wrapped')], registry);
  assert.deepEqual(Object.getOwnPropertyDescriptor(globalThis, Symbol.for('hot-restart.wrapped')).enumerable, false);
  const mine = wrap(function (a) { throw new Error('old'); });
  const theirs = copy.wrap(function (a) { throw new Error('older'); });
  assert.equal(copy.wrap(mine), mine);
  assert.equal(wrap(theirs), theirs);
  assert.equal(String(theirs), "function (a) { throw new Error('older'); }");
  registry.again(String(theirs), (a) => a);
  assert.equal(copy.isRestarting(), true);
  assert.equal(theirs(5), 5);
  assert.equal(isRestarting(), false);`,
);

everywhere(
  'wrapped calls are seen in stack traces as the agent, and async ones stand in theirs',
  `
  const where = (stack) => stack.split('\\n').slice(1).map((line) => /wrap\\.cjs/.test(line) ? line.match(/node:hot-restart\\/wrap\\.cjs/)?.[0] : line.match(/at (?:async )?(\\w+)/)?.[1]);
  const sync = wrap(function inner() { return new Error().stack; });
  assert.deepEqual(where(sync()).slice(0, 2), ['inner', 'node:hot-restart/wrap.cjs']);
  async function awaited() { await null; return new Error().stack; }
  const asynchronous = wrap(awaited);
  async function caller() { return await asynchronous(); }
  assert.deepEqual(where(await caller()).slice(0, 3), ['awaited', 'node:hot-restart/wrap.cjs', 'caller']);
  const Wrapped = wrap(class Shape { constructor() { this.stack = new Error().stack; } });
  assert.equal(where(new Wrapped().stack)[1], 'node:hot-restart/wrap.cjs');
  const [stack] = wrap(function* rows() { yield new Error().stack; })();
  assert.ok(where(stack).includes('node:hot-restart/wrap.cjs'));`,
);

/** A debugger of its own: stops at the exception and does what the adapter does. */
const DEBUGGED = `

import { Session } from 'node:inspector';
import { wrap } from 'hot-restart';

let pauses = [];
const session = new Session();
session.connect();
session.post('Debugger.enable');
session.post('Debugger.setPauseOnExceptions', { state: 'uncaught' });
session.on('Debugger.paused', ({ params: { reason, callFrames } }) => {
  pauses.push([reason, callFrames[0].functionName]);
  const expression = \`globalThis[Symbol.for('hot-restart.wrapped')].again(NAME.toString(), KIND NAME(n) { return ['new', n, typeof local]; })\`
    .replaceAll('NAME', callFrames[0].functionName)
    .replace('KIND', callFrames[0].functionName === 'later' ? 'async function' : 'function');
  session.post('Debugger.evaluateOnCallFrame', { callFrameId: callFrames[0].callFrameId, expression }, (error, { result, exceptionDetails }) => {
    if (error || exceptionDetails) pauses.push(error ?? exceptionDetails);
    else pauses.push(result.value);
  });
});

const state = { later: wrap(async function later(n) { const local = 1; await null; throw new Error('old'); }), sync: wrap(function sync(n) { const local = 1; throw new Error('old'); }) };
globalThis.later = state.later;
globalThis.sync = state.sync;
let first;
setImmediate(() => (first = state.sync(4)));
setImmediate(async () => {
  const results = [first, await state.later(5)];
  console.log(JSON.stringify({ results, pauses }));
  console.log('done');
});
`;

for (const { major, path } of MATRIX) {
  const skip = path === undefined && `Node ${major} is not installed`;
  test(
    `V8 predicts no catch in the wrapper, and a pause can have the call made again (Node ${major})`,
    { skip },
    async () => {
      const project = new Project({ 'app.mjs': DEBUGGED });
      try {
        install(project);
        const output = await runToEnd(path as string, project.path('app.mjs'));
        assert.deepEqual(JSON.parse(output.split('\n')[0] as string), {
          results: [
            ['new', 4, 'number'],
            ['new', 5, 'number'],
          ],
          pauses: [['exception', 'sync'], 1, ['promiseRejection', 'later'], 1],
        });
      } finally {
        project.remove();
      }
    },
  );
}
