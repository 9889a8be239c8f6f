import { ts } from 'ts-morph';
import { innerHead, undress } from './dress.js';
import { newConstructor, withoutCounting, wrappedIn } from './unwrap.js';
import { isDerived } from './wrappings.js';
import { grownParameters } from './grown-parameters.js';
import { hasModifier } from './modifiers.js';

/** What a definition is called: a function's kind, as ECMAScript tells them apart. */
export type DefinitionKind =
  'module' | 'function' | 'arrow' | 'method' | 'getter' | 'setter' | 'constructor' | 'static block';

/** One function of a text, or the text's top level. Offsets are UTF-16 code units from the start of the text. */
export interface Definition {
  readonly kind: DefinitionKind;
  /** As a user would say it: `total`, `Cart.total`, `(anonymous)`. */
  readonly name: string;
  /** The same for the same definition in two versions of a text: the names from the module inwards. */
  readonly key: string;
  readonly node: ts.Node;
  readonly start: number;
  readonly end: number;
  /** Where V8 says that the function is (`functionLocation`): its parameter list, or an arrow function's start. */
  readonly head: number | undefined;
  /** The same of the function that stands in for its body in what V8 runs (dress.ts). */
  readonly innerHead: number | undefined;
  /** The number under which the agent calls its code (instrument.ts); undefined where it does not. */
  readonly site: number | undefined;
  /** Of its code, where the agent runs it in the place of older code; 0 for the file's own. */
  readonly version: number;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  readonly isDerivedConstructor: boolean;
  /** A constructor whose class has fields of its instances (R6a). */
  readonly isConstructorWithFields: boolean;
  /** The number of formal parameters, a rest parameter not counted (E5). */
  readonly parameterCount: number;
  readonly parent: Definition | undefined;
  readonly children: readonly Definition[];
  /**
   * The tokens of its own code, with a hole for each function inside it: what must be equal for it to be unchanged. The
   * name of a declaration or a member is in its key.
   */
  readonly shell: readonly ShellToken[];
}

/** One token of a function's own code; an empty `text` is the hole that a function inside it leaves. */
export interface ShellToken {
  readonly text: string;
  readonly start: number;
}

/** A text, parsed: its syntax tree and the tree of its functions. */
export interface Outline {
  readonly text: string;
  readonly source: ts.SourceFile;
  readonly module: Definition;
}

