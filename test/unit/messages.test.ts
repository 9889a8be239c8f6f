import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CompileFailure } from '../../debug-adapter/compile/compile-request.js';
import type { EditOutcome } from '../../debug-adapter/edit/edit-outcome.js';
import {
  compileFailureSentence,
  editSentence,
  noteSentence,
  outcomeSentence,
  refusalSentence,
  words,
} from '../../debug-adapter/messages.js';
import type { FrameObstacle, Place, Refusal } from '../../debug-adapter/refusal.js';
import type { Note } from '../../debug-adapter/restart/note.js';

/** Lines and columns count from 0 here, and from 1 in sentences. */
const PLACE: Place = { path: '/home/ada/shop/cart.js', position: { line: 11, column: 4 } };
const SHOWN = 'cart.js:12';
const AT = { function: 'total', place: PLACE };

type Reason = Refusal['reason'];
type Details<R extends Reason> = Omit<Extract<Refusal, { reason: R }>, 'reason'>;

interface Row<R extends Reason> {
  readonly refusal: Details<R>;
  /** What else the sentence must name. */
  readonly names: readonly string[];
  /** What it says is to be done. */
  readonly advice: RegExp;
}

/** One row for each reason: without one, this does not compile. */
const REFUSALS: { readonly [R in Reason]: Row<R> } = {
  syntax: {
    refusal: { place: PLACE, error: 'SyntaxError: Unexpected end of input' },
    names: [`${SHOWN}:5`, 'SyntaxError: Unexpected end of input'],
    advice: /: correct it, save, and continue\.$/,
  },
  frame: { refusal: { ...AT, obstacle: 'generator' }, names: ['`total`', SHOWN], advice: /; restart / },
  'name taken': {
    refusal: { ...AT, variable: 'name' },
    names: ['`total`', '`name`', SHOWN],
    advice: /: give it another name\.$/,
  },
  'addition failed': {
    refusal: { ...AT, error: 'ReferenceError: x' },
    names: ['`total`', 'ReferenceError: x', SHOWN],
    advice: /: correct it, save, and continue\.$/,
  },
  caught: { refusal: AT, names: ['`total`', SHOWN], advice: /: restart the function that failed, or / },
  unchanged: { refusal: AT, names: ['`total`', SHOWN], advice: /: edit the function, save, and restart it\.$/ },
  'capture gained': {
    refusal: { ...AT, variable: 'rate' },
    names: ['`total`', '`rate`', SHOWN],
    advice: /: use a value it already has, or start the program again\.$/,
  },
  'capture lost': {
    refusal: { ...AT, variable: 'rate' },
    names: ['`total`', '`rate`', SHOWN],
    advice: /: keep one use of it, or start the program again\.$/,
  },
  'assignment lost': {
    refusal: { ...AT, variable: 'rate' },
    names: ['`total`', '`rate`', SHOWN],
    advice: /: keep one assignment, or start the program again\.$/,
  },
  'new name': {
    refusal: { ...AT, variable: 'rate' },
    names: ['`total`', '`rate`', SHOWN],
    advice: /: define it inside the function, or start the program again\.$/,
  },
  'parameters grew': {
    refusal: { ...AT, from: 1, to: 3 },
    names: ['`total`', SHOWN, 'has 3 parameters now', 'when it had 1'],
    advice: /: restart its caller instead, or read the new ones from `arguments`\.$/,
  },
  'kind changed': {
    refusal: { ...AT, to: 'a generator' },
    names: ['`total`', SHOWN, 'a generator'],
    advice: /: undo that, restart its caller instead, or start the program again\.$/,
  },
  'top level': { refusal: { place: PLACE }, names: [SHOWN], advice: /: start the program again for this change\.$/ },
  'function added': { refusal: AT, names: ['`total`', SHOWN], advice: /: start the program again for this change\.$/ },
  suspended: { refusal: AT, names: ['`total`', SHOWN], advice: /: let them finish, or start the program again\.$/ },
  'no effect': {
    refusal: AT,
    names: ['`total`', SHOWN],
    advice: /: use only variables that the function used before, or start the program again\.$/,
  },
  types: {
    refusal: { ...AT, error: "Type 'string' is not assignable to type 'number'", more: 2 },
    names: ['`total`', SHOWN, "(Type 'string' is not assignable to type 'number', and 2 more)"],
    advice: /: correct it, save, and continue, or start the program again with "typeCheck": "warn"\.$/,
  },
  transformed: {
    refusal: { path: '/home/ada/shop/cart.ts' },
    names: ['/home/ada/shop/cart.ts'],
    advice: /: start the program again for this change\.$/,
  },
  unreadable: {
    refusal: { path: '/home/ada/shop/cart.js', error: 'ENOENT' },
    names: ['/home/ada/shop/cart.js', 'ENOENT'],
    advice: /: restore the file, and continue\.$/,
  },
  'no frame': { refusal: {}, names: [], advice: /: set a breakpoint in the function, or let the program go on\.$/ },
  'not paused': { refusal: {}, names: [], advice: /: pause it first\.$/ },
  busy: { refusal: {}, names: [], advice: /: wait until it has ended\.$/ },
  'program ended': { refusal: {}, names: [], advice: /: start it again\.$/ },
  'lost position': {
    refusal: { ...AT, status: 'CompileError' },
    names: ['`total`', SHOWN, 'CompileError'],
    advice: /; continue to run that, or start the program again\.$/,
  },
  inspector: {
    refusal: { ...AT, answer: 'BlockedByActiveFunction' },
    names: ['`total`', SHOWN, 'BlockedByActiveFunction'],
    advice: /: undo it, or start the program again\.$/,
  },
};

