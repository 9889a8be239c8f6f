import { ts } from 'ts-morph';
import { hasModifier } from './modifiers.js';

/**
 * V8 cannot restart an async function. So the load hook of the runtime agent puts the code of each into a function
 * inside it, which the agent calls, and can call again (runtime-agent/calls.cjs):
 *
 *     async function f(a) { CODE }   becomes   async function f(a) {return await $$hr.run(7,this,{"f":async($$t)=>{ CODE }}[7,"f"],arguments,7)}
 *
 * No line moves. `$$t` stands for the call. The number is the place of the function in the program, the same for all its
 * versions; where it stands tells the agent what to take off again for `toString()`. Where a running text is read, all of it
 * is taken off, too (`wrappedIn`).
 */
const AGENT = '$$hr';

/** What is put around one function's code; offsets in the text that it is put into. */
interface Wrapping {
  readonly start: number;
  readonly before: string;
  readonly end: number;
  readonly after: string;
}

/** Gives each async function its number: the one that it had, or the next one. */
export type SiteOf = (node: ts.Node) => number;

/**
 * The text of a node, without what is around it, with the async functions in it wrapped, itself too.
 * @param siteOf undefined where nothing is wrapped
 * @param dead an expression to put at the end of the node's own code, or before its expression (dress.ts)
 */
export function instrument(text: string, node: ts.Node, siteOf: SiteOf | undefined, dead = ''): string {
  const wrappings: Wrapping[] = [];
  const visit = (inner: ts.Node): void => {
    const wrapping = siteOf && wrappingOf(inner, siteOf);
    if (wrapping) wrappings.push(wrapping);
    ts.forEachChild(inner, visit);
  };
  visit(node);
  const insertions = wrappings.flatMap(({ start, before, end, after }, depth) => [
    { at: start, order: depth, put: before },
    // Where two end at the same place, the inner one ends first.
    { at: end, order: -depth, put: after },
  ]);
  const { body } = node as ts.FunctionLikeDeclaration;
  if (dead && body) {
    const isBlock = ts.isBlock(body);
    insertions.push({
      at: isBlock ? body.end - 1 : body.getStart(),
      order: isBlock ? -Infinity : Infinity,
      put: isBlock ? `;${dead}` : `(${dead},`,
    });
    if (!isBlock) insertions.push({ at: body.end, order: -Infinity, put: ')' });
  }
  insertions.sort((one, other) => one.at - other.at || one.order - other.order);
  const isWhole = ts.isSourceFile(node);
  let copied = isWhole ? 0 : node.getStart();
  let result = '';
  for (const { at, put } of insertions) {
    result += text.slice(copied, at) + put;
    copied = at;
  }
  return result + text.slice(copied, isWhole ? text.length : node.end);
}

function wrappingOf(node: ts.Node, siteOf: SiteOf): Wrapping | undefined {
  if (!isAsync(node) || !node.body || node.asteriskToken) return undefined;
  const { body } = node;
  const name = JSON.stringify(nameOf(node));
  const end = (site: number, args: string): string => `}[${site},${name}],${args},${site})`;
  const parameters = node.parameters.flatMap(({ name: each }) => namesOf(each));
  if (ts.isBlock(body) && declaresAny(body, new Set(parameters))) return undefined;
  if (ts.isArrowFunction(node)) {
    const args = node.parameters.map((parameter) => argumentOf(parameter));
    const site = siteOf(node);
    const before = `await ${AGENT}.run(${site},0,{${name}:async($$t)=>`;
    return { start: body.getStart(), before, end: body.end, after: end(site, `[${args.join()}]`) };
  }
  const [first] = (body as ts.Block).statements;
  // A directive counts only at the start of a function.
  if (first && ts.isExpressionStatement(first) && ts.isStringLiteral(first.expression)) return undefined;
  const site = siteOf(node);
  const before = `return await ${AGENT}.run(${site},this,{${name}:async($$t)=>{`;
  return { start: body.getStart() + 1, before, end: body.end - 1, after: `}${end(site, 'arguments')}` };
}

type Functionlike = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration;

function isAsync(node: ts.Node): node is Functionlike {
  const isOne =
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isMethodDeclaration(node);
  return isOne && hasModifier(node, ts.SyntaxKind.AsyncKeyword);
}

/** As V8 would call the function in a stack trace. */
function nameOf(node: Functionlike): string {
  if (node.name && !ts.isComputedPropertyName(node.name)) return node.name.text;
  const { parent } = node;
  if (
    (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) &&
    !ts.isComputedPropertyName(parent.name)
  ) {
    return parent.name.getText();
  }
  return ts.isBinaryExpression(parent) && ts.isIdentifier(parent.left) ? parent.left.text : '';
}

/** The value that was passed for a parameter of an arrow function, which has no `arguments`, put together again. */
function argumentOf({ name, dotDotDotToken }: ts.ParameterDeclaration): string {
  return `${dotDotDotToken ? '...' : ''}${valueOf(name)}`;
}

function valueOf(name: ts.BindingName): string {
  if (ts.isIdentifier(name)) return name.text;
  const parts = name.elements.map((element) => {
    if (ts.isOmittedExpression(element)) return '';
    const value = `${element.dotDotDotToken ? '...' : ''}${valueOf(element.name)}`;
    return ts.isArrayBindingPattern(name) || element.dotDotDotToken
      ? value
      : `${element.propertyName?.getText() ?? value}:${value}`;
  });
  return ts.isArrayBindingPattern(name) ? `[${parts.join()}]` : `{${parts.join()}}`;
}

export function namesOf(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? namesOf(element.name) : []));
}

/** Whether a `var`, or a function declared in the block itself, has one of these names; functions inside are others' scopes. */
export function declaresAny(node: ts.Node, names: ReadonlySet<string>): boolean {
  const isOne = (name: ts.Node | undefined): boolean =>
    name !== undefined && ts.isIdentifier(name) && names.has(name.text);
  return (
    ts.forEachChild(node, (child) => {
      if (ts.isFunctionDeclaration(child)) return isOne(child.name);
      if (ts.isFunctionLike(child) || ts.isClassLike(child)) return false;
      const isVar = ts.isVariableDeclaration(child) && (child.parent.flags & ts.NodeFlags.BlockScoped) === 0;
      return (isVar && namesOf(child.name).some((name) => names.has(name))) || declaresAny(child, names);
    }) ?? false
  );
}

/** A wrapped function's number and the function that its code is in. */
export interface Wrapped {
  readonly site: number;
  readonly inner: ts.ArrowFunction;
}

/** @param node the body of a function: its block, or an arrow function's expression */
export function wrappedIn(node: ts.Node): Wrapped | undefined {
  const [only] = ts.isBlock(node) && node.statements.length === 1 ? node.statements : [];
  const value = only && ts.isReturnStatement(only) ? only.expression : node;
  if (!value || !ts.isAwaitExpression(value) || !ts.isCallExpression(value.expression)) return undefined;
  const { expression: callee, arguments: args } = value.expression;
  if (!ts.isPropertyAccessExpression(callee) || callee.expression.getText() !== AGENT) return undefined;
  const [site, , access] = args;
  if (!site || !access || !ts.isElementAccessExpression(access)) return undefined;
  const [property] = ts.isObjectLiteralExpression(access.expression) ? access.expression.properties : [];
  if (!property || !ts.isPropertyAssignment(property) || !ts.isArrowFunction(property.initializer)) return undefined;
  return { site: Number(site.getText()), inner: property.initializer };
}
