import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bannerFilter } from '../../debug-adapter/launch/banner.js';

const LISTENING = 'Debugger listening on ws://127.0.0.1:40123/6e3d1f60-0b3c-4d36-8c3e-0a1b2c3d4e5f\n';
const HELP = 'For help, see: https://nodejs.org/en/docs/inspector\n';
const ATTACHED = 'Debugger attached.\n';
const WAITING = 'Waiting for the debugger to disconnect...\n';
const ENDING = LISTENING.replace('listening', 'ending');
const BANNER = LISTENING + HELP + ATTACHED + ENDING + WAITING;

/** What passes of a stream that comes in these chunks, chunk by chunk; the last one at the end of the stream. */
function passes(...chunks: readonly string[]): string[] {
  const filter = bannerFilter();
  return [...chunks, ''].map(filter);
}

test('the inspector’s own lines are taken out, and nothing else', () => {
  assert.deepEqual(passes(BANNER), ['', '']);
  assert.deepEqual(passes(`one\n${LISTENING}two\n${ATTACHED}\nthree`), ['one\ntwo\n\nthree', '']);
  assert.deepEqual(passes(BANNER.replaceAll('\n', '\r\n')), ['', '']);
});

const LOOKALIKES = [
  'Debugger listening on ws\n',
  ' Debugger attached.\n',
  'Debugger attached. Really.\n',
  'For help, see: https://example.com/\n',
  'Waiting for the debugger to disconnect\n',
  'log: Debugger attached.\n',
];

for (const line of LOOKALIKES) {
  test(`passes: ${JSON.stringify(line)}`, () => {
    assert.equal(passes(line).join(''), line);
    assert.equal(passes(line.slice(0, 12), line.slice(12)).join(''), line);
  });
}

test('in any two pieces', () => {
  const text = `one\n${BANNER}two\n`;
  for (let at = 0; at <= text.length; at++) {
    assert.equal(passes(text.slice(0, at), text.slice(at)).join(''), 'one\ntwo\n', `cut at ${at}`);
  }
});

test('character by character', () => {
  assert.equal(passes(...`one\n${BANNER}two\n`).join(''), 'one\ntwo\n');
});

test('a line without an end passes at once, unless it could be one of these', () => {
  assert.deepEqual(passes('> ', 'Debug', 'ger attached', '!\n'), ['> ', '', '', 'Debugger attached!\n', '']);
  assert.deepEqual(passes('Deb', 'ut\n'), ['', 'Debut\n', '']);
  assert.deepEqual(passes('what is your name? '), ['what is your name? ', '']);
});

test('what was held back passes at the end, if it is none of these', () => {
  assert.deepEqual(passes('Debugger att'), ['', 'Debugger att']);
  assert.deepEqual(passes('Debugger attached.'), ['', '']);
});

test('streams do not mix', () => {
  const [one, other] = [bannerFilter(), bannerFilter()];
  assert.equal(one('Debugger att'), '');
  assert.equal(other('ached.\n'), 'ached.\n');
});
