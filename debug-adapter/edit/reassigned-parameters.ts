import { ts } from 'ts-morph';
import { isFunctionNode, type Definition } from './definitions.js';

/**
 * The parameters that a call may have assigned to before it came to an offset of the running text: V8 starts it again
 * with their present values (R7). Others it starts with what they were called with: those that closures share, those of
 * a function that uses `arguments`, and those of a list with defaults, patterns or a rest.
 */
export function reassignedParameters({ node, kind }: Definition, offset: number): string[] {
  if (!ts.isFunctionLike(node) || kind === 'module') return [];
  const { body } = node as ts.FunctionLikeDeclaration;
  const isSimple = node.parameters.every(
    ({ name, initializer, dotDotDotToken }) => ts.isIdentifier(name) && !initializer && !dotDotDotToken,
  );
  if (!isSimple || !body || usesArguments(body)) return [];
  const names = node.parameters.map(({ name }) => name.getText());
  const assigned = new Set(assignmentsBefore(body, offset));
  return names.filter((name) => assigned.has(name) && !isCaptured(body, name));
}

/** Names that are assigned to before an offset, or in a loop around it. */
function* assignmentsBefore(node: ts.Node, offset: number): Generator<string> {
  if (isFunctionNode(node)) return;
  if (node.getStart() >= offset) return;
  const isLoop = ts.isIterationStatement(node, false) && offset < node.end;
  const target = assignedIn(node);
  if (target) yield* identifiersIn(target);
  for (const child of node.getChildren()) yield* assignmentsBefore(child, isLoop ? node.end : offset);
}

/** What a node assigns to: a name, or a pattern of them. */
function assignedIn(node: ts.Node): ts.Node | undefined {
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    const isAssignment = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
    return isAssignment ? node.left : undefined;
  }
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    const { operator } = node;
    const isUpdate = operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
    return isUpdate ? node.operand : undefined;
  }
  const isIn = ts.isForInStatement(node) || ts.isForOfStatement(node);
  return isIn && !ts.isVariableDeclarationList(node.initializer) ? node.initializer : undefined;
}

/** The variables of a target; properties that are assigned to are none. */
function* identifiersIn(node: ts.Node): Generator<string> {
  if (ts.isIdentifier(node)) yield node.text;
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return;
  for (const child of node.getChildren()) yield* identifiersIn(child);
}

function isCaptured(body: ts.Node, name: string): boolean {
  const isUsed = (node: ts.Node): boolean =>
    (ts.isIdentifier(node) && node.text === name) || (ts.forEachChild(node, isUsed) ?? false);
  const find = (node: ts.Node): boolean =>
    isFunctionNode(node) ? isUsed(node) : (ts.forEachChild(node, find) ?? false);
  return find(body);
}

/** An arrow function's `arguments` are those of the function around it; a direct `eval` could use them, too. */
function usesArguments(node: ts.Node): boolean {
  if (ts.isIdentifier(node) && (node.text === 'arguments' || node.text === 'eval')) return true;
  if (isFunctionNode(node) && !ts.isArrowFunction(node)) return false;
  return ts.forEachChild(node, usesArguments) ?? false;
}
