import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { test } from 'node:test';
import { nodeVersion } from '../harness/nodes.js';
import { withSession } from '../harness/session.js';

test('in stack traces the frames of the runtime agent are like Node’s own', async (context) => {
  const files = { 'app.cjs': "console.log(new Error('traced').stack);\nthrow new Error('fails');\n" };
  await withSession(context, nodeVersion(26), files, async (session) => {
    await session.launch('app.cjs');
    const { threadId, frames } = await session.stop('exception');
    type Info = DebugProtocol.ExceptionInfoResponse['body'];
    const { details } = await session.client.request<Info>('exceptionInfo', { threadId });
    assert.match(details?.stackTrace ?? '', /app\.cjs:2/);
    assert.match(session.output(), /app\.cjs:1/);
    assert.doesNotMatch(details?.stackTrace ?? '', /hot-restart\/|runtime-agent/, 'the editor does not show them');
    assert.doesNotMatch(session.output(), /runtime-agent/, 'the program sees no path of ours');
    assert.ok(frames.every(({ source }) => !/runtime-agent|hot-restart\//.test(source?.path ?? '')));
  });
});