/** Reads JavaScript, as a script or as a module. Never throws: a syntax error is V8's to tell (it answers CompileError). */
export function outline(text: string): Outline {
  const options = { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
  const source = ts.createSourceFile('running.js', text, options, true, ts.ScriptKind.JS);
  const module = new FunctionOf(source, 'module', '(top level)', '', undefined);
  return { text, source, module };
}

/** Every definition of the tree, outer ones before the ones inside them. */
export function* allDefinitions(definition: Definition): Generator<Definition> {
  yield definition;
  for (const child of definition.children) yield* allDefinitions(child);
}

export function isFunctionNode(node: ts.Node): node is ts.FunctionLikeDeclaration | ts.ClassStaticBlockDeclaration {
  return (
    ((ts.isFunctionDeclaration(node) ||
      ts.isFunctionExpression(node) ||
      ts.isArrowFunction(node) ||
      ts.isMethodDeclaration(node) ||
      ts.isGetAccessor(node) ||
      ts.isSetAccessor(node) ||
      ts.isConstructorDeclaration(node)) &&
      node.body !== undefined) ||
    ts.isClassStaticBlockDeclaration(node)
  );
}

/** Reads a function when it is first asked about: an edit of a large file looks at few of them. */
class FunctionOf implements Definition {
  readonly start: number;
  readonly end: number;
  #children: readonly Definition[] | undefined;
  #shell: readonly ShellToken[] | undefined;
  #wrapped: { readonly site: number; readonly version: number } | undefined | null = null;

  constructor(
    readonly node: ts.Node,
    readonly kind: DefinitionKind,
    readonly name: string,
    readonly key: string,
    readonly parent: Definition | undefined,
  ) {
    this.start = kind === 'module' ? 0 : node.getStart();
    this.end = node.end;
  }

  get head(): number | undefined {
    return headOf(this.node, this.kind);
  }

  get innerHead(): number | undefined {
    return innerHead(this.node);
  }

  get site(): number | undefined {
    return this.#inAgent()?.site;
  }

  get version(): number {
    return this.#inAgent()?.version ?? 0;
  }

  get isAsync(): boolean {
    return hasModifier(this.node, ts.SyntaxKind.AsyncKeyword);
  }

  get isGenerator(): boolean {
    return 'asteriskToken' in this.node && this.node.asteriskToken !== undefined;
  }

  get isDerivedConstructor(): boolean {
    return this.kind === 'constructor' && isDerived(this.node.parent);
  }

  get isConstructorWithFields(): boolean {
    return this.kind === 'constructor' && hasInstanceFields(this.node.parent);
  }

  get parameterCount(): number {
    return countParameters(this.node);
  }

  get children(): readonly Definition[] {
    return (this.#children ??= childrenOf(this));
  }

  get shell(): readonly ShellToken[] {
    return (this.#shell ??= shellOf(this.node));
  }

  #inAgent(): { readonly site: number; readonly version: number } | undefined {
    const { node } = this;
    if (this.#wrapped === null) {
      const body = 'body' in node && node.body ? (node.body as ts.Node) : undefined;
      this.#wrapped = newConstructor(node) ?? (body && wrappedIn(body));
    }
    return this.#wrapped;
  }
}

/** The functions right inside another one, or inside the top level, in their order. */
function childrenOf(parent: Definition): Definition[] {
  const children: Definition[] = [];
  const seen = new Map<string, number>();
  const visit = (inner: ts.Node): void => {
    const own = undress(inner);
    if (!own) return;
    if (own !== inner) visit(own);
    else if (isFunctionNode(inner)) {
      const kind = kindOf(inner);
      const { role, name, shown } = nameOf(inner, kind);
      const place = `${role}:${name}`;
      const ordinal = seen.get(place) ?? 0;
      seen.set(place, ordinal + 1);
      const key = `${parent.key}/${place}${ordinal ? `#${ordinal}` : ''}`;
      children.push(new FunctionOf(inner, kind, shown, key, parent));
    } else {
      const parameters = grownParameters(inner);
      if (parameters) parameters.forEach(visit);
      else ts.forEachChild(inner, visit);
    }
  };
  const ownName = plainName(parent.node);
  ts.forEachChild(parent.node, (child) => {
    if (child !== ownName) visit(child);
  });
  return children;
}

function shellOf(node: ts.Node): ShellToken[] {
  const { text } = node.getSourceFile();
  const shell: ShellToken[] = [];
  const visit = (inner: ts.Node): void => {
    const own = undress(inner);
    if (!own) {
      // Ours, not the user's; so is the semicolon in front of it.
      if (shell.at(-1)?.text === ';' && shell.at(-1)?.start === inner.getStart() - 1) shell.pop();
    } else if (own !== inner) visit(own);
    else if (grownParameters(inner)) {
      grownParameters(inner)?.forEach((parameter, index) => {
        if (index) shell.push({ text: ',', start: parameter.pos - 1 });
        visit(parameter);
      });
    } else if (isFunctionNode(inner)) shell.push({ text: '', start: inner.getStart() });
    else if (ts.isToken(inner)) {
      const start = inner.getStart();
      if (inner.kind !== ts.SyntaxKind.EndOfFileToken) shell.push({ text: text.slice(start, inner.end), start });
    } else inner.getChildren().forEach(visit);
  };
  const ownName = plainName(node);
  for (const child of node.getChildren()) if (child !== ownName) visit(child);
  return shell;
}

/** The name that a declaration or a member carries itself, where it is known without running anything and not private. */
export function plainName(node: ts.Node): ts.Identifier | ts.StringLiteral | ts.NumericLiteral | undefined {
  const isNamed = ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isAccessor(node);
  const name = isNamed ? node.name : undefined;
  return name && (ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isNumericLiteral(name)) ? name : undefined;
}

/** The innermost function, or the top level, that V8 names by this `functionLocation`; undefined for what V8 makes itself. */
export function definitionAtHead(module: Definition, head: number): Definition | undefined {
  for (let at: Definition | undefined = module; at; at = childAround(at, head, head + 1)) {
    if (at.head === head || at.innerHead === head) return at;
  }
  return undefined;
}

/** The innermost function around an offset, or the top level. */
export function innermostAt(module: Definition, offset: number): Definition {
  return innermostAround(module, offset, offset + 1);
}

/** The innermost function around a part of a text, or the top level; offsets. */
export function innermostAround(module: Definition, start: number, end: number): Definition {
  let found = module;
  for (;;) {
    const inner = childAround(found, start, end);
    if (!inner) return found;
    found = inner;
  }
}

function childAround({ children }: Definition, start: number, end: number): Definition | undefined {
  return children.find((child) => child.start <= start && end <= child.end);
}

export function isTopLevel({ module }: Outline, offset: number): boolean {
  return innermostAt(module, offset) === module;
}

function headOf(node: ts.Node, kind: DefinitionKind): number | undefined {
  if (kind === 'module') return 0;
  if (kind === 'arrow') return node.getStart();
  return node
    .getChildren()
    .find((child) => child.kind === ts.SyntaxKind.OpenParenToken)
    ?.getStart();
}

function kindOf(node: ts.Node): DefinitionKind {
  if (ts.isArrowFunction(node)) return 'arrow';
  if (ts.isMethodDeclaration(node)) return 'method';
  if (ts.isGetAccessor(node)) return 'getter';
  if (ts.isSetAccessor(node)) return 'setter';
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  if (ts.isClassStaticBlockDeclaration(node)) return 'static block';
  return 'function';
}

interface DefinitionName {
  readonly name: string;
  readonly shown: string;
  /** Keeps apart what may share a name: a getter and a setter, a static and an instance method, a callback. */
  readonly role: string;
}

function nameOf(node: ts.Node, kind: DefinitionKind): DefinitionName {
  const owner = ownerName(node);
  if (kind === 'constructor') return { name: owner, shown: `new ${owner}`, role: kind };
  if (kind === 'static block') return { name: owner, shown: `${owner} static block`, role: kind };
  const named = (node as ts.NamedDeclaration).name;
  if (named) {
    const name = ts.isComputedPropertyName(named) ? withoutCounting(named.getText()) : named.getText();
    if (kind === 'function') return { name, shown: name, role: kind };
    const role = hasModifier(node, ts.SyntaxKind.StaticKeyword) ? `static ${kind}` : kind;
    return { name: `${owner}.${name}`, shown: owner ? `${owner}.${name}` : name, role };
  }
  const given = givenName(node);
  if (given !== undefined) return { name: given, shown: given, role: 'value' };
  return { name: calleeName(node), shown: '(anonymous)', role: 'callback' };
}

/** The name of the class or of the variable that holds the object literal around a member. */
function ownerName(node: ts.Node): string {
  const owner = node.parent;
  if (ts.isClassLike(owner) && owner.name) return owner.name.text;
  if (ts.isClassLike(owner) || ts.isObjectLiteralExpression(owner)) return givenName(owner) ?? '';
  return '';
}

/** The name that an assignment, a variable, a property or a field gives to the function or class at its right. */
function givenName(node: ts.Node): string | undefined {
  let parent = node.parent;
  while (ts.isParenthesizedExpression(parent)) parent = parent.parent;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) {
    return parent.name.getText();
  }
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    return parent.left.getText();
  }
  return undefined;
}

/** What a callback is handed to: `map` for `rows.map(r => …)`. */
function calleeName(node: ts.Node): string {
  const call = node.parent;
  if (!ts.isCallExpression(call) && !ts.isNewExpression(call)) return '';
  const callee = call.expression;
  return ts.isPropertyAccessExpression(callee) ? callee.name.text : ts.isIdentifier(callee) ? callee.text : '';
}

function hasInstanceFields(owner: ts.Node): boolean {
  if (!ts.isClassLike(owner)) return false;
  return owner.members.some(
    (member) => ts.isPropertyDeclaration(member) && !hasModifier(member, ts.SyntaxKind.StaticKeyword),
  );
}

function countParameters(node: ts.Node): number {
  return ts.isFunctionLike(node) ? node.parameters.filter((parameter) => !parameter.dotDotDotToken).length : 0;
}
