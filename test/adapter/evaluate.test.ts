import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { everywhere } from '../harness/cases.js';
import { nodeVersion } from '../harness/nodes.js';
import { withSession, type TestSession } from '../harness/session.js';
import { children, inspecting } from '../harness/variables.js';

everywhere(
  'an expression: a hover has no side effects, a watch and the console may have',
  inspecting("let local = 1; const text = 'two\\nlines'; debugger; console.log('local', local, globalThis.made);"),
  async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('pause');
    const [top, run] = frames;
    const evaluate = async (expression: string, context: string, frameId = top?.id): Promise<string> =>
      (await session.client.request<{ result: string }>('evaluate', { expression, context, frameId })).result;

    assert.equal(await evaluate('local', 'hover'), '1');
    assert.equal(await evaluate('this.rows[1].price + n', 'hover'), '9');
    for (const harm of ['local = 2', 'local++', 'this.rows.pop()', 'this.total', 'delete shared.from']) {
      await assert.rejects(evaluate(harm, 'hover'), /EvalError: Possible side-effect/, harm);
    }
    assert.equal(
      await evaluate('[local, this.rows.length, globalThis.reads, shared.from].join()', 'watch'),
      '1,2,0,the module'.replace(/^|$/g, "'"),
    );

    assert.equal(await evaluate('++local', 'watch'), '2');
    assert.equal(await evaluate('globalThis.made = { local: ++local }', 'repl'), '{local: 3}');
    assert.equal(await evaluate('text', 'watch'), "'two\\nlines'");
    assert.equal(await evaluate('kept', 'watch', run?.id), "'kept'", 'in the frame that was asked');
    await assert.rejects(evaluate('kept', 'watch'), /^Error: ReferenceError: kept is not defined$/);
    await assert.rejects(evaluate('1 +', 'repl'), /^Error: SyntaxError: Unexpected end of input$/);
    await assert.rejects(evaluate('throw new RangeError("far")', 'repl'), /^Error: /);
    await assert.rejects(evaluate('(() => { throw new RangeError("far"); })()', 'repl'), /^Error: RangeError: far$/);

    const { result, variablesReference, indexedVariables } = await session.client.request<
      DebugProtocol.EvaluateResponse['body']
    >('evaluate', { expression: 'this.rows', context: 'repl', frameId: top?.id });
    assert.equal(result, '(2) [{…}, {…}]');
    assert.equal(indexedVariables, 2);
    const rows = { name: 'this.rows', value: result, variablesReference };
    assert.equal((await children(session, rows, { filter: 'indexed' }))[1]?.evaluateName, 'this.rows[1]');

    await session.continue();
    assert.equal((await session.end()).output, 'local 3 { local: 3 }\nresult 3 0\n');
    assert.deepEqual(
      session.client.events.filter(({ event }) => event === 'stopped').length,
      1,
      'no expression has stopped the program once more',
    );
  },
);

test('the console evaluates without a frame, too, while the program is paused', async (context) => {
  await withSession(context, nodeVersion(26), { 'app.cjs': inspecting('debugger;') }, async (session) => {
    await session.launch('app.cjs');
    await session.stop('pause');
    let result = 'no answer';
    const args = { expression: 'globalThis.reads + 1', context: 'repl' };
    void session.client.request<{ result: string }>('evaluate', args).then(
      (body) => ({ result } = body),
      () => undefined,
    );
    // V8 answers in order: once it has answered this, it has passed over the one before.
    assert.equal(await session.evaluate('globalThis.reads'), '0');
    assert.equal(result, '1');
  });
});

function evaluate(session: TestSession, expression: string, context: string, frameId?: number): Promise<string> {
  return session.client
    .request<{ result: string }>('evaluate', { expression, context, frameId })
    .then(({ result }) => result);
}

everywhere(
  'the console: several statements, object literals, the last result',
  inspecting('debugger; debugger;'),
  async (session, { main }) => {
    await session.launch(main);
    let { frames } = await session.stop('pause');
    const say = (text: string): Promise<string> => evaluate(session, text, 'repl', frames[0]?.id);
    assert.equal(await say('let sum = 0;\nfor (const { price } of this.rows) {\n  sum += price;\n}\nsum + n;'), '10');
    assert.equal(await say('$_ * 2'), '20');
    assert.equal(await say('{ a: n }'), '{a: 7}');
    assert.equal(await say('$_.a'), '7');
    assert.equal(await say('{ const b = 1; b }'), '1', 'a block is a block');
    assert.equal(await say('({ kept: 1 })'), '{kept: 1}');
    await session.continue();
    ({ frames } = await session.stop('pause'));
    assert.equal(await say('$_.kept'), '1', 'also after the program has run on');
    await session.continue();
    await session.end();
  },
);

