import type { Definition, ShellToken } from './definitions.js';
import { ts } from 'ts-morph';
import { importsOf, reboundImport } from './imports.js';
import { droppedBy, pairRenamed, type Renamed, type Renames } from './renames.js';

/** One function (or the top level) whose own code differs between two versions of a text. */
export interface Change {
  readonly kind: 'changed';
  readonly before: Definition;
  /** Under another name where it was renamed. */
  readonly after: Definition;
  /** The changes of functions inside it: what is left to apply if this change as a whole is not. */
  readonly inside: readonly Difference[];
}

export type Difference =
  | Change
  | { readonly kind: 'added'; readonly after: Definition }
  | { readonly kind: 'removed'; readonly before: Definition }
  | Renamed;

/**
 * Compares two versions of a text function by function. Comments and formatting make no difference; a change belongs to
 * the innermost function around it.
 * @param known the renames of earlier versions, which the running text does not have
 */
export function compare(before: Definition, after: Definition, known: Renames = new Map()): Difference[] {
  if (textOf(before) === textOf(after)) return [];
  const matched = new Map(after.children.map((child) => [child.key, child]));
  const inside: Difference[] = [];
  const gone: Definition[] = [];
  for (const child of before.children) {
    const now = matched.get(child.key);
    if (now) inside.push(...compare(child, now, known));
    else gone.push(child);
    matched.delete(child.key);
  }
  // A function's name is no token of the code around it: whether the same ones are there is told by their keys.
  const isSameSet = matched.size === 0 && gone.length === 0;
  const renamed = pairRenamed(gone, [...matched.values()], known);
  for (const pair of renamed) inside.push(pair, ...compare(pair.before, pair.after, known));
  for (const each of gone) {
    if (!renamed.some((pair) => pair.before === each)) inside.push({ kind: 'removed', before: each });
  }
  for (const each of matched.values()) {
    if (!renamed.some((pair) => pair.after === each)) inside.push({ kind: 'added', after: each });
  }
  return sameTokens(before.shell, after.shell) && isSameSet ? inside : [{ kind: 'changed', before, after, inside }];
}

function textOf({ node, start, end }: Definition): string {
  return node.getSourceFile().text.slice(start, end);
}

function sameTokens(one: readonly ShellToken[], other: readonly ShellToken[]): boolean {
  return one.length === other.length && one.every(({ text }, index) => text === other[index]?.text);
}

/** A part of a text; offsets. */
interface Part {
  readonly start: number;
  readonly end: number;
}

/**
 * Where the own code of two versions of a function first differs, as an offset in the later one; undefined where only
 * functions inside it came, went or were renamed, or where a module has only other imports and lists of exports.
 * @param added parts of the later one that do not count
 */
export function firstOwnDifference({ before, after, inside }: Change, added: readonly Part[] = []): number | undefined {
  const own = (definition: Definition, but: readonly Part[]): ShellToken[] => {
    const parts = [...but, ...wiring(definition)];
    const isLeftOut = (at: number): boolean => parts.some(({ start, end }) => start <= at && at < end);
    return definition.shell.filter(({ text, start }) => text !== '' && !isLeftOut(start));
  };
  const was = own(before, droppedBy(inside));
  const is = own(after, added);
  for (let index = 0; index < Math.max(was.length, is.length); index++) {
    if (was[index]?.text !== is[index]?.text) return is[index]?.start ?? after.end;
  }
  const isModule = ts.isSourceFile(before.node) && ts.isSourceFile(after.node);
  return isModule ? reboundImport(before.node, after.node) : undefined;
}

/** What a module takes from others and gives them: imports, and `export { one, other };`. */
function wiring({ node }: Definition): readonly Part[] {
  if (!ts.isSourceFile(node)) return [];
  const isList = (each: ts.Statement): boolean => ts.isExportDeclaration(each) && !each.moduleSpecifier;
  const lists = node.statements.filter(isList).map((each) => ({ start: each.getStart(), end: each.end }));
  return [...lists, ...importsOf(node)];
}
