import { ts } from 'ts-morph';
import { innermostAround, isFunctionNode, type Definition, type Outline } from './definitions.js';
import { hasModifier } from './modifiers.js';
import { forEachWord } from './syntax.js';

/** One reference from a function to a variable that a function around it (or the module) holds. */
export interface Capture {
  /** The name as written, an identifier or `this`, `arguments`, `super`, `new.target` for arrow functions. */
  readonly name: string;
  /** The definition whose scope holds the variable, and which of its variables of this name it is (0 for the first). */
  readonly owner: Definition;
  readonly ordinal: number;
  /** The definition that refers to it, and where; an offset in the text. */
  readonly user: Definition;
  readonly offset: number;
}

/** One assignment to a variable, other than in its declaration. */
export type Assignment = Capture;

/** What CommonJS hands to every module as parameters: variables of the module, though no line declares them. */
const MODULE_PARAMETERS = new Set(['exports', 'require', 'module', '__filename', '__dirname']);

/** Everything that functions of a text capture from the scopes around them. */
export interface Captures {
  readonly all: readonly Capture[];
  /** Assignments to variables of functions and of the module, by whatever function, their own included (E11). */
  readonly assignments: readonly Assignment[];
  /** Definitions with a direct `eval` in them or in a function inside them: V8 keeps all their variables (E6a). */
  readonly keepsAll: ReadonlySet<Definition>;
  /** Names that no scope of the text declares, each with the offset of its first use in each definition. */
  readonly free: ReadonlyMap<Definition, ReadonlyMap<string, number>>;
}

/**
 * Finds the variables that V8 keeps in contexts. V8 replaces a closure's code only if the variables kept by every scope
 * around it stay the same (E6), so these are what an edit must not change.
 * @param names what is looked for: variables as they are written, `this`, `super`, `new` and `arguments`
 */
export function findCaptures(
  { source, module, text }: Outline,
  isCommonJs: boolean,
  names: ReadonlySet<string>,
): Captures {
  const checker = checkerFor(source, text);
  const all: Capture[] = [];
  const assignments: Assignment[] = [];
  const keepsAll = new Set<Definition>();
  const free = new Map<Definition, Map<string, number>>();
  const ordinals = new Map<Definition, Map<string, Map<unknown, number>>>();

  const ownerOf = (node: ts.Node): Definition => innermostAround(module, node.getStart(), node.end);
  const capture = (name: string, owner: Definition, identity: unknown, user: Definition, node: ts.Node): void => {
    const isAssignment = isAssigned(node);
    if (owner === user && !isAssignment) return;
    const names = ordinals.get(owner) ?? new Map<string, Map<unknown, number>>();
    ordinals.set(owner, names);
    const variables = names.get(name) ?? new Map<unknown, number>();
    names.set(name, variables);
    const ordinal = variables.get(identity) ?? variables.size;
    variables.set(identity, ordinal);
    const found = { name, owner, ordinal, user, offset: node.getStart() };
    if (owner !== user) all.push(found);
    if (isAssignment) assignments.push(found);
  };
  const captureIdentifier = (node: ts.Identifier, user: Definition): void => {
    const name = node.text;
    const declaration = declarationOf(checker, node);
    if (declaration && !ts.isSourceFile(declaration)) {
      const owner = scopeOwner(declaration, ownerOf);
      // A class's name inside the class is a variable of the class's own scope, not the one outside.
      const inside = ts.isClassLike(declaration) && contains(declaration, node);
      capture(inside ? `${name} ` : name, owner, declaration, user, node);
    } else if (isCommonJs && MODULE_PARAMETERS.has(name)) capture(name, module, name, user, node);
    else {
      const names = free.get(user) ?? new Map<string, number>();
      free.set(user, names);
      if (!names.has(name)) names.set(name, node.getStart());
    }
  };

  forEachWord(source, new Set([...names, 'eval']), (node) => {
    const user = ownerOf(node);
    const { parent } = node;
    if (ts.isIdentifier(node) && node.text !== 'arguments' && isVariableUse(node)) captureIdentifier(node, user);
    const own = ownName(node);
    if (own === 'super') {
      // V8 keeps the object that `super` starts from in the scope of the class, once for its instances and once for itself.
      const member = receiverOwner(user);
      const name = `super ${member.name.split('.')[0]}${hasModifier(member.node, ts.SyntaxKind.StaticKeyword) ? ' static' : ''}`;
      capture(name, member.parent ?? module, name, user, node);
    } else if (own) capture(own, receiverOwner(user), own, user, node);
    if (ts.isIdentifier(node) && node.text === 'eval' && ts.isCallExpression(parent) && parent.expression === node) {
      for (let at: Definition | undefined = user; at; at = at.parent) keepsAll.add(at);
    }
  });
  return { all, assignments, keepsAll, free };
}

/** The words of a part of a text that `findCaptures` can look for. */
export function variablesIn(node: ts.Node): Set<string> {
  const found = new Set<string>();
  const visit = (inner: ts.Node): void => {
    if (ts.isIdentifier(inner)) found.add(inner.text);
    else {
      const own = ownName(inner);
      if (own) found.add(own === 'new.target' ? 'new' : own);
    }
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

/** The definition whose activation holds the variable that this declaration makes. */
function scopeOwner(declaration: ts.Declaration, ownerOf: (node: ts.Node) => Definition): Definition {
  // A function's name belongs to the scope around it; its parameters and variables belong to itself.
  const outside = isFunctionNode(declaration) || ts.isClassLike(declaration);
  return ownerOf(outside ? declaration.parent : declaration);
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
