import { ts } from 'ts-morph';
import type { Definition } from '../edit/definitions.js';
import { startUnexported } from '../edit/modifiers.js';
import type { NameUse } from './bindings.js';
import type { BuiltName } from './built-names.js';
import type { CompileFailure } from './compile-request.js';
import type { Transpiled } from './transpiled.js';

/** The text of one function as it is to stand in a built text. */
export interface RenamedText {
  readonly text: string;
  /** Offsets in the text, and in the source, of the tokens whose places are known; in order. */
  readonly places: readonly (readonly [number, number])[];
}

/** What the names of a function are where its text is put. */
export interface NamesThere {
  /** Undefined for a name that nothing there stands for. */
  nameOf(use: NameUse): BuiltName | undefined;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * @param after the function, as it was saved
 * @param counterpart the function that it is to replace: what its declaration calls it stays
 */
export function renamedText(
  after: Definition,
  { outline, places }: Transpiled,
  uses: readonly NameUse[],
  counterpart: Definition,
  there: NamesThere,
): RenamedText | { readonly failure: CompileFailure } {
  const { node, end } = after;
  const start = withoutExport(node);
  const unknown = (name: string) => ({
    failure: { reason: 'not in build', function: after.name, name } as CompileFailure,
  });
  const lost = relativeLoad(node);
  if (lost !== undefined) return unknown(lost);
  const edits: Edit[] = [];
  const ownName = (node as ts.NamedDeclaration).name;
  const name = (counterpart.node as ts.NamedDeclaration).name?.getText() ?? '';
  if (ownName) edits.push({ start: ownName.getStart(), end: ownName.end, text: name });
  else if (name && ts.isFunctionLike(node)) {
    const head = after.head ?? start;
    edits.push({ start: head, end: head, text: ` ${name}` });
  }
  const inside = uses.filter((use) => start <= use.node.getStart() && use.node.end <= end && use.node !== ownName);
  const privates = new Set(inside.filter(({ node: { parent } }) => ts.isClassElement(parent)).map(({ key }) => key));
  const locals: NameUse[] = [];
  const bases = new Set<string>();
  for (const use of inside) {
    const { declaration } = use;
    if (ts.isPrivateIdentifier(use.node) && privates.has(use.key)) continue;
    if (declaration === node && ts.isFunctionExpression(node)) {
      edits.push({ start: use.node.getStart(), end: use.node.end, text: name });
    } else if (declaration && declaration !== node && start <= declaration.pos && declaration.end <= end) {
      locals.push(use);
    } else {
      const found = there.nameOf(use);
      if (!found) return unknown(use.text);
      bases.add(found.base?.text ?? found.text);
      if (found.text !== use.text) edits.push(editOf(use.node, found.text));
    }
  }
  const taken = new Set([...bases, ...uses.map((use) => use.text)]);
  const fresh = new Map<ts.Node, string>();
  for (const { node: use, text, declaration } of locals) {
    if (!declaration || !bases.has(text)) continue;
    const other = fresh.get(declaration) ?? freshName(text, taken);
    fresh.set(declaration, other);
    edits.push(editOf(use, other));
  }
  return edited(outline.text, start, end, edits, places, textBefore(counterpart));
}

function editOf(node: ts.Node, text: string): Edit {
  const { parent } = node;
  const [start, end] = [node.getStart(), node.end];
  const isPart =
    ts.isShorthandPropertyAssignment(parent) ||
    (ts.isBindingElement(parent) &&
      parent.name === node &&
      !parent.propertyName &&
      !parent.dotDotDotToken &&
      ts.isObjectBindingPattern(parent.parent));
  if (isPart) return { start, end, text: `${node.getText()}: ${text}` };
  const isCalled =
    (ts.isCallExpression(parent) && parent.expression === node) ||
    (ts.isTaggedTemplateExpression(parent) && parent.tag === node);
  return { start, end, text: isCalled && text.includes('.') ? `(0, ${text})` : text };
}

function freshName(name: string, taken: Set<string>): string {
  for (let number = 1; ; number++) {
    const fresh = `${name}_${number}`;
    if (taken.has(fresh)) continue;
    taken.add(fresh);
    return fresh;
  }
}

function edited(
  text: string,
  start: number,
  end: number,
  edits: Edit[],
  places: ReadonlyMap<number, number>,
  before: string,
): RenamedText {
  edits.sort((one, other) => one.start - other.start);
  let made = before;
  let copied = start;
  const shifts: { from: number; by: number }[] = [{ from: start, by: made.length - start }];
  for (const edit of edits) {
    made += text.slice(copied, edit.start) + edit.text;
    copied = edit.end;
    shifts.push({ from: edit.end, by: made.length - edit.end });
  }
  made += text.slice(copied, end);
  const found: [number, number][] = [];
  let at = 0;
  for (const [offset, place] of [...places].sort(([one], [other]) => one - other)) {
    if (offset < start || offset >= end) continue;
    while ((shifts[at + 1]?.from ?? Infinity) <= offset) at++;
    found.push([offset + (shifts[at]?.by ?? 0), place]);
  }
  return { text: made, places: found };
}

/** `export` and `default` are the place's own. */
function withoutExport(node: ts.Node): number {
  const start = startUnexported(node);
  return start + (/^\s*/.exec(node.getSourceFile().text.slice(start))?.[0].length ?? 0);
}

function textBefore({ node }: Definition): string {
  return node.getSourceFile().text.slice(node.getStart(), withoutExport(node));
}

/** What loads another source when it is run: a build gives that another place. */
function relativeLoad(node: ts.Node): string | undefined {
  if (ts.isCallExpression(node)) {
    const { expression: callee } = node;
    const [first] = node.arguments;
    const isLoad =
      callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require');
    if (isLoad && first && ts.isStringLiteralLike(first) && first.text.startsWith('.')) return node.getText();
  }
  return ts.forEachChild(node, relativeLoad);
}
