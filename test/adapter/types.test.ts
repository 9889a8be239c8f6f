import assert from 'node:assert/strict';
import { everywhere, inKind, type Setting } from '../harness/cases.js';
import type { TestSession } from '../harness/session.js';

const TOTAL = `// @ts-check
/** @param {string} name @returns {number} */
function rate(name) {
  if (name === 'net') throw new Error('no rate'); // @throw
  return name.length; // @rate
}
console.log('rate', rate('net'));
`;
const WRONG = "return 'none'; //";
const STRING = "Type 'string' is not assignable to type 'number'";

async function stopped(session: TestSession, main: string, typeCheck?: string): Promise<void> {
  await session.launch(main, typeCheck === undefined ? {} : { hotRestart: { typeCheck } });
  await session.stop('exception');
}

everywhere('an edit with a type error is applied, and the error told', TOTAL, async (session, { main }) => {
  await stopped(session, main);
  session.project.edit(main, /throw .*\/\//, WRONG);
  await session.continue();
  assert.equal((await session.end()).output, 'rate none\n');
  const [outcome] = session.outcomes();
  assert.equal(outcome?.strategy, 'frame');
  const line = session.project.line(main, 'throw');
  const sentence = `TypeScript reports an error in \`rate\` (${main}:${line}) that was not there before (${STRING}).`;
  assert.deepEqual(
    outcome.notes?.map(({ kind, line, message }) => ({ kind, line, message })),
    [{ kind: 'type error', line, message: sentence }],
  );
  assert.ok(outcome.message.endsWith(` ms. ${sentence}`));
  assert.ok(session.output('console').includes(outcome.message), 'the line in the console says the same');
});

everywhere(
  '"refuse": still paused with its variables, and the right edit is taken',
  TOTAL,
  async (session, { main }) => {
    await session.launch(main, { hotRestart: { typeCheck: 'refuse' } });
    const { frames, threadId } = await session.stop('exception');
    session.project.edit(main, /throw .*\/\//, WRONG);
    const sentence = await session.continueRefused();
    const place = `\`rate\` (${main}:${session.project.line(main, 'throw')})`;
    assert.ok(sentence.includes(`${place} has an error of types that was not there before (${STRING}), so nothing`));
    assert.equal(await session.evaluate('name', frames[0]?.id), "'net'");
    for (const dryRun of [true, false]) {
      const { outcome } = await session.client.request<{ outcome: { reason: string; line: number } }>(
        'hotRestart/apply',
        { dryRun },
      );
      assert.deepEqual([outcome.reason, outcome.line], ['types', session.project.line(main, 'throw')]);
    }
    const restart = session.client.request('restartFrame', { frameId: frames[0]?.id });
    await assert.rejects(restart, { message: sentence });
    assert.equal(await session.evaluate('name', frames[0]?.id), "'net'");

    session.project.edit(main, "return 'none'", 'return 4');
    await session.client.request('continue', { threadId });
    assert.equal((await session.end()).output, 'rate 4\n');
    assert.deepEqual(
      session.outcomes().map(({ strategy, reason }) => reason ?? strategy),
      ['types', 'types', 'types', 'frame'],
    );
  },
);

everywhere('"off" says nothing', TOTAL, async (session, { main }) => {
  await stopped(session, main, 'off');
  session.project.edit(main, /throw .*\/\//, WRONG);
  await session.continue();
  assert.equal((await session.end()).output, 'rate none\n');
  assert.equal(session.outcomes()[0]?.notes, undefined);
});

everywhere(
  'an error that was there before does not count',
  TOTAL.replace('  if (', "  /** @type {number} */ let length = 'long'; length;\n  if ("),
  async (session, { main }) => {
    await stopped(session, main, 'refuse');
    session.project.edit(main, /throw .*\/\//, 'return 4; //');
    session.project.edit(main, '  /** @type {number} */', '\n\n    /** @type {number} */');
    await session.continue();
    assert.equal((await session.end()).output, 'rate 4\n');
    assert.equal(session.outcomes()[0]?.notes, undefined);
  },
);

everywhere(
  'apply, dry and not: the error is told with each, and once for a text that was taken',
  TOTAL,
  async (session, { main }) => {
    await stopped(session, main);
    session.project.edit(main, 'name.length', "'long'");
    const notes = async (dryRun: boolean): Promise<number | undefined> => {
      const { outcome } = await session.client.request<{ outcome: { notes?: unknown[] } }>('hotRestart/apply', {
        dryRun,
      });
      return outcome.notes?.length;
    };
    assert.equal(await notes(true), 1);
    assert.equal(await notes(false), 1);
    assert.equal(await notes(false), undefined);
    await session.client.request('hotRestart/letFail');
    assert.equal((await session.end()).code, 1);
  },
);

everywhere('what an edit has added is checked with its file, once', TOTAL, async (session, { main }) => {
  await stopped(session, main);
  session.project.edit(main, /throw .*\/\//, 'return added(name) / 0 || fails(); //');
  const added =
    '/** @param {string} name */\nfunction added(name) { if (name) throw new Error(name); return 1; } // @added\n';
  session.project.edit(
    main,
    'console.log',
    `${added}/** @returns {number} */\nfunction fails() { return 1; }\nconsole.log`,
  );
  await session.continue();
  const { text } = await session.stop('exception');
  assert.equal(text, 'Error: net');
  assert.equal(session.outcomes()[0]?.notes, undefined);
  session.project.edit(main, 'throw new Error(name);', 'name = 5;');
  await session.continue();
  assert.equal((await session.end()).output, 'rate Infinity\n');
  const notes = session.outcomes()[1]?.notes ?? [];
  assert.deepEqual(
    notes.map(({ line }) => line),
    [session.project.line(main, 'added')],
  );
  assert.match(notes[0]?.message ?? '', /in `added` \(/);
});

/** Two files of a project, in which the main one fails. */
function project({ kind, main }: Setting, configuration: string): Record<string, string> {
  const extension = main.slice('app'.length);
  const rates = `/** @param {string} name */
function rate(name) {
  return name.length;
}
export { rate };
`;
  const app = `import { rate } from './rates${extension}';
function total() {
  throw new Error('no total'); // @throw
}
console.log('total', total(), typeof rate);
`;
  return {
    [main]: inKind(app, kind),
    [`rates${extension}`]: inKind(rates, kind),
    'jsconfig.json': configuration,
  };
}

const CHECKED = '{ "compilerOptions": { "checkJs": true, "strict": true, "module": "nodenext" } }';

everywhere(
  'a project with checkJs: what is imported has its types, in files that are edited together too',
  (setting) => project(setting, CHECKED),
  async (session, { main }) => {
    await stopped(session, main, 'refuse');
    session.project.edit(main, "throw new Error('no total');", 'return rate(5);');
    assert.match(
      await session.continueRefused(),
      /\(Argument of type 'number' is not assignable to parameter of type 'string'\)/,
    );
    const rates = main.replace('app', 'rates');
    session.project.edit(rates, '{string}', '{number}');
    session.project.edit(rates, 'name.length', 'name * 2');
    await session.continue();
    assert.equal((await session.end()).output, 'total 10 function\n');
  },
);

everywhere(
  'a project file that cannot be read is told, and refuses nothing',
  (setting) => project(setting, CHECKED.replace('{', '{ "extends": ')),
  async (session, { main }) => {
    await stopped(session, main, 'refuse');
    session.project.edit(main, "throw new Error('no total');", 'return rate(/** @type {any} */ (5)) ?? 0;');
    await session.continue();
    const { output } = await session.end();
    assert.equal(output, 'total 0 function\n');
    const [note] = session.outcomes()[0]?.notes ?? [];
    assert.match(
      note?.message ?? '',
      new RegExp(`^The types of ${main} were not checked, as jsconfig.json cannot be read \\(.+\\): correct it\\.$`),
    );
  },
);

everywhere(
  'a value of the attribute that is not known is refused',
  TOTAL,
  async (session, { main }) => {
    await session.client.request('initialize', { adapterID: 'hot-restart', pathFormat: 'path' });
    const program = session.project.path(main);
    const refused = session.client.request('launch', { program, hotRestart: { typeCheck: 'always' } });
    await assert.rejects(refused, /"hotRestart.typeCheck" of the configuration must be one of "warn", "refuse", "off"/);
    const attached = session.client.request('attach', { port: 1, hotRestart: { typeCheck: true } });
    await assert.rejects(attached, /"hotRestart.typeCheck"/);
  },
  ['CommonJS'],
);
