import { ts } from 'ts-morph';
import { innermostAround, isFunctionNode, outline, type Definition, type Outline } from './definitions.js';
import { hasModifier } from './modifiers.js';
import { forEachWord } from './syntax.js';
import { isDerived } from './wrappings.js';

/** One reference from a function to a variable that a function around it (or the module) holds. */
export interface Capture {
  /** The name as written, an identifier or `this`, `arguments`, `super`, `new.target` for arrow functions. */
  readonly name: string;
  /** The definition whose scope holds the variable. */
  readonly owner: Definition;
  /** The same for all references to one variable. */
  readonly variable: string;
  /** The definition that refers to it, and where; an offset in the text. */
  readonly user: Definition;
  readonly offset: number;
}

/** One assignment to a variable, other than in its declaration. */
export type Assignment = Capture;

/** What CommonJS hands to every module as parameters: variables of the module, though no line declares them. */
const MODULE_PARAMETERS = new Set(['exports', 'require', 'module', '__filename', '__dirname']);

/** What functions of a text capture from the scopes around them. */
export interface Captures {
  readonly all: readonly Capture[];
  /** Assignments to variables of functions and of the module, by whatever function, their own included (E11). */
  readonly assignments: readonly Assignment[];
  /** Where a direct `eval` is: V8 keeps all variables of these definitions, and of those around them (E6a). */
  readonly evals: readonly Definition[];
  /** Names that no scope of the text declares, each with the offset of its first use. */
  readonly free: ReadonlyMap<string, number>;
}

/** Where a name leads that is used at some place of a text. */
interface Resolved {
  readonly owner: Definition;
  readonly variable: string;
  /** What tells variables of one name apart stands behind a space. */
  readonly name: string;
}

/** How a text's names lead to its variables. */
interface Resolver {
  /** Undefined for a name that no scope declares, `inner` for a variable that is of no interest. */
  readonly identifier: (node: ts.Identifier) => Resolved | 'inner' | undefined;
  readonly userOf: (node: ts.Node) => Definition | undefined;
  /** The function, no arrow function, that a definition has `this` and its like from. */
  readonly receiverOf: (definition: Definition) => Definition;
}

/**
 * Finds the variables that V8 keeps in contexts. V8 replaces a closure's code only if the variables kept by every scope
 * around it stay the same (E6), so these are what an edit must not change.
 * @param names what is looked for: variables as they are written, `this`, `super`, `new` and `arguments`
 */
export function findCaptures(tree: Outline, isCommonJs: boolean, names: ReadonlySet<string>): Captures {
  const { source, module, text } = tree;
  const checker = checkerFor(source, text);
  const identifier = (node: ts.Identifier): Resolved | undefined =>
    variableOf(tree, declarationOf(checker, node), node.text, node) ?? parameterOf(tree, isCommonJs, node.text);
  return capturesIn(source, names, {
    identifier,
    userOf: (node) => innermostAround(module, node.getStart(), node.end),
    receiverOf: receiverOwner,
  });
}

/**
 * Finds what a new text of a function captures where the old one stands, without reading the rest of the text once more.
 * @param before the function in its text
 * @param code the function's new text
 * @returns captures of outer variables only; their users are definitions of the new text alone, and so are the offsets
 */
export function findCapturesOf(tree: Outline, isCommonJs: boolean, before: Definition, code: string): Captures {
  const nothing: Captures = { all: [], assignments: [], evals: [], free: new Map() };
  const outer = before.parent;
  // Around the top level there is nothing.
  if (!outer) return nothing;
  const opening = openingFor(before.node);
  const fragment = outline(opening + code + CLOSING[opening]);
  const [root] = fragment.module.children;
  if (!root) return nothing;
  const own = checkerFor(fragment.source, fragment.text);
  const names = namesAround(tree, before.node.parent);
  const isHoisted = ts.isFunctionDeclaration(root.node);

  const identifier = (node: ts.Identifier): Resolved | 'inner' | undefined => {
    const declared = declarationOf(own, node);
    if (declared === root.node && !isHoisted) return variableOf(tree, before.node, node.text, before.node);
    if (declared && declared !== root.node && !ts.isSourceFile(declared)) return 'inner';
    return variableOf(tree, names.get(node.text), node.text, before.node) ?? parameterOf(tree, isCommonJs, node.text);
  };
  const found = capturesIn(fragment.source, variablesIn(root.node), {
    identifier,
    userOf: (node) => {
      const user = innermostAround(fragment.module, node.getStart(), node.end);
      return user === fragment.module ? undefined : user;
    },
    receiverOf: (definition) => {
      const receiver = receiverOwner(definition);
      if (receiver === root) return before;
      return receiver === fragment.module ? receiverOwner(outer) : receiver;
    },
  });
  const isOuter = ({ owner }: Capture): boolean => isInside(outer, owner);
  const moved = (capture: Capture): Capture => ({ ...capture, offset: capture.offset - opening.length });
  return {
    all: found.all.filter(isOuter).map(moved),
    assignments: found.assignments.filter(isOuter).map(moved),
    evals: found.evals,
    free: new Map([...found.free].map(([name, offset]) => [name, offset - opening.length])),
  };
}

