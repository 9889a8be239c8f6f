import { ts } from 'ts-morph';
import {
  allDefinitions,
  definitionAtHead,
  innermostAt,
  isFunctionNode,
  type Definition,
  type Outline,
} from '../edit/definitions.js';

/** What happens to an exception that arrives at a position of a function. */
export type Fate =
  /** A `catch` of this function has it. */
  | 'caught'
  /** It becomes the rejection of a promise: of the async function, or of the promise whose executor this is. */
  | 'rejection'
  /** It goes on to the caller. */
  | 'leaves';

interface CatchSite {
  readonly owner: Definition;
  /** The `try` block, as offsets. */
  readonly start: number;
  readonly end: number;
}

/** The places of one text where an exception is caught. */
export class CatchSites {
  readonly #sites: readonly CatchSite[];

  constructor(private readonly outline: Outline) {
    this.#sites = findSites(outline);
  }

  /**
   * @param head the function's `functionLocation`, as an offset
   * @param offset where the function stands: the throw, or the call that the exception comes out of
   */
  fateAt(head: number, offset: number): Fate {
    const owner = definitionAtHead(this.outline.module, head) ?? innermostAt(this.outline.module, offset);
    const caught = this.#sites.some((site) => site.owner === owner && site.start <= offset && offset < site.end);
    if (caught) return 'caught';
    return (owner.isAsync && !owner.isGenerator) || isPromiseExecutor(owner.node) ? 'rejection' : 'leaves';
  }
}

function findSites({ source, module }: Outline): CatchSite[] {
  const owners = new Map<ts.Node, Definition>();
  for (const definition of allDefinitions(module)) owners.set(definition.node, definition);
  const sites: CatchSite[] = [];
  const visit = (node: ts.Node, owner: Definition): void => {
    const inner = isFunctionNode(node) ? (owners.get(node) ?? owner) : owner;
    // X1: `finally` is no catch, and neither is a catch that only throws the same exception again.
    if (ts.isTryStatement(node) && node.catchClause && !throwsAgain(node.catchClause)) {
      sites.push({ owner: inner, start: node.tryBlock.getStart(), end: node.tryBlock.end });
    }
    ts.forEachChild(node, (child) => visit(child, inner));
  };
  visit(source, module);
  return sites;
}

function throwsAgain({ variableDeclaration, block }: ts.CatchClause): boolean {
  const last = block.statements.at(-1);
  const caught = variableDeclaration?.name;
  if (!last || !caught || !ts.isThrowStatement(last) || !ts.isIdentifier(caught)) return false;
  return ts.isIdentifier(last.expression) && last.expression.text === caught.text;
}

function isPromiseExecutor(node: ts.Node): boolean {
  const { parent } = node;
  return (
    parent !== undefined &&
    ts.isNewExpression(parent) &&
    ts.isIdentifier(parent.expression) &&
    parent.expression.text === 'Promise' &&
    parent.arguments?.[0] === node
  );
}
