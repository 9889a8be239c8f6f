import type { Place, Refusal } from '../refusal.js';
import { LineIndex } from '../positions.js';
import { codesOf } from './edited-code.js';
import { placeInFile } from './position-in-file.js';
import { neededFor, type Addition } from './additions.js';
import { membersToChange, type MemberChange } from './class-members.js';
import { compare, firstOwnDifference, type Change, type Difference } from './compare.js';
import type { Composed } from './compose.js';
import type { Definition } from './definitions.js';
import type { EditOutcome } from './edit-outcome.js';
import { canGrow } from './grown-parameters.js';
import { isExpression, undressable, type KeepAlive } from './dress.js';
import { settleScopes, type Versions } from './scope-check.js';

/** Which functions of the running text are on the stack, seen from the frame that restarts. */
interface Activity {
  /** The function that restarts, if one of this file does. Its activations, and all above them, are left. */
  readonly restarting: Definition | undefined;
  /** The functions that stay active: V8 cannot change them, and they keep their old code. */
  readonly staying: ReadonlySet<Definition>;
}

/** What will be done with each change of one saved file. Made before anything is touched; nothing here is a side effect. */
export interface FilePlan {
  readonly path: string;
  readonly versions: Versions;
  /** The functions that keep their old code, as calls of them are on the stack. */
  readonly staying: ReadonlySet<Definition>;
  /** The text to send, and the changes that are in it. */
  readonly composed: Composed;
  readonly keeps: ReadonlyMap<Change, readonly KeepAlive[]>;
  /** What must be published before the text is sent, in this order. */
  readonly publishing: readonly Addition[];
  /** What must be done to live classes before that. */
  readonly members: readonly MemberChange[];
  /** The changes in it that were decided on already: they wait, are refused, or need nothing. */
  readonly settled: readonly EditOutcome[];
  /** How each change in `composed` ends if V8 takes it. */
  readonly applying: ReadonlyMap<Change, EditOutcome & { readonly status: 'applied' }>;
}

/**
 * Compares what runs with what was saved and decides on each change (E2, E5, E6, E7, R9).
 * @param staying the functions that stay active: V8 cannot change them, and they keep their old code
 */
export function planFile(versions: Versions, staying: ReadonlySet<Definition>): FilePlan {
  const activity = { restarting: versions.restarting, staying };
  const differences = compare(versions.running.module, versions.saved.module, versions.renames);
  const inRunning = (offset: number): Place => ({
    path: versions.path,
    position: new LineIndex(versions.running.text).positionAt(offset),
  });
  const settled: EditOutcome[] = [];
  const accepted: Change[] = [];
  const placeAt = (offset: number): Place => placeInFile({ ...versions, saved: versions.saved.text }, offset);
  const { running, seen = running, saved } = versions;
  const codes = (change: Change, isWhole: boolean) => codesOf(change, seen, saved, isWhole);
  const placeOf = ({ start }: Definition): Place => placeAt(start);

  const refuse = (refused: Difference & { after: Definition }, refusal: Refusal, isWhole = false): void => {
    const { after } = refused;
    const edited = refused.kind === 'changed' ? { codes: codes(refused, isWhole) } : {};
    settled.push({ status: 'refused', function: after.name, place: placeOf(after), refusal, ...edited });
  };
  const { additions } = versions;
  const members = versions.members ? membersToChange(differences, versions.saved, versions.members) : [];
  const isOfClass = (definition: Definition): boolean =>
    versions.members?.has(definition.name) === true || members.some((each) => each.definition === definition);
  const decide = (difference: Difference): void => {
    if (difference.kind === 'renamed') {
      const { after } = difference;
      const isMade = isOfClass(after) || additions.some(({ renamed }) => renamed?.after.key === after.key);
      if (!isMade) refuse(difference, { reason: 'function added', function: after.name, place: placeOf(after) });
      return;
    }
    if (difference.kind === 'added' && isOfClass(difference.after)) return;
    if (difference.kind === 'removed' && isOfClass(difference.before)) return;
    if (difference.kind === 'added') {
      const { after } = difference;
      if (additions.some(({ start, end }) => start <= after.start && after.end <= end)) return;
      refuse(difference, { reason: 'function added', function: after.name, place: placeOf(after) });
      return;
    }
    if (difference.kind === 'removed') {
      const { name, start } = difference.before;
      const place = (versions.placeInRunning ?? inRunning)(start);
      settled.push({ status: 'removed', function: name, place });
      return;
    }
    const verdict = judge(difference, activity, additions, placeAt);
    if (verdict === 'apply') {
      accepted.push(difference);
      return;
    }
    if (verdict === 'wait') {
      const { after } = difference;
      settled.push({ status: 'waiting', function: after.name, place: placeOf(after), codes: codes(difference, false) });
    } else if (verdict !== 'only functions') refuse(difference, verdict);
    difference.inside.forEach(decide);
  };
  differences.forEach(decide);

  const { composed, uses, keeps, refused } = settleScopes(versions, accepted);
  for (const { change, refusal } of refused) refuse(change, refusal, true);
  const applying = new Map(
    composed.splices.map(({ change }) => {
      const { after } = change;
      const ended = { function: after.name, place: placeOf(after), codes: codes(change, true) };
      return [change, { status: 'applied', ...ended } as const];
    }),
  );
  // What does nothing when it is made is there at once; the others when they are used.
  const always = additions.filter(({ kind, renamed }) => kind === 'function' || renamed).flatMap(({ names }) => names);
  const needed = neededFor(additions, [...always, ...uses]);
  const publishing = needed.filter(({ isPublished }) => !isPublished);
  for (const addition of additions) {
    if (addition.kind !== 'variable' || addition.isPublished || needed.includes(addition)) continue;
    const place = placeAt(addition.start);
    const refusal: Refusal = { reason: 'top level', place };
    settled.push({ status: 'refused', function: addition.names.join(), place, refusal });
  }
  for (const { names, start, renamed, kind } of publishing) {
    const through = kind === 'import' ? 'import' : 'add';
    settled.push({
      status: 'added',
      function: names.join(),
      place: placeAt(start),
      through,
      was: renamed?.before.name,
    });
  }
  return { path: versions.path, versions, staying, composed, keeps, publishing, members, settled, applying };
}

