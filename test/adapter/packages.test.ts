// Real packages that catch what their users' functions throw: 50 calls at once, one of which fails. Express 5, Fastify 5
// and p-queue 9 run on every Node.js of the matrix (p-queue 10 would need 22), so no case is skipped.
import assert from 'node:assert/strict';
import { everywhere, inKind, type Setting } from '../harness/cases.js';
import type { TestSession } from '../harness/session.js';

/** One package: a program in which `ask(id)` answers an order. HEAD and ANSWER stand for what all handlers do. */
interface Package {
  readonly name: string;
  readonly load: string;
  readonly async: string;
  readonly sync: string;
}

const PACKAGES: readonly Package[] = [
  {
    name: 'Express',
    load: "import express from 'express';",
    async: `const app = express();
app.get('/orders/:id', async ({ params: { id } }, response) => {
  await gate(id);
  FAIL
  response.send('old ' + id);
});
const server = app.listen(0, '127.0.0.1', () => main(server.address().port).then(() => server.close()));
`,
    sync: `const app = express();
app.get('/orders/:id', ({ params: { id } }, response) => {
  FAIL
  response.send('old ' + id);
});
const server = app.listen(0, '127.0.0.1', () => main(server.address().port).then(() => server.close()));
`,
  },
  {
    name: 'Fastify',
    load: "import fastify from 'fastify';",
    async: `const app = fastify();
app.get('/orders/:id', async ({ params: { id } }) => {
  await gate(id);
  FAIL
  return 'old ' + id;
});
app.listen({ port: 0, host: '127.0.0.1' }).then(() => main(app.server.address().port)).then(() => app.close());
`,
    sync: `const app = fastify();
app.get('/orders/:id', ({ params: { id } }, reply) => {
  FAIL
  reply.send('old ' + id);
});
app.listen({ port: 0, host: '127.0.0.1' }).then(() => main(app.server.address().port)).then(() => app.close());
`,
  },
  {
    name: 'p-queue',
    load: "import { default as PQueue } from 'p-queue';",
    async: `const queue = new PQueue({ concurrency: 50 });
const order = async (id) => {
  await gate(id);
  FAIL
  return 'old ' + id;
};
ask = (_, id) => queue.add(() => order(String(id))).then((text) => '200 ' + text, ({ message }) => '500 ' + message);
main();
`,
    sync: `const queue = new PQueue({ concurrency: 50 });
const order = (id) => {
  FAIL
  return 'old ' + id;
};
ask = (_, id) => queue.add(() => order(String(id))).then((text) => '200 ' + text, ({ message }) => '500 ' + message);
main();
`,
  },
];

const FAIL = `if (id === '25') throw new Error('no order ' + id); // @first
  if (id === '99') throw new Error('not this order ' + id); // @second`;

/** What asks: in the program itself, each time on a connection of its own. */
const CLIENT = `import http from 'node:http';
let ask = (port, id) => new Promise((resolve, reject) => {
  const request = http.get({ host: '127.0.0.1', port, path: '/orders/' + id, agent: false }, (response) => {
    let text = response.statusCode + ' ';
    response.setEncoding('utf8').on('data', (part) => (text += part)).on('end', () => resolve(text));
  });
  request.on('error', reject);
});
`;

/** 50 orders that wait in the handler, until number 25 goes on and fails. */
const ASYNC_MAIN = `const gates = new Map();
let opened = false;
let arrived;
const allArrived = new Promise((resolve) => (arrived = resolve));
const gate = (id) => opened || id >= 50 ? undefined : new Promise((open) => {
  gates.set(id, open);
  if (gates.size === 50) arrived();
});
const main = async (port) => {
  const answers = Array.from({ length: 50 }, (_, n) => ask(port, n));
  await allArrived;
  opened = true;
  gates.get('25')();
  const failed = await answers[25];
  const later = await ask(port, 50);
  for (const open of gates.values()) open();
  const others = (await Promise.all(answers)).filter((_, n) => n !== 25);
  const second = await ask(port, 99);
  console.log([failed, later, second, await ask(port, 100)].join());
  console.log(others.every((text) => /^200 old \\d+$/.test(text)), new Set(others).size);
};
`;

/** 50 orders, answered in the order in which they arrive: those before number 25 by the old code. */
const SYNC_MAIN = `const main = async (port) => {
  const order = [];
  const asked = Array.from({ length: 50 }, async (_, n) => order.push(await ask(port, n)));
  await Promise.all(asked);
  const others = order.filter((text) => !text.endsWith(' 25'));
  const first = await ask(port, 25);
  const second = await ask(port, 99);
  console.log([order.find((text) => text.endsWith(' 25')), first, second, await ask(port, 100)].join());
  console.log(others.every((text) => /^200 (old|new) \\d+$/.test(text)), new Set(others).size);
};
`;

function program(load: string, text: string, { main, kind }: Setting): Readonly<Record<string, string>> {
  const own = inKind(`${load}\n${text.replace('FAIL', FAIL)}`, kind);
  return { [main]: own.replace('{ default as PQueue } = ', '{ default: PQueue } = ') };
}

/** The failing order is answered by edited code, without its failure; twice. */
async function failTwice(session: TestSession, main: string): Promise<void> {
  session.project.linkPackages();
  await session.launch(main);
  const first = await session.stop('exception');
  assert.equal(first.text, 'Error: no order 25');
  assert.equal(first.frames[0]?.line, session.project.line(main, 'first'));
  session.project.edit(main, "if (id === '25') throw new Error('no order ' + id);", '');
  session.project.edit(main, "'old ' + id", "'new ' + id");
  await session.continue();
  const second = await session.stop('exception');
  assert.equal(second.text, 'Error: not this order 99');
  assert.equal(second.frames[0]?.line, session.project.line(main, 'second'));
  session.project.edit(main, "if (id === '99') throw new Error('not this order ' + id);", '');
  session.project.edit(main, "'new ' + id", "'newer ' + id");
  await session.continue();
}

for (const { name, load, async, sync } of PACKAGES) {
  everywhere(
    `${name}: of 50 calls that wait in an async handler one fails; it alone is made again`,
    (setting) => program(load, CLIENT + ASYNC_MAIN + async, setting),
    async (session, { main }) => {
      await failTwice(session, main);
      const { code, output } = await session.end();
      assert.equal(output, '200 new 25,200 new 50,200 newer 99,200 newer 100\ntrue 49\n');
      assert.equal(code, 0);
      assert.deepEqual(
        session.outcomes().flatMap(({ strategy }) => (strategy === 'none' ? [] : strategy)),
        ['wrapper', 'wrapper'],
      );
    },
  );

  everywhere(
    `${name}: of 50 calls of a sync handler one fails; it is made again, those before it keep their answers`,
    (setting) => program(load, CLIENT + SYNC_MAIN + sync, setting),
    async (session, { main }) => {
      await failTwice(session, main);
      const { code, output } = await session.end();
      assert.equal(output, '200 new 25,200 new 25,200 newer 99,200 newer 100\ntrue 49\n');
      assert.equal(code, 0);
      assert.deepEqual(
        session.outcomes().flatMap(({ strategy }) => (strategy === 'none' ? [] : strategy)),
        ['frame', 'frame'],
      );
    },
  );
}
