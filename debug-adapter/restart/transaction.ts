import { ts } from 'ts-morph';
import { allDefinitions, type Definition } from '../edit/definitions.js';
import type { EditOutcome } from '../edit/edit-outcome.js';
import type { FilePlan } from '../edit/plan.js';
import type { Change } from '../edit/compare.js';
import { compose } from '../edit/compose.js';
import { placeInFile, positionInText } from '../edit/position-in-file.js';
import { settleScopes } from '../edit/scope-check.js';
import { ConnectionClosed } from '../inspector/connection.js';
import type { Place, Refusal } from '../refusal.js';
import type { FailedCall, Pause } from '../target/pause.js';
import type { Target } from '../target/target.js';
import { planEdits, readEdits, type Edited, type SavedEdits } from './composition.js';
import { callAgain, callUnchanged } from './call-again.js';
import { isCaughtInside } from './caught-inside.js';
import { callFailedAgain, changeOf, giveFailedCall } from './failed-call.js';
import { functionName, obstacleOf, placeOf, readStack, type StackEntry } from './frames.js';
import { applyInactive, foreseen, foreseenInFull, refusalFor, settle, type GivenToAgent } from './inactive-edits.js';
import { editTopFrame, tryEdit } from './live-edit.js';
import { publishAll, type Publication } from './publish.js';
import { withNotes } from './note.js';
import { keptParameters } from './kept-parameters.js';
import { restartFrame } from './restart-frame.js';
import type { ApplyOutcome, Outcome } from './restart-outcome.js';
import { checkTypes } from './type-notes.js';

/** What a transaction leaves behind. */
export interface Ended {
  readonly outcome: Outcome;
  /** The pause at the entry of the function that was taken back; undefined where the program stands as before. */
  readonly entry: Pause | undefined;
  /** Where the call begins that the agent is about to make again. */
  readonly begins?: Place;
}

/** Which frame a restart is for: the one at this index of the pause, or the innermost of the user's that can restart. */
export type Choice = number | 'innermost';

/**
 * What Continue does about saved edits (DESIGN.md, "Which frame restarts"). Everything that can be checked is checked
 * before the program is touched; a refusal leaves it at the pause it was at.
 * @returns undefined where nothing was saved, so that Continue is an ordinary one
 */
export async function continueWithEdits(target: Target, pause: Pause): Promise<Ended | undefined> {
  const began = performance.now();
  const saved = await readEdits(target);
  if (saved.obstacle) return refused(saved.obstacle, saved.refused);
  if (!saved.files.length && !saved.refused.length) return undefined;
  return typesFirst(target, pause, saved, () => continueSaved(target, pause, saved, began));
}

async function continueSaved(
  target: Target,
  pause: Pause,
  saved: SavedEdits,
  began: number,
): Promise<Ended | undefined> {
  const [untouchable] = saved.refused;
  const stack = await readStack(target, pause);
  const isEdited = saved.files.some(({ fresh }) => fresh.size > 0);
  if (pause.failedCall) return isEdited ? callMadeAgain(target, pause.failedCall, stack, saved, began) : undefined;
  const isFresh = (definition: Definition): boolean => saved.files.some(({ fresh }) => fresh.has(definition));
  const user = stack.filter(({ isUser }) => isUser);
  // A change that waited for the very call that fails now has no call left to wait for; nor has one that began before.
  const hasWaited = (definition: Definition, version: number): boolean =>
    pause.isThrowing &&
    saved.files.some(
      ({ isWaiting, byAgent, differing }) =>
        isWaiting && differing.has(definition) && version !== byAgent.get(definition.key),
    );
  const [innermost] = user;
  const changed =
    user.find(({ definition }) => definition && isFresh(definition)) ??
    (innermost?.definition && hasWaited(innermost.definition, innermost.version) ? innermost : undefined);
  if (changed) return restartEntry(target, pause, stack, changed, saved, began);

  const plans = planEdits(target, saved.files, stack, innermost);
  const outcomes = [...saved.refused, ...[...plans.values()].flatMap(foreseen)];
  const anyFresh = saved.files.some(({ fresh }) => fresh.size > 0) || untouchable !== undefined;
  if (!pause.isThrowing || !anyFresh) {
    // Nothing failed, or nothing new was saved: what can be applied is, and the program goes on from where it stands.
    const outcome = await applyEdits(target, saved, stack, began);
    return outcome.edits.length ? { outcome, entry: undefined } : undefined;
  }
  const refusal = outcomes.find((outcome) => outcome.status === 'refused');
  const isUseful = outcomes.some(({ status }) => status === 'applied');
  if (!isUseful && refusal) return refused(refusal.refusal, outcomes);
  if (!isUseful) return undefined;
  return innermost ? restartEntry(target, pause, stack, innermost, saved, began) : refused({ reason: 'no frame' }, []);
}

