import { ts } from 'ts-morph';
import type { Definition } from '../edit/definitions.js';
import type { NameUse } from './bindings.js';
import type { BuiltName } from './built-names.js';
import type { Bundle } from './bundle.js';
import type { NamesThere } from './renamed-text.js';

/** What CommonJS gives to a module of its own: in a build, another one's. */
const MODULE_OWN = ['require', 'module', 'exports', '__filename', '__dirname'];

/**
 * What the names of a function are where its counterpart stands: one that means something else there is none.
 * @param nameOf what a name is in the built text at large
 */
export function namesInScope(
  bundle: Bundle,
  { node }: Definition,
  nameOf: (use: NameUse) => BuiltName | undefined,
): NamesThere {
  const { checker } = bundle;
  const around = checker.getSymbolsInScope(node.parent, ts.SymbolFlags.Value | ts.SymbolFlags.Alias);
  const inScope = new Map(around.map((symbol) => [symbol.name, declarationOf(symbol)]));
  return {
    nameOf: (use) => {
      const name = nameOf(use);
      const { node: at, declaration, text } = use;
      if (name) {
        const isSame =
          !name.base ||
          ts.isPrivateIdentifier(name.base) ||
          inScope.get(name.base.text) === declarationAt(checker, name.base);
        return isSame ? name : undefined;
      }
      if (declaration || ts.isPrivateIdentifier(at) || MODULE_OWN.includes(text)) return undefined;
      return inScope.get(text) ? undefined : { text, base: undefined };
    },
  };
}

function declarationAt(checker: ts.TypeChecker, name: ts.Identifier): ts.Node | undefined {
  const symbol = checker.getSymbolAtLocation(name);
  // TypeScript takes `exports` of a CommonJS module for the module, or for what is assigned to.
  return MODULE_OWN.includes(name.text) && symbol?.name !== name.text ? undefined : declarationOf(symbol);
}

function declarationOf(symbol: ts.Symbol | undefined): ts.Node | undefined {
  return symbol?.valueDeclaration ?? symbol?.declarations?.[0];
}