/** Whether a definition is another one, or is in it. */
function isInside(inner: Definition, outer: Definition): boolean {
  for (let at: Definition | undefined = inner; at; at = at.parent) if (at === outer) return true;
  return false;
}

/** What makes a function's text stand by itself as what it is. */
function openingFor(node: ts.Node): keyof typeof CLOSING {
  const { parent } = node;
  if (ts.isFunctionDeclaration(node)) return '';
  if (ts.isClassLike(parent)) return isDerived(parent) ? '(class extends null{' : '(class{';
  return ts.isObjectLiteralExpression(parent) ? '({' : '(';
}

const CLOSING = { '': '', '(': ')', '({': '})', '(class{': '})', '(class extends null{': '})' } as const;

const around = new WeakMap<ts.Node, ReadonlyMap<string, ts.Declaration>>();

/** What each name means at a place of a text; the same for all functions that stand there. */
function namesAround(tree: Outline, place: ts.Node): ReadonlyMap<string, ts.Declaration> {
  const names = around.get(place) ?? readNamesAround(tree, place);
  around.set(place, names);
  return names;
}

function readNamesAround({ source, text }: Outline, place: ts.Node): ReadonlyMap<string, ts.Declaration> {
  const names = new Map<string, ts.Declaration>();
  for (const symbol of checkerFor(source, text).getSymbolsInScope(place, ts.SymbolFlags.Value | ts.SymbolFlags.Alias)) {
    const declaration = symbol.valueDeclaration ?? symbol.declarations?.[0];
    if (declaration) names.set(symbol.name, declaration);
  }
  return names;
}

/** @param node where the variable is used */
function variableOf(
  { module }: Outline,
  declaration: ts.Node | undefined,
  written: string,
  node: ts.Node,
): Resolved | undefined {
  if (!declaration || ts.isSourceFile(declaration)) return undefined;
  // A class's name inside the class is a variable of the class's own scope, not the one outside.
  const name = ts.isClassLike(declaration) && contains(declaration, node) ? `${written} ` : written;
  // A function's name belongs to the scope around it; its parameters and variables belong to itself.
  const isOutside = isFunctionNode(declaration) || ts.isClassLike(declaration);
  const scope = isOutside ? declaration.parent : declaration;
  const owner = innermostAround(module, scope.getStart(), scope.end);
  return { owner, name, variable: `${name}@${declaration.pos}` };
}

function parameterOf({ module }: Outline, isCommonJs: boolean, name: string): Resolved | undefined {
  return isCommonJs && MODULE_PARAMETERS.has(name) ? { owner: module, name, variable: name } : undefined;
}

function capturesIn(source: ts.SourceFile, names: ReadonlySet<string>, resolver: Resolver): Captures {
  const all: Capture[] = [];
  const assignments: Assignment[] = [];
  const evals: Definition[] = [];
  const free = new Map<string, number>();

  const capture = (resolved: Resolved, user: Definition, node: ts.Node): void => {
    const found = { ...resolved, user, offset: node.getStart() };
    if (resolved.owner !== user) all.push(found);
    if (isAssigned(node)) assignments.push(found);
  };
  forEachWord(source, new Set([...names, 'eval']), (node) => {
    const user = resolver.userOf(node);
    if (!user) return;
    if (ts.isIdentifier(node) && node.text !== 'arguments' && isVariableUse(node)) {
      const resolved = resolver.identifier(node);
      if (!resolved && !free.has(node.text)) free.set(node.text, node.getStart());
      if (resolved && resolved !== 'inner') capture(resolved, user, node);
    }
    const own = ownName(node);
    if (own) {
      const receiver = resolver.receiverOf(user);
      // V8 keeps the object that `super` starts from in the scope of the class, once for its instances and once for itself.
      const owner = own === 'super' ? (receiver.parent ?? receiver) : receiver;
      const isStatic = hasModifier(receiver.node, ts.SyntaxKind.StaticKeyword);
      const name = own === 'super' ? `super ${receiver.name.split('.')[0]}${isStatic ? ' static' : ''}` : own;
      capture({ owner, name, variable: `${name}@${owner.key}` }, user, node);
    }
    const { parent } = node;
    if (ts.isIdentifier(node) && node.text === 'eval' && ts.isCallExpression(parent) && parent.expression === node) {
      evals.push(user);
    }
  });
  return { all, assignments, evals, free };
}

