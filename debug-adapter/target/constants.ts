import { ts } from 'ts-morph';
import { namesOf } from '../edit/wrappings.js';

/** Why a variable cannot be assigned to; V8's debugger would do it nevertheless. */
export type Fixed = 'constant' | 'import';

/**
 * Whether the variable of a scope that has this name is a constant.
 * @param source the running text
 * @param at where the frame stands; an offset in the text, as are those of the scope
 */
export function fixedIn(
  source: ts.SourceFile,
  name: string,
  at: number,
  scope: { readonly start: number; readonly end: number },
): Fixed | undefined {
  const find = (node: ts.Node): Fixed | 'variable' | undefined => {
    if (at < node.pos || at > node.end) return undefined;
    // Outer ones first: what stands further inside is in a scope of its own.
    for (const { kind, node: declared } of declarationsIn(node, name)) {
      if (declared.getStart() >= scope.start && declared.end <= scope.end) return kind;
    }
    return ts.forEachChild(node, find);
  };
  const found = find(source);
  return found === 'variable' ? undefined : found;
}

interface Declared {
  readonly kind: Fixed | 'variable';
  readonly node: ts.Node;
}

/** What the statements that stand directly in a node make of a name. */
function declarationsIn(node: ts.Node, name: string): Declared[] {
  if (ts.isFunctionLike(node)) {
    return node.parameters.flatMap((each) =>
      namesOf(each.name).includes(name) ? [{ kind: 'variable', node: each } as const] : [],
    );
  }
  return statementsOf(node).flatMap((child): Declared[] => {
    if (ts.isImportDeclaration(child)) return isImported(child, name) ? [{ kind: 'import', node: child }] : [];
    const list = ts.isVariableStatement(child) ? child.declarationList : child;
    if (!ts.isVariableDeclarationList(list)) return [];
    if (!list.declarations.some((each) => namesOf(each.name).includes(name))) return [];
    return [{ kind: (list.flags & ts.NodeFlags.Const) === 0 ? 'variable' : 'constant', node: list }];
  });
}

function statementsOf(node: ts.Node): readonly ts.Node[] {
  if (ts.isSourceFile(node) || ts.isBlock(node)) return node.statements;
  if (ts.isCaseBlock(node)) return node.clauses.flatMap(({ statements }) => [...statements]);
  if (ts.isForStatement(node) || ts.isForInStatement(node) || ts.isForOfStatement(node)) {
    return node.initializer ? [node.initializer] : [];
  }
  return [];
}

function isImported({ importClause }: ts.ImportDeclaration, name: string): boolean {
  const { name: byDefault, namedBindings } = importClause ?? {};
  if (byDefault?.text === name) return true;
  if (!namedBindings) return false;
  return ts.isNamespaceImport(namedBindings)
    ? namedBindings.name.text === name
    : namedBindings.elements.some((each) => each.name.text === name);
}