/** What a transaction does once the types of what was saved are known; they may refuse it. */
async function typesFirst<E extends Ended | undefined>(
  target: Target,
  pause: Pause,
  saved: SavedEdits,
  go: () => Promise<E>,
): Promise<E | Ended> {
  const { refusal, notes } = await checkTypes(target.types, saved.files);
  if (refusal) return refused(refusal, saved.refused);
  // The check takes its time, in which the program may have been sent on.
  if (target.pause !== pause) return refused({ reason: 'not paused' }, saved.refused);
  const ended = await go();
  return ended && { ...ended, outcome: withNotes(ended.outcome, notes) };
}

/**
 * A call that has failed already: it is made again with the edits, whether they are of its own function or of one that it
 * calls.
 */
async function callMadeAgain(
  target: Target,
  call: FailedCall,
  stack: StackEntry[],
  saved: SavedEdits,
  began: number,
): Promise<Ended> {
  const own = changeOf(saved, call);
  let isGiven = false;
  const give = async (): Promise<number | undefined> => {
    const version = own && (await giveFailedCall(target, call, own));
    isGiven = version !== undefined;
    return version;
  };
  // The first frame stands for the call, which has none any more.
  const { edits } = await applyEdits(target, saved, stack.slice(1), began, own && { change: own.change, give });
  const place = own
    ? placeInFile(own.file, own.change.after.start)
    : { path: undefined, position: { line: 0, column: 0 } };
  const named = { function: call.name || '(anonymous)', place };
  const ofOwn = edits.find((edit) => edit.function === own?.change.after.name);
  if (ofOwn?.status === 'refused') return refused(ofOwn.refusal, edits);
  if (ofOwn?.status === 'waiting') return refused({ reason: 'suspended', ...named }, edits);
  if (!isGiven) await callFailedAgain(target, call);
  const outcome = { strategy: 'wrapper', ...named, edits, yielded: 0, milliseconds: since(began) } as const;
  return { outcome, entry: undefined, ...(own && { begins: beginningOf(own.file, own.change) }) };
}

/** Applies the saved edits and takes the call chosen back to its start, edited or not. */
export async function restart(target: Target, pause: Pause, choice: Choice): Promise<Ended> {
  const began = performance.now();
  const saved = await readEdits(target);
  if (saved.obstacle) return refused(saved.obstacle, saved.refused);
  return typesFirst(target, pause, saved, () => restartSaved(target, pause, choice, saved, began));
}

async function restartSaved(
  target: Target,
  pause: Pause,
  choice: Choice,
  saved: SavedEdits,
  began: number,
): Promise<Ended> {
  const stack = await readStack(target, pause);
  const { failedCall } = pause;
  if (failedCall && (choice === 0 || choice === 'innermost'))
    return callMadeAgain(target, failedCall, stack, saved, began);
  const user = stack.filter(({ isUser }) => isUser);
  const entry =
    choice === 'innermost' ? (user.find((each) => !obstacleOf(stack, each, pause)) ?? user[0]) : stack[choice];
  return entry
    ? restartEntry(target, pause, stack, entry, saved, began)
    : refused({ reason: 'no frame' }, saved.refused);
}

/**
 * Applies the saved edits without restarting a call: what is on the stack keeps its old code until it has ended.
 * @param types null where they have been checked
 */
export async function apply(
  target: Target,
  path: string | undefined,
  dryRun: boolean,
  types = target.types,
): Promise<Outcome> {
  const began = performance.now();
  const saved = await readEdits(target, path);
  if (saved.obstacle) return refused(saved.obstacle, saved.refused).outcome;
  const { refusal, notes } = await checkTypes(types, saved.files);
  if (refusal) return refused(refusal, saved.refused).outcome;
  const stack = target.pause ? await readStack(target, target.pause) : [];
  if (!dryRun) return withNotes(await applyEdits(target, saved, stack, began), notes);
  const plans = planEdits(target, saved.files, stack, undefined);
  const edits: EditOutcome[] = [...saved.refused];
  for (const [file, plan] of plans) edits.push(...(await foreseenInFull(target, file, plan)));
  return withNotes({ strategy: 'none', edits, milliseconds: since(began) }, notes);
}

