import { additionsOf, renamedIn, withOldNames, type Addition } from '../edit/additions.js';
import { allDefinitions, outline, type Definition } from '../edit/definitions.js';
import { definitionOf } from '../edit/edited-code.js';
import type { EditOutcome } from '../edit/edit-outcome.js';
import { planFile, type FilePlan } from '../edit/plan.js';
import { placeAt } from '../edit/position-in-file.js';
import type { CompileFailure } from '../compile/compile-request.js';
import { compare, firstOwnDifference, type Change, type Difference } from '../edit/compare.js';
import type { Refusal } from '../refusal.js';
import { isJavaScript } from '../target/origins.js';
import { placeInRunning, type LostFile, type SavedFile } from '../target/saved-files.js';
import type { Script } from '../target/script.js';
import type { Target } from '../target/target.js';
import { moduleScope } from './module-scope.js';
import { tryEdit } from './live-edit.js';
import type { StackEntry } from './frames.js';

/** One saved file that compiles, compared with what runs. */
export interface Edited extends SavedFile {
  readonly running: ReturnType<typeof outline>;
  /** What the user saw when the file was last taken. */
  readonly seen: ReturnType<typeof outline>;
  readonly next: ReturnType<typeof outline>;
  /** The functions of the running text whose own code differs from what was saved. */
  readonly differing: ReadonlyMap<Definition, Change>;
  /** Those of which V8 never had the code that the agent runs, and that are to be what V8 has. */
  readonly takenBack: readonly Change[];
  /** What is new at the top level. */
  readonly additions: readonly Addition[];
  /** Those functions that the user changed since the file was last taken: what Continue restarts for. */
  readonly fresh: ReadonlyMap<Definition, Change>;
}

/** What the saved files hold: those that can be edited, those that cannot, and the reason that stops everything. */
export interface SavedEdits {
  readonly files: readonly Edited[];
  readonly refused: readonly EditOutcome[];
  readonly obstacle: Refusal | undefined;
}

/** Reads and compares every file of the user's that was saved. Touches nothing. */
export async function readEdits(target: Target, path?: string): Promise<SavedEdits> {
  const files: Edited[] = [];
  const refused: EditOutcome[] = [];
  await target.learned();
  for (const file of await target.saved.changed(path)) {
    const { obstacle, edited } = await readEdit(target, file);
    if (edited) files.push(edited);
    else if (obstacle?.reason === 'transformed' && !isAskedFor(obstacle.failure)) {
      const place = { path: file.path, position: { line: 0, column: 0 } };
      refused.push({ status: 'refused', function: file.path, place, refusal: obstacle });
    } else if (obstacle) return { files: [], refused, obstacle };
  }
  return { files, refused, obstacle: undefined };
}

/** Compares what a file is to be with what runs, if it compiles. */
export async function readEdit(
  target: Target,
  file: SavedFile | LostFile,
): Promise<{ obstacle?: Refusal; edited?: Edited }> {
  if ('error' in file) return { obstacle: { reason: 'unreadable', path: file.path, error: file.error } };
  if ('failure' in file) return { obstacle: notCompiled(file.path, file.failure) };
  const { script, source, saved, inFile, path } = file;
  if (!runsAsSaved(file)) return { obstacle: { reason: 'transformed', path } };
  const { status, exceptionDetails } = await tryEdit(target, script.id, inFile);
  if (status === 'CompileError') {
    const { lineNumber: line = 0, columnNumber: column = 0, text = '' } = exceptionDetails ?? {};
    const error = text.replace(/^Uncaught /, '');
    return { obstacle: { reason: 'syntax', place: placeAt(file, { line, column }), error } };
  }
  const { outline: running } = await target.texts.syntax(script);
  const next = outline(saved);
  const renames = target.published.renamesOf(script);
  const differences = compare(running.module, next.module, renames);
  const additions = withOldNames(additionsOf(running, next), renamedIn(differences)).map((each) => ({
    ...each,
    isPublished: isPublished(target, script, each),
  }));
  const changed = changedFunctions(differences, additions);
  const takenBack = takenBackFrom(file, running, next, changed);
  const differing = [...changed, ...takenBack];
  const seen = source.shown === source.running ? running : outline(source.shown);
  const known = file.taken === source.shown ? seen : outline(file.taken);
  const told = new Map(
    changedFunctions(compare(running.module, known.module, renames), additionsOf(running, known)).map(
      ({ before, after }) => [before, ownText(after)],
    ),
  );
  const fresh = differing.filter(({ before, after }) => told.get(before) !== ownText(after));
  const byFunction = (changes: readonly Change[]) => new Map(changes.map((change) => [change.before, change]));
  const changes = { differing: byFunction(differing), fresh: byFunction(fresh) };
  return { edited: { ...file, running, seen, next, additions, takenBack, ...changes } };
}

