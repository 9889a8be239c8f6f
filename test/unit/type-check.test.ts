import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Checker } from '../../debug-adapter/type-check/checker-thread.js';
import type { Answer, Question } from '../../debug-adapter/type-check/question.js';
import { TypeCheck } from '../../debug-adapter/type-check/type-check.js';
import { Project } from '../harness/debuggee.js';

const CHECKED = '// @ts-check\nfail();\n';
const EDIT = { path: '/a.js', before: CHECKED, after: `${CHECKED}again();\n` };
const NOTHING: Answer = { faults: [], broken: [] };

/** A checker that answers when the test lets it. */
class Held implements Checker {
  readonly asked: Question[] = [];
  readonly answer: (() => void)[] = [];
  isClosed = false;

  ask(question: Question): Promise<Answer> {
    this.asked.push(question);
    return new Promise((resolve) => this.answer.push(() => resolve(NOTHING)));
  }

  close(): void {
    this.isClosed = true;
  }
}

test('a check that takes too long holds nothing up', async () => {
  const checker = new Held();
  const types = new TypeCheck(false, { start: () => checker, budget: 10 });
  assert.deepEqual(await types.check([EDIT]), { status: 'late', paths: ['/a.js'], seconds: 0.01 });
  const second = types.check([EDIT]);
  checker.answer.forEach((answer) => answer());
  assert.deepEqual(await second, { status: 'checked', ...NOTHING }, 'the next one is in time');
});

test('a checker that fails is told', async () => {
  const checker = { ask: () => Promise.reject(new Error('out of memory')), close: () => undefined };
  const types = new TypeCheck(false, { start: () => checker });
  assert.deepEqual(await types.check([EDIT]), { status: 'failed', paths: ['/a.js'], error: 'out of memory' });
});

test('files that are not checked start nothing', async () => {
  const start = (): Checker => assert.fail('started');
  const types = new TypeCheck(false, { start });
  const plain = { path: '/a.js', before: 'fail();', after: 'again();' };
  const taken = { ...EDIT, after: CHECKED };
  assert.deepEqual(await types.check([plain, taken]), { status: 'checked', ...NOTHING });
  const project = new Project({ 'a.js': 'fail();' });
  await types.warmUp(project.path('a.js')).finally(() => project.remove());
  await types.warmUp(project.path('gone.js'));
});

test('a file is warmed up once, and is checked in the light of all edits', async () => {
  const project = new Project({ 'a.js': CHECKED });
  const checker = new Held();
  const types = new TypeCheck(false, { start: () => checker });
  const path = project.path('a.js');
  const warmed = types.warmUp(path);
  await types.warmUp(path);
  const edits = [{ path: '/plain.js', before: '', after: 'fail();' }, EDIT];
  const checked = types.check(edits);
  // The question is asked once the file has been read.
  while (checker.asked.length < 2) await new Promise(setImmediate);
  checker.answer.forEach((answer) => answer());
  await Promise.all([warmed, checked]).finally(() => project.remove());
  const sorted = checker.asked.sort((one, other) => other.ask.localeCompare(one.ask));
  assert.deepEqual(sorted, [
    { ask: 'warm up', path },
    { ask: 'check', paths: ['/a.js'], edits },
  ]);
});

test('its memory is given back, and it does not start again', async () => {
  const checker = new Held();
  let starts = 0;
  const types = new TypeCheck(false, { start: () => (starts++, checker), budget: 1 });
  await types.check([EDIT]);
  types.close();
  assert.ok(checker.isClosed);
  assert.deepEqual(await types.check([EDIT]), { status: 'checked', ...NOTHING });
  assert.equal(starts, 1);
});

test('the thread answers, fails and ends', async () => {
  const types = new TypeCheck(false, { budget: 60_000 });
  const after = `${CHECKED}/** @type {number} */ const count = 'one';\n`;
  const checked = await types.check([{ ...EDIT, after }]);
  assert.equal(checked.status === 'checked' && checked.faults.find(({ code }) => code === 2322)?.position.line, 2);
  const ends = types.check([{ ...EDIT, after: `${after}\n` }]);
  types.close();
  assert.deepEqual(await ends, { status: 'failed', paths: ['/a.js'], error: 'exit code 1' });
});
