import { ts } from 'ts-morph';

/** A statement that gives names of another module: an `import`, or a `const` of `require(…)` alone. */
export interface ImportStatement {
  /** Offsets. */
  readonly start: number;
  readonly end: number;
  readonly bindings: readonly ImportBinding[];
}

export interface ImportBinding {
  readonly local: string;
  /** What the other module calls it, with the other module's name: the same for the same value. */
  readonly value: string;
}

/** The imports of a text's top level; those for their effects alone are none. */
export function importsOf(source: ts.SourceFile): ImportStatement[] {
  return source.statements.flatMap((statement) => {
    const bindings = ts.isImportDeclaration(statement) ? fromImport(statement) : fromRequire(statement);
    return bindings?.length ? [{ start: statement.getStart(), end: statement.end, bindings }] : [];
  });
}

/** The first import of the later text that gives a known name another value; its offset. */
export function reboundImport(before: ts.SourceFile, after: ts.SourceFile): number | undefined {
  const known = new Map(
    importsOf(before).flatMap(({ bindings }) => bindings.map(({ local, value }) => [local, value])),
  );
  const isRebound = ({ local, value }: ImportBinding): boolean => known.has(local) && known.get(local) !== value;
  return importsOf(after).find(({ bindings }) => bindings.some(isRebound))?.start;
}

function fromImport({ importClause, moduleSpecifier, attributes }: ts.ImportDeclaration): ImportBinding[] {
  const from = `${moduleSpecifier.getText()} ${attributes?.getText() ?? ''}`;
  const { name, namedBindings } = importClause ?? {};
  const bindings = name ? [{ local: name.text, value: `default ${from}` }] : [];
  if (namedBindings && ts.isNamespaceImport(namedBindings)) {
    bindings.push({ local: namedBindings.name.text, value: `* ${from}` });
  } else {
    for (const { name: local, propertyName } of namedBindings?.elements ?? [])
      bindings.push({ local: local.text, value: `${(propertyName ?? local).text} ${from}` });
  }
  return bindings;
}

function fromRequire(statement: ts.Statement): ImportBinding[] | undefined {
  if (!ts.isVariableStatement(statement)) return undefined;
  const [declaration, ...others] = statement.declarationList.declarations;
  const call = declaration?.initializer;
  if (!declaration || others.length || !call || !isRequire(call)) return undefined;
  const from = call.getText();
  const { name } = declaration;
  if (ts.isIdentifier(name)) return [{ local: name.text, value: `* ${from}` }];
  if (!ts.isObjectBindingPattern(name)) return undefined;
  const bindings = name.elements.flatMap(({ name: local, propertyName, initializer, dotDotDotToken }) => {
    const isPlain = ts.isIdentifier(local) && !initializer && !dotDotDotToken;
    return isPlain ? [{ local: local.text, value: `${(propertyName ?? local).getText()} ${from}` }] : [];
  });
  return bindings.length === name.elements.length ? bindings : undefined;
}

function isRequire(node: ts.Node): boolean {
  return (
    ts.isCallExpression(node) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === 'require' &&
    node.arguments.length === 1 &&
    node.arguments.every(ts.isStringLiteralLike)
  );
}
