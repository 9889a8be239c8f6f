import { ts } from 'ts-morph';
import type { Difference } from './compare.js';
import { plainName, type Definition } from './definitions.js';
import { hasModifier } from './modifiers.js';

/** One function of a module or of a class of it that has another name now. */
export interface Renamed {
  readonly kind: 'renamed';
  readonly before: Definition;
  readonly after: Definition;
}

/** The keys of functions in the running text, by those that they have in the saved one. */
export type Renames = ReadonlyMap<string, string>;

/** How much of their code two functions must have in common to be the same one, from 0 to 1. */
const LIKENESS = 0.6;
/** Short functions are like one another: fewer tokens than these must all be the same. */
const SHORT = 12;

/**
 * Which of the functions that came are those that went. A known rename holds however much of the code has changed since.
 */
export function pairRenamed(gone: readonly Definition[], came: readonly Definition[], known: Renames): Renamed[] {
  const pairs: Renamed[] = [];
  const take = (before: Definition, after: Definition): void => {
    const isTaken = pairs.some((pair) => pair.before === before || pair.after === after);
    if (!isTaken) pairs.push({ kind: 'renamed', before, after });
  };
  for (const after of came) {
    const before = gone.find(({ key }) => key === known.get(after.key));
    if (before) take(before, after);
  }
  const likely = gone
    .flatMap((before) => came.map((after) => ({ before, after, likeness: likeness(before, after) })))
    .filter((pair) => pair.likeness >= LIKENESS)
    .sort((one, other) => other.likeness - one.likeness);
  for (const { before, after } of likely) take(before, after);
  return pairs;
}

function likeness(before: Definition, after: Definition): number {
  if (!canBeRenamed(before) || !canBeRenamed(after)) return 0;
  if (before.kind !== after.kind || before.node.kind !== after.node.kind) return 0;
  if (before.isAsync !== after.isAsync || before.isGenerator !== after.isGenerator) return 0;
  const isSamePlace = ownerOf(before) === ownerOf(after) && isStatic(before) === isStatic(after);
  return isSamePlace ? inCommon(before, after) : 0;
}

/** Twice the number of tokens in both, by the number of tokens of both (the Sørensen–Dice coefficient). */
function inCommon({ shell: one }: Definition, { shell: other }: Definition): number {
  const counts = new Map<string, number>();
  for (const { text } of one) counts.set(text, (counts.get(text) ?? 0) + 1);
  let common = 0;
  for (const { text } of other) {
    const left = counts.get(text) ?? 0;
    if (left) common++;
    counts.set(text, left - 1);
  }
  const found = (2 * common) / (one.length + other.length);
  return found < 1 && Math.min(one.length, other.length) < SHORT ? 0 : found;
}

function canBeRenamed({ node, parent }: Definition): boolean {
  if (parent?.kind !== 'module') return false;
  return plainName(node) !== undefined || variableOf(node) !== undefined;
}

function isStatic({ node }: Definition): boolean {
  return hasModifier(node, ts.SyntaxKind.StaticKeyword);
}

/** The name of the class that a member is of; undefined for a function that is none's. */
function ownerOf({ node }: Definition): string | undefined {
  return ts.isClassLike(node.parent) ? node.parent.name?.text : undefined;
}

/** The declaration of the variable that a function is the value of. */
export function variableOf(node: ts.Node): ts.VariableDeclaration | undefined {
  let { parent } = node;
  while (ts.isParenthesizedExpression(parent)) parent = parent.parent;
  return ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? parent : undefined;
}

/** The declarations of a running text whose functions have other names now. */
export function droppedBy(differences: readonly Difference[]): { start: number; end: number }[] {
  return differences.flatMap((each) => {
    const variable = each.kind === 'renamed' ? variableOf(each.before.node) : undefined;
    if (!variable) return [];
    const list = variable.parent;
    const isAlone = ts.isVariableDeclarationList(list) && list.declarations.length === 1;
    const whole = isAlone && ts.isVariableStatement(list.parent) ? list.parent : variable;
    return [{ start: whole.getStart(), end: whole.end }];
  });
}

/** The name under which the module's own scope knows a function that was renamed; undefined for a member of a class. */
export function nameInModule({ node }: Definition): string | undefined {
  if (ts.isFunctionDeclaration(node)) return node.name?.text;
  return variableOf(node)?.name.getText();
}
