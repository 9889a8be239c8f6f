import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { basename } from 'node:path';
import { everywhere } from '../harness/cases.js';

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
