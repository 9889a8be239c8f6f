import { ts } from 'ts-morph';
import type { Wrapping } from './wrappings.js';

/**
 * A running call of `f(a)` cannot become one of `f(a, b, c = 1)`: V8 reads garbage for the parameters that the call did
 * not have, or crashes (E5). A rest parameter is none of those that it counts, so what is sent is `f(a, ...[b, c = 1,,])`.
 * The comma too many, or `...[...rest]` where the last one is a rest parameter itself, tells it from a user's own.
 */

/**
 * What is put around the parameters that a function did not have.
 * @param count how many it had, a rest parameter not counted
 */
export function growing(node: ts.Node, count: number): Wrapping[] {
  if (!ts.isFunctionLike(node)) return [];
  const first = node.parameters[count];
  const last = node.parameters.at(-1);
  if (!first || !last || first.dotDotDotToken) return [];
  const { dotDotDotToken, name } = last;
  const around = { start: first.getStart(), before: '...[', end: last.end, after: dotDotDotToken ? ']' : ',,]' };
  const aroundRest = { start: name.getStart(), before: '[...', end: name.end, after: ']' };
  return dotDotDotToken ? [around, aroundRest] : [around];
}

/** The user's own parameters in a rest parameter that was put around them; undefined for any other parameter. */
export function grownParameters(node: ts.Node): readonly ts.Node[] | undefined {
  if (!ts.isParameter(node) || !node.dotDotDotToken || !ts.isArrayBindingPattern(node.name)) return undefined;
  const own = node.name.elements.slice(0, -1);
  const last = node.name.elements.at(-1);
  if (!last) return undefined;
  if (ts.isOmittedExpression(last)) return own;
  if (!last.dotDotDotToken || !ts.isArrayBindingPattern(last.name)) return undefined;
  const [rest] = last.name.elements;
  return rest && ts.isBindingElement(rest) && rest.dotDotDotToken ? [...own, rest] : undefined;
}

/** Whether a function can take more parameters while it runs: a directive of its own allows only simple ones. */
export function canGrow(node: ts.Node): boolean {
  const body = 'body' in node ? (node.body as ts.Node | undefined) : undefined;
  const [first] = body && ts.isBlock(body) ? body.statements : [];
  const hasDirective = first && ts.isExpressionStatement(first) && ts.isStringLiteral(first.expression);
  return !hasDirective && !ts.isSetAccessor(node);
}