/** One row for each obstacle of a frame: what to restart instead. */
const OBSTACLES: { readonly [O in FrameObstacle]: RegExp } = {
  'async function': /; restart a synchronous function that it called, or start the program again\.$/,
  generator: /; restart a synchronous function that it called, or start the program again\.$/,
  'module top level': /; restart a function that it called, or start the program again\.$/,
  'derived constructor': /; restart its caller instead\.$/,
  'constructor with fields': /; restart the caller that creates it instead\.$/,
  'below native code': /; restart a function above it instead\.$/,
  'below an async function': /; restart a function above that instead\.$/,
  'class field': /; restart the function that creates the object instead\.$/,
  'not user code': /; restart one of your own functions instead\.$/,
};

/** One sentence: it starts as one, ends once, and nothing of the program's insides shows through. */
function assertSentence(text: string): void {
  assert.match(text, /^(?:[A-Z`/]|cart\.js:)/);
  assert.match(text, /\.$/);
  assert.doesNotMatch(text, /[.!?] [A-Z]/, 'more than one sentence');
  assert.doesNotMatch(text, /undefined|\[object|NaN|\s\s|\s[.,;:]/);
}

const sentences = new Map<string, string>();

for (const [reason, { refusal, names, advice }] of Object.entries(REFUSALS)) {
  test(`refused, ${reason}: what, where, and what to do`, () => {
    const sentence = refusalSentence({ reason, ...refusal } as Refusal);
    assertSentence(sentence);
    for (const name of names) assert.ok(sentence.includes(name), `${name} in: ${sentence}`);
    assert.match(sentence, advice);
    assert.equal(sentences.get(sentence), undefined, 'two reasons share a sentence');
    sentences.set(sentence, reason);
  });
}

for (const [obstacle, advice] of Object.entries(OBSTACLES)) {
  test(`cannot be restarted, ${obstacle}: what to restart instead`, () => {
    const sentence = refusalSentence({ reason: 'frame', ...AT, obstacle: obstacle as FrameObstacle });
    assertSentence(sentence);
    assert.ok(sentence.startsWith(`\`total\` (${SHOWN}) cannot be restarted: `));
    assert.match(sentence, advice);
  });
}

test('a script without a file is called so', () => {
  const sentence = refusalSentence({ reason: 'top level', place: { ...PLACE, path: undefined } });
  assert.match(sentence, /^The top level of a script without a file:12 has changed/);
});

const EDITS: { readonly [S in EditOutcome['status']]: readonly [outcome: EditOutcome, sentence: string] } = {
  applied: [{ status: 'applied', ...AT }, '`total` (cart.js:12) runs its new code.'],
  added: [
    { status: 'added', through: 'add', ...AT },
    '`total` (cart.js:12) is new, and the code that runs can use it.',
  ],
  waiting: [
    { status: 'waiting', ...AT },
    '`total` (cart.js:12) has calls under way; its change is applied once they have ended.',
  ],
  removed: [
    { status: 'removed', ...AT },
    '`total` (cart.js:12) is gone from the file; code that still refers to it goes on with it.',
  ],
  refused: [
    { status: 'refused', ...AT, refusal: { reason: 'function added', ...AT } },
    '`total` (cart.js:12) is new at its level, and code that is already loaded cannot see it: start the program again for this change.',
  ],
};

