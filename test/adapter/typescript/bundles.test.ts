import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { MATRIX } from '../../harness/nodes.js';
import { withSession, type TestSession } from '../../harness/session.js';
import { BUNDLERS } from './bundlers.js';

/** Names that both sources have are renamed in a bundle. */
const APP = `import { describe, type Row } from './lib.js';

interface Named {
  readonly name: string;
}
const unit: string = 'cm';

function total(rows: readonly Row[]): string {
  let sum: number = 0;
  for (const row of rows) {
    if (row.count < 0) throw new Error('bad row'); // @throw
    sum += row.count;
  }
  return sum + unit;
}

async function check(named: Named): Promise<string> {
  await null;
  if (named.name.length > 2) throw new Error('too long'); // @check
  return describe(named.name);
}

async function main(): Promise<void> {
  console.log(await check({ name: 'a' }));
  console.log(total([{ count: 1 }, { count: -2 }]));
  console.log(await check({ name: 'abc' }));
  console.log(await check({ name: 'ab' }));
}
void main();
`;

const LIB = `export interface Row {
  readonly count: number;
}
const unit: string = 'lib';

function total(name: string): string {
  return name + unit; // @stop
}

export function describe(name: string): string {
  return total(name) + '!';
}
`;

const [APP_FILE, LIB_FILE] = ['src/app.ts', 'src/lib.ts'];

async function repair(session: TestSession): Promise<void> {
  const { project } = session;
  const stopped = async (reason: 'breakpoint' | 'exception', file: string, marker: string): Promise<void> => {
    const { frames } = await session.stop(reason);
    assert.equal(frames[0]?.source?.path, project.path(file));
    assert.equal(frames[0]?.line, project.line(file, marker), marker);
  };
  await stopped('breakpoint', LIB_FILE, 'stop');
  await session.continue();

  await stopped('exception', APP_FILE, 'throw');
  project.edit(APP_FILE, 'interface Named', '// One line more.\ninterface Named');
  project.edit(APP_FILE, "throw new Error('bad row'); // @throw", 'continue;\n    const double: number = 2;');
  project.edit(APP_FILE, 'sum += row.count', 'sum += row.count * double');
  project.edit(APP_FILE, 'sum + unit', 'sum + unit + describe(unit)');
  await session.continue();
  await stopped('breakpoint', LIB_FILE, 'stop');
  await session.continue();

  await stopped('exception', APP_FILE, 'check');
  project.edit(APP_FILE, "throw new Error('too long'); // @check", 'return total([{ count: 3 }]);');
  project.edit(LIB_FILE, "total(name) + '!'", "total(name) + '?'");
  project.edit(LIB_FILE, 'const unit', '// One line more.\nconst unit');
  await session.continue();
  for (let calls = 0; calls < 2; calls++) {
    await stopped('breakpoint', LIB_FILE, 'stop');
    await session.continue();
  }
  const { output, code } = await session.end();
  assert.equal(output, 'alib!\n2cmcmlib!\n6cmcmlib?\nablib?\n');
  assert.equal(code, 0);
}

test('a build command makes what runs, and its last line tells why it failed', async (context) => {
  const [node] = MATRIX.slice(-2);
  assert.ok(node);
  const files = {
    [APP_FILE]: APP,
    [LIB_FILE]: LIB,
    'build.cjs': BUNDLERS[0]?.script('CommonJS') ?? '',
    'run.cjs': `const { appendFileSync, existsSync } = require('node:fs');
appendFileSync('runs', 'run ');
if (existsSync('broken')) throw new Error('the build is broken');
require('./build.cjs');
`,
    'package.json': JSON.stringify({ type: 'commonjs' }),
  };
  await withSession(context, node, files, async (session) => {
    const { project } = session;
    execFileSync(process.execPath, ['build.cjs'], { cwd: project.folder, stdio: 'pipe' });
    await session.launch('dist/app.js', {
      cwd: project.folder,
      hotRestart: { typeCheck: 'off', buildCommand: `"${process.execPath}" run.cjs` },
    });
    await session.stop('exception');
    project.write('broken', '');
    project.edit(APP_FILE, "throw new Error('bad row'); // @throw", 'continue;');
    project.edit(APP_FILE, 'return sum + unit;', 'return added(sum) + unit;');
    project.edit(
      APP_FILE,
      'async function check',
      'const added = (n: number): number => n + 1;\n\nasync function check',
    );
    const refused = await session.continueRefused();
    assert.match(refused, /run\.cjs` failed \(Error: the build is broken\)/);
    project.delete('broken');
    await session.continue();
    await session.stop('exception');
    assert.equal(project.read('runs'), 'run run ');
    await session.continue();
    await session.end();
  });
});

for (const bundler of BUNDLERS) {
  describe(`bundles of ${bundler.name}`, { concurrency: 2 }, () => {
    for (const node of MATRIX) {
      for (const kind of bundler.kinds) {
        test(`bundle of ${bundler.name}: functions of two sources (${kind}, Node ${node.major})`, async (context) => {
          const files = {
            [APP_FILE]: APP,
            [LIB_FILE]: LIB,
            'build.cjs': bundler.script(kind),
            'package.json': JSON.stringify({ type: kind === 'CommonJS' ? 'commonjs' : 'module' }),
          };
          await withSession(context, node, files, async (session) => {
            const { folder } = session.project;
            execFileSync(process.execPath, ['build.cjs'], { cwd: folder, stdio: 'pipe' });
            await session.launch('dist/app.js', {
              cwd: folder,
              breakpoints: { [LIB_FILE]: ['stop'] },
              hotRestart: { typeCheck: 'off' },
            });
            await repair(session);
          });
        });
      }
    }
  });
}
