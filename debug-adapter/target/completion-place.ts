import { ts } from 'ts-morph';

/** What is being written at a place of an expression. */
export interface CompletionPlace {
  /** The expression whose members are meant; undefined for variables. */
  readonly object: string | undefined;
  /** Where the name that is being written starts; an offset in UTF-16 code units. */
  readonly start: number;
  readonly prefix: string;
  /** A member in brackets: the quote that stands before it, or an empty string where none does yet. */
  readonly quote: '' | '"' | "'" | '`' | undefined;
}

/** Stands for the rest of what is being written, so that there is something to parse. */
const REST = 'zz';

/** @param offset where the cursor is, in UTF-16 code units @returns undefined where nothing can be proposed */
export function completionPlace(text: string, offset: number): CompletionPlace | undefined {
  const head = text.slice(0, offset);
  const source = ts.createSourceFile('console.js', head + REST, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const node = lastNode(source, source.end);
  if (!node) return undefined;
  const { parent } = node;
  const start = node.getStart();
  // A number is no start of a name.
  if (/[\p{ID_Continue}$]$/u.test(head.slice(0, start))) return undefined;
  if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) {
    const prefix = head.slice(start);
    if (ts.isPropertyAccessExpression(parent) && parent.name === node) {
      return { object: parent.expression.getText(), start, prefix, quote: undefined };
    }
    if (ts.isElementAccessExpression(parent) && parent.argumentExpression === node) {
      return { object: parent.expression.getText(), start, prefix, quote: '' };
    }
    const isNew = (ts.isVariableDeclaration(parent) || ts.isParameter(parent)) && parent.name === node;
    return isNew || ts.isPrivateIdentifier(node) ? undefined : { object: undefined, start, prefix, quote: undefined };
  }
  if (ts.isStringLiteralLike(node) && ts.isElementAccessExpression(parent) && parent.argumentExpression === node) {
    const quote = head[start];
    if (quote !== '"' && quote !== "'" && quote !== '`') return undefined;
    return { object: parent.expression.getText(), start: start + 1, prefix: head.slice(start + 1), quote };
  }
  return undefined;
}

/** The innermost node that ends at the end of the text. */
function lastNode(source: ts.SourceFile, end: number): ts.Node | undefined {
  let found: ts.Node | undefined;
  const visit = (node: ts.Node): void => {
    if (node.end !== end && !ts.isSourceFile(node)) return;
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node) || ts.isStringLiteralLike(node)) {
      if (node.end > node.pos) found = node;
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
