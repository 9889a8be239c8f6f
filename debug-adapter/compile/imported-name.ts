import { dirname, resolve } from 'node:path';
import { ts } from 'ts-morph';
import type { NameUse } from './bindings.js';
import { builtNames, type BuiltName } from './built-names.js';
import type { Bundle } from './bundle.js';
import { SourceFault, transpile, type TranspileOptions } from './transpiled.js';

/** What a name is in a built text that a source imports only now, from another source of the same text. */
export function importedName(
  { declaration, node }: NameUse,
  bundle: Bundle,
  options: TranspileOptions,
): BuiltName | undefined {
  if (!declaration) return undefined;
  const statement = ts.findAncestor(declaration, ts.isImportDeclaration);
  const name = ts.isImportSpecifier(declaration)
    ? (declaration.propertyName ?? declaration.name)
    : ts.isPropertyAccessExpression(node)
      ? node.name
      : undefined;
  const from = statement?.moduleSpecifier;
  if (!name || !from || !ts.isStringLiteral(from) || !from.text.startsWith('.')) return undefined;
  const wanted = withoutExtension(resolve(dirname(bundle.path), from.text));
  const file = bundle.origin.files.find(({ path }) =>
    [wanted, `${wanted}/index`].includes(withoutExtension(path).replaceAll('\\', '/')),
  );
  if (file?.text === undefined) return undefined;
  try {
    const made = transpile(file.path, file.text, options);
    return builtNames(made, bundle.of(file.path, made.source)).get(` ${name.text}`);
  } catch (error) {
    if (error instanceof SourceFault) return undefined;
    throw error;
  }
}

function withoutExtension(path: string): string {
  return path.replace(/\.[cm]?[jt]sx?$/i, '').replaceAll('\\', '/');
}
