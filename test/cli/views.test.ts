import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completions, readLine } from '../../debug-adapter/cli/commands.js';
import { editorCommand } from '../../debug-adapter/cli/editor.js';
import { frameLines } from '../../debug-adapter/cli/frames-view.js';
import { savedSentence, type WireOutcome } from '../../debug-adapter/cli/saves.js';
import { sourceLines } from '../../debug-adapter/cli/source-view.js';
import type { Frame, Stop } from '../../debug-adapter/cli/stop.js';
import { painter, plain, wantsColour, wrap } from '../../debug-adapter/cli/style.js';
import { valueLines } from '../../debug-adapter/cli/variables-view.js';

const colourless = painter(false);

test('a line of the prompt is a command where it has the form of one', () => {
  const command = (typed: string): string => {
    const line = readLine(typed);
    return line.kind === 'command'
      ? `${line.name}${line.argument && ` ${line.argument}`}${line.isGuess ? '?' : ''}`
      : line.kind;
  };
  const cases: Record<string, string> = {
    c: 'continue',
    continue: 'continue',
    con: 'continue?',
    'r 2': 'restart 2',
    bt: 'frames',
    'frame 3': 'frame 3',
    frames: 'frames',
    'p c': 'print c',
    'print { a: 1 }': 'print { a: 1 }',
    '?': 'help',
    '': 'empty',
    '   ': 'empty',
    'c + 1': 'expression',
    'frame.id': 'expression',
    'frames[0]': 'expression',
    fr: 'expression',
    'restart now': 'expression',
    x: 'expression',
  };
  for (const [typed, expected] of Object.entries(cases)) assert.equal(command(typed), expected, typed);
  assert.deepEqual(completions('fra'), ['frames', 'frame']);
});

test('the source marks the line and the column, also behind tabs and at the ends of a file', () => {
  const lines = sourceLines({ text: 'one\n\ttwo();\nthree\n', line: 2, column: 2, around: 5, width: 80 }, colourless);
  assert.deepEqual(lines, ['  1 | one', '> 2 |   two();', '    |   ^', '  3 | three']);
  const cut = sourceLines({ text: 'a'.repeat(100), line: 1, column: 90, around: 2, width: 20 }, colourless);
  assert.deepEqual(cut, [`> 1 | ${'a'.repeat(13)}…`]);
  assert.equal(plain('a\x1b[2Jb\x07'), 'a[2Jb');
});

test('runs of frames that are not the user’s are told in one line', () => {
  const frame = (name: string, isUser: boolean): Frame => ({
    id: 1,
    name,
    path: `/w/${name}.js`,
    sourceName: `/w/${name}.js`,
    sourceReference: 0,
    line: 3,
    column: 1,
    isUser,
    canRestart: isUser,
  });
  const frames = [
    frame('inner', false),
    frame('half', true),
    frame('one', false),
    frame('two', false),
    frame('all', true),
  ];
  const stop: Stop = { reason: 'exception', message: ['Error'], threadId: 1, frames, past: [] };
  const view = { stop, selected: 1, cwd: '/w', offersRestart: true };
  assert.deepEqual(frameLines({ ...view, brief: true }, colourless), [
    '  0   inner  inner.js:3:1',
    '> 1 * half   half.js:3:1',
    '  2-3  2 frames of Node.js and dependencies',
    '  4 * all    all.js:3:1',
    '  * can run again: restart N',
  ]);
  assert.equal(frameLines({ ...view, brief: false, offersRestart: false }, colourless).length, frames.length);
});

test('editors are started at the line, without a shell', () => {
  const command = (variables: NodeJS.ProcessEnv): string | undefined => {
    const found = editorCommand(variables, '/w/a b.js', 7);
    return found && [found.file, ...found.args].join('|');
  };
  assert.equal(command({}), undefined);
  assert.equal(command({ EDITOR: ' ' }), undefined);
  assert.equal(command({ EDITOR: 'vi' }), 'vi|+7|/w/a b.js');
  assert.equal(command({ EDITOR: 'vi', VISUAL: '/usr/bin/nano -w' }), '/usr/bin/nano|-w|+7|/w/a b.js');
  assert.equal(command({ EDITOR: 'code' }), 'code|--wait|--goto|/w/a b.js:7');
  assert.equal(command({ EDITOR: 'code --wait -n' }), 'code|--wait|-n|--goto|/w/a b.js:7');
  assert.equal(command({ EDITOR: 'ed' }), 'ed|/w/a b.js');
});

test('a save is told by what it changes', () => {
  const told = (outcome: Partial<WireOutcome>): string =>
    savedSentence('app.js', { strategy: 'none', message: '', edits: [], ...outcome }, () => false);
  const edit = (status: 'waiting' | 'refused' | 'applied', name: string, message = '') => ({
    status,
    function: name,
    message,
  });
  assert.equal(
    told({ edits: [edit('waiting', 'half'), edit('applied', 'total'), edit('refused', 'more', 'No.')] }),
    'app.js was saved (changed: `half`, `total`): continue (c) runs the call again with it. No.',
  );
  assert.equal(told({ edits: [edit('refused', 'more', 'No.')] }), 'app.js was saved. No.');
  assert.equal(told({ strategy: 'refused', message: 'Hot Restart: no.' }), 'app.js was saved. no.');
  assert.equal(told({}), 'app.js was saved, with nothing in it that changes what runs.');
});

test('a value that is cut is shown by its parts', () => {
  const part = (name: string, value: string) => ({ name, value, variablesReference: 0 });
  const show = (value: string, ...parts: ReturnType<typeof part>[]): string =>
    valueLines(value, parts, 80, colourless).join('\n');
  assert.equal(show('42'), '42');
  assert.equal(show('{a: 1, …}', part('a', '1'), part('b', '2')), '{\n  a = 1\n  b = 2\n}');
  assert.equal(show('(2) [{…}, 1]', part('0', '{x: 1}')), '(2) [\n  0 = {x: 1}\n]');
  assert.equal(show('Film {a: {…}}', part('a', '{x: 1}')), 'Film {\n  a = {x: 1}\n}');
});

test('colours are for terminals, and for who asks for them', () => {
  assert.ok(wantsColour(true, {}));
  assert.ok(!wantsColour(false, {}));
  assert.ok(!wantsColour(true, { NO_COLOR: '1' }));
  assert.ok(!wantsColour(true, { TERM: 'dumb' }));
  assert.ok(wantsColour(false, { FORCE_COLOR: '1' }));
  assert.ok(!wantsColour(true, { FORCE_COLOR: '0' }));
  assert.equal(painter(true)('x', 'bold', 'red'), '\x1b[31m\x1b[1mx\x1b[22m\x1b[39m');
  assert.equal(wrap('one two three', 8), 'one two\nthree');
});
