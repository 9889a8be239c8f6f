import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ModuleKind } from '../../harness/cases.js';
import { MATRIX } from '../../harness/nodes.js';
import { withSession, type TestSession } from '../../harness/session.js';
import { LOADERS, TOOLCHAINS, type Toolchain } from './toolchains.js';

/** Types come before the code, and lines of them are not in what runs. */
function programText(isAsync: boolean): string {
  const [async, wait, called] = isAsync ? ['async ', 'await null;', 'await '] : ['', 'void 0;', ''];
  return `interface Row {
  readonly price: number;
  readonly count: number;
}
type Unit = 'cm' | 'mm';

${async}function total(rows: readonly Row[], unit: Unit): ${isAsync ? 'Promise<string>' : 'string'} {
  let sum: number = 0;
  ${wait}
  for (const row of rows) {
    if (row.count < 0) throw new Error('bad row'); // @throw
    sum += row.price * row.count;
  }
  return sum + unit;
}

function check(text: string, limit?: number): string {
  const { length }: { length: number } = text;
  if (length > 2) throw new Error('too long'); // @check
  return text + (limit ?? ''); // @stop
}

async function main(): Promise<void> {
  console.log(${called}total([{ price: 1, count: 1 }], 'cm'));
  console.log(check('a'));
  console.log(${called}total([{ price: 2, count: -1 }, { price: 3, count: 2 }], 'mm'));
  console.log(check('abc'));
  console.log(check('ab', 3));
}
void main();
`;
}

async function repair(session: TestSession, source: string, isAsync: boolean, isDownLevelled: boolean): Promise<void> {
  const { project } = session;
  const at = (marker: string): number => project.line(source, marker);
  const crash = await session.stop('breakpoint');
  assert.equal(crash.frames[0]?.line, at('stop'), 'the breakpoint, before any edit');
  await session.continue();
  const first = await session.stop('exception');
  // What stands for an async function where the target has none is a generator without a name.
  const names = isAsync && isDownLevelled ? ['<anonymous>', 'total'] : ['total'];
  assert.ok(names.includes(first.frames[0]?.name ?? ''));
  assert.equal(first.frames[0]?.line, at('throw'));
  assert.equal(first.frames[0]?.source?.path, project.path(source));
  project.edit(source, "throw new Error('bad row'); // @throw", 'continue;\n    const double: number = 2;');
  project.edit(source, 'row.price * row.count', 'row.price * row.count * double');
  await session.continue();

  const second = await session.stop('exception');
  assert.deepEqual([second.frames[0]?.name, second.frames[0]?.line], ['check', at('check')]);
  project.edit(source, "throw new Error('too long'); // @check", "return 'long' as string;");
  await session.continue();

  const { frames } = await session.stop('breakpoint');
  assert.equal(frames[0]?.line, at('stop'), 'the breakpoint, after two edits');
  await session.continue();
  const { output, code } = await session.end();
  assert.equal(output, '1cm\na\n12mm\nlong\nab3\n');
  assert.equal(code, 0);
  assert.deepEqual(
    session.outcomes().map(({ strategy }) => strategy === 'frame' || strategy === 'wrapper'),
    [true, true],
  );
}

async function start(session: TestSession, toolchain: Toolchain, kind: ModuleKind, source: string): Promise<void> {
  const { runtimeArgs = () => [], program = source } = toolchain;
  await session.launch(program, {
    runtimeArgs: [...runtimeArgs(kind)],
    cwd: session.project.folder,
    breakpoints: { [source]: ['stop'] },
    hotRestart: { typeCheck: 'off' },
  });
}

for (const toolchain of TOOLCHAINS) {
  describe(toolchain.name, { concurrency: 2 }, () => {
    for (const node of MATRIX) {
      if (toolchain.majors && !toolchain.majors.includes(node.major)) continue;
      for (const kind of toolchain.kinds) {
        for (const isAsync of [false, true]) {
          const title = `${toolchain.name}: ${isAsync ? 'async' : 'sync'} (${kind}, Node ${node.major})`;
          test(title, async (context) => {
            const source = toolchain.program ? 'src/app.ts' : 'app.ts';
            const files = {
              [source]: programText(isAsync),
              'package.json': JSON.stringify({ type: kind === 'CommonJS' ? 'commonjs' : 'module' }),
              ...toolchain.files?.(kind),
            };
            await withSession(context, node, files, async (session) => {
              session.project.linkPackages(LOADERS);
              toolchain.build?.(session.project, kind);
              await start(session, toolchain, kind, source);
              await repair(session, source, isAsync, toolchain.isDownLevelled === true);
            });
          });
        }
      }
    }
  });
}
