import assert from 'node:assert/strict';
import { once } from 'node:events';
import { symlinkSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { test } from 'node:test';
import { nodeVersion } from '../harness/nodes.js';
import { textOf, TSX, withoutMap, withProgram } from './program.js';
import { asModule, edited, FULL } from './sources.js';

const { path: node = '' } = nodeVersion(24);
const skip = !node;
const SOURCE = asModule(FULL, 'import');

test('JavaScript that runs as it is stays as it is', { skip }, async () => {
  const source = `console.log('one');\n`;
  await withProgram({ 'app.js': source }, {}, 'app.js', async (program) => {
    const running = program.run();
    const saved = `console.log('two');\n`;
    assert.deepEqual(await program.save('app.js', running, source, saved), { text: saved, map: undefined });
  });
});

test('types may come into a source that had none', { skip }, async () => {
  const source = `console.log('one');\n`;
  await withProgram({ 'app.ts': source }, {}, 'app.ts', async (program) => {
    const running = program.run();
    const text = textOf(await program.save('app.ts', running, source, `console.log('one' as string);\n`));
    assert.match(text, /^console\.log\('one' {10}\);$/m);
  });
});

test('an old source that nobody knows is taken from the map, or is the one that is saved', { skip }, async () => {
  await withProgram(
    { 'app.ts': SOURCE },
    { execArgv: ['-r', 'ts-node/register/transpile-only'] },
    'app.ts',
    async (program) => {
      const running = program.run();
      assert.match(textOf(await program.save('app.ts', running, undefined, edited(SOURCE))), /goodbye/);
    },
  );
  await withProgram({ 'app.ts': SOURCE }, TSX, 'app.ts', async (program) => {
    const running = program.run();
    const unknown = await program.save('app.ts', running, undefined, edited(SOURCE));
    assert.deepEqual(unknown, { failure: { reason: 'unknown compiler' } });
    assert.equal(textOf(await program.save('app.ts', running, undefined, SOURCE)), withoutMap(running.text));
    assert.match(textOf(await program.save('app.ts', running, undefined, edited(SOURCE))), /goodbye/);
  });
});

test('ts-node refuses an error of types, and looks again at the other files', { skip }, async () => {
  const source = `import { rate } from './rate';\nexport const total: number = rate;\n`;
  const files = { 'app.ts': source, 'rate.ts': 'export const rate = 1;\n' };
  await withProgram(files, { execArgv: ['-r', 'ts-node/register'] }, 'app.ts', async (program) => {
    const running = program.run();
    const after = source.replace('{ rate }', '{ rate, tax }').replace('= rate', '= rate + tax');
    const refused = await program.save('app.ts', running, source, after);
    assert.ok('failure' in refused && refused.failure.reason === 'rejected', JSON.stringify(refused));
    assert.match(refused.failure.error, /TS2305.*tax/);
    program.project.write('rate.ts', 'export const rate = 1;\nexport const tax = 2;\n');
    assert.match(textOf(await program.save('app.ts', running, source, after)), /rate_1\.tax/);
  });
});

test('a file that is reached through a link', { skip }, async () => {
  await withProgram({ 'real/app.ts': SOURCE }, TSX, 'linked/app.ts', async (program) => {
    symlinkSync(program.project.path('real'), program.project.path('linked'), 'junction');
    const running = program.run('app.ts');
    assert.match(textOf(await program.save('linked/app.ts', running, SOURCE, edited(SOURCE))), /goodbye/);
  });
});

test('a break of a rule that only the compiler knows has its line', { skip }, async () => {
  await withProgram({ 'app.ts': SOURCE }, TSX, 'app.ts', async (program) => {
    const running = program.run();
    const saved = `${SOURCE}let twice = 1;\nlet twice = 2;\n`;
    const result = await program.save('app.ts', running, SOURCE, saved);
    assert.ok('failure' in result && result.failure.reason === 'syntax', JSON.stringify(result));
    assert.equal(result.failure.line0, saved.split('\n').indexOf('let twice = 2;'));
    assert.match(result.failure.error, /already been declared/);
  });
});

test('a helper that cannot start says why', { skip }, async () => {
  const files = { 'app.ts': SOURCE, 'once.cjs': `if (process.send) throw new TypeError('only once');` };
  await withProgram(files, { execArgv: ['-r', './once.cjs', '--import', 'tsx'] }, 'app.ts', async (program) => {
    const running = program.run();
    const result = await program.save('app.ts', running, SOURCE, edited(SOURCE));
    assert.ok('failure' in result && result.failure.reason === 'helper failed', JSON.stringify(result));
    assert.match(result.failure.error, /TypeError: only once/);
  });
});

test('helpers end with what they help', { skip }, async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const preload = `if (process.send) require('net').connect(${port}, '127.0.0.1').on('error', () => {}).unref();`;
  const files = { 'app.ts': SOURCE, 'preload.cjs': preload };
  await withProgram(files, { execArgv: ['-r', './preload.cjs', '--import', 'tsx'] }, 'app.ts', async (program) => {
    const running = program.run();
    const connected = once(server, 'connection') as Promise<[Socket]>;
    assert.match(textOf(await program.save('app.ts', running, SOURCE, edited(SOURCE))), /goodbye/);
    const [socket] = await connected;
    const closed = once(
      socket.on('error', () => undefined),
      'close',
    );
    program.recompiler.dispose();
    await closed;
    const late = await program.save('app.ts', running, SOURCE, edited(SOURCE));
    assert.ok('failure' in late && late.failure.reason === 'helper failed');
  });
  server.close();
});
