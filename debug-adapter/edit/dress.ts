import { ts } from 'ts-morph';
import { growing } from './grown-parameters.js';
import { instrument, wrapText, type Numbering } from './instrument.js';
import { hasModifier } from './modifiers.js';
import { scopeSuffix } from './scope-suffix.js';
import { unwrap, wrappedIn } from './unwrap.js';
import { declaresAny, namesOf, type Wrapping } from './wrappings.js';

/**
 * V8 is not sent an edited function as the user wrote it alone. What is added never runs and moves no line of the
 * user's; it is taken off again where a running text is read (`undress`), so that comparing never sees it.
 *
 * - `0&&[name,(name=name)]`, at the end of a block or before an expression, keeps a variable in use (E6b) and assigned (E11).
 * - `...[b,c,,]` takes parameters that the function did not have when it was called (grown-parameters.ts).
 * - `1.?(new):0?'¤':old` stands for the expression of an arrow function. V8 takes a change of its last character for one
 *   of the function around it (E12), so the old expression stays last; the sign in it, which no program has, leaves V8
 *   only one way to align the two.
 */

/** What a function must go on using, or assigning to, though the user's edit no longer does. */
export interface KeepAlive {
  readonly variable: string;
  readonly use: 'read' | 'assigned';
}

/** What stands in the place of one function. */
export interface Replacement {
  /** What V8 must be sent first where the edit takes two steps: the same code as before, ready for the second (E12). */
  readonly first: string;
  readonly text: string;
  /** Where the body starts in the function's saved text, and how much was put in front of it; characters. */
  readonly bodyStart: number;
  readonly bodyShift: number;
}

const ANCHOR = "0?'¤':";
const DRESSED = '1.?(';

/**
 * What to send in the place of a function.
 * @param before its node in the running text, `after` its node in the saved one
 * @param count how many parameters the function had, where it is running (E5)
 * @param numbering of the functions to wrap in it, where those of its file are wrapped (wrappings.ts)
 */
export function replacementOf(
  running: string,
  before: ts.Node,
  saved: string,
  after: ts.Node,
  keeps: readonly KeepAlive[],
  count: number | undefined,
  numbering: Numbering | undefined,
): Replacement {
  const dead = keeps.length ? `0&&[${keeps.map(expressionOf).join()}]` : '';
  const { body } = after as ts.FunctionLikeDeclaration;
  const start = after.getStart();
  if (ts.isSourceFile(after)) return inOneStep(instrument(saved, after, numbering) + scopeSuffix(running));
  if (!body) return inOneStep(saved.slice(start, after.end));
  const grown = count === undefined ? [] : growing(after, count);
  const head = wrapText(saved, start, body.getStart(), grown);
  const code = saved.slice(body.getStart(), body.end);
  const block = ts.isBlock(body) ? (dead ? `${code.slice(0, -1)};${dead}}` : code) : undefined;

  const was = (before as ts.FunctionLikeDeclaration).body;
  if (!was || ts.isBlock(was) || wrappedIn(was)) {
    if (block !== undefined || (was && wrappedIn(was)))
      return inOneStep(instrument(saved, after, numbering, [...grown, ...keeping(body, dead)]));
    const opening = `{return ${DRESSED}${dead && `${dead},`}`;
    return { ...inOneStep(`${head}${opening}${code}):0}`), bodyStart: head.length, bodyShift: opening.length };
  }
  const isFirst = !isDressed(was);
  const old = running.slice((isFirst ? was : was.whenFalse).getStart(), was.end);
  const anchored = isFirst && !isAnchored(was) ? ANCHOR + old : old;
  // An arrow function has its `this` and its `arguments` from outside, as the one around it.
  const [opening, closing] =
    block === undefined
      ? [dead && `${dead},`, '']
      : [hasModifier(after, ts.SyntaxKind.AsyncKeyword) ? 'await(async()=>' : '(()=>', ')(1.)'];
  const text = `${head}${DRESSED}${opening}${block ?? code}${closing}):${anchored}`;
  const first = isFirst ? running.slice(before.getStart(), was.getStart()) + anchored : text;
  return { first, text, bodyStart: head.length, bodyShift: DRESSED.length + opening.length };
}

/** Around the function's own code, so that it ends with what keeps variables alive, or starts with it in an expression. */
function keeping(body: ts.Node, dead: string): Wrapping[] {
  if (!dead) return [];
  const start = body.getStart();
  if (ts.isBlock(body)) return [{ start: start + 1, before: '', end: body.end - 1, after: `;${dead}` }];
  return [{ start, before: `(${dead},`, end: body.end, after: ')' }];
}

function inOneStep(text: string): Replacement {
  return { first: text, text, bodyStart: 0, bodyShift: 0 };
}

