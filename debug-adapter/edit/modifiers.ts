import { ts } from 'ts-morph';

/** Whether a declaration has a modifier: `async`, `static`. */
export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false);
}

/** Where a declaration starts behind `export` and `default`, as an offset: its own start where it has none. */
export function startUnexported(node: ts.Node): number {
  const isExport = ({ kind }: ts.ModifierLike): boolean =>
    kind === ts.SyntaxKind.ExportKeyword || kind === ts.SyntaxKind.DefaultKeyword;
  const last = ts.canHaveModifiers(node) ? ts.getModifiers(node)?.findLast(isExport) : undefined;
  return last ? last.end : node.getStart();
}
