import type { Place, Refusal } from '../refusal.js';
import type { Addition } from './additions.js';
import type { KnownMembers } from './class-members.js';
import type { Change } from './compare.js';
import { compose, type Composed, type Splice, type Texts } from './compose.js';
import { findCaptures, variablesIn, type Capture, type Captures } from './captures.js';
import type { KeepAlive } from './dress.js';
import { outline, type Definition, type Outline } from './definitions.js';
import type { Origin } from './origin.js';
import { placeInFile } from './position-in-file.js';
import type { Renames } from './renames.js';

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
  const nodes = changes.flatMap((change) => [change.before.node, change.after.node]);
  const names = new Set(nodes.flatMap((node) => [...variablesIn(node)]));
  const before = findCaptures(running, isCommonJs, names);
  const wanted = findCaptures(saved, isCommonJs, names);
  const refused: ScopeRefusal[] = [];
  const added = new Set(versions.additions.flatMap(({ names }) => names));
  const keeps = new Map<Change, KeepAlive[]>();
  let left = [...changes];
  for (;;) {
    const composed = compose(versions, left, keeps);
    const after = findCaptures(outline(composed.text), isCommonJs, names);
    const found = findOffence(composed.splices, before, after, wanted, added);
    if (!found) return { composed, uses: usesOf(composed.splices, after, added), keeps, refused };
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

interface Offence {
  readonly splice: Splice;
  readonly reason: 'capture gained' | 'capture lost' | 'assignment lost' | 'new name';
  readonly variable: string;
  /** In the saved text. */
  readonly offset: number;
}

function usesOf(splices: readonly Splice[], { free }: Captures, added: ReadonlySet<string>): Set<string> {
  const inside = [...free].filter(([user]) => splices.some((splice) => isInSplice(splice, user)));
  return new Set(inside.flatMap(([, names]) => [...names.keys()]).filter((name) => added.has(name)));
}

function isInSplice({ start, end }: Splice, definition: Definition): boolean {
  return definition.kind !== 'module' && definition.start >= start && definition.start < end;
}

/** @param added what is published under its name */
function findOffence(
  splices: readonly Splice[],
  before: Captures,
  after: Captures,
  wanted: Captures,
  added: ReadonlySet<string>,
): Offence | undefined {
  const keptBefore = byVariable(before.all);
  const keptAfter = byVariable(after.all);
  const assignedBefore = byVariable(before.assignments);
  const assignedAfter = byVariable(after.assignments);
  const evalBefore = new Set([...before.keepsAll].map(({ key }) => key));
  const evalAfter = new Set([...after.keepsAll].map(({ key }) => key));
  const steady = (owner: Definition): boolean => evalBefore.has(owner.key) && evalAfter.has(owner.key);

  for (const splice of splices) {
    const { change, toSaved } = splice;
    const inSplice = (definition: Definition): boolean => isInSplice(splice, definition);

    for (const [user, names] of after.free) {
      if (!inSplice(user)) continue;
      for (const [variable, offset] of names) {
        const isNew = wanted.all.some(
          ({ name, owner, user: other }) =>
            writtenName(name) === variable &&
            within(other, change.after) &&
            !within(owner, change.after) &&
            !(owner.kind === 'module' && added.has(variable)),
        );
        if (isNew) return { splice, reason: 'new name', variable, offset: toSaved(offset) };
      }
    }
    // A direct `eval` makes every scope around it keep all that it has.
    const { parent } = change.before;
    if (parent && evalBefore.has(parent.key) !== evalAfter.has(parent.key)) {
      const reason = evalAfter.has(parent.key) ? 'capture gained' : 'capture lost';
      return { splice, reason, variable: 'eval', offset: change.after.start };
    }
    for (const [key, captures] of keptAfter) {
      const gained = captures.find(({ user, owner }) => inSplice(user) && !inSplice(owner) && !steady(owner));
      if (gained && !keptBefore.has(key)) {
        return { splice, reason: 'capture gained', variable: gained.name, offset: toSaved(gained.offset) };
      }
    }
    const isOuter = ({ user, owner }: Capture): boolean => within(user, change.before) && !within(owner, change.before);
    for (const [key, captures] of keptBefore) {
      const lost = captures.find((capture) => isOuter(capture) && !steady(capture.owner));
      if (lost && !keptAfter.has(key)) {
        return { splice, reason: 'capture lost', variable: lost.name, offset: change.after.start };
      }
    }
    for (const [key, assignments] of assignedBefore) {
      const lost = assignments.find(isOuter);
      if (lost && !assignedAfter.has(key)) {
        return { splice, reason: 'assignment lost', variable: lost.name, offset: change.after.start };
      }
    }
  }
  return undefined;
}

/** Captures by the variable; the same variable has the same key in both versions of a text. */
function byVariable(captures: readonly Capture[]): Map<string, Capture[]> {
  const found = new Map<string, Capture[]>();
  for (const capture of captures) {
    const key = `${capture.owner.key}|${capture.name}|${capture.ordinal}`;
    const same = found.get(key);
    if (same) same.push(capture);
    else found.set(key, [capture]);
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
