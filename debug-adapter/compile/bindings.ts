import { ts } from 'ts-morph';
import { declarationOf, isVariableUse } from '../edit/captures.js';
import { allDefinitions, isFunctionNode, type Definition } from '../edit/definitions.js';
import type { Transpiled } from './transpiled.js';

/** One use of a variable, or its declaration; of a namespace that is imported, with the member that is used. */
export interface NameUse {
  readonly node: ts.Identifier | ts.PrivateIdentifier | ts.PropertyAccessExpression;
  /** As the source has it. */
  readonly text: string;
  /** The same for the same variable in two versions of a source. */
  readonly key: string;
  /** Undefined for a variable that no scope of the source declares. */
  readonly declaration: ts.Node | undefined;
}

/** @param oldKeys the functions' keys in the earlier version, by those in this one, where they were renamed */
export function usesOf({ outline, checker }: Transpiled, oldKeys: ReadonlyMap<string, string> = new Map()): NameUse[] {
  const byNode = new Map<ts.Node, Definition>();
  for (const definition of allDefinitions(outline.module)) byNode.set(definition.node, definition);
  const ownerOf = (node: ts.Node): Definition => {
    for (let at = node; !ts.isSourceFile(at); at = at.parent) {
      const definition = byNode.get(at);
      if (definition) return definition;
    }
    return outline.module;
  };
  const keyOf = (node: ts.Identifier, declaration: ts.Node | undefined): string => {
    if (!declaration) return `free ${node.text}`;
    // A renamed function is known by what it was.
    const own = byNode.get(declaration) ?? functionOf(declaration, byNode);
    const was = own && oldKeys.get(own.key);
    const name = was === undefined ? node.text : was.slice(was.lastIndexOf(':') + 1);
    const isOutside = isFunctionNode(declaration) || ts.isClassLike(declaration);
    const owner = ownerOf(isOutside ? declaration.parent : declaration);
    return `${oldKeys.get(owner.key) ?? owner.key} ${name}`;
  };
  const uses: NameUse[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPrivateIdentifier(node)) {
      uses.push({ node, text: node.text, key: `private ${node.text}`, declaration: undefined });
    } else if (ts.isIdentifier(node) && node.text !== 'arguments' && isVariableUse(node)) {
      const found = declarationOf(checker, node);
      const declaration = found && !ts.isSourceFile(found) ? found : undefined;
      const member = declaration && ts.isNamespaceImport(declaration) ? memberOf(node) : undefined;
      const key = keyOf(node, declaration);
      if (member) uses.push({ node: member, text: member.getText(), key: `${key}.${member.name.text}`, declaration });
      else uses.push({ node, text: node.text, key, declaration });
    }
    ts.forEachChild(node, visit);
  };
  visit(outline.source);
  return uses;
}

function memberOf({ parent }: ts.Identifier): ts.PropertyAccessExpression | undefined {
  return ts.isPropertyAccessExpression(parent) ? parent : undefined;
}

function functionOf(declaration: ts.Node, byNode: ReadonlyMap<ts.Node, Definition>): Definition | undefined {
  const value = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return value && byNode.get(value);
}
