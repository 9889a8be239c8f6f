import { ts } from 'ts-morph';

/** A wrapped function's number, and where the user's code of it is (wrappings.ts). */
export interface Wrapped {
  readonly site: number;
  /** Of the code, where the agent runs it in the place of older code; 0 for the file's own. */
  readonly version: number;
  /** The function that the code of an async function is in; undefined where the code stands in the function itself. */
  readonly inner: ts.ArrowFunction | undefined;
  /** The block, or an arrow function's expression. */
  readonly code: ts.Node;
}

/** @param node the body of a function: its block, or an arrow function's expression */
export function wrappedIn(node: ts.Node): Wrapped | undefined {
  if (!ts.isBlock(node)) return wrappedAsync(node);
  const [first, ...others] = node.statements;
  if (!first) return undefined;
  if (ts.isReturnStatement(first) && others.length === 0) return first.expression && wrappedAsync(first.expression);
  const last = others.at(-1);
  if (!ts.isVariableStatement(first) || !last || !ts.isTryStatement(last)) return undefined;
  const [declaration] = first.declarationList.declarations;
  const call = declaration?.initializer && agentCall(declaration.initializer, ['call', 'construct']);
  return call && { ...call, inner: undefined, code: last.tryBlock };
}

function wrappedAsync(value: ts.Node): Wrapped | undefined {
  if (!ts.isAwaitExpression(value)) return undefined;
  const call = agentCall(value.expression, ['run']);
  const inner = call && arrowNamed((value.expression as ts.CallExpression).arguments[2]);
  return inner && { ...call, inner, code: inner.body };
}

/** The numbers in `$$hr.name(site, …, version)`. */
function agentCall(node: ts.Node, names: readonly string[]): Pick<Wrapped, 'site' | 'version'> | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const { expression, name } = node.expression;
  if (!ts.isIdentifier(expression) || expression.text !== '$$hr' || !names.includes(name.text)) return undefined;
  const [site, , , version, ofRun] = node.arguments;
  return { site: Number(site?.getText()), version: Number((ofRun ?? version)?.getText() ?? 0) };
}

/** The arrow function of `{"name":(…)=>…}[7,"name"]`. */
function arrowNamed(access: ts.Node | undefined): ts.ArrowFunction | undefined {
  if (!access || !ts.isElementAccessExpression(access)) return undefined;
  const [property] = ts.isObjectLiteralExpression(access.expression) ? access.expression.properties : [];
  if (!property || !ts.isPropertyAssignment(property)) return undefined;
  return ts.isArrowFunction(property.initializer) ? property.initializer : undefined;
}

/** The numbers of the constructor that an arrow function has the new code of (restart/call-again.ts). */
export function newConstructor(node: ts.Node): Pick<Wrapped, 'site' | 'version'> | undefined {
  if (!ts.isArrowFunction(node) || !ts.isPropertyAssignment(node.parent)) return undefined;
  const access = node.parent.parent.parent;
  if (arrowNamed(access) !== node) return undefined;
  // `[site,version,name]`
  const [, site, version] =
    /^(\d+),(\d+),/.exec((access as ts.ElementAccessExpression).argumentExpression.getText()) ?? [];
  return version === undefined ? undefined : { site: Number(site), version: Number(version) };
}

/**
 * The user's own part of a node that the wrapping has put on.
 * @returns the node itself where it is the user's, `undefined` where nothing of it is
 */
export function unwrap(node: ts.Node): ts.Node | undefined {
  if (ts.isIfStatement(node)) return isOfCall(node.expression) ? undefined : node;
  if (ts.isExpressionStatement(node) && (isModuleEnd(node.expression) || node.getText() === "()=>eval('')"))
    return undefined;
  if (ts.isCallExpression(node) && isOfCall(node.expression))
    return node.arguments.length > 1 ? node.arguments[0] : undefined;
  // `$$t.out(),yield`
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.CommaToken) {
    return ts.isCallExpression(node.left) && isOfCall(node.left.expression) ? node.right : node;
  }
  return node;
}

/** The text of a computed name, in which a generator may yield. */
export function withoutCounting(name: string): string {
  return name.replace(/\$\$t\.\w+\(|,\$\$t\)/g, '');
}

/** `$$t.name` */
function isOfCall(node: ts.Node): boolean {
  return ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === '$$t';
}

function isModuleEnd(node: ts.Node): boolean {
  return agentCall(node, ['module']) !== undefined;
}
