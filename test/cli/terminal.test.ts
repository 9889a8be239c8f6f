import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { test, type TestContext } from 'node:test';
import { MATRIX } from '../harness/nodes.js';
import { isAlive, onTerminal, type Terminal } from './terminal.js';

const PROGRAM = `
const rows = [1, 2, 3];
let computed = 0;
function half(row) {
  const label = 'row ' + row;
  if (row === 2) throw new Error('cannot halve ' + label); // @throw
  return row / 2;
}
function all() {
  return rows.map((row) => {
    computed += 1;
    return half(row);
  });
}
console.log('pid', process.pid);
console.log('sum', all().join(), 'computed', computed);
process.exitCode = 7;
`;

const FAILING = `if (row === 2) throw new Error('cannot halve ' + label); // @throw`;

/** One case over the program above, which has arrived at its prompt. */
function atPrompt(
  title: string,
  body: (terminal: Terminal, report: string, context: TestContext) => Promise<void>,
): void {
  test(title, (context) =>
    onTerminal(context, { 'app.cjs': PROGRAM }, ['app.cjs'], async (terminal) => {
      await body(terminal, await terminal.prompt(), context);
    }),
  );
}

atPrompt('a crash is reported with its source and frames, edited, and continued', async (terminal, report) => {
  assert.match(report, /^Error: cannot halve row 2$/m);
  assert.match(report, /in half \(app\.cjs:6:\d+\)/);
  assert.match(report, /^> +6 \| {3}if \(row === 2\) throw new Error/m);
  assert.match(report, /^ +5 \| {3}const label/m);
  assert.match(report, /^> 0 \* half +app\.cjs:6/m);
  assert.match(report, /^ {2}2 \* all +app\.cjs:10/m);
  assert.match(report, /frames of Node\.js and dependencies/);
  assert.doesNotMatch(terminal.screen, /Debugger|inspector/);
  assert.match(terminal.raw, /\x1b\[31m.*Error: cannot halve/);

  const locals = await terminal.ask('locals');
  assert.match(locals, /row = 2/);
  assert.match(locals, /label = 'row 2'/);
  assert.match(await terminal.ask('label.length + row'), /^7$/m);
  assert.match(await terminal.ask('up'), /in <anonymous> \(app\.cjs:12:/);
  assert.match(await terminal.ask('computed'), /^2$/m);
  assert.match(await terminal.ask('down'), /in half/);
  assert.match(await terminal.ask('down'), /innermost/);

  terminal.project.edit('app.cjs', FAILING, 'if (row === 2) return 1;');
  await terminal.see('app.cjs was saved (changed: `half`): continue (c) runs the call again with it.');
  await terminal.prompt();
  terminal.enter('c');
  await terminal.see('`half` (app.cjs:6) runs again with the new code of `half`');
  await terminal.see('sum 0.5,1,1.5 computed 3');
  assert.equal(await terminal.end(), 7);
  assert.equal(terminal.screen.match(/runs again with the new code/g)?.length, 1);
});

atPrompt(
  'a wrong edit stops again, a syntax error is told once and stays, the right edit goes on',
  async (terminal) => {
    terminal.project.edit('app.cjs', FAILING, 'if (row === 2) return missing.x;');
    await terminal.see('was saved');
    await terminal.prompt();
    terminal.enter('c');
    const second = await terminal.prompt();
    assert.match(second, /ReferenceError: missing is not defined/);
    assert.match(second, /^> +6 \| {3}if \(row === 2\) return missing\.x;/m);

    terminal.project.edit('app.cjs', 'return missing.x;', 'return {{;');
    await terminal.see(/was saved\. app\.cjs:6:\d+ does not compile/);
    await terminal.prompt();
    const refused = await terminal.ask('c');
    assert.equal(refused.match(/does not compile/g)?.length, 1);
    assert.match(await terminal.ask('row'), /^2$/m);

    terminal.project.edit('app.cjs', 'return {{;', 'return 1;');
    await terminal.see('was saved (changed');
    await terminal.prompt();
    terminal.enter('continue');
    await terminal.see('sum 0.5,1,1.5 computed 3');
    assert.equal(await terminal.end(), 7);
  },
);

atPrompt('a save does not destroy what is being typed', async (terminal) => {
  terminal.press('label.len');
  await terminal.see('label.len');
  terminal.project.edit('app.cjs', FAILING, 'if (row === 2) return 1;');
  await terminal.see('was saved');
  await terminal.see('hot-restart> label.len');
  terminal.enter('gth');
  await terminal.see(/\n5\n/);
  await terminal.prompt();
});

atPrompt('fail lets the error go on', async (terminal) => {
  terminal.enter('fail');
  await terminal.see("throw new Error('cannot halve ' + label)");
  assert.equal(await terminal.end(), 1);
  assert.doesNotMatch(terminal.screen, /Debugger|disconnect/);
});

for (const { major, path } of MATRIX) {
  test(`crash, edit, continue on Node ${major}`, async (context) => {
    if (path === undefined) return context.skip(`Node ${major} is not installed in test/nodes`);
    await onTerminal(context, { 'app.cjs': PROGRAM }, ['-r', path, 'app.cjs'], async (terminal) => {
      assert.match(await terminal.prompt(), /^> +6 \| {3}if \(row === 2\) throw new Error/m);
      terminal.project.edit('app.cjs', FAILING, 'if (row === 2) return 1;');
      await terminal.see('was saved');
      await terminal.prompt();
      terminal.enter('c');
      await terminal.see('sum 0.5,1,1.5 computed 3');
      assert.equal(await terminal.end(), 7);
      assert.doesNotMatch(terminal.screen, /Debugger|disconnect/);
    });
  });
}

for (const [name, keys] of [
  ['quit', 'quit\r'],
  ['Ctrl+D', '\x04'],
] as const) {
  atPrompt(`${name} ends the program`, async (terminal) => {
    const [, pid = '0'] = /pid (\d+)/.exec(terminal.screen) ?? [];
    assert.ok(isAlive(Number(pid)));
    terminal.press(keys);
    await terminal.see('The program is ended.');
    assert.equal(await terminal.end(), 128 + 9);
    assert.ok(!isAlive(Number(pid)));
  });
}

atPrompt('Ctrl+C clears the line and tells how to quit', async (terminal) => {
  terminal.press('nonsense');
  await terminal.see('nonsense');
  terminal.press('\x03');
  await terminal.see('To end the program: quit, or Ctrl+D.');
  await terminal.prompt();
  assert.match(await terminal.ask('row * 2'), /^4$/m);
});

atPrompt('restart N runs the call of that frame again', async (terminal) => {
  terminal.enter('restart 2');
  await terminal.see('`all` (app.cjs:10) runs again with its present code');
  await terminal.prompt();
  assert.match(await terminal.ask('computed'), /^4$/m);
});

atPrompt('what cannot be done is said, and the prompt stays', async (terminal) => {
  assert.match(await terminal.ask('frame 99'), /There is no frame 99/);
  assert.match(await terminal.ask('nope.x'), /ReferenceError: nope is not defined/);
  assert.match(await terminal.ask('restart 99'), /There is no frame 99/);
  assert.match(await terminal.ask(''), /help lists the commands/);
  assert.match(await terminal.ask('help'), /restart \[N\], r +run the call of frame N again/);
  assert.match(await terminal.ask('edit'), /Neither VISUAL nor EDITOR is set: edit app\.cjs:6/);
});

atPrompt('a program that is ended from outside ends the command', async (terminal) => {
  const [, pid = '0'] = /pid (\d+)/.exec(terminal.screen) ?? [];
  process.kill(Number(pid), 'SIGTERM');
  await terminal.see('The program has ended (SIGTERM).');
  assert.equal(await terminal.end(), 128 + 15);
});

test('the program has the terminal to itself while it runs', (context) =>
  onTerminal(
    context,
    {
      'app.mjs': `
import { createInterface } from 'node:readline/promises';
function check(name) {
  if (name === 'Ada') throw new Error('not ' + name);
  return 'hello ' + name;
}
const rl = createInterface({ input: process.stdin, output: process.stdout });
for (let turn = 0; turn < 2; turn++) {
  const name = await rl.question('name? ');
  console.log(check(name));
}
rl.close();
`,
    },
    ['app.mjs'],
    async (terminal) => {
      await terminal.see('name? ');
      terminal.enter('Ada');
      await terminal.prompt();
      terminal.project.edit('app.mjs', "if (name === 'Ada') throw new Error('not ' + name);", '');
      await terminal.see('was saved');
      await terminal.prompt();
      terminal.enter('c');
      await terminal.see('hello Ada');
      await terminal.see('name? ');
      terminal.enter('continue');
      await terminal.see('hello continue');
      assert.equal(await terminal.end(), 0);
    },
  ));

test('Ctrl+C reaches a running program, whose handler decides', (context) =>
  onTerminal(
    context,
    {
      'app.cjs': `
process.on('SIGINT', () => { console.log('interrupted'); process.exit(5); });
setInterval(() => {}, 1000);
console.log('running');
`,
    },
    ['app.cjs'],
    async (terminal) => {
      await terminal.see('running');
      terminal.press('\x03');
      await terminal.see('interrupted');
      assert.equal(await terminal.end(), 5);
    },
  ));

test('edit runs the editor at the failing line and tells what changed', (context) =>
  onTerminal(
    context,
    {
      'app.cjs': PROGRAM,
      'nano.cjs': `
const { readFileSync, writeFileSync } = require('node:fs');
const [line, file] = process.argv.slice(2);
console.log('editor at', line);
writeFileSync(file, readFileSync(file, 'utf8').replace(/if \\(row === 2\\) throw.*/, 'if (row === 2) return 1;'));
`,
      // The command knows an editor by its name.
      nano: '#!/usr/bin/env node\nrequire("./nano.cjs");\n',
    },
    ['app.cjs'],
    async (terminal) => {
      await terminal.prompt();
      const told = await terminal.ask('edit');
      assert.match(told, /editor at \+6/);
      assert.match(told, /^ {2}-.*throw new Error/m);
      assert.match(told, /^ {2}\+.*return 1;/m);
      assert.match(told, /was saved \(changed: `half`\)/);
      terminal.enter('c');
      await terminal.see('sum 0.5,1,1.5 computed 3');
      assert.equal(await terminal.end(), 7);
      assert.equal(terminal.screen.match(/was saved/g)?.length, 1);
    },
    (project) => {
      chmodSync(project.path('nano'), 0o755);
      return { EDITOR: project.path('nano') };
    },
  ));

test('a debugger statement shows the same view; what is thrown may be anything', (context) =>
  onTerminal(
    context,
    { 'app.cjs': 'function f(a) {\n  debugger;\n  return a + 1;\n}\nconsole.log(f(2));\nthrow 42;\n' },
    ['app.cjs'],
    async (terminal) => {
      const report = await terminal.prompt();
      assert.match(report, /^Paused$/m);
      assert.match(report, /^> 2 \| {3}debugger;/m);
      assert.match(await terminal.ask('a'), /^2$/m);
      terminal.enter('c');
      assert.match(await terminal.prompt(), /^3\n[^]*^Thrown: 42$[^]*^> 6 \| throw 42;/m);
      terminal.enter('c');
      await terminal.see('throw 42;');
      assert.equal(await terminal.end(), 1);
    },
  ));

test('colours: none with NO_COLOR, and the program keeps its own where it has a terminal', async (context) => {
  const files = { 'app.cjs': 'console.error({ a: 1 });\nthrow new Error("plain");\n' };
  await onTerminal(
    context,
    files,
    ['app.cjs'],
    async (terminal) => {
      assert.match(await terminal.prompt(), /\{ a: 1 \}[^]*Error: plain/);
      assert.doesNotMatch(terminal.raw, /\x1b\[3\dm/);
    },
    () => ({ NO_COLOR: '1' }),
  );
  await onTerminal(context, files, ['app.cjs'], async (terminal) => {
    await terminal.prompt();
    assert.match(terminal.raw, /a: \x1b\[33m1/);
  });
});

for (const [state, program] of [
  ['stopped', `process.on('SIGTERM', () => {}); console.log('pid', process.pid); null.x;`],
  ['running', `console.log('pid', process.pid); setInterval(() => {}, 1000);`],
] as const) {
  test(`SIGTERM ends the command and the program, which is ${state}`, (context) =>
    onTerminal(context, { 'app.cjs': program }, ['app.cjs'], async (terminal) => {
      await terminal.see(/pid \d+\n/);
      if (state === 'stopped') await terminal.prompt();
      const [, pid = '0'] = /pid (\d+)/.exec(terminal.screen) ?? [];
      process.kill(terminal.pid, 'SIGTERM');
      assert.equal(await terminal.end(), state === 'stopped' ? 128 + 9 : 128 + 15);
      assert.ok(!isAlive(Number(pid)));
    }));
}
