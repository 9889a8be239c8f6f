import { ts } from 'ts-morph';
import type Protocol from 'devtools-protocol';
import type { ScriptSyntax } from '../target/outlines.js';
import { headText, type Box } from './box.js';
import { hasContainedParts, isContained } from './contained.js';

/**
 * The function of this `functionLocation`; undefined for a top level, for a generator, for what V8 makes itself, and for
 * a function with parts that must not be silenced with it: V8 takes them for silenced too (X7).
 */
export function boxAt(
  scriptId: string,
  { lines, outline: { source } }: ScriptSyntax,
  head: Protocol.Debugger.Location,
): Box | undefined {
  const { lineNumber: line, columnNumber: column = 0 } = head;
  const node = functionAt(source, lines.offsetAt({ line, column }));
  if (!node || node.asteriskToken || !hasContainedParts(node)) return undefined;
  const end = lines.positionAt(node.end);
  if (line === 0 && column === 0) return undefined;
  return {
    scriptId,
    head: headText(head),
    start:
      column > 0
        ? { lineNumber: line, columnNumber: column - 1 }
        : { lineNumber: line - 1, columnNumber: lines.lineAt(line - 1).length },
    end: { lineNumber: end.line, columnNumber: end.column },
    isContained: isContained(node),
    isAsync: node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false,
    isAgents: isCalledByAgent(node),
  };
}

/** V8 says that a function is at its parameter list, and an arrow function at its start. */
function functionAt(source: ts.SourceFile, head: number): ts.FunctionLikeDeclaration | undefined {
  let found: ts.FunctionLikeDeclaration | undefined;
  const visit = (node: ts.Node): void => {
    if (found || node.pos > head || node.end <= head) return;
    if (ts.isFunctionLike(node) && 'body' in node && node.body && headOf(node) === head) found = node;
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function headOf(node: ts.Node): number | undefined {
  if (ts.isArrowFunction(node)) return node.getStart();
  return node
    .getChildren()
    .find(({ kind }) => kind === ts.SyntaxKind.OpenParenToken)
    ?.getStart();
}

/** Whether a function holds the code of a wrapped one (edit/instrument.ts): it stands in an argument for the agent. */
function isCalledByAgent(node: ts.Node): boolean {
  let around: ts.Node | undefined = node.parent;
  for (let levels = 0; around && levels < 4 && !ts.isCallExpression(around); levels++) around = around.parent;
  return around !== undefined && ts.isCallExpression(around) && around.expression.getText().startsWith('$$hr.');
}
