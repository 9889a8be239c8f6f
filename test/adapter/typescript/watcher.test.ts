import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { MATRIX } from '../../harness/nodes.js';
import { withSession, type TestSession } from '../../harness/session.js';
import { LOADERS, TOOLCHAINS } from './toolchains.js';

const [NODE] = MATRIX.filter(({ major }) => major === 24);
const TSC = TOOLCHAINS.find(({ name }) => name === 'tsc');
const SOURCE = 'src/app.ts';
const PROGRAM = `interface Row { readonly n: number }
const enum Level { Low = 1 }

function half(row: Row): number {
  if (row.n === 2) throw new Error('two'); // @two
  if (row.n === 3) throw new Error('three'); // @three
  return row.n / 2;
}
console.log(half({ n: Level.Low }), half({ n: 2 }), half({ n: 3 }));
`;

async function withBuilt(
  title: string,
  body: (session: TestSession, build: () => void) => Promise<void>,
  more: object = {},
): Promise<void> {
  await test(title, async (context) => {
    assert.ok(NODE && TSC?.build);
    const files = { [SOURCE]: PROGRAM, 'package.json': '{ "type": "commonjs" }', ...TSC.files?.('CommonJS') };
    await withSession(context, NODE, files, async (session) => {
      session.project.linkPackages(LOADERS);
      const build = (): void => TSC.build?.(session.project, 'CommonJS');
      build();
      await session.launch('dist/app.js', { cwd: session.project.folder, hotRestart: { typeCheck: 'off' }, ...more });
      await body(session, build);
    });
  });
}

void withBuilt('what a watching build writes is taken, and waited for once it was seen to', async (session, build) => {
  const { project } = session;
  await session.stop('exception');
  project.edit(SOURCE, "throw new Error('two'); // @two", "return 'built' as never;");
  build();
  await session.continue();
  const { frames } = await session.stop('exception');
  assert.equal(frames[0]?.line, project.line(SOURCE, 'three'));
  project.edit(SOURCE, "throw new Error('three'); // @three", "return 'again' as never;");
  const going = session.continue();
  build();
  await going;
  assert.equal((await session.end()).output, '0.5 built again\n');
});

void withBuilt('an output that is cut short is not taken, and the program stays paused', async (session) => {
  const { frames } = await session.stop('exception');
  assert.equal(frames[0]?.line, session.project.line(SOURCE, 'two'));
  // The output of a build that was stopped in the middle.
  const output = session.project.path('dist/app.js');
  writeFileSync(output, session.project.read('dist/app.js').slice(0, 90));
  await session.continueRefused();
  const outcome = session.outcomes().at(-1);
  assert.equal(outcome?.reason, 'transformed');
  assert.match(outcome.message, /app\.js was written without its source map/);
  assert.equal(await session.evaluate('row.n', frames[0]?.id), '2', 'still paused');
});

test('a map that is cut short from the start is told once, and nothing else is lost', async (context) => {
  assert.ok(NODE && TSC?.build);
  const files = { [SOURCE]: PROGRAM, 'package.json': '{ "type": "commonjs" }', ...TSC.files?.('CommonJS') };
  await withSession(context, NODE, files, async (session) => {
    session.project.linkPackages(LOADERS);
    TSC.build?.(session.project, 'CommonJS');
    session.project.write('dist/app.js.map', session.project.read('dist/app.js.map').slice(0, 60));
    await session.launch('dist/app.js', { cwd: session.project.folder, hotRestart: { typeCheck: 'off' } });
    const { frames } = await session.stop('exception');
    assert.equal(frames[0]?.source?.path, session.project.path('dist/app.js'));
    const told = session.output('console').match(/The source map .* ends in the middle/g);
    assert.equal(told?.length, 1);
  });
});