everywhere(
  '`await`: refused while the program is paused, waited for while it runs',
  `globalThis.later = () => new Promise((resolve) => setTimeout(resolve, 20, { late: true }));
globalThis.stop = () => { debugger; };
globalThis.timer = setInterval(() => undefined, 10);
console.log('runs');
`,
  async (session, { main }) => {
    await session.launch(main);
    await session.client.event('output', ({ output }) => output === 'runs\n');
    assert.equal(await evaluate(session, 'const got = await later(); got', 'repl'), '{late: true}');
    await evaluate(session, 'setTimeout(stop); clearInterval(timer)', 'repl');
    const { frames } = await session.stop('pause');
    for (const frameId of [frames[0]?.id, undefined]) {
      await assert.rejects(evaluate(session, 'await later()', 'repl', frameId), /^Error: A paused program cannot wait/);
    }
    assert.match(await evaluate(session, 'later()', 'repl', frames[0]?.id), /^Promise \{<pending>/);
    await session.continue();
    await session.end();
  },
);

everywhere(
  'a value is copied as a whole',
  inspecting(`const round = { name: 'round', big: 10n, list: [1, { deep: [[['x']]] }], none: undefined, get bad() { throw 1; } };
    round.self = round;
    const twice = { a: round.list, b: round.list };
    const map = new Map([['k', new Set([1])]]);
    const text = "two\\nlines";
    const long = Array.from({ length: 5000 }, (_, index) => index);
    const bytes = Buffer.from('ab');
    debugger;`),
  async (session, { main }) => {
    await session.launch(main);
    const { frames } = await session.stop('pause');
    const copy = (text: string): Promise<string> => evaluate(session, text, 'clipboard', frames[0]?.id);
    assert.equal(
      await copy('round'),
      [
        '{',
        '  "name": "round",',
        '  "big": 10n,',
        '  "list": [',
        '    1,',
        '    {',
        '      "deep": [',
        '        [',
        '          [',
        '            "x"',
        '          ]',
        '        ]',
        '      ]',
        '    }',
        '  ],',
        '  "none": undefined,',
        '  "bad": "(...)",',
        '  "self": "[Circular]"',
        '}',
      ].join('\n'),
    );
    const { a, b } = JSON.parse(await copy('twice')) as { a: unknown; b: unknown };
    assert.deepEqual(a, b, 'what is there twice is no cycle');
    assert.deepEqual(JSON.parse(await copy('map')), [['k', [1]]]);
    assert.equal(await copy('text'), 'two\nlines', 'a string as it is');
    assert.equal((JSON.parse(await copy('long')) as unknown[]).length, 5000);
    assert.deepEqual(JSON.parse(await copy('bytes')), [97, 98]);
    assert.equal(await copy('-0'), '-0');
    assert.match(await copy('new Error("e")'), /^Error: e\n +at /);
    await assert.rejects(copy('new Array(2e6).fill(0)'), /^Error: The value was not copied/);
    await session.continue();
    await session.end();
  },
);

test('data that the console may have changed is asked for again', async (context) => {
  await withSession(context, nodeVersion(24), { 'app.cjs': inspecting('let a = 1; debugger;') }, async (session) => {
    session.abilities = { supportsInvalidatedEvent: true };
    await session.launch('app.cjs');
    const { frames } = await session.stop('pause');
    const count = (): number => session.client.events.filter(({ event }) => event === 'invalidated').length;
    await evaluate(session, 'a', 'repl', frames[0]?.id);
    await evaluate(session, 'this.rows[0].price + n', 'repl', frames[0]?.id);
    await evaluate(session, 'a = 2', 'watch', frames[0]?.id);
    assert.equal(count(), 0);
    await evaluate(session, 'a = 3', 'repl', frames[0]?.id);
    const body = await session.client.event('invalidated');
    assert.deepEqual(body, { areas: ['variables'], threadId: 1 });
    await evaluate(session, 'this.rows.pop()', 'repl', frames[0]?.id);
    // What comes after a response has come once the next request is answered.
    await evaluate(session, 'a', 'repl', frames[0]?.id);
    assert.equal(count(), 2);
  });
});

test('what is offered is told', async (context) => {
  await withSession(context, nodeVersion(24), { 'app.cjs': 'debugger;' }, async (session) => {
    await session.launch('app.cjs');
    await session.stop('pause');
    const { capabilities } = session;
    assert.equal(capabilities.supportsEvaluateForHovers, true);
    assert.equal(capabilities.supportsClipboardContext, true);
    assert.equal(capabilities.supportsSetVariable, true);
    assert.equal(capabilities.supportsSetExpression, true);
    assert.equal(capabilities.supportsCompletionsRequest, true);
    assert.deepEqual(capabilities.completionTriggerCharacters, ['.', '[', '"', "'"]);
    assert.equal(capabilities.supportsReadMemoryRequest, true);
    assert.equal(capabilities.supportsWriteMemoryRequest, true);
    assert.equal(capabilities.supportsLoadedSourcesRequest, true);
  });
});