function takenBackFrom(
  { byAgent }: SavedFile,
  running: ReturnType<typeof outline>,
  next: ReturnType<typeof outline>,
  changed: readonly Change[],
): Change[] {
  if (!byAgent.size) return [];
  return [...allDefinitions(running.module)].flatMap((before): Change[] => {
    const after = definitionOf(next, before.key);
    const isBack = after && byAgent.has(before.key) && !changed.some((each) => each.before === before);
    return isBack ? [{ kind: 'changed', before, after, inside: [] }] : [];
  });
}

/** Whether the user's own tools have refused the source: it is to be corrected before anything goes on. */
function isAskedFor(failure: CompileFailure | undefined): boolean {
  return failure?.reason === 'rejected' || failure?.reason === 'build failed' || failure?.reason === 'output cut short';
}

function notCompiled(path: string, failure: CompileFailure): Refusal {
  if (failure.reason !== 'syntax') return { reason: 'transformed', path, failure };
  const { line0: line = 0, column0: column = 0, error } = failure;
  return { reason: 'syntax', place: { path, position: { line, column } }, error };
}

/** False where V8 runs something else than the file's own text: a loader or a compiler stands between. */
function runsAsSaved({ script, saved, path, origin }: SavedFile): boolean {
  return (
    origin !== undefined ||
    (isJavaScript(path) && (script.sourceMapUrl === undefined || saved.includes(script.sourceMapUrl)))
  );
}

/** The functions whose own code differs; a top level in which only functions came or went is not one of them. */
function changedFunctions(differences: readonly Difference[], additions: readonly Addition[]): Change[] {
  return differences.flatMap((each) => {
    if (each.kind !== 'changed') return [];
    const isOwn = each.before.kind !== 'module' || firstOwnDifference(each, additions) !== undefined;
    return [...(isOwn ? [each] : []), ...changedFunctions(each.inside, additions)];
  });
}

/** A function that was published is edited as other code is; anything else is made anew when its text has changed. */
function isPublished({ published }: Target, script: Script, { kind, names, text, renamed }: Addition): boolean {
  const isCode = kind === 'function' || kind === 'class' || renamed !== undefined;
  return names.every((name) => (isCode ? published.has(script, name) : published.textOf(script, name) === text));
}

function ownText({ shell }: Definition): string {
  return shell.map(({ text }) => text).join(' ');
}

/**
 * Plans every file for a restart of `restarting`, or for no restart: what is composed changes only functions that are
 * not on the stack below it.
 * @param suspended functions of which V8 changes none, as calls of them wait in the middle (E4)
 */
export function planEdits(
  target: Target,
  files: readonly Edited[],
  stack: readonly StackEntry[],
  restarting: StackEntry | undefined,
  suspended: ReadonlySet<Definition> = new Set(),
): Map<Edited, FilePlan> {
  const below = stack.slice(restarting ? restarting.index + 1 : 0);
  const staying = new Set([...below.flatMap(({ definition }) => definition ?? []), ...suspended]);
  return new Map(
    files.map((file) => {
      const isTargets = restarting?.script === file.script;
      const { path, running, seen, next: saved, inFile, origin, script, source } = file;
      const { instrumented } = target.texts;
      const nextSite = source.isInstrumented && instrumented.wraps ? () => instrumented.nextSite() : undefined;
      const own = isTargets ? restarting.definition : undefined;
      const hasScope = moduleScope(target, script, running.text, stack) !== undefined;
      const additions = hasScope ? file.additions : [];
      const members = hasScope ? target.published.membersOf(script) : undefined;
      const isCommonJs = !script.isModule && !script.isFragment;
      const versions = {
        path,
        running,
        seen,
        saved,
        inFile,
        origin,
        placeInRunning: (offset: number) => placeInRunning(source, offset),
        isCommonJs,
        restarting: own,
        nextSite,
        additions,
        members,
        renames: target.published.renamesOf(script),
        keepsScopes: instrumented.keepsScopes,
      };
      return [file, planFile(versions, staying)];
    }),
  );
}
