import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inKind, type ModuleKind } from './cases.js';
import { MATRIX } from './nodes.js';
import { withSession, type TestSession, type WireOutcome } from './session.js';

/** A program and the edits that are made while it runs, with what becomes of each. */
export interface EditCase {
  readonly name: string;
  /**
   * The main file's text, or all files by name, the main one's being `app`. `.js` in an import stands for the kind's own
   * ending. The main file is given a `debugger; // @end` as its last statement unless it has one.
   */
  readonly program: Program | ((kind: ModuleKind) => Program);
  readonly steps: readonly Step[];
  /** What the program has written when it has ended. */
  readonly output: string;
  readonly kinds?: readonly ModuleKind[];
}

type Program = string | Readonly<Record<string, string>>;

/** What is replaced by what, in the main file or in the one named first. */
type Edit = readonly [from: string, to: string] | readonly [file: string, from: string, to: string];

/** One stop of the program, an edit, and Continue. */
export interface Step {
  /** The reason of the stop: an exception, or a `debugger` statement. A step after a refusal is at the same stop. */
  readonly at?: 'exception' | 'pause';
  /** Nothing is edited where there is none. */
  readonly edits?: readonly Edit[];
  /**
   * The strategy, and how each edit ended: `frame: half applied, total waiting`, `refused (capture gained)`; `nothing`
   * where Continue was an ordinary one.
   */
  readonly outcome: string;
  /**
   * The live functions, as expressions, with a part of their new text: asked for at the program's end. Without it, the
   * one function that was applied must have the text that the one edit brought.
   */
  readonly live?: Readonly<Record<string, string>>;
  /** After a refusal: expressions that are still to be had in the innermost frame. */
  readonly locals?: Readonly<Record<string, string>>;
}

const KINDS: readonly ModuleKind[] = ['CommonJS', 'ES module'];

/** The table's rows, each as CommonJS and as ES module on each Node of the matrix. */
export function editTable(subject: string, cases: readonly EditCase[]): void {
  // A case waits for its process more than it computes.
  describe(subject, { concurrency: 3 }, () => {
    for (const { name, kinds = KINDS, ...rest } of cases) {
      for (const kind of kinds) {
        for (const node of MATRIX) {
          test(`${subject}: ${name} (${kind}, Node ${node.major})`, async (context) => {
            await withSession(context, node, filesOf(rest.program, kind), (session) => runCase(session, rest, kind));
          });
        }
      }
    }
  });
}

function filesOf(program: EditCase['program'], kind: ModuleKind): Record<string, string> {
  const ending = endingOf(kind);
  const given = typeof program === 'function' ? program(kind) : program;
  const texts = typeof given === 'string' ? { app: given } : given;
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => {
      const ended = name === 'app' && !text.includes('// @end') ? `${text.trimEnd()}\ndebugger; // @end\n` : text;
      return [name + ending, inKind(ended, kind).replaceAll(/(?<=')(\.\.?\/[\w/-]+)\.js(?=')/g, `$1${ending}`)];
    }),
  );
}

function endingOf(kind: ModuleKind): string {
  return kind === 'CommonJS' ? '.cjs' : '.mjs';
}

async function runCase(
  session: TestSession,
  { steps, output }: Pick<EditCase, 'steps' | 'output'>,
  kind: ModuleKind,
): Promise<void> {
  const ending = endingOf(kind);
  const live: Record<string, string> = {};
  await session.launch(`app${ending}`);
  let isPaused = false;
  let frameId: number | undefined;
  for (const { at = 'exception', edits = [], outcome, locals = {}, ...step } of steps) {
    if (!isPaused) [{ id: frameId } = { id: undefined }] = (await session.stop(at)).frames;
    for (const [file, from, to] of edits.map(inFile)) session.project.edit(file + ending, from, to);
    const before = session.outcomes().length;
    isPaused = outcome.startsWith('refused');
    if (isPaused) await session.continueRefused();
    else await session.continue();
    // What had waited may be applied by itself before.
    assert.equal(inWords(session.outcomes().slice(before).at(-1)), outcome);
    for (const [expression, value] of Object.entries(locals)) {
      assert.equal(await session.evaluate(expression, frameId), value, 'readable after the refusal');
    }
    Object.assign(live, step.live ?? liveOf(outcome, edits));
  }
  const { frames } = await session.stop('pause');
  // E15: what collects garbage while it is evaluated in the frame ends a program whose modules are not prepared for it.
  assert.equal(
    await session.evaluate('Array.from({ length: 200000 }, (_, n) => ({ n })).length', frames[0]?.id),
    '200000',
  );
  for (const [expression, text] of Object.entries(live)) {
    // Encoded, as values are shown shortened and with escapes.
    const encoded = `encodeURIComponent(String(${expression})).replaceAll("'", '%27')`;
    const now = await session.evaluate(encoded, frames[0]?.id);
    const shown = decodeURIComponent(now.slice(1, -1));
    assert.ok(shown.includes(text), `The live ${expression} is ${shown}, without ${text}`);
  }
  await session.continue();
  const ended = await session.end();
  assert.equal(ended.output, output);
  assert.equal(ended.code, 0);
}

function inFile(edit: Edit): readonly [file: string, from: string, to: string] {
  return edit.length === 2 ? ['app', ...edit] : edit;
}

function inWords(outcome: WireOutcome | undefined): string {
  if (!outcome) return 'nothing';
  const { strategy, reason, edits } = outcome;
  if (strategy === 'refused') return `refused (${reason})`;
  const parts = edits.map((edit) => `${edit.function} ${edit.status}${edit.reason ? ` (${edit.reason})` : ''}`);
  return `${strategy}: ${parts.sort().join(', ')}`;
}

/** The one function that an outcome says was changed, with its new text. */
function liveOf(outcome: string, edits: readonly Edit[]): Record<string, string> {
  const [, name] = /^\w+: ([\p{L}$_][\p{L}\d$_]*) applied$/u.exec(outcome) ?? [];
  const [edit, ...more] = edits;
  if (!outcome.includes(' applied')) return {};
  if (name === undefined || !edit || more.length) throw new Error(`The case does not say what is live: ${outcome}`);
  return { [name]: edit[edit.length - 1] as string };
}