/** The words in a node that `findCaptures` can look for. */
export function variablesIn(node: ts.Node): Set<string> {
  const found = new Set<string>();
  const visit = (inner: ts.Node): void => {
    if (ts.isIdentifier(inner)) found.add(inner.text);
    const own = ownName(inner);
    if (own) found.add(own === 'new.target' ? 'new' : own);
    ts.forEachChild(inner, visit);
  };
  visit(node);
  return found;
}

const checkers = new WeakMap<ts.SourceFile, ts.TypeChecker>();

/** A checker for this one text: it resolves names by the language's own scope rules, and knows no other file. */
export function checkerFor(source: ts.SourceFile, text: string): ts.TypeChecker {
  const checker = checkers.get(source) ?? newChecker(source, text);
  checkers.set(source, checker);
  return checker;
}

function newChecker(source: ts.SourceFile, text: string): ts.TypeChecker {
  const host: ts.CompilerHost = {
    getSourceFile: (name) => (name === source.fileName ? source : undefined),
    getDefaultLibFileName: () => 'lib.d.ts',
    writeFile: () => undefined,
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (name) => name === source.fileName,
    readFile: (name) => (name === source.fileName ? text : undefined),
  };
  const options: ts.CompilerOptions = {
    allowJs: true,
    noLib: true,
    noResolve: true,
    types: [],
    target: ts.ScriptTarget.Latest,
    module: ts.ModuleKind.ESNext,
    moduleDetection: ts.ModuleDetectionKind.Force,
  };
  return ts.createProgram([source.fileName], options, host).getTypeChecker();
}

export function declarationOf(checker: ts.TypeChecker, node: ts.Identifier): ts.Declaration | undefined {
  const symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  // The checker makes one up for `globalThis`.
  if (node.text === 'globalThis') return undefined;
  return symbol?.valueDeclaration ?? symbol?.declarations?.[0];
}

function contains(outer: ts.Node, inner: ts.Node): boolean {
  return outer.pos <= inner.pos && inner.end <= outer.end;
}

/** Tells whether an identifier stands for a variable: not a property's name, a label, or an import's foreign name. */
export function isVariableUse(node: ts.Identifier): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent) || ts.isMetaProperty(parent)) return parent.name !== node;
  if (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent)) {
    return parent.name !== node;
  }
  if (ts.isGetAccessor(parent) || ts.isSetAccessor(parent)) return parent.name !== node;
  if (ts.isBindingElement(parent)) return parent.propertyName !== node;
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) return false;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  return !(ts.isJsxAttribute(parent) || ts.isNamespaceExport(parent));
}

/** Tells whether an expression is what is assigned to: of `=`, `+=`, `++`, a loop's head, or a pattern of these. */
function isAssigned(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent)) {
    const { kind } = parent.operatorToken;
    const assigns = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
    return assigns && parent.left === node;
  }
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
    return parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken;
  }
  if (ts.isForInStatement(parent) || ts.isForOfStatement(parent)) return parent.initializer === node;
  const isPatternPart =
    ts.isParenthesizedExpression(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isObjectLiteralExpression(parent) ||
    ts.isSpreadElement(parent) ||
    ts.isSpreadAssignment(parent) ||
    ts.isShorthandPropertyAssignment(parent) ||
    (ts.isPropertyAssignment(parent) && parent.initializer === node);
  return isPatternPart && isAssigned(parent);
}

/** `this`, `super` and `new.target` are variables too: an arrow function takes them from the function around it. */
function ownName(node: ts.Node): string | undefined {
  if (node.kind === ts.SyntaxKind.ThisKeyword) return 'this';
  if (node.kind === ts.SyntaxKind.SuperKeyword) return ts.isCallExpression(node.parent) ? undefined : 'super';
  if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.NewKeyword) return 'new.target';
  return ts.isIdentifier(node) && node.text === 'arguments' && isVariableUse(node) ? 'arguments' : undefined;
}

function receiverOwner(definition: Definition): Definition {
  let owner = definition;
  while (owner.kind === 'arrow' && owner.parent) owner = owner.parent;
  return owner;
}
