import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { basename } from 'node:path';
import { test } from 'node:test';
import { everywhere } from '../harness/cases.js';
import { nodeVersion } from '../harness/nodes.js';
import { withSession } from '../harness/session.js';

type Source = DebugProtocol.Source;

everywhere(
  'the sources that are loaded, and those that come later',
  ({ main, kind }) => ({
    [main]: `${kind === 'CommonJS' ? "require('./early.cjs');" : "import './early.cjs';"}
globalThis.load = () => import('./later.cjs');
const { runInThisContext } = process.getBuiltinModule('node:vm');
runInThisContext('1', { filename: 'made-up.js' });
debugger;
load().then(() => { debugger; });
`,
    'early.cjs': 'exports.early = 1;',
    'later.cjs': 'exports.later = 1;',
  }),
  async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('pause');
    const sources = async (): Promise<Source[]> =>
      (await session.client.request<{ sources: Source[] }>('loadedSources')).sources;
    const told = (): string[] =>
      session.client.events.flatMap(({ event, body }) =>
        event === 'loadedSource' ? [(body as { source: Source }).source.name ?? ''] : [],
      );
    await session.client.request('evaluate', { expression: '(() => 1)()', context: 'repl', frameId: frames[0]?.id });
    const before = await sources();
    assert.deepEqual(before.map(({ name }) => name).sort(), [main, 'early.cjs', 'made-up.js'].sort());
    assert.deepEqual(before.find(({ name }) => name === main)?.path, session.project.path(main));
    const { sourceReference } = before.find(({ name }) => name === 'made-up.js') ?? {};
    const { content } = await session.client.request<{ content: string }>('source', { sourceReference });
    assert.equal(content, '1', 'a script without a file has its text from here');
    assert.deepEqual(told().sort(), [main, 'early.cjs', 'made-up.js'].sort());

    await session.continue();
    await session.stop('pause');
    const body = await session.client.event('loadedSource', ({ source }) => (source as Source).name === 'later.cjs');
    assert.equal(body['reason'], 'new');
    assert.deepEqual((await sources()).map(({ path = '' }) => basename(path)).includes('later.cjs'), true);
    assert.equal(new Set(told()).size, told().length, 'each is told once');
  },
);

test('a script with a source map is listed by its sources', async (context) => {
  const map = { version: 3, sources: ['app.src.js'], sourcesContent: ['debugger;\n'], names: [], mappings: 'AAAA' };
  const inline = Buffer.from(JSON.stringify(map)).toString('base64');
  const files = {
    'app.cjs': `debugger;\n//# sourceMappingURL=data:application/json;base64,${inline}\n`,
    'app.src.js': 'debugger;\n',
  };
  await withSession(context, nodeVersion(24), files, async (session) => {
    await session.launch('app.cjs');
    await session.stop('pause');
    const { sources } = await session.client.request<{ sources: Source[] }>('loadedSources');
    assert.deepEqual(
      sources.map(({ path }) => path),
      [session.project.path('app.src.js')],
    );
    const { source } = await session.client.event('loadedSource');
    assert.equal((source as Source).path, session.project.path('app.src.js'));
  });
});
