import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { realpathSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { MATRIX, nodeVersion } from '../harness/nodes.js';
import { textOf, TSX, withoutMap, withProgram, type Program } from './program.js';
import { asModule, edited, ERASABLE, FULL } from './sources.js';

const { path: node = '' } = nodeVersion(24);
const skip = !node;
const SOURCE = asModule(FULL, 'import');

for (const { major, path } of MATRIX) {
  for (const kind of ['commonjs', 'module'] as const) {
    test(
      `nothing of the user's runs, though everything is tried, ${kind}, Node ${major}`,
      { skip: !path },
      async () => {
        const files = { 'app.ts': SOURCE, 'package.json': JSON.stringify({ type: kind }) };
        const use = async (program: Program): Promise<void> => {
          const running = program.run();
          const ran = program.project.read('ran');
          const other = { ...running, text: `${running.text}\nfunction more() {}` };
          const result = await program.save('app.ts', other, SOURCE, edited(SOURCE));
          assert.deepEqual(result, { failure: { reason: 'unknown compiler' } });
          assert.equal(program.project.read('ran'), ran);
        };
        await withProgram(files, TSX, 'app.ts', use, path);
      },
    );
  }
}

for (const [name, first] of [
  ['ts-node', `require('ts-node').register({ transpileOnly: true });`],
  ['tsx', `require('tsx/cjs');`],
  ['Babel', `require('@babel/register')({ extensions: ['.ts'] });`],
] as const) {
  test(`a program that loads ${name} itself`, { skip }, async () => {
    const presets = [['@babel/preset-env', { targets: { node: '20' } }], '@babel/preset-typescript'];
    const files = {
      'main.js': `${first}\nrequire('./app.ts');\n`,
      'app.ts': SOURCE,
      'babel.config.json': JSON.stringify({ presets }),
    };
    await withProgram(files, {}, 'main.js', async (program) => {
      const running = program.run('app.ts');
      program.project.write('app.ts', edited(SOURCE));
      const expected = program.run('app.ts');
      const result = await program.save('app.ts', running, SOURCE, edited(SOURCE));
      assert.equal(textOf(result), withoutMap(expected.text));
    });
  });
}

test('a project without a TypeScript of its own was compiled by one from elsewhere', { skip }, async () => {
  const files = {
    'tsconfig.json': `{ "compilerOptions": { "target": "es2021", "module": "commonjs", "outDir": "dist", "rootDir": "src" } }`,
  };
  await withProgram({ ...files, 'src/app.ts': SOURCE }, {}, 'dist/app.js', async (program) => {
    const modules = program.project.path('node_modules');
    const tsc = join(realpathSync(modules), 'typescript/bin/tsc');
    unlinkSync(modules);
    spawnSync(process.execPath, [tsc, '-p', program.project.folder, '--noCheck']);
    const running = program.run('app.js');
    const text = textOf(await program.save('src/app.ts', running, SOURCE, edited(SOURCE), 'dist/app.js'));
    assert.equal(
      text,
      withoutMap(running.text).replace('`hello ${who.name}`; // @edit', '`goodbye ${who.name}`;\n        // no more'),
    );
  });
});

test('the command tsx, JSX and aliases', { skip }, async () => {
  const tsx = join(__dirname, '../loaders/node_modules/tsx/dist');
  const execArgv = ['--require', join(tsx, 'preflight.cjs'), '--import', pathToFileURL(join(tsx, 'loader.mjs')).href];
  const source = `import { h } from '#h';\n${asModule(ERASABLE, 'import')}appendFileSync('ran', <b>{1}</b>);\n`;
  const files = {
    'app.tsx': source,
    'lib/h.ts': `export const h = (name: string): string => name;\n`,
    'tsconfig.json': `{ "compilerOptions": { "jsx": "react", "jsxFactory": "h", "baseUrl": ".", "paths": { "#h": ["./lib/h"] } } }`,
  };
  await withProgram(files, { execArgv }, 'app.tsx', async (program) => {
    const running = program.run();
    program.project.write('app.tsx', edited(source));
    const expected = program.run();
    const result = await program.save('app.tsx', running, source, edited(source));
    assert.equal(textOf(result), withoutMap(expected.text));
    assert.ok('map' in result && result.map?.includes('"mappings"'));
  });
});

test('a loader in NODE_OPTIONS', { skip }, async () => {
  await withProgram({ 'app.ts': SOURCE }, { nodeOptions: '--import tsx' }, 'app.ts', async (program) => {
    const running = program.run();
    assert.match(textOf(await program.save('app.ts', running, SOURCE, edited(SOURCE))), /goodbye/);
  });
});
