import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { test } from 'node:test';
import { nodeVersion } from '../harness/nodes.js';
import { withSession } from '../harness/session.js';

test(
  'no stack trace has a frame of the debugger’s own',
  { todo: 'the load hook stands below every CommonJS module' },
  async (context) => {
    const files = { 'app.cjs': "console.log(new Error('traced').stack);\nthrow new Error('fails');\n" };
    await withSession(context, nodeVersion(26), files, async (session) => {
      await session.launch('app.cjs');
      const { threadId, frames } = await session.stop('exception');
      type Info = DebugProtocol.ExceptionInfoResponse['body'];
      const { details } = await session.client.request<Info>('exceptionInfo', { threadId });
      assert.match(details?.stackTrace ?? '', /app\.cjs:2/);
      assert.match(session.output(), /app\.cjs:1/);
      const isOwn = /runtime-agent/;
      assert.doesNotMatch(details?.stackTrace ?? '', isOwn, 'as the editor shows it');
      assert.doesNotMatch(session.output(), isOwn, 'as the program sees it');
      assert.ok(frames.every(({ source }) => !isOwn.test(source?.path ?? '')));
    });
  },
);
