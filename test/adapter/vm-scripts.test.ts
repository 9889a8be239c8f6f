import assert from 'node:assert/strict';
import { everywhere } from '../harness/cases.js';

const WAYS = {
  'vm.Script in a context of its own': 'new vm.Script(text, { filename }).runInContext(vm.createContext({ done }));',
  'vm.Script in a new context': 'new vm.Script(text, { filename }).runInNewContext({ done });',
  'vm.compileFunction':
    'const parsingContext = vm.createContext({});\nvm.compileFunction(text, ["done"], { filename, parsingContext })(done);',
};

// Test runners run the user's modules so.
for (const [way, run] of Object.entries(WAYS)) {
  everywhere(
    `an async function runs again that was loaded by ${way}`,
    () => ({
      'half.js': `async function half(n) {
  await null;
  if (n === 2) throw new Error('no half of ' + n); // @throw
  return n / 2;
}
half(2).then((value) => done(value));
`,
      'app.cjs': `const vm = require('node:vm');
const filename = require('node:path').join(__dirname, 'half.js');
const text = require('node:fs').readFileSync(filename, 'utf8');

const done = (value) => console.log(value, Object.keys(globalThis).includes('$$hr'));
${run}
`,
    }),
    async (session) => {
      await session.launch('app.cjs');
      const { frames } = await session.stop('exception');
      assert.deepEqual([frames[0]?.name, frames[0]?.line], ['half', session.project.line('half.js', 'throw')]);
      session.project.edit('half.js', /if \(n === 2\).*/, '');
      await session.continue();
      const { output, code } = await session.end();
      assert.equal(output, '1 false\n');
      assert.equal(code, 0);
    },
    ['CommonJS'],
  );
}
