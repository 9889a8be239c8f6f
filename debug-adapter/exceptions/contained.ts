import { ts } from 'ts-morph';

const HARMLESS_FUNCTIONS = new Set(['String', 'Number', 'Boolean', 'parseInt', 'parseFloat', 'isNaN', 'isFinite']);
const HARMLESS_CLASSES = new Set(['Map', 'Set', 'WeakMap', 'WeakSet']);

const { SyntaxKind: Kind } = ts;

/** Values that are there as they are written. */
const HARMLESS = new Set([
  Kind.NumericLiteral,
  Kind.BigIntLiteral,
  Kind.StringLiteral,
  Kind.RegularExpressionLiteral,
  Kind.NoSubstitutionTemplateLiteral,
  Kind.TemplateHead,
  Kind.TemplateMiddle,
  Kind.TemplateTail,
  Kind.TrueKeyword,
  Kind.FalseKeyword,
  Kind.NullKeyword,
  Kind.ThisKeyword,
  Kind.EmptyStatement,
]);

/** What throws only if a part of it does. */
const TRANSPARENT = new Set([
  Kind.Block,
  Kind.VariableStatement,
  Kind.VariableDeclarationList,
  Kind.ExpressionStatement,
  Kind.IfStatement,
  Kind.ForStatement,
  Kind.ForInStatement,
  Kind.WhileStatement,
  Kind.DoStatement,
  Kind.ReturnStatement,
  Kind.BreakStatement,
  Kind.ContinueStatement,
  Kind.LabeledStatement,
  Kind.SwitchStatement,
  Kind.CaseBlock,
  Kind.CaseClause,
  Kind.DefaultClause,
  Kind.ParenthesizedExpression,
  Kind.ConditionalExpression,
  Kind.PrefixUnaryExpression,
  Kind.PostfixUnaryExpression,
  Kind.TypeOfExpression,
  Kind.VoidExpression,
  Kind.AwaitExpression,
  Kind.ArrayLiteralExpression,
  Kind.ObjectLiteralExpression,
  Kind.PropertyAssignment,
  Kind.ShorthandPropertyAssignment,
  Kind.TemplateExpression,
  Kind.TemplateSpan,
]);

/**
 * Whether a function keeps every exception of its own to itself: what may throw in it stands in a `try` whose `catch`
 * does not throw. Only what its own code does counts; what the functions that it calls let through is theirs. Where the
 * answer is not plain to see, it is no: whoever reads it silences a function that says yes.
 *
 * Taken for granted is what hardly ever fails in a program that runs: reading a variable, arithmetic, calling a function
 * that the file declares or imports. Not taken for granted: reading a property of what may be undefined, calling what may
 * be no function, going through what may be no list, taking values apart.
 */
export function isContained(node: ts.FunctionLikeDeclaration): boolean {
  if (node.asteriskToken || !node.body) return false;
  return node.parameters.every(isPlain) && isSafe(node.body);
}

/** Whether the functions inside a function, which V8 silences with it, keep their exceptions to themselves. */
export function hasContainedParts(node: ts.Node): boolean {
  return !contains(node, (inner) => {
    if (ts.isClassLike(inner) || ts.isDebuggerStatement(inner)) return true;
    // What a method of an array calls at once is a part of the function that calls the method.
    return ts.isFunctionLike(inner) && !isCalledAtOnce(inner) && !isContained(inner as ts.FunctionLikeDeclaration);
  });
}

const AT_ONCE =
  /^(?:map|filter|forEach|some|every|find|findIndex|findLast|findLastIndex|flatMap|reduce|reduceRight|sort)$/;

function isCalledAtOnce(node: ts.Node): boolean {
  const { parent } = node;
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return false;
  const isPlainFunction = !node.asteriskToken && !node.modifiers?.length;
  return (
    isPlainFunction &&
    ts.isCallExpression(parent) &&
    parent.arguments[0] === node &&
    ts.isPropertyAccessExpression(parent.expression) &&
    AT_ONCE.test(parent.expression.name.text)
  );
}

function isPlain({ name, initializer }: ts.ParameterDeclaration | ts.VariableDeclaration): boolean {
  return ts.isIdentifier(name) && (!initializer || isSafe(initializer));
}