/** Makes the edits of these files that no running function stands in the way of. */
export async function applyEdits(
  target: Target,
  saved: SavedEdits,
  stack: StackEntry[],
  began: number,
  given?: GivenToAgent,
): Promise<ApplyOutcome> {
  const plans = planEdits(target, saved.files, stack, undefined);
  const edits = await applyPublished(target, plans, await publishAll(target, plans, stack), given);
  return { strategy: 'none', edits: [...saved.refused, ...edits], milliseconds: since(began) };
}

/** Makes the edits that no running function stands in the way of, of the files whose additions are published. */
async function applyPublished(
  target: Target,
  plans: ReadonlyMap<Edited, FilePlan>,
  publications: ReadonlyMap<Edited, Publication>,
  given: GivenToAgent | undefined,
): Promise<EditOutcome[]> {
  const edits: EditOutcome[] = [];
  for (const [file, plan] of plans) {
    const { members = [], failure, finish } = publications.get(file) ?? {};
    if (failure) edits.push(...unpublished(plan, failure));
    else {
      edits.push(...members, ...(await applyInactive(target, file, plan, given)));
      edits.push(...((await finish?.()) ?? []));
    }
  }
  return edits;
}

function unpublished(plan: FilePlan, failure: Refusal): EditOutcome[] {
  // Without what it uses, the code would fail.
  const refuse = ({ function: name, place }: EditOutcome): EditOutcome => ({
    status: 'refused',
    function: name,
    place,
    refusal: failure,
  });
  const isUsed = ({ status }: EditOutcome): boolean => status === 'applied' || status === 'added';
  return foreseen(plan).map((edit) => (isUsed(edit) ? refuse(edit) : edit));
}

async function restartEntry(
  target: Target,
  pause: Pause,
  stack: readonly StackEntry[],
  chosen: StackEntry,
  saved: SavedEdits,
  began: number,
): Promise<Ended> {
  const activations = activationsOf(stack, chosen);
  const { definition } = chosen;
  const changes = definition !== undefined && saved.files.some(({ differing }) => differing.has(definition));
  // E3: an activation further down blocks the edit, so the outermost one restarts. Without an edit it is the one asked for.
  const outermost = changes ? (activations.at(-1) ?? chosen) : chosen;
  const place = await placeOf(target, outermost);
  const name = functionName(outermost);
  const obstacle = obstacleOf(stack, outermost, pause);
  if (obstacle) return refused({ reason: 'frame', function: name, place, obstacle }, saved.refused);
  if (definition && (definition.site !== undefined || chosen.isWrapped))
    return restartByAgent(target, stack, chosen, definition, saved, began);

  const first = planEdits(target, saved.files, stack, outermost);
  const suspended = await findSuspended(target, first, outermost);
  const plans = suspended.size ? planEdits(target, saved.files, stack, outermost, suspended) : first;
  const wrong = await findObstacle(target, plans, stack, outermost, changes, { name, place });
  if (wrong) {
    return refused(wrong, [...saved.refused, ...settledIn(plans)]);
  }
  const publications = await publishAll(target, plans, stack);
  const failure = await undoIfFailed(publications);
  if (failure) return refused(failure, [...saved.refused, ...settledIn(plans)]);
  const kept = await keptParameters(target, outermost);
  try {
    const entered = await restartFrame(target, pause, outermost.frame);
    const { entry, failure, edits } = await applyPlans(target, plans, outermost, changes, entered, { name, place });
    if (failure) {
      // An edit whose failing function could not be replaced leaves nothing behind.
      await undoAll(publications);
      return { outcome: { strategy: 'refused', refusal: failure, edits: [...saved.refused, ...edits] }, entry };
    }
    const all = [...saved.refused, ...(await membersOf(publications)), ...edits];
    const count = changes ? activations.length : 1;
    const outcome = { function: name, place, edits: all, activations: count, milliseconds: since(began) };
    return { outcome: withNotes({ strategy: 'frame', ...outcome }, kept), entry };
  } catch (error) {
    if (error instanceof ConnectionClosed) return refused({ reason: 'program ended' }, []);
    throw error;
  }
}

/**
 * What V8 cannot restart: the agent calls it again once the failure has left it. The other edits are made at once, and
 * V8's own edit of this function is made when no call of it is under way (waiting-edits.ts).
 */