type Verdict = 'apply' | 'wait' | 'only functions' | Refusal;

function judge(
  change: Change,
  activity: Activity,
  additions: readonly Addition[],
  placeAt: (offset: number) => Place,
): Verdict {
  const { before, after } = change;
  const restarts = before === activity.restarting;
  const place = placeAt(after.start);
  if (before.kind === 'module' && !restarts) {
    const offset = firstOwnDifference(change, additions);
    return offset === undefined ? 'only functions' : { reason: 'top level', place: placeAt(offset) };
  }
  // A function that is on the stack, or has one inside it that is, cannot be sent as a whole.
  if (activity.staying.has(before) || change.inside.some((inner) => touchesActive(inner, activity))) return 'wait';
  const to = otherKind(before, after, restarts);
  if (to !== undefined) return { reason: 'kind changed', function: after.name, place, to };
  if (!restarts) return 'apply';
  if (after.parameterCount > before.parameterCount && !canGrow(after.node)) {
    const { parameterCount: from } = before;
    return { reason: 'parameters grew', function: after.name, place, from, to: after.parameterCount };
  }
  return 'apply';
}

function touchesActive(difference: Difference, activity: Activity): boolean {
  if (difference.kind !== 'changed') return false;
  const { before, inside } = difference;
  return (
    before === activity.restarting ||
    activity.staying.has(before) ||
    inside.some((inner) => touchesActive(inner, activity))
  );
}

/** What a function has become that V8 does not take for the same one, for a sentence; undefined where it is of its kind. */
function otherKind(before: Definition, after: Definition, restarts: boolean): string | undefined {
  if (before.kind !== after.kind) return ARTICLES[after.kind];
  const hasChanged = before.isAsync !== after.isAsync || before.isGenerator !== after.isGenerator;
  if (hasChanged && (restarts || isExpression(before))) return describeKind(after);
  return isExpression(before) ? undressable(before.node, after.node) : undefined;
}

const ARTICLES: Readonly<Record<Definition['kind'], string>> = {
  module: 'a file',
  function: 'a function',
  arrow: 'an arrow function',
  method: 'a method',
  getter: 'a getter',
  setter: 'a setter',
  constructor: 'a constructor',
  'static block': 'a static block',
};

function describeKind({ isAsync, isGenerator }: Definition): string {
  if (isGenerator) return isAsync ? 'an async generator' : 'a generator';
  return isAsync ? 'async' : 'synchronous';
}