/** Whether nothing in a statement or an expression throws, but for what a `catch` in it has. */
function isSafe(node: ts.Node): boolean {
  if (ts.isTryStatement(node)) {
    const { tryBlock, catchClause, finallyBlock } = node;
    if (finallyBlock && !isSafe(finallyBlock)) return false;
    if (!catchClause) return isSafe(tryBlock);
    const { variableDeclaration: caught, block } = catchClause;
    return (!caught || isPlain(caught)) && isSafe(block);
  }
  // To make a function is harmless; `hasContainedParts` looks into it.
  if (ts.isFunctionLike(node)) return true;
  if (ts.isVariableDeclaration(node)) return isPlain(node);
  if (ts.isForOfStatement(node)) {
    const { initializer, expression, statement, awaitModifier } = node;
    return !awaitModifier && isSafe(initializer) && isKnown(expression, LISTS) && isSafe(statement);
  }
  if (ts.isBinaryExpression(node)) return isSafeOperation(node);
  if (ts.isCallExpression(node)) return node.arguments.every(isSafe) && isSafeCallee(node.expression);
  if (ts.isNewExpression(node)) {
    const { expression, arguments: args = [] } = node;
    return ts.isIdentifier(expression) && HARMLESS_CLASSES.has(expression.text) && args.every(isSafe);
  }
  if (ts.isPropertyAccessExpression(node)) {
    return node.questionDotToken ? isSafe(node.expression) : isKnown(node.expression, ANY);
  }
  if (ts.isIdentifier(node) || HARMLESS.has(node.kind)) return true;
  return TRANSPARENT.has(node.kind) && !(ts.forEachChild(node, (child) => !isSafe(child)) ?? false);
}

function isSafeOperation({ left, operatorToken: { kind }, right }: ts.BinaryExpression): boolean {
  if (kind === ts.SyntaxKind.InKeyword || kind === ts.SyntaxKind.InstanceOfKeyword) return false;
  const isAssignment = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
  // An assignment may meet a constant or a frozen object, or take a value apart.
  if (isAssignment && !ts.isIdentifier(left)) return false;
  if (isAssignment && ts.isIdentifier(left) && declarationOf(left)?.isConstant) return false;
  return isSafe(left) && isSafe(right);
}

function isSafeCallee(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return declarationOf(callee)?.isFunction ?? HARMLESS_FUNCTIONS.has(callee.text);
  if (!ts.isPropertyAccessExpression(callee)) return false;
  const { expression: object, name } = callee;
  if (ts.isIdentifier(object) && !declarationOf(object)) {
    return (
      object.text === 'console' || (object.text === 'Math' && name.text in Math) || callee.getText() === 'Date.now'
    );
  }
  if (isKnown(object, LISTS)) return /^(?:push|pop|shift|unshift|slice|includes|indexOf|join|concat)$/.test(name.text);
  return isKnown(object, COLLECTIONS) && /^(?:get|set|has|add|delete|clear)$/.test(name.text);
}

type Kinds = (value: ts.Expression) => boolean;
const LISTS: Kinds = ts.isArrayLiteralExpression;
const COLLECTIONS: Kinds = (value) =>
  ts.isNewExpression(value) && ts.isIdentifier(value.expression) && HARMLESS_CLASSES.has(value.expression.text);
const ANY: Kinds = (value) =>
  LISTS(value) || COLLECTIONS(value) || ts.isObjectLiteralExpression(value) || ts.isFunctionLike(value);

/** Whether an expression is, or is a constant that holds, a value of one of these kinds. */
function isKnown(expression: ts.Expression, kinds: Kinds): boolean {
  if (!ts.isIdentifier(expression)) return kinds(expression) && isSafe(expression);
  const { initializer, isConstant } = declarationOf(expression) ?? {};
  return isConstant === true && initializer !== undefined && kinds(initializer);
}

interface Declared {
  readonly isConstant: boolean;
  readonly isFunction: boolean;
  readonly initializer: ts.Expression | undefined;
}

const declarations = new WeakMap<ts.SourceFile, ReadonlyMap<string, Declared>>();

/** What a file declares under a name; a name that it declares more than once may be anything. */
function declarationOf(name: ts.Identifier): Declared | undefined {
  const file = name.getSourceFile();
  const known = declarations.get(file) ?? declarationsOf(file);
  declarations.set(file, known);
  return known.get(name.text);
}

function declarationsOf(file: ts.SourceFile): ReadonlyMap<string, Declared> {
  const found = new Map<string, Declared>();
  const add = (
    name: ts.Node | undefined,
    declared: Omit<Declared, 'initializer'>,
    initializer?: ts.Expression,
  ): void => {
    if (!name || !ts.isIdentifier(name)) return;
    const again = { isConstant: false, isFunction: false, initializer: undefined };
    found.set(name.text, found.has(name.text) ? again : { ...declared, initializer });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionDeclaration(node)) add(node.name, { isConstant: false, isFunction: true });
    else if (ts.isImportSpecifier(node) || ts.isImportClause(node))
      add(node.name, { isConstant: true, isFunction: true });
    else if (ts.isClassLike(node) || ts.isParameter(node) || ts.isBindingElement(node) || ts.isFunctionExpression(node))
      add(node.name, { isConstant: false, isFunction: false });
    else if (ts.isVariableDeclaration(node)) {
      const isConstant = (node.parent.flags & ts.NodeFlags.Const) !== 0;
      const isFunction = isConstant && node.initializer !== undefined && ts.isFunctionLike(node.initializer);
      add(node.name, { isConstant, isFunction }, node.initializer);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Whether some node inside another one, at any depth, passes the test. */
function contains(node: ts.Node, test: (inner: ts.Node) => boolean): boolean {
  return ts.forEachChild(node, (child) => test(child) || contains(child, test)) ?? false;
}