async function restartByAgent(
  target: Target,
  stack: readonly StackEntry[],
  entry: StackEntry,
  definition: Definition,
  saved: SavedEdits,
  began: number,
): Promise<Ended> {
  const place = await placeOf(target, entry);
  const named = { function: definition.name, place };
  const file = saved.files.find(({ script }) => script === entry.script);
  const change = file?.differing.get(definition);
  const plans = planEdits(target, saved.files, stack, undefined);
  const isChanged = file !== undefined && change !== undefined;
  if (!isChanged && !canRepeat(definition, plans)) {
    return refused({ reason: 'unchanged', ...named }, saved.refused);
  }
  if (await isCaughtInside(target, stack, entry)) return refused({ reason: 'caught', ...named }, saved.refused);
  if (!isChanged) return repeatByAgent(target, stack, entry, plans, saved, began);
  const versions = plans.get(file)?.versions;
  const [wrong] = versions ? settleScopes(versions, [change]).refused : [];
  if (wrong) return refused(wrong.refusal, saved.refused);
  const publications = await publishAll(target, plans, stack);
  const failure = await undoIfFailed(publications);
  if (failure) return refused(failure, [...saved.refused, ...settledIn(plans)]);
  const told = await callAgain(target, entry.frame, file, change);
  if ('error' in told) {
    await undoAll(publications);
    return refused({ reason: 'inspector', ...named, answer: told.error }, saved.refused);
  }
  const given = { change, give: () => Promise.resolve(told.version) };
  const edits = [...saved.refused, ...(await applyPublished(target, plans, publications, given))];
  const { yielded } = told;
  const outcome = { strategy: 'wrapper', ...named, edits, yielded, milliseconds: since(began) } as const;
  return { outcome, entry: undefined, begins: beginningOf(file, change) };
}

/** Whether a call that fails may do better with its own code as it is: what it called was edited. */
function canRepeat({ isAsync, isGenerator, site }: Definition, plans: ReadonlyMap<Edited, FilePlan>): boolean {
  const isUseful = [...plans.values()].flatMap(foreseen).some(({ status }) => status === 'applied');
  return isUseful && isAsync && !isGenerator && site !== undefined;
}

/** As `restartByAgent`, for an async function that was not edited itself, as a test whose assertion fails. */
async function repeatByAgent(
  target: Target,
  stack: readonly StackEntry[],
  entry: StackEntry,
  plans: ReadonlyMap<Edited, FilePlan>,
  saved: SavedEdits,
  began: number,
): Promise<Ended> {
  const place = await placeOf(target, entry);
  const named = { function: functionName(entry), place };
  const publications = await publishAll(target, plans, stack);
  const failure = await undoIfFailed(publications);
  if (failure) return refused(failure, [...saved.refused, ...settledIn(plans)]);
  const kept = await keptParameters(target, entry);
  if (!(await callUnchanged(target, entry.frame))) {
    await undoAll(publications);
    return refused({ reason: 'unchanged', ...named }, saved.refused);
  }
  const edits = [...saved.refused, ...(await applyPublished(target, plans, publications, undefined))];
  const outcome = { strategy: 'wrapper', ...named, edits, yielded: 0, milliseconds: since(began) } as const;
  return { outcome: withNotes(outcome, kept), entry: undefined };
}

function settledIn(plans: ReadonlyMap<Edited, FilePlan>): EditOutcome[] {
  return [...plans.values()].flatMap(({ settled }) => settled);
}

/** What the new code uses must all be there: if one part could not be made, none of it stays. */
async function undoIfFailed(publications: ReadonlyMap<Edited, Publication>): Promise<Refusal | undefined> {
  const failure = [...publications.values()].find((each) => each.failure)?.failure;
  if (failure) await undoAll(publications);
  return failure;
}

async function undoAll(publications: ReadonlyMap<Edited, Publication>): Promise<void> {
  for (const { undo } of [...publications.values()].reverse()) await undo();
}

/** Ends the changes of live classes. */
async function membersOf(publications: ReadonlyMap<Edited, Publication>): Promise<EditOutcome[]> {
  const edits: EditOutcome[] = [];
  for (const { members, finish } of publications.values()) edits.push(...members, ...(await finish()));
  return edits;
}

/** The first statement of a function's new code, or its expression. */
function beginningOf(file: Edited, { after: { node, start } }: Change): Place {
  const body = 'body' in node ? (node.body as ts.Node | undefined) : undefined;
  const [first] = body && ts.isBlock(body) ? body.statements : [];
  const offset = (first ?? body)?.getStart() ?? start;
  const { path } = file.script;
  return file.origin ? { path, position: positionInText(file, offset) } : placeInFile(file, offset);
}

function refused(refusal: Refusal, edits: readonly EditOutcome[]): Ended {
  return { outcome: { strategy: 'refused', refusal, edits }, entry: undefined };
}

function since(began: number): number {
  return Math.round(performance.now() - began);
}

/** The activations of the entry's function from it outwards, innermost first. */
function activationsOf(stack: readonly StackEntry[], entry: StackEntry): StackEntry[] {
  return stack.filter(
    ({ index, script, definition, isStandIn }) =>
      index >= entry.index && script === entry.script && definition === entry.definition && !isStandIn,
  );
}