/** Whether what runs is an arrow function without a block, whose edits need the old expression (E12). */
export function isExpression({ node }: { readonly node: ts.Node }): boolean {
  return ts.isArrowFunction(node) && !ts.isBlock(node.body);
}

/**
 * What an arrow function's expression has become that cannot stand beside the old one, for a sentence; undefined where
 * it can. The old one must go on meaning what it meant, and the new one must mean what it says.
 */
export function undressable(before: ts.Node, after: ts.Node): string | undefined {
  if (!ts.isArrowFunction(before) || !ts.isArrowFunction(after)) return undefined;
  const names = new Set(parameterNames(after));
  const old = isDressed(before.body) ? before.body.whenFalse : before.body;
  const isGone = (node: ts.Node, gone: ReadonlySet<string>): boolean =>
    (ts.isIdentifier(node) && gone.has(node.text)) || (ts.forEachChild(node, (child) => isGone(child, gone)) ?? false);
  const gone = new Set(parameterNames(before).filter((name) => !names.has(name)));
  if (isGone(old, gone)) return 'an arrow function whose parameters have other names';
  const isAgain = ts.isBlock(after.body) && declaresAny(after.body, names);
  return isAgain ? 'an arrow function that declares a parameter once more' : undefined;
}

function parameterNames({ parameters }: ts.ArrowFunction): string[] {
  return parameters.flatMap(({ name }) => namesOf(name));
}

/**
 * The user's own part of a node of a running text.
 * @returns the node itself where nothing was added, `undefined` where nothing of it is the user's
 */
export function undress(node: ts.Node): ts.Node | undefined {
  if (ts.isExpressionStatement(node) && isDead(node.expression)) return undefined;
  const wrapped = isBody(node) ? wrappedIn(node) : undefined;
  if (wrapped) return wrapped.inner ? undress(wrapped.code) : wrapped.code;
  if (ts.isParenthesizedExpression(node) && isPair(node.expression)) return node.expression.right;
  if (isReturned(node)) return undress(node.statements[0].expression);
  if (ts.isConditionalExpression(node) && isAnchored(node)) return undress(node.whenFalse);
  if (isDressed(node)) return undress(node.whenTrue);
  if (ts.isParenthesizedExpression(node) && isDressed(node.parent)) {
    const { expression } = node;
    if (isPair(expression)) return expression.right;
    return calledBlock(expression) ?? expression;
  }
  return unwrap(node);
}

function isBody(node: ts.Node): boolean {
  return ts.isFunctionLike(node.parent) && 'body' in node.parent && node.parent.body === node;
}

/** Where V8 says that the function is in which a block stands in for an arrow function's expression. */
export function innerHead(node: ts.Node): number | undefined {
  const wrapped = 'body' in node && node.body ? wrappedIn(node.body as ts.Node) : undefined;
  if (wrapped) return wrapped.inner?.getStart();
  if (!ts.isArrowFunction(node) || !isDressed(node.body)) return undefined;
  const { expression } = node.body.whenTrue as ts.ParenthesizedExpression;
  return calledBlock(expression)?.parent.getStart();
}

function expressionOf({ variable, use }: KeepAlive): string {
  if (variable.startsWith('#')) return `${variable} in {}`;
  if (variable === 'eval') return "eval('')";
  if (variable === 'super') return 'super.x';
  return use === 'assigned' ? `(${variable}=${variable})` : variable;
}

function isDressed(node: ts.Node): node is ts.ConditionalExpression {
  return ts.isConditionalExpression(node) && ts.isNumericLiteral(node.condition) && node.condition.getText() === '1.';
}

function isAnchored(node: ts.Node): boolean {
  return ts.isConditionalExpression(node) && ts.isStringLiteral(node.whenTrue) && node.whenTrue.text === '¤';
}

function isReturned(node: ts.Node): node is ts.Block & { statements: [{ expression: ts.ConditionalExpression }] } {
  if (!ts.isBlock(node) || node.statements.length !== 1) return false;
  const [statement] = node.statements;
  return (
    statement !== undefined &&
    ts.isReturnStatement(statement) &&
    statement.expression !== undefined &&
    isDressed(statement.expression)
  );
}

/** The block of `(()=>{…})(1.)` or `await(async()=>{…})(1.)`: no user writes this number so. */
function calledBlock(node: ts.Node): ts.Block | undefined {
  const call = ts.isAwaitExpression(node) ? node.expression : node;
  if (!ts.isCallExpression(call) || !ts.isParenthesizedExpression(call.expression)) return undefined;
  if (call.arguments[0]?.getText() !== '1.') return undefined;
  const { expression: callee } = call.expression;
  return ts.isArrowFunction(callee) && ts.isBlock(callee.body) ? callee.body : undefined;
}

/** `0&&[…],expression`. */
function isPair(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.CommaToken && isDead(node.left);
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
