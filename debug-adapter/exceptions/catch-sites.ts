import { ts } from 'ts-morph';
import { definitionAtHead, innermostAround, innermostAt, type Definition, type Outline } from '../edit/definitions.js';
import { nodeAt } from '../edit/syntax.js';
import { isAwait, isDriver } from './drivers.js';

/** What happens to an exception that arrives at a position of a function. */
export type Fate =
  /** A `catch` of this function has it, or a handler that it gives to the promise. */
  | 'caught'
  /** It becomes the rejection of a promise: of the async function, or of the promise whose executor this is. */
  | 'rejection'
  /** The function keeps the promise that is rejected, and may handle it later. */
  | 'held'
  /** The function drops the promise that is rejected: nobody can handle it. */
  | 'dropped'
  /** It goes on to the caller. */
  | 'leaves'
  /** A `catch` throws it again, which V8 takes for the end of it (X1); then as above. */
  | 'rejection again'
  | 'leaves again';

/** The places of one text where an exception is caught. */
export class CatchSites {
  constructor(private readonly outline: Outline) {}

  /**
   * @param head the function's `functionLocation`, as an offset; undefined where only the position is known
   * @param offset where the function stands: the throw, or the call that the exception comes out of
   * @param isRejection whether what comes out of that call is a promise that is rejected
   */
  fateAt(head: number | undefined, offset: number, isRejection: boolean): Fate {
    const { module } = this.outline;
    const owner = (head === undefined ? undefined : definitionAtHead(module, head)) ?? innermostAt(module, offset);
    if (isDriver(owner)) return 'rejection';
    const call = callAt(this.outline.source, offset);
    if (isRejection || isPromiseReject(call)) {
      const use = useOfPromise(call);
      if (use === 'handled') return 'caught';
      if (use === 'held' || use === 'dropped') return use;
      if (use === 'returned') return this.#around(owner, offset).length ? 'rejection again' : 'rejection';
    }
    const around = this.#around(owner, offset);
    if (around.some((clause) => !throwsAgain(clause))) return 'caught';
    const becomesRejection = (owner.isAsync && !owner.isGenerator) || isPromiseExecutor(owner.node);
    if (around.length) return becomesRejection ? 'rejection again' : 'leaves again';
    return becomesRejection ? 'rejection' : 'leaves';
  }

  isInDriver(offset: number): boolean {
    return isDriver(innermostAt(this.outline.module, offset));
  }

  /** The `try` statements of a function with a `catch` that have a position in their block. */
  #around(owner: Definition, offset: number): ts.CatchClause[] {
    const { module, source } = this.outline;
    const found: ts.CatchClause[] = [];
    for (let node = nodeAt(source, offset); node.parent; node = node.parent) {
      const { parent } = node;
      // X1: `finally` is no catch, and neither is a catch that only throws the same exception again.
      if (!ts.isTryStatement(parent) || parent.tryBlock !== node || !parent.catchClause) continue;
      if (innermostAround(module, parent.getStart(), parent.end) === owner) found.push(parent.catchClause);
    }
    return found;
  }
}

function throwsAgain({ variableDeclaration, block }: ts.CatchClause): boolean {
  const last = block.statements.at(-1);
  const caught = variableDeclaration?.name;
  if (!last || !caught || !ts.isThrowStatement(last) || !ts.isIdentifier(caught)) return false;
  return ts.isIdentifier(last.expression) && last.expression.text === caught.text;
}

function isPromiseExecutor(node: ts.Node): boolean {
  const { parent } = node;
  return (
    parent !== undefined &&
    ts.isNewExpression(parent) &&
    ts.isIdentifier(parent.expression) &&
    parent.expression.text === 'Promise' &&
    parent.arguments?.[0] === node
  );
}

function isPromiseReject(call: ts.Node | undefined): boolean {
  return call !== undefined && ts.isCallExpression(call) && call.expression.getText() === 'Promise.reject';
}

/** What a function does with the promise that a call gives. */
function useOfPromise(call: ts.Node | undefined): 'awaited' | 'handled' | 'returned' | 'dropped' | 'held' {
  let node = call;
  while (node) {
    const { parent }: ts.Node = node;
    if (ts.isAwaitExpression(parent) || isAwait(parent)) return 'awaited';
    if (ts.isExpressionStatement(parent) || ts.isVoidExpression(parent)) return 'dropped';
    if (ts.isForOfStatement(parent) && parent.awaitModifier && parent.expression === node) return 'awaited';
    if (ts.isReturnStatement(parent) || (ts.isArrowFunction(parent) && parent.body === node)) return 'returned';
    if (ts.isPropertyAccessExpression(parent) && parent.expression === node && ts.isCallExpression(parent.parent)) {
      const { name } = parent;
      const chained = parent.parent;
      if (name.text === 'catch' || (name.text === 'then' && chained.arguments.length > 1)) return 'handled';
      if (name.text !== 'then' && name.text !== 'finally') return 'held';
      node = chained;
    } else if (ts.isCallExpression(parent) && parent.expression !== node) {
      const [, together] = /^Promise\.(all|any|race|allSettled)$/.exec(parent.expression.getText()) ?? [];
      if (together === 'allSettled') return 'handled';
      // What the load hook has put around a value that a generator yields (wrappings.ts).
      const isCounted = parent.expression.getText() === '$$t.out';
      node = together === undefined && !isCounted ? undefined : parent;
    } else if (isPassedOn(parent, node)) node = parent;
    else return 'held';
  }
  return 'held';
}

/** Whether the value of an expression may be the value of the one around it. */
function isPassedOn(parent: ts.Node, node: ts.Node): boolean {
  return (
    ts.isParenthesizedExpression(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isSpreadElement(parent) ||
    (ts.isConditionalExpression(parent) && parent.condition !== node) ||
    (ts.isBinaryExpression(parent) &&
      parent.right === node &&
      [
        ts.SyntaxKind.CommaToken,
        ts.SyntaxKind.BarBarToken,
        ts.SyntaxKind.AmpersandAmpersandToken,
        ts.SyntaxKind.QuestionQuestionToken,
      ].includes(parent.operatorToken.kind))
  );
}

/** The call that V8 places at this offset: the innermost one whose callee is there. */
function callAt(node: ts.Node, offset: number): ts.Node | undefined {
  let found: ts.Node | undefined;
  const visit = (inner: ts.Node): void => {
    if (inner.getStart() > offset || inner.end <= offset) return;
    const isCall = ts.isCallExpression(inner) || ts.isNewExpression(inner) || ts.isTaggedTemplateExpression(inner);
    const callee = isCall ? (ts.isTaggedTemplateExpression(inner) ? inner.tag : inner.expression) : undefined;
    if (callee && offset <= callee.end) found = inner;
    ts.forEachChild(inner, visit);
  };
  visit(node);
  return found;
}
