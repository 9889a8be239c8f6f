import assert from 'node:assert/strict';
import { everywhere } from '../harness/cases.js';
import { withSession, type TestSession } from '../harness/session.js';

const PROGRAM = `const plain = (n) => n + 1;
async function work(n) {
  const one = plain(n);
  await null;
  return one;
}
const arrow = async (n) => (await work(n)) + 1;
function* rows(n) {
  yield plain(n);
  yield 2;
}
class Base {
  constructor(n) {
    this.n = n;
  }
}
class Derived extends Base {
  constructor(n) {
    super(n);
    this.m = plain(n);
  }
}
async function main() {
  debugger;
  const made = new Derived(1);
  const all = [...rows(3)];
  all.push(made.m);
  all.push(await work(5));
  all.push(await arrow(6));
  return all;
}
main().then((all) => {
  console.log(all.join());
});
`;

/** Where each step ends until the program does, or has come to its last line. */
async function placesOf(session: TestSession, main: string, autoWrap: boolean, step: string): Promise<string[]> {
  await session.launch(main, { hotRestart: { autoWrap }, skipFiles: ['<node_internals>/**'] });
  const places: string[] = [];
  let { frames } = await session.stop('pause');
  for (;;) {
    const [top] = frames;
    const isOwn = top?.source?.path === session.project.path(main);
    places.push(`${top?.name} ${top?.line} ${isOwn ? '' : (top?.source?.name ?? '')}`);
    if (top?.name === '<anonymous>' && isOwn) break;
    await session.client.request(step, { threadId: 1 });
    ({ frames } = await session.stop('step'));
  }
  await session.continue();
  assert.equal((await session.end()).output, '4,2,2,6,8\n');
  return places;
}

for (const step of ['stepIn', 'next']) {
  everywhere(`${step} goes through wrapped functions as through others`, PROGRAM, async (session, { main, node }) => {
    const wrapped = await placesOf(session, main, true, step);
    const context = { after: () => undefined } as never;
    let plain: string[] = [];
    await withSession(context, node, { [main]: PROGRAM }, async (other) => {
      plain = await placesOf(other, main, false, step);
    });
    assert.deepEqual(wrapped, plain);
  });
}
