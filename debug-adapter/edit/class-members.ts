import { ts } from 'ts-morph';
import type { Difference } from './compare.js';
import { allDefinitions, type Definition, type Outline } from './definitions.js';
import { instrument, type Numbering } from './instrument.js';
import { hasModifier } from './modifiers.js';

/** A method or accessor that has come to a class, or is gone from it: done to the live class, and so to its instances. */
export interface MemberChange {
  readonly kind: 'add' | 'remove';
  /** As a user would say it: `Cart.total`. */
  readonly label: string;
  readonly definition: Definition;
  /** The member that it is another name of. */
  readonly was?: Definition;
}

/** What has been done to the classes of a running text before, by the members' labels. */
export type KnownMembers = ReadonlyMap<string, 'added' | 'removed'>;

/** What is to be done to the classes of the top level, beside what has been. */
export function membersToChange(
  differences: readonly Difference[],
  saved: Outline,
  known: KnownMembers,
): MemberChange[] {
  const changes = memberChanges(differences).filter(
    ({ kind, label }) => known.get(label) !== (kind === 'add' ? 'added' : 'removed'),
  );
  const isBack = (each: Definition): boolean =>
    isMember(each) && known.get(each.name) === 'removed' && !changes.some(({ definition }) => definition === each);
  const back = known.size ? [...allDefinitions(saved.module)].filter(isBack) : [];
  return [...changes, ...back.map((definition) => ({ kind: 'add', label: definition.name, definition }) as const)];
}

/** What has come to the classes of the top level, and what is gone from them. */
function memberChanges(differences: readonly Difference[]): MemberChange[] {
  return differences.flatMap((each): MemberChange[] => {
    if (each.kind === 'changed') return each.before.kind === 'module' ? memberChanges(each.inside) : [];
    if (each.kind === 'renamed') {
      const { before: was, after } = each;
      return isMember(after) ? [{ kind: 'add', label: after.name, definition: after, was }] : [];
    }
    const definition = each.kind === 'added' ? each.after : each.before;
    if (!isMember(definition)) return [];
    return [{ kind: each.kind === 'added' ? 'add' : 'remove', label: definition.name, definition }];
  });
}

function isMember({ kind, node, parent }: Definition): boolean {
  const owner = node.parent as ts.Node | undefined;
  return (
    (kind === 'method' || kind === 'getter' || kind === 'setter') &&
    parent?.kind === 'module' &&
    owner !== undefined &&
    ts.isClassDeclaration(owner) &&
    owner.name !== undefined &&
    ts.isSourceFile(owner.parent) &&
    nameOf(node) !== undefined
  );
}

/** A name that is known without running anything; private ones are the class's own affair. */
function nameOf(node: ts.Node): string | undefined {
  const { name } = node as ts.MethodDeclaration;
  return ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isNumericLiteral(name) ? name.text : undefined;
}

/** An expression that adds a member to its class, on the lines of the saved text: as the class itself would have it. */
export function addingMember(saved: string, { node }: Definition, line: number, numbering?: Numbering): string {
  const { owner, home, key } = placeOf(node);
  const isStatic = hasModifier(node, ts.SyntaxKind.StaticKeyword);
  const own = instrument(saved, node, numbering).replace(isStatic ? /^static\s+/ : /^/, '');
  const parts = [
    `const home = ${home}`,
    `const made = Object.getOwnPropertyDescriptor({ __proto__: Object.getPrototypeOf(home),${'\n'.repeat(line)}${own}\n}, ${key})`,
    `const old = Object.getOwnPropertyDescriptor(home, ${key})`,
    `const value = 'value' in made ? made : { get: made.get ?? old?.get, set: made.set ?? old?.set }`,
    `Object.defineProperty(home, ${key}, { ...value, configurable: true, enumerable: false })`,
  ];
  return `(($$class) => { ${parts.join('; ')} })(${owner})`;
}

/** An expression that gives a member of a class another name beside its own. */
export function renamingMember({ node }: Definition, was: Definition): string {
  const { owner, home, key } = placeOf(node);
  const old = placeOf(was.node).key;
  return `(($$class) => { const home = ${home}; Object.defineProperty(home, ${key}, Object.getOwnPropertyDescriptor(home, ${old})) })(${owner})`;
}

/** An expression that takes a member from its class, and leaves the other half of a pair of accessors. */
export function removingMember({ node }: Definition): string {
  const { owner, home, key } = placeOf(node);
  const half = ts.isGetAccessor(node) ? 'get' : ts.isSetAccessor(node) ? 'set' : undefined;
  const other = half === 'get' ? 'set' : 'get';
  const code =
    half === undefined
      ? `delete home[${key}]`
      : `const old = Object.getOwnPropertyDescriptor(home, ${key}); delete home[${key}]; if (old?.${other}) Object.defineProperty(home, ${key}, { ...old, ${half}: undefined })`;
  return `(($$class) => { const home = ${home}; ${code} })(${owner})`;
}

function placeOf(node: ts.Node): { owner: string; home: string; key: string } {
  const home = hasModifier(node, ts.SyntaxKind.StaticKeyword) ? '$$class' : '$$class.prototype';
  return { owner: (node.parent as ts.ClassDeclaration).name?.text ?? '', home, key: JSON.stringify(nameOf(node)) };
}
