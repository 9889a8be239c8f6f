import assert from 'node:assert/strict';
import { top } from './frames.js';
import { edit, enableLiveEdit } from './live-edit.js';
import { onEveryNode } from './matrix.js';

interface Case {
  readonly name: string;
  /** Calls `run` when nothing else is on the stack; `debugger` is in the function that is edited. */
  readonly source: string;
  readonly change: readonly [from: string, to: string];
  readonly hasEffect: boolean;
}

const CLASS = `
class Base { run() {} }
class Cart extends Base {
  #hidden = 1;
  run() { debugger; return 'old'; }
}
const cart = new Cart();
globalThis.run = () => cart.run();
`;
const MODULE = `
const neverUsed = 1, used = 2;
globalThis.other = () => used;
globalThis.run = () => { debugger; return 'old'; };
`;

const CASES: readonly Case[] = [
  { name: 'the first `super` of a class', source: CLASS, change: [`'old'`, 'super.run()'], hasEffect: false },
  { name: 'the first use of a private name', source: CLASS, change: [`'old'`, 'this.#hidden'], hasEffect: true },
  { name: 'the first use of the class’s name in it', source: CLASS, change: [`'old'`, 'Cart'], hasEffect: false },
  { name: 'the first direct eval', source: MODULE, change: [`'old'`, `eval('1')`], hasEffect: false },
  {
    name: 'the last direct eval',
    source: MODULE.replace(`'old'`, `eval('1')`),
    change: [`eval('1')`, `'new'`],
    hasEffect: false,
  },
  { name: 'the first `this` of a CommonJS module', source: MODULE, change: [`'old'`, 'this'], hasEffect: false },
  { name: 'an indirect eval', source: MODULE, change: [`'old'`, `(0, eval)('1')`], hasEffect: true },
  { name: 'a use in dead code only', source: MODULE, change: [`'old'`, '0 && neverUsed'], hasEffect: false },
];

for (const { name, source, change, hasEffect } of CASES) {
  onEveryNode(
    `E6d: ${name} ${hasEffect ? 'reaches the function' : 'is accepted without effect'}`,
    async ({ start }) => {
      const { program } = await start(`${source}setTimeout(() => run(), 1);\n`);
      await enableLiveEdit(program);
      program.resume();
      const { scriptId } = top(await program.nextPause('the debugger statement')).location;
      const plain = [`debugger; return`, `debugger; 0; return`] as const;
      assert.equal(await edit(program, scriptId, plain, { dryRun: true }), 'BlockedByActiveFunction');
      // E6: that the function is active is what a dry run says of an edit that reaches it.
      const status = await edit(program, scriptId, change, { dryRun: true });
      assert.equal(status, hasEffect ? 'BlockedByActiveFunction' : 'Ok');
    },
  );
}
