import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MATRIX } from '../../harness/nodes.js';
import { withSession, type LaunchOptions } from '../../harness/session.js';
import { LOADERS, TOOLCHAINS } from './toolchains.js';

const [NODE] = MATRIX.filter(({ major }) => major === 24);

/** What TypeScript has beside types. */
const PROGRAM = `enum Size { Small = 1, Large = 10 }
namespace Shop {
  export const rate = 2;
  export function price(n: number): number {
    if (n < 0) throw new RangeError('negative'); // @namespace
    return n * rate;
  }
}
abstract class Item {
  protected constructor(public readonly name: string, private size: Size) {}
  abstract label(): string;
  cost(): number {
    if (this.size === Size.Large) throw new Error('too large'); // @member
    return Shop.price(this.size);
  }
}
class Box<T extends object = {}> extends Item {
  readonly parts: T[] = [];
  constructor(name: string, size: Size) { super(name, size); }
  override label(): string { return \`\${this.name}: \${this.cost() satisfies number}\`; }
}
console.log(new Box('one', Size.Small).label(), new Box('two', Size.Large).label());
console.log(Shop.price(-1)!);
`;

for (const toolchain of TOOLCHAINS.filter(({ name }) =>
  /^(?:tsx|tsc|ts-node|Node's type transformation|swc-node|Babel)$/.test(name),
)) {
  test(`enums, namespaces, parameter properties, abstract and generic classes: ${toolchain.name}`, async (context) => {
    assert.ok(NODE);
    const source = toolchain.program ? 'src/app.ts' : 'app.ts';
    const files = {
      [source]: PROGRAM,
      'package.json': '{ "type": "commonjs" }',
      ...toolchain.files?.('CommonJS'),
    };
    await withSession(context, NODE, files, async (session) => {
      session.project.linkPackages(LOADERS);
      toolchain.build?.(session.project, 'CommonJS');
      const options: LaunchOptions = {
        runtimeArgs: [...(toolchain.runtimeArgs?.('CommonJS') ?? [])],
        cwd: session.project.folder,
        hotRestart: { typeCheck: 'off' },
      };
      await session.launch(toolchain.program ?? source, options);
      const inClass = await session.stop('exception');
      assert.equal(inClass.frames[0]?.line, session.project.line(source, 'member'));
      session.project.edit(source, "throw new Error('too large'); // @member", 'return Size.Large as number;');
      await session.continue();
      const inNamespace = await session.stop('exception');
      assert.equal(inNamespace.frames[0]?.line, session.project.line(source, 'namespace'));
      const { description } = await session.client.request<{ description: string }>('exceptionInfo', { threadId: 1 });
      assert.equal(description, 'negative');
      session.project.edit(source, "throw new RangeError('negative'); // @namespace", 'return -n * rate;');
      await session.continue();
      assert.equal((await session.end()).output, 'one: 2 two: 10\n2\n');
    });
  });
}

test('stacks that the program prints are of the source, also in exceptionInfo', async (context) => {
  assert.ok(NODE);
  const toolchain = TOOLCHAINS.find(({ name }) => name === 'tsc');
  const source = 'src/app.ts';
  const text = `interface A { n: number }
interface B { n: number }

function fail(a: A): never {
  throw new Error('no ' + a.n); // @throw
}
try {
  fail({ n: 1 });
} catch (error) {
  console.error((error as Error).stack);
}
fail({ n: 2 });
`;
  const files = { [source]: text, 'package.json': '{ "type": "commonjs" }', ...toolchain?.files?.('CommonJS') };
  await withSession(context, NODE, files, async (session) => {
    session.project.linkPackages(LOADERS);
    toolchain?.build?.(session.project, 'CommonJS');
    await session.launch('dist/app.js', { cwd: session.project.folder, hotRestart: { typeCheck: 'off' } });
    await session.stop('exception');
    const info = await session.client.request<{ details: { stackTrace: string } }>('exceptionInfo', { threadId: 1 });
    const place = `src/app.ts:${session.project.line(source, 'throw')}:`;
    assert.ok(info.details.stackTrace.includes(place), info.details.stackTrace);
    await session.client.request('hotRestart/letFail', { threadId: 1 });
    await session.end();
    const errors = session.output('stderr');
    assert.ok(errors.includes(place), errors);
    assert.ok(!errors.includes('    at fail (' + session.project.path('dist')), errors);
  });
});
