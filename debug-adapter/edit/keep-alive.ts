import { ts } from 'ts-morph';

/**
 * What the user's edit no longer uses and V8 must go on seeing used: dead code at the end of the edited function, on its
 * last line. E6b: a variable whose last use goes changes what its scope keeps, and the edit would have no effect. E11: on
 * Node 26 a variable whose last assignment goes ends the process.
 */
export interface KeepAlive {
  readonly variable: string;
  readonly use: 'read' | 'assigned';
}

/** The text of an edited function, from the saved text, with what it must keep alive. */
export function withKeepAlive(text: string, node: ts.Node, keeps: readonly KeepAlive[]): string {
  const start = node.getStart();
  const own = text.slice(start, node.end);
  if (!keeps.length) return own;
  const dead = `0&&[${keeps.map(expressionOf).join()}]`;
  const { body } = node as ts.FunctionLikeDeclaration;
  if (!body) return own;
  if (ts.isBlock(body)) return `${text.slice(start, body.end - 1)};${dead}}${text.slice(body.end, node.end)}`;
  return `${text.slice(start, body.getStart())}(${dead},${text.slice(body.getStart(), body.end)})${text.slice(body.end, node.end)}`;
}

/** `super` is no variable that an expression of its own could name. */
export function canKeep({ variable }: KeepAlive): boolean {
  return variable !== 'super';
}

function expressionOf({ variable, use }: KeepAlive): string {
  if (variable.startsWith('#')) return `${variable} in {}`;
  return use === 'assigned' ? `(${variable}=${variable})` : variable;
}

/** `0&&[…]` as a statement. */
export function isKeepAlive(node: ts.Node): boolean {
  return ts.isExpressionStatement(node) && isDead(node.expression);
}

/** `(0&&[…],expression)`, an arrow function's body. */
export function isKeptExpression(
  node: ts.Node,
): node is ts.ParenthesizedExpression & { readonly expression: ts.BinaryExpression } {
  if (!ts.isParenthesizedExpression(node) || !ts.isBinaryExpression(node.expression)) return false;
  const { left, operatorToken } = node.expression;
  return operatorToken.kind === ts.SyntaxKind.CommaToken && isDead(left);
}

function isDead(node: ts.Node): boolean {
  return (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken &&
    ts.isNumericLiteral(node.left) &&
    node.left.text === '0' &&
    ts.isArrayLiteralExpression(node.right)
  );
}
