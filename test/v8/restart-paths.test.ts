import assert from 'node:assert/strict';
import { frame } from './frames.js';
import { restartToEntry } from './frame-restart.js';
import { evaluate } from './live-edit.js';
import { onEveryNode } from './matrix.js';

/**
 * Ways from a restarted function `target` to the throw. Each `run` is called once; what it returns must be the outcome
 * of the second run of `target`, after the debugger repaired the program at its entry.
 */
const PATHS: Readonly<Record<string, string>> = {
  'target on top': `function target() { if (broken()) throw new Error('broken'); return 'ok'; } return target();`,
  'target below': `function target() { return fail(); } return target();`,
  'Array.prototype.map': `function target() { return [1].map(() => fail())[0]; } return target();`,
  'String.prototype.replace': `function target() { return 'x'.replace(/x/, () => fail()); } return target();`,
  'JSON.stringify': `function target() { return JSON.parse(JSON.stringify({ toJSON: fail })); } return target();`,
  'Reflect.apply': `function target() { return Reflect.apply(fail, null, []); } return target();`,
  Proxy: `function target() { return new Proxy({}, { get: () => fail() }).any; } return target();`,
  bind: `function target() { return fail.bind(null)(); } return target();`,
  getter: `function target() { return { get value() { return fail(); } }.value; } return target();`,
  EventEmitter: `
    function target() {
      let result;
      new (require('node:events'))().on('event', () => { result = fail(); }).emit('event');
      return result;
    }
    return target();`,
  timer: `return await new Promise((done) => setTimeout(function target() { done(fail()); }, 1));`,
  'promise callback': `return await Promise.resolve().then(function target() { return fail(); });`,
  'method with super and #private': `
    class Base { result() { return fail(); } }
    class Derived extends Base { #own = 'ok'; target() { return super.result() && this.#own; } }
    return new Derived().target();`,
  'optimised frame': `
    function target() { let sum = 0; for (let i = 0; i < 10; i++) sum += i; return fail() && 'ok'; }
    globalThis.repaired = true;
    %PrepareFunctionForOptimization(target);
    target(); target();
    %OptimizeFunctionOnNextCall(target);
    target();
    globalThis.repaired = false;
    const optimised = %ActiveTierIsTurbofan(target);
    return target() && (optimised ? 'ok' : 'was not optimised');`,
  'error of JSON.parse': `function target() { return JSON.parse(broken() ? '{' : '"ok"'); } return target();`,
  'error of fs': `
    function target() { return require('node:fs').readFileSync(broken() ? '' : __filename) && 'ok'; } return target();`,
};

const PROGRAM = `
globalThis.repaired = false;
function broken() { return globalThis.repaired !== true; }
function fail() { if (broken()) throw new Error('broken'); return 'ok'; }
const paths = {
${Object.entries(PATHS)
  .map(([name, body]) => `${JSON.stringify(name)}: async () => { ${body} },`)
  .join('\n')}
};
(async () => {
  for (const [name, run] of Object.entries(paths)) {
    globalThis.repaired = false;
    console.log(name + ': ' + await run());
  }
})();
`;

onEveryNode('R2: the restarted frame may be below natives, callbacks, accessors and C++ errors', async ({ start }) => {
  const { program } = await start(PROGRAM, { nodeOptions: ['--allow-natives-syntax'] });
  await program.send('Debugger.setPauseOnExceptions', { state: 'uncaught' });
  program.resume();
  for (const path of Object.keys(PATHS)) {
    const pause = await program.nextPause(`the exception through ${path}`);
    await restartToEntry(program, frame(pause, 'target'));
    await evaluate(program, 'globalThis.repaired = true');
    program.resume();
  }
  assert.deepEqual(await program.end(), { code: 0, signal: null });
  for (const path of Object.keys(PATHS)) assert.ok(program.output.includes(`${path}: ok`), path);
});

onEveryNode('R2: the top level of a CommonJS module can be restarted', async ({ start }) => {
  const source = `
console.log('run');
if (globalThis.repaired !== true) throw new Error('broken');
`;
  const { program } = await start(source);
  const pause = await program.runToException();
  assert.equal(pause.callFrames[0]?.functionName, '');
  await restartToEntry(program, frame(pause, ''));
  await evaluate(program, 'globalThis.repaired = true');
  assert.deepEqual(await program.runToEnd(), { code: 0, signal: null });
  assert.equal(program.output.filter((line) => line === 'run').length, 2);
});
