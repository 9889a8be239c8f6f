import assert from 'node:assert/strict';
import { get } from 'node:http';
import { within } from './deadline.js';
import { top } from './frames.js';
import { evaluate } from './live-edit.js';
import { onEveryNode } from './matrix.js';
import { RecordingProxy } from './recording-proxy.js';

/** FIN and text, masked with a 64-bit length, and the upper half of that length: the same for every message. */
const CONSTANT_START = Buffer.from([0x81, 0xff, 0, 0, 0, 0]);

interface ClientStream {
  /** The messages, unmasked. */
  readonly messages: string[];
  /** How many bytes of the next frame's constant start follow the last message. */
  readonly ahead: number;
}

/** Reads a client's byte stream; fails when a frame does not begin with the constant start. */
function readClientStream(bytes: Buffer): ClientStream {
  const messages: string[] = [];
  let at = 0;
  while (bytes.length - at >= 14) {
    assert.deepEqual(bytes.subarray(at, at + 6), CONSTANT_START, `frame ${messages.length}`);
    const mask = bytes.subarray(at + 10, at + 14);
    const end = at + 14 + bytes.readUInt32BE(at + 6);
    messages.push(String(bytes.subarray(at + 14, end).map((byte, i) => byte ^ (mask[i % 4] ?? 0))));
    at = end;
  }
  assert.deepEqual(bytes.subarray(at), CONSTANT_START.subarray(0, bytes.length - at), 'the bytes sent ahead');
  return { messages, ahead: bytes.length - at };
}

const STEPS = `let a = 1;\na++;\na++;\na++;\na++;\nconsole.log('sum', a);\n`;

onEveryNode('T1: frames go out in the long form, a byte ahead for each chunk, and Node accepts them', async (node) => {
  const program = node.spawn(STEPS);
  const proxy = await RecordingProxy.open(await program.inspectorUrl());
  try {
    await program.connect(proxy.url);
    let sawByteAhead = false;
    for (let line = 1; line < 6; line++) {
      await program.send('Debugger.stepOver');
      assert.equal(top(await program.nextPause('the step')).location.lineNumber, line);
      sawByteAhead ||= readClientStream(proxy.sent).ahead > 0;
    }
    assert.ok(sawByteAhead, 'no byte was sent ahead');
    const sent = readClientStream(proxy.sent).messages;
    assert.equal(sent.filter((message) => message.includes('"Debugger.stepOver"')).length, 5);
    assert.deepEqual(await program.runToEnd(), { code: 0, signal: null });
    assert.ok(program.output.includes('sum 5'));
  } finally {
    proxy.close();
  }
});

onEveryNode('T1: more than six chunks in a row are answered by a whole empty question', async (node) => {
  const program = node.spawn(`debugger; console.log('done');`);
  const proxy = await RecordingProxy.open(await program.inspectorUrl());
  try {
    await program.connect(proxy.url);
    // Each console call is an event of its own: many chunks come while nothing is sent.
    const logged = new Promise<void>((resolve) => {
      let left = 40;
      program.connection.on('Runtime.consoleAPICalled', () => void (--left === 0 && resolve()));
    });
    const answer = evaluate(
      program,
      `for (let i = 0; i < 40; i++) { console.debug(i); for (const end = Date.now() + 5; Date.now() < end; ); } 'logged'`,
    );
    await within(logged, '40 console events');
    assert.equal(await answer, 'logged');
    const { messages } = readClientStream(proxy.sent);
    assert.ok(messages.includes('{"id":0,"method":"-"}'), messages.join('\n'));
    assert.equal(await evaluate(program, '6 * 7'), 42);
    assert.deepEqual(await program.runToEnd(), { code: 0, signal: null });
  } finally {
    proxy.close();
  }
});

onEveryNode('T2: terminateExecution is answered when the outermost call ends', async ({ start }) => {
  const { program } = await start(`
    setTimeout(() => { debugger; while (true); }, 1);
    setTimeout(() => console.log('next call'), 2);
  `);
  program.resume();
  await program.nextPause('the debugger statement');
  let answered = false;
  const termination = program.send('Runtime.terminateExecution').then(() => (answered = true));
  assert.equal(await evaluate(program, '6 * 7'), 42);
  assert.equal(answered, false);
  program.resume();
  await termination;
  await program.end();
});

for (const published of [true, false]) {
  const title = published ? 'by default /json/list tells the secret path' : 'with the option /json/list is gone';
  onEveryNode(`T3: --inspect-publish-uid=stderr: ${title}`, async ({ spawn }) => {
    const program = spawn('', published ? {} : { nodeOptions: ['--inspect-publish-uid=stderr'] });
    const { host, pathname } = new URL(await program.inspectorUrl());
    const { status, body } = await within(fetchText(`http://${host}/json/list`), 'the list page');
    assert.equal(status, published ? 200 : 404);
    assert.equal(body.includes(pathname.slice(1)), published);
  });
}

function fetchText(url: string): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => resolve({ status: response.statusCode, body }));
    }).on('error', reject);
  });
}

/** Writes to its inspector as fast as it can. */
const CHATTERING = `let rounds = 0;
const timer = setInterval(() => {
  for (let i = 0; i < 2000; i++) console.log(i);
  if (++rounds === 12) clearInterval(timer);
}, 1);
`;

onEveryNode('T4: a program that writes to its inspector survives that its debugger leaves', async (node) => {
  for (let round = 0; round < 8; round++) {
    const program = node.spawn(CHATTERING);
    await program.connect();
    const { connection } = program;
    const isChattering = new Promise((resolve) => connection.on('Runtime.consoleAPICalled', resolve));
    program.resume();
    await isChattering;
    await connection.close();
    assert.deepEqual(await program.runToEnd(), { code: 0, signal: null });
  }
});
