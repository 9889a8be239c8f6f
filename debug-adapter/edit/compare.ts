import type { Definition, ShellToken } from './definitions.js';

/** One function (or the top level) whose own code differs between two versions of a text. */
export interface Change {
  readonly kind: 'changed';
  readonly before: Definition;
  readonly after: Definition;
  /** The changes of functions inside it: what is left to apply if this change as a whole is not. */
  readonly inside: readonly Difference[];
}

export type Difference =
  | Change
  | { readonly kind: 'added'; readonly after: Definition }
  | { readonly kind: 'removed'; readonly before: Definition };

/**
 * Compares two versions of a text function by function. Comments and formatting make no difference; a change belongs to
 * the innermost function around it.
 */
export function compare(before: Definition, after: Definition): Difference[] {
  const matched = new Map(after.children.map((child) => [child.key, child]));
  const inside: Difference[] = [];
  for (const child of before.children) {
    inside.push(...compareChild(child, matched.get(child.key)));
    matched.delete(child.key);
  }
  for (const added of matched.values()) inside.push({ kind: 'added', after: added });
  // A function's name is no token of the code around it: whether the same ones are there is told by their keys.
  const isSameSet = matched.size === 0 && before.children.length === after.children.length;
  return sameTokens(before.shell, after.shell) && isSameSet ? inside : [{ kind: 'changed', before, after, inside }];
}

function compareChild(before: Definition, after: Definition | undefined): Difference[] {
  return after ? compare(before, after) : [{ kind: 'removed', before }];
}

function sameTokens(one: readonly ShellToken[], other: readonly ShellToken[]): boolean {
  return one.length === other.length && one.every(({ text }, index) => text === other[index]?.text);
}

/**
 * Where the own code of two versions of a function first differs, as an offset in the later one; undefined where only
 * functions inside it came or went.
 * @param added parts of the later one that do not count
 */
export function firstOwnDifference(
  before: Definition,
  after: Definition,
  added: readonly { readonly start: number; readonly end: number }[] = [],
): number | undefined {
  const own = (definition: Definition): ShellToken[] => definition.shell.filter(({ text }) => text !== '');
  const was = own(before);
  const is = own(after).filter((token) => !added.some(({ start, end }) => start <= token.start && token.start < end));
  for (let index = 0; index < Math.max(was.length, is.length); index++) {
    if (was[index]?.text !== is[index]?.text) return is[index]?.start ?? after.end;
  }
  return undefined;
}