for (const [status, [outcome, sentence]] of Object.entries(EDITS)) {
  test(`an edit that is ${status}`, () => {
    assertSentence(sentence);
    assert.equal(editSentence(outcome), sentence);
  });
}

const {
  applied: [applied],
  waiting: [waiting, waits],
  refused: [refused, isRefused],
} = EDITS;
const ran = { strategy: 'frame', function: 'total', place: PLACE, activations: 1, milliseconds: 7 } as const;

test('a restart without an edit', () => {
  assert.equal(
    outcomeSentence({ ...ran, edits: [] }),
    'Hot Restart: `total` (cart.js:12) runs again with its present code, after 7 ms.',
  );
});

test('a restart names every function that was applied, and each part that was not', () => {
  const edits = [applied, { ...applied, function: 'rate' }, { ...applied, function: 'sum' }, waiting, refused];
  assert.equal(
    outcomeSentence({ ...ran, edits }),
    'Hot Restart: `total` (cart.js:12) runs again with the new code of `total`, `rate` and `sum`, after 7 ms. ' +
      `${waits} ${isRefused}`,
  );
});

test('a restart in a recursion tells how many calls it left', () => {
  const sentence = outcomeSentence({ ...ran, activations: 4, edits: [applied] });
  assert.match(sentence, /with the new code of `total`, from the outermost of its 4 calls, after 7 ms\.$/);
});

test('edits without a restart', () => {
  assert.equal(
    outcomeSentence({ strategy: 'none', milliseconds: 7, edits: [applied, waiting] }),
    `Hot Restart: applied to \`total\` in 7 ms. ${waits}`,
  );
  assert.equal(
    outcomeSentence({ strategy: 'none', milliseconds: 7, edits: [waiting] }),
    `Hot Restart: nothing was applied. ${waits}`,
  );
});

test('a refusal is told once, and what else was not applied after it', () => {
  assert.ok(refused.status === 'refused');
  const { refusal } = refused;
  assert.equal(
    outcomeSentence({ strategy: 'refused', refusal, edits: [refused, waiting] }),
    `Hot Restart: ${isRefused} ${waits}`,
  );
});

/** One row for each kind of note, as `NOTES` needs all of them. */
const NOTES: {
  readonly [K in Note['kind']]: readonly [note: Omit<Extract<Note, { kind: K }>, 'kind'>, sentence: string];
} = {
  'parameters kept': [
    { ...AT, values: [{ name: 'n', value: '3' }] },
    '`total` (cart.js:12) had assigned to its parameter, so the call starts with n = 3 and not with what it was called with: restart its caller where that matters.',
  ],
  'type error': [
    { ...AT, error: "Cannot find name 'rate'" },
    "TypeScript reports an error in `total` (cart.js:12) that was not there before (Cannot find name 'rate').",
  ],
  'more type errors': [{ count: 2 }, 'TypeScript reports 2 more errors that were not there before.'],
  'types late': [
    { paths: ['/shop/cart.js', '/shop/rate.js'], seconds: 2 },
    'The types of cart.js and rate.js were not checked in time: that took longer than 2 s.',
  ],
  'project unreadable': [
    { path: '/shop/cart.js', configuration: '/shop/jsconfig.json', error: "'}' expected" },
    "The types of cart.js were not checked, as jsconfig.json cannot be read ('}' expected): correct it.",
  ],
  'checker failed': [
    { paths: ['/shop/cart.js'], error: 'exit code 1' },
    'The types of cart.js were not checked, as the type checker failed (exit code 1).',
  ],
};

for (const [kind, [note, sentence]] of Object.entries(NOTES)) {
  test(`told beside an outcome: ${kind}`, () => {
    assertSentence(sentence);
    assert.equal(noteSentence({ kind, ...note } as Note), sentence);
    const told = outcomeSentence({ ...ran, edits: [applied], notes: [{ kind, ...note } as Note] });
    assert.ok(told.endsWith(`after 7 ms. ${sentence}`));
  });
}

type CompileReason = CompileFailure['reason'];

