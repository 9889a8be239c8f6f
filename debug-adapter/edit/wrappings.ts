import { ts } from 'ts-morph';
import type { Numbering } from './instrument.js';
import { hasModifier } from './modifiers.js';

/**
 * V8 cannot restart async functions, generators and the constructors of derived classes. So the load hook of the runtime
 * agent puts the code of each where the agent can run it again:
 *
 *     async function f(a) {return await $$hr.run(7,this,{"f":async($$t)=>{ CODE }}[7,"f"],arguments,0,7)}
 *     function* g(a) {const $$t=$$hr.call(7,this,arguments,0);if($$t.next)return yield*$$t.anew();try{ CODE }finally{if($$t.next)return yield*$$t.anew()}}
 *     constructor(a) {const $$t=$$hr.construct(7,new.target,arguments,0,0);try{if($$t.code)return eval($$t.code)(...arguments); CODE }finally{if($$t.next)return $$t.anew()}}
 *
 * and each `yield` of a generator is counted: `$$t.in(yield $$t.out(VALUE,$$t),$$t)`. No line moves. `$$t` stands for the
 * call. With `hotRestart.keepScopes`, a function that has others in it ends with `;()=>eval('')`. The number is the place of the function in the program, the same for all its versions. What is put on here is
 * taken off again by unwrap.ts where a running text is read, and by runtime-agent/hiding.cjs for `toString()`.
 */
export interface Wrapping {
  readonly start: number;
  readonly before: string;
  readonly end: number;
  readonly after: string;
}

/** What is put around the code of one function, outer ones first; offsets in the text. */
export function wrappingsOf(text: string, node: ts.Node, numbering: Numbering): Wrapping[] {
  return [...aroundFunction(text, node, numbering), ...(numbering.keepsScopes ? keepingScope(node) : [])];
}

/** An `eval` that never runs makes V8 keep every variable of a function that has others in it (E6a). */
function keepingScope(node: ts.Node): Wrapping[] {
  const body = ts.isFunctionLike(node) && 'body' in node ? (node.body as ts.Node | undefined) : undefined;
  if (!body || !ts.isBlock(body) || !hasFunctionIn(body)) return [];
  return [{ start: body.getStart() + 1, before: '', end: body.end - 1, after: ";()=>eval('')" }];
}

function hasFunctionIn(node: ts.Node): boolean {
  return ts.forEachChild(node, (child) => ts.isFunctionLike(child) || hasFunctionIn(child)) ?? false;
}

function aroundFunction(text: string, node: ts.Node, { siteOf, versionOf = () => 0 }: Numbering): Wrapping[] {
  if (!isWrappable(node) || !node.body || hasDirective(node.body)) return [];
  const { body } = node;
  if (ts.isConstructorDeclaration(node)) {
    return [
      aroundCode(
        node.body,
        `const $$t=$$hr.construct(${siteOf(node)},new.target,arguments${registersFor(node)});try{if($$t.code)return eval($$t.code)(...arguments);`,
        'if($$t.next)return $$t.anew()',
      ),
    ];
  }
  if (node.asteriskToken) {
    const isAsync = hasModifier(node, ts.SyntaxKind.AsyncKeyword);
    const yields = yieldsOf(text, body, isAsync);
    if (!yields) return [];
    const again = `if($$t.next)return yield*$$t.${isAsync ? 'anewAsync' : 'anew'}()`;
    const call = `const $$t=$$hr.call(${siteOf(node)},this,arguments,${versionOf(node)});`;
    return [aroundCode(body as ts.Block, `${call}${again};try{`, again), ...yields];
  }
  return aroundAsync(node, siteOf, versionOf(node));
}

/** For what V8 keeps besides the variables, and for edits. */
const SPARE_REGISTERS = 16;

/**
 * Arguments that nobody reads, for the registers that V8 passes them in: where a direct `eval` makes V8 keep all variables,
 * a debugger that evaluates in the frame reads a register by the number of them (E15).
 */
