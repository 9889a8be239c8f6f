import { ts } from 'ts-morph';
import type { Outline } from './definitions.js';
import { importsOf } from './imports.js';
import { instrument, type Numbering } from './instrument.js';
import { startUnexported } from './modifiers.js';
import type { Difference } from './compare.js';
import { nameInModule, type Renamed } from './renames.js';
import { namesOf } from './wrappings.js';

/**
 * Something that is new at the top level of a saved text. Code that is loaded cannot see it (E6c), unless it is evaluated
 * in the module's scope and published as a global of its name.
 */
export interface Addition {
  readonly kind: 'function' | 'class' | 'variable' | 'import';
  readonly names: readonly string[];
  /** Where its statement stands in the saved text; offsets. */
  readonly start: number;
  readonly end: number;
  /** As it is written, to tell whether it has changed since it was published. */
  readonly text: string;
  readonly node: ts.Node;
  /** It is published already as it is written now, or what was published is edited like other code. */
  readonly isPublished?: boolean;
  /** It is another name of a function of the module. */
  readonly renamed?: Renamed;
}

/** What the top level of the saved text declares and that of the running text does not, in the order of the text. */
export function additionsOf(running: Outline, saved: Outline): Addition[] {
  const known = new Set(declarations(running).flatMap(({ names }) => names));
  const imports = importsOf(saved.source);
  return declarations(saved).flatMap((each) => {
    const names = each.names.filter((name) => !known.has(name));
    // An import can have new names beside known ones.
    const isImport = imports.some(({ start, end }) => start <= each.start && each.end <= end);
    return names.length && (isImport || names.length === each.names.length) ? [{ ...each, names }] : [];
  });
}

/** Those of the differences that are renames of functions of the module, or of members of its classes. */
export function renamedIn(differences: readonly Difference[]): Renamed[] {
  return differences.flatMap((each) => {
    if (each.kind === 'renamed') return [each];
    return each.kind === 'changed' && each.before.kind === 'module' ? renamedIn(each.inside) : [];
  });
}

/** Says which of the additions are functions of the module under other names. */
export function withOldNames(additions: readonly Addition[], renamed: readonly Renamed[]): Addition[] {
  return additions.map((each) => {
    const pair = renamed.find(({ after }) => each.names.join() === nameInModule(after));
    return pair ? { ...each, renamed: pair } : each;
  });
}

/** A declaration of the top level by its names; undefined where it is gone. */
export function declaredNow(saved: Outline, names: readonly string[]): Addition | undefined {
  return declarations(saved).find((each) => each.names.join() === names.join());
}

/** Those of the additions that are used from these names on, directly or by one another, in the order to make them in. */
export function neededFor(additions: readonly Addition[], used: Iterable<string>): Addition[] {
  const needed = new Set<Addition>();
  const take = (name: string): void => {
    const addition = additions.find(({ names }) => names.includes(name));
    if (!addition || needed.has(addition)) return;
    needed.add(addition);
    for (const inner of identifiersIn(addition.node)) take(inner);
  };
  for (const name of used) take(name);
  // As when a module is loaded: imports, then functions, then everything else as it is written.
  const early = ['import', 'function'].flatMap((kind) => additions.filter((each) => each.kind === kind));
  return [...new Set([...early, ...additions])].filter((each) => needed.has(each));
}

/**
 * An expression that makes the values of an addition, as an object by their names, on the lines of the saved text.
 * @param line of the addition, 0-based
 * @param url of the module, for what it imports
 */
export function valuesOf(saved: string, addition: Addition, line: number, url: string, numbering?: Numbering): string {
  const { kind, names, node, renamed } = addition;
  if (renamed) return `({${names.join()}: ${nameInModule(renamed.before)}})`;
  const breaks = '\n'.repeat(line);
  if (kind === 'import') return `(${breaks}${importOf(node as ts.ImportDeclaration, names, url)})`;
  // Nobody can import it any more.
  const own = instrument(saved, node, numbering).slice(startUnexported(node) - node.getStart());
  return `(() => {${breaks}${kind === 'variable' ? 'const ' : ''}${own}\nreturn {${names.join()}}})()`;
}

function declarations({ source }: Outline): Addition[] {
  return source.statements.flatMap((statement): Addition[] => {
    if (ts.isFunctionDeclaration(statement) && statement.body) return named('function', statement, statement.name);
    if (ts.isClassDeclaration(statement)) return named('class', statement, statement.name);
    if (ts.isVariableStatement(statement)) {
      const { declarations: all } = statement.declarationList;
      const around = all.length === 1 ? statement : undefined;
      return all.map((each) => addition('variable', each, namesOf(each.name), around));
    }
    if (ts.isImportDeclaration(statement)) return [addition('import', statement, importedNames(statement))];
    return [];
  });
}

function named(kind: Addition['kind'], node: ts.Node, name: ts.Identifier | undefined): Addition[] {
  return name ? [addition(kind, node, [name.text])] : [];
}

function addition(kind: Addition['kind'], node: ts.Node, names: readonly string[], around = node): Addition {
  return { kind, names, node, start: around.getStart(), end: around.end, text: node.getText() };
}

function importedNames({ importClause }: ts.ImportDeclaration): string[] {
  const { name, namedBindings } = importClause ?? {};
  const others = !namedBindings
    ? []
    : ts.isNamespaceImport(namedBindings)
      ? [namedBindings.name.text]
      : namedBindings.elements.map((element) => element.name.text);
  return [...(name ? [name.text] : []), ...others];
}

/** Loaded at once, as nothing can be awaited while the program is paused (runtime-agent/modules.cjs). */
function importOf(
  { moduleSpecifier, importClause }: ts.ImportDeclaration,
  names: readonly string[],
  url: string,
): string {
  const { name, namedBindings } = importClause ?? {};
  const values = name && names.includes(name.text) ? [`${name.text}: $$m.default`] : [];
  const needed = values.length ? ['default'] : [];
  if (namedBindings && ts.isNamespaceImport(namedBindings)) values.push(`${namedBindings.name.text}: $$m`);
  else {
    for (const { name: local, propertyName } of namedBindings?.elements ?? []) {
      if (!names.includes(local.text)) continue;
      values.push(`${local.text}: $$m[${JSON.stringify((propertyName ?? local).text)}]`);
      needed.push((propertyName ?? local).text);
    }
  }
  const module = `$$hr.load(${JSON.stringify(url)}, ${moduleSpecifier.getText()}, ${JSON.stringify(needed)})`;
  return `(($$m) => ({${values.join()}}))(${module})`;
}

function* identifiersIn(node: ts.Node): Generator<string> {
  if (ts.isIdentifier(node)) yield node.text;
  for (const child of node.getChildren()) yield* identifiersIn(child);
}
