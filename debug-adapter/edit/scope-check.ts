import { ts } from 'ts-morph';
import type { Place, Refusal } from '../refusal.js';
import type { Addition } from './additions.js';
import type { KnownMembers } from './class-members.js';
import type { Change } from './compare.js';
import { compose, type Composed, type Splice, type Texts } from './compose.js';
import { findCaptures, findCapturesOf, variablesIn, type Capture, type Captures } from './captures.js';
import type { KeepAlive } from './dress.js';
import type { Definition, Outline } from './definitions.js';
import type { Origin } from './origin.js';
import { placeInFile } from './position-in-file.js';
import type { Renames } from './renames.js';
import { forEachWord } from './syntax.js';

/** One change that V8 would take without effect, and why. */
export interface ScopeRefusal {
  readonly change: Change;
  readonly refusal: Refusal;
}

/** What is left to send after every change that would have no effect was taken out. */
export interface Settled {
  readonly composed: Composed;
  /** The names of additions that it uses. */
  readonly uses: ReadonlySet<string>;
  readonly keeps: ReadonlyMap<Change, readonly KeepAlive[]>;
  readonly refused: readonly ScopeRefusal[];
}

/** The two versions of a file, and the path that refusals name. */
export interface Versions extends Texts {
  readonly path: string;
  readonly running: Outline;
  readonly saved: Outline;
  /** The text of the file itself, where it is not the saved one (reverted.ts). */
  readonly inFile?: string | undefined;
  /** What that is made from; undefined where it is the file as it is. */
  readonly origin?: Origin | undefined;
  /** Where an offset of the running text stands in the file that the user edits. */
  readonly placeInRunning?: ((offset: number) => Place) | undefined;
  /** What the user saw before; the running text if left out. */
  readonly seen?: Outline | undefined;
  readonly isCommonJs: boolean;
  /** What is new at the top level and can be published, if the module's scope can be evaluated in. */
  readonly additions: readonly Addition[];
  /** The functions that were renamed before. */
  readonly renames?: Renames | undefined;
  /** What has been done to its classes; undefined where their members cannot be changed. */
  readonly members?: KnownMembers | undefined;
}

/**
 * Takes out the changes that V8 would answer `Ok` to without effect (E6): those after which a scope around the function
 * keeps other variables than before, and those that use a name which is new at an outer level (E6c). Taking one out can
 * make another one lawful or unlawful, so it goes on until nothing changes.
 */
export function settleScopes(versions: Versions, changes: readonly Change[]): Settled {
  const { running, saved, isCommonJs } = versions;
  const names = new Set(
    changes.flatMap(({ before, after }) => [...variablesIn(before.node), ...variablesIn(after.node)]),
  );
  const before = findCaptures(running, isCommonJs, names);
  const refused: ScopeRefusal[] = [];
  const added = new Set(versions.additions.flatMap(({ names: each }) => each));
  const keeps = new Map<Change, KeepAlive[]>();
  let left = [...changes];
  // From one round to the next, the code of few functions changes.
  const known = new Map<Change, { readonly code: string; readonly captures: Captures }>();
  const capturesOf = (change: Change, code: string): Captures => {
    const last = known.get(change);
    if (last?.code === code) return last.captures;
    const captures = findCapturesOf(running, isCommonJs, change.before, code);
    known.set(change, { code, captures });
    return captures;
  };
  for (;;) {
    const composed = compose(versions, left, keeps);
    const spliced = composed.splices.map((splice): Spliced => {
      const { change, start, end } = splice;
      return { ...splice, captures: capturesOf(change, composed.text.slice(start, end)) };
    });
    const found = findOffence(spliced, before, { saved, isCommonJs, added });
    if (!found) return { composed, uses: usesOf(spliced, added), keeps, refused };
    const { splice, reason, offset } = found;
    const variable = writtenName(found.variable);
    if (reason === 'capture lost' || reason === 'assignment lost') {
      const keep: KeepAlive = { variable, use: reason === 'capture lost' ? 'read' : 'assigned' };
      const kept = keeps.get(splice.change) ?? [];
      const isNew = !kept.some((other) => other.variable === variable && other.use === keep.use);
      if (isNew) {
        keeps.set(splice.change, [...kept, keep]);
        continue;
      }
    }
    const place = placeInFile({ ...versions, saved: saved.text }, offset);
    const { change } = splice;
    refused.push({ change, refusal: { reason, function: change.after.name, place, variable } });
    left = left.filter((other) => other !== change);
  }
}

/** What stands in the place of one function, and the outer variables that it captures there. */
interface Spliced extends Splice {
  readonly captures: Captures;
}