/** One row for each failure to compile a saved source, with what its sentence names and advises. */
const COMPILE_FAILURES: {
  readonly [R in CompileReason]: [Omit<Extract<CompileFailure, { reason: R }>, 'reason'>, string[], RegExp];
} = {
  syntax: [
    { line0: 11, column0: 4, error: 'Expression expected' },
    ['cart.ts:12:5', 'Expression expected'],
    /correct it/,
  ],
  rejected: [{ error: 'TS2322' }, ['cart.ts', 'TS2322'], /correct it/],
  'unknown compiler': [{}, ['/home/ada/shop/cart.ts'], /start the program again/],
  'output cut short': [{}, ['cart.ts'], /let the build end/],
  'helper failed': [{ error: 'exit code 9' }, ['cart.ts', 'exit code 9'], /start the program again/],
  'top level in build': [{ line0: 11 }, ['cart.ts:12'], /hotRestart\.buildCommand/],
  'added in build': [{ function: 'total' }, ['cart.ts', '`total`'], /hotRestart\.buildCommand/],
  'not in build': [{ function: 'total', name: 'rate' }, ['cart.ts', '`total`', '`rate`'], /hotRestart\.buildCommand/],
  'twice in build': [{ function: 'total' }, ['cart.ts', '`total`'], /hotRestart\.buildCommand/],
  'other in build': [{ function: 'total' }, ['cart.ts', '`total`'], /hotRestart\.buildCommand/],
  'build failed': [{ command: 'npm run build', error: 'no x' }, ['npm run build', 'no x'], /correct it/],
};

for (const [reason, [failure, names, advice]] of Object.entries(COMPILE_FAILURES)) {
  test(`a source that cannot be compiled, ${reason}: what, where, and what to do`, () => {
    const sentence = compileFailureSentence({ reason, ...failure } as CompileFailure, '/home/ada/shop/cart.ts');
    assert.match(sentence, advice);
    assert.doesNotMatch(sentence, /undefined|\[object|NaN|[.!?] [A-Z]/);
    for (const name of names) assert.ok(sentence.includes(name), `${name} in: ${sentence}`);
  });
}

type Words = typeof words;

/** Arguments for each of the other sentences: without them, this does not compile. */
const WORDS: { readonly [W in keyof Words]: Parameters<Words[W]> } = {
  programMissing: ['/home/ada/shop/cart.js'],
  noProgram: [],
  unseenFailure: ['total'],
  badAttribute: ['hotRestart.onContinue', 'one of "edited", "always", "never"'],
  envFileUnreadable: ['/home/ada/.env', 'ENOENT'],
  cannotStart: ['/usr/bin/nod', 'ENOENT'],
  endedEarly: ['/usr/bin/node', 'exit code 9'],
  tooOld: ['v18.20.0'],
  cannotAttach: ['127.0.0.1:9229', 'ECONNREFUSED'],
  terminalRefused: ['no terminal'],
  terminalMissing: [],
  timeout: [10],
  badHitCondition: ['often'],
  badExpression: ['log message', 'a ===', 'SyntaxError'],
  pathFormat: ['uri'],
  unknownCommand: ['goto'],
  noThread: [7],
  noFrame: [7],
  noReference: [7],
  notStarted: [],
  notPaused: [],
  noException: [],
  alreadyStarted: [],
  programEnded: [],
  internal: ['something odd.'],
  sourceMissing: [],
  loaded: ['total'],
  noVersions: ['total'],
  noVersion: ['total', 7, 1, 3],
  severalFiles: ['total', '/shop/cart.js', '/shop/order.js'],
  severalFunctions: ['total', '/shop/cart.js'],
  functionGone: ['total', '/shop/cart.js'],
  constantSet: ['rate'],
  importSet: ['rate'],
  thisSet: [],
  internalSet: ['[[PromiseState]]'],
  privateSet: ['#rate'],
  entrySet: ['key'],
  setFailed: ['rate', 'TypeError: x'],
  noVariable: ['rate'],
  valueFailed: ['rate', 'ReferenceError: x is not defined'],
  moreElements: [7],
  awaitWhilePaused: [],
  tooMuchToCopy: [1000],
  noMemory: ['memory-7'],
  memoryTooSmall: [8, 4, 8],
  notCompiled: ['SyntaxError: Unexpected token.'],
};

for (const [name, given] of Object.entries(WORDS)) {
  test(`the words ${name} are a sentence with all that they are given`, () => {
    const sentence = (words[name as keyof Words] as (...args: typeof given) => string)(...given);
    assertSentence(sentence);
    for (const each of given) assert.ok(sentence.includes(String(each)), sentence);
  });
}
