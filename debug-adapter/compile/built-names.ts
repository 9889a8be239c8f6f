import { ts } from 'ts-morph';
import { usesOf, type NameUse } from './bindings.js';
import type { Bundle } from './bundle.js';
import type { Transpiled } from './transpiled.js';

/** What a variable of a source is in a built text: `greet2`, `lib_1.greet`, or a value that was put in its place. */
export interface BuiltName {
  readonly text: string;
  /** The name that it begins with, somewhere in the built text; undefined for a value. */
  readonly base: ts.Identifier | ts.PrivateIdentifier | undefined;
}

/** The variables of a source as a built text has them, by their keys (bindings.ts): what most of their uses became. */
export function builtNames(made: Transpiled, bundle: Bundle): Map<string, BuiltName> {
  const votes = new Map<string, Map<string, { count: number; name: BuiltName }>>();
  for (const { node, key } of usesOf(made)) {
    const place = made.places.get(node.getStart());
    if (place === undefined) continue;
    for (const offset of bundle.offsetsOf(place)) {
      const at = bundle.nodeAt(offset);
      const name = at && nameAt(at, node);
      if (!name) continue;
      const ofKey = votes.get(key) ?? new Map<string, { count: number; name: BuiltName }>();
      votes.set(key, ofKey);
      const vote = ofKey.get(name.text) ?? { count: 0, name };
      ofKey.set(name.text, vote);
      vote.count++;
    }
  }
  return new Map(
    [...votes].flatMap(([key, ofKey]) => {
      const found = [...ofKey.values()].sort((one, other) => other.count - one.count);
      const first = found.find(({ name }) => name.base) ?? (found.length === 1 ? found[0] : undefined);
      return first ? [[key, first.name]] : [];
    }),
  );
}

/**
 * @param at the node that a use has become
 * @param use in the source
 */
function nameAt(at: ts.Node, use: NameUse['node']): BuiltName | undefined {
  if (ts.isPrivateIdentifier(use)) {
    return ts.isPrivateIdentifier(at) ? { text: at.text, base: at } : undefined;
  }
  const found = referenceAt(at, ts.isShorthandPropertyAssignment(use.parent));
  if (!found) return isLiteral(at) && isAlone(use) ? { text: at.getText(), base: undefined } : undefined;
  const own = membersAbove(use);
  const all = found.isWhole ? found.members : [...found.members, ...membersAbove(found.node)];
  const expected = found.isWhole ? [] : own;
  const kept = all.length - expected.length;
  if (kept < 0 || expected.some((each, index) => all[kept + index] !== each)) return undefined;
  return { text: [found.base.text, ...all.slice(0, kept)].join('.'), base: found.base };
}

interface Reference {
  readonly node: ts.Node;
  readonly base: ts.Identifier;
  /** Behind the base, in the node. */
  readonly members: readonly string[];
  /** Whether it ends where the node does: `(0, lib.greet)`. */
  readonly isWhole: boolean;
}

function referenceAt(at: ts.Node, isShorthand: boolean): Reference | undefined {
  const { parent } = at;
  if (ts.isParenthesizedExpression(at) && ts.isBinaryExpression(at.expression)) {
    const { left, right, operatorToken } = at.expression;
    const isCall = operatorToken.kind === ts.SyntaxKind.CommaToken && ts.isNumericLiteral(left);
    return isCall ? partsOf(right, true) : undefined;
  }
  if (!ts.isIdentifier(at)) return undefined;
  if (ts.isPropertyAssignment(parent) && parent.name === at) {
    return isShorthand ? partsOf(parent.initializer, true) : undefined;
  }
  if (ts.isPropertyAccessExpression(parent) && parent.name === at) return partsOf(parent, false);
  if (ts.isImportSpecifier(parent)) return partsOf(parent.name, false);
  const isProperty =
    ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent) || ts.isAccessor(parent)
      ? parent.name === at
      : ts.isExportSpecifier(parent) || ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent);
  if (isProperty || (ts.isBindingElement(parent) && parent.propertyName === at)) return undefined;
  return partsOf(at, false);
}

function partsOf(node: ts.Node, isWhole: boolean): Reference | undefined {
  const members: string[] = [];
  let base = node;
  while (ts.isPropertyAccessExpression(base)) {
    members.unshift(base.name.text);
    base = base.expression;
  }
  return ts.isIdentifier(base) ? { node, base, members, isWhole } : undefined;
}

/** `['x', 'y']` for the `a` of `a.x.y`. */
function membersAbove(node: ts.Node): string[] {
  const members: string[] = [];
  for (let at = node; ts.isPropertyAccessExpression(at.parent) && at.parent.expression === at; at = at.parent) {
    members.push(at.parent.name.text);
  }
  return members;
}

/** Whether a use is a whole expression: what starts there in the built text stands for it alone. */
function isAlone({ parent, pos }: ts.Node): boolean {
  return parent.pos !== pos;
}

function isLiteral(node: ts.Node): boolean {
  const { TrueKeyword, FalseKeyword, NullKeyword } = ts.SyntaxKind;
  return ts.isLiteralExpression(node) || [TrueKeyword, FalseKeyword, NullKeyword].some((kind) => kind === node.kind);
}