function registersFor(body: ts.Node): string {
  let names = SPARE_REGISTERS;
  const count = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) || ts.isBindingElement(node) || ts.isParameter(node)) names++;
    if (!ts.isFunctionLike(node) || node === body) ts.forEachChild(node, count);
    else names++;
  };
  count(body);
  return ',0'.repeat(names);
}

function aroundCode(body: ts.Block, before: string, last: string): Wrapping {
  return { start: body.getStart() + 1, before, end: body.end - 1, after: `}finally{${last}}` };
}

function aroundAsync(node: Functionlike, siteOf: Numbering['siteOf'], version: number): Wrapping[] {
  const { body } = node;
  if (!body) return [];
  const parameters = node.parameters.flatMap(({ name: each }) => namesOf(each));
  // Where `arguments` is a variable of the user's own, those of the call are out of reach.
  if (parameters.includes('arguments')) return [];
  if (ts.isBlock(body) && declaresAny(body, new Set([...parameters, 'arguments']))) return [];
  const name = JSON.stringify(nameOf(node));
  const site = siteOf(node);
  const end = (args: string): string => `}[${site},${name}],${args},${version},${site})`;
  if (ts.isArrowFunction(node)) {
    const args = node.parameters.map((parameter) => argumentOf(parameter));
    const before = `await $$hr.run(${site},0,{${name}:async($$t)=>`;
    return [{ start: body.getStart(), before, end: body.end, after: end(`[${args.join()}]`) }];
  }
  const before = `return await $$hr.run(${site},this,{${name}:async($$t)=>{`;
  return [{ start: body.getStart() + 1, before, end: body.end - 1, after: `}${end('arguments')}` }];
}

/** Counts what a generator yields; undefined where that could change what the text means. */
function yieldsOf(text: string, body: ts.Node, isAsync: boolean): Wrapping[] | undefined {
  const found: Wrapping[] = [];
  let isPossible = true;
  const visit = (node: ts.Node): void => {
    if (ts.isYieldExpression(node)) {
      const { expression, asteriskToken, end } = node;
      const isStatement = ts.isExpressionStatement(node.parent);
      const start = node.getStart();
      if (expression) {
        if (!isStatement && !asteriskToken) found.push({ start, before: '$$t.in(', end, after: ',$$t)' });
        const method = asteriskToken ? (isAsync ? 'allAsync' : 'all') : 'out';
        const before = `$$t.${method}(`;
        found.push({ start: expression.getStart(), before, end: expression.end, after: ',$$t)' });
      } else if (isStatement) found.push({ start, before: '$$t.out(),', end: start, after: '' });
      else {
        // Without a semicolon, the next line could become a part of the call.
        isPossible &&= /^\s*[)\]},;:]/.test(text.slice(end));
        found.push({ start, before: '$$t.in(', end, after: ' $$t.out(),$$t)' });
      }
    }
    if (!ts.isFunctionLike(node) && !ts.isClassStaticBlockDeclaration(node)) ts.forEachChild(node, visit);
    else if (node.name && ts.isComputedPropertyName(node.name)) visit(node.name);
  };
  ts.forEachChild(body, visit);
  return isPossible ? found : undefined;
}

type Functionlike = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration;

function isWrappable(node: ts.Node): node is Functionlike | ts.ConstructorDeclaration {
  if (ts.isConstructorDeclaration(node)) return isDerived(node.parent);
  const isOne =
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isMethodDeclaration(node);
  return isOne && (hasModifier(node, ts.SyntaxKind.AsyncKeyword) || node.asteriskToken !== undefined);
}

export function isDerived(owner: ts.Node): boolean {
  return (
    ts.isClassLike(owner) &&
    (owner.heritageClauses?.some((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword) ?? false)
  );
}

/** A directive counts only at the start of a function. */
function hasDirective(body: ts.Node): boolean {
  const [first] = ts.isBlock(body) ? body.statements : [];
  return first !== undefined && ts.isExpressionStatement(first) && ts.isStringLiteral(first.expression);
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