interface Named {
  readonly name: string;
  readonly place: Place;
}

/** Looks for anything that V8 would refuse or ignore, with dry runs only (E6, E4). */
async function findObstacle(
  target: Target,
  plans: ReadonlyMap<Edited, FilePlan>,
  stack: readonly StackEntry[],
  restarting: StackEntry,
  changes: boolean,
  { name, place }: Named,
): Promise<Refusal | undefined> {
  const above = new Set(stack.slice(0, restarting.index).flatMap(({ definition }) => definition ?? []));
  for (const [file, plan] of plans) {
    const { composed, settled } = plan;
    const isTargets = changes && file.script === restarting.script;
    const own = composed.splices.find(({ change }) => change.before === restarting.definition);
    if (isTargets && !own) return refusalOf(settled, restarting) ?? { reason: 'no effect', function: name, place };
    if (!composed.splices.length) continue;
    // V8 names no function, so it is asked twice: with the restarting function it must say that this one is active,
    // which proves that the edit reaches it (E6), and without it that nothing stands in the way. Functions above it on
    // the stack stand in the way only until it restarts.
    const others = composed.splices.flatMap(({ change }) => (change === own?.change ? [] : change));
    const isLeft = ({ before }: Change): boolean => above.has(before);
    if (others.length && !others.some(isLeft)) {
      const [rest = ''] = compose(plan.versions, others, plan.keeps).steps;
      const { status } = await tryEdit(target, file.script.id, rest);
      if (status !== 'Ok') return refusalFor(status, name, place);
    }
    if (!own) continue;
    const { status } = await tryEdit(target, file.script.id, composed.steps[0] ?? '');
    if (status === 'Ok') return { reason: 'no effect', function: name, place };
    if (status !== 'BlockedByActiveFunction') return refusalFor(status, name, place);
  }
  return undefined;
}

/** The changed functions, but for the restarting one, of which calls wait in the middle (E4): their changes wait, too. */
async function findSuspended(
  target: Target,
  plans: ReadonlyMap<Edited, FilePlan>,
  { definition }: StackEntry,
): Promise<Set<Definition>> {
  const suspended = new Set<Definition>();
  const canWait = ({ before }: Change): boolean =>
    before !== definition && [...allDefinitions(before)].some(({ isAsync, isGenerator }) => isAsync || isGenerator);
  for (const [{ script }, { composed, versions }] of plans) {
    for (const { change } of composed.splices) {
      if (!canWait(change)) continue;
      const [text = ''] = settleScopes(versions, [change]).composed.steps;
      const { status } = await tryEdit(target, script.id, text);
      if (status === 'BlockedByActiveGenerator') suspended.add(change.before);
    }
  }
  return suspended;
}

function refusalOf(outcomes: readonly EditOutcome[], { definition }: StackEntry): Refusal | undefined {
  const found = outcomes.find((outcome) => outcome.status === 'refused' && outcome.function === definition?.name);
  return found?.status === 'refused' ? found.refusal : undefined;
}

interface Applied {
  readonly entry: Pause;
  readonly failure: Refusal | undefined;
  readonly edits: readonly EditOutcome[];
}

/** Sends the composed texts while the restarted function stands at its entry: its own file first, then the others. */
async function applyPlans(
  target: Target,
  plans: ReadonlyMap<Edited, FilePlan>,
  restarting: StackEntry,
  changes: boolean,
  entered: Pause,
  { name, place }: Named,
): Promise<Applied> {
  let entry = entered;
  const edits: EditOutcome[] = [];
  const own = [...plans].find(([{ script }]) => changes && script === restarting.script);
  if (own) {
    const [file, plan] = own;
    const { innerHead } = restarting.definition ?? {};
    const isSecond = plan.composed.splices.some(
      ({ change, isInTwoSteps }) => change.before === restarting.definition && isInTwoSteps,
    );
    const { status, taken, pause } = await editTopFrame(
      target,
      file.script.id,
      plan.composed.steps,
      (step) => innerHead !== undefined || (step > 0 && !isSecond),
    );
    if (pause) entry = pause;
    if (taken !== plan.composed.text) {
      if (taken !== undefined) file.source.update(taken, file.source.shown, file.source.origin);
      return { entry, failure: { reason: 'lost position', function: name, place, status }, edits };
    }
    edits.push(...(await settle(target, file, plan, taken, foreseen(plan))));
  }
  for (const [file, plan] of plans) {
    if (file !== own?.[0]) edits.push(...(await applyInactive(target, file, plan)));
  }
  return { entry, failure: undefined, edits };
}