interface Offence {
  readonly splice: Splice;
  readonly reason: 'capture gained' | 'capture lost' | 'assignment lost' | 'new name';
  readonly variable: string;
  /** In the saved text. */
  readonly offset: number;
}

function usesOf(splices: readonly Spliced[], added: ReadonlySet<string>): Set<string> {
  return new Set(splices.flatMap(({ captures }) => [...captures.free.keys()]).filter((name) => added.has(name)));
}

interface After {
  readonly saved: Outline;
  readonly isCommonJs: boolean;
  /** What is published under its name. */
  readonly added: ReadonlySet<string>;
}

function findOffence(splices: readonly Spliced[], before: Captures, after: After): Offence | undefined {
  const stays = (user: Definition): boolean => !splices.some(({ change }) => within(user, change.before));
  const keptBefore = variablesOf(before.all);
  const keptAfter = variablesOf([
    ...before.all.filter(({ user }) => stays(user)),
    ...splices.flatMap(({ captures }) => captures.all),
  ]);
  const assignedAfter = variablesOf([
    ...before.assignments.filter(({ user }) => stays(user)),
    ...splices.flatMap(({ captures }) => captures.assignments),
  ]);
  const evalBefore = withAllAround(before.evals);
  const evalAfter = withAllAround([
    ...before.evals.filter(stays),
    ...splices.flatMap(({ change, captures }) => (captures.evals.length ? (change.before.parent ?? []) : [])),
  ]);
  const steady = (owner: Definition): boolean => evalBefore.has(owner) && evalAfter.has(owner);

  for (const splice of splices) {
    const { change, start, toSaved, captures } = splice;
    const inSaved = (offset: number): number => toSaved(start + offset);
    const declared = declaredInSaved(change, captures.free, after);
    for (const [variable, offset] of captures.free) {
      if (declared.has(variable)) return { splice, reason: 'new name', variable, offset: inSaved(offset) };
    }
    // A direct `eval` makes every scope around it keep all that it has.
    const { parent } = change.before;
    if (parent && evalBefore.has(parent) !== evalAfter.has(parent)) {
      const reason = evalAfter.has(parent) ? 'capture gained' : 'capture lost';
      return { splice, reason, variable: 'eval', offset: change.after.start };
    }
    const gained = captures.all.find(({ owner, variable }) => !steady(owner) && !keptBefore.has(variable));
    if (gained) return { splice, reason: 'capture gained', variable: gained.name, offset: inSaved(gained.offset) };
    const isOuter = ({ user, owner }: Capture): boolean => within(user, change.before) && !within(owner, change.before);
    const lost = before.all.find(
      (capture) => isOuter(capture) && !steady(capture.owner) && !keptAfter.has(capture.variable),
    );
    if (lost) return { splice, reason: 'capture lost', variable: lost.name, offset: change.after.start };
    const dropped = before.assignments.find((each) => isOuter(each) && !assignedAfter.has(each.variable));
    if (dropped) return { splice, reason: 'assignment lost', variable: dropped.name, offset: change.after.start };
  }
  return undefined;
}

/** Those of the names that mean nothing where the function runs, but are variables around it in the saved text. */
function declaredInSaved(
  { after }: Change,
  free: ReadonlyMap<string, number>,
  { saved, isCommonJs, added }: After,
): Set<string> {
  const names = new Set(free.keys());
  if (!names.size || !declaresAnyOf(saved, names)) return new Set();
  const { all } = findCaptures(saved, isCommonJs, names);
  const isNew = ({ name, owner, user }: Capture): boolean =>
    within(user, after) && !within(owner, after) && !(owner.kind === 'module' && added.has(writtenName(name)));
  return new Set(all.filter(isNew).map(({ name }) => writtenName(name)));
}

/** Quick, where resolving the names would take a second for a bundle; takes members for variables. */
function declaresAnyOf({ source }: Outline, names: ReadonlySet<string>): boolean {
  let isFound = false;
  forEachWord(source, names, (node) => {
    const { parent } = node;
    isFound ||= !ts.isPropertyAccessExpression(parent) && 'name' in parent && parent.name === node;
  });
  return isFound;
}

function variablesOf(captures: readonly Capture[]): Set<string> {
  return new Set(captures.map(({ variable }) => variable));
}

function withAllAround(definitions: readonly Definition[]): Set<Definition> {
  const found = new Set<Definition>();
  for (const definition of definitions) {
    for (let at: Definition | undefined = definition; at && !found.has(at); at = at.parent) found.add(at);
  }
  return found;
}

/** What tells variables of one name apart stands behind a space (captures.ts). */
function writtenName(name: string): string {
  return name.split(' ', 1)[0] ?? name;
}

function within(inner: Definition, outer: Definition): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}
