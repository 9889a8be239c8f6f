import { ts } from 'ts-morph';
import { wrappingsOf, type Wrapping } from './wrappings.js';

/** What the new text of a function is wrapped with. */
export interface Numbering {
  /** Gives each function its number: the one that it had, or the next one. */
  readonly siteOf: (node: ts.Node) => number;
  /** The version of a function's code that the agent is to run in the place of older code; 0 for all others. */
  readonly versionOf?: (node: ts.Node) => number;
  /** Whether functions keep all of their variables for the functions in them (E6a). */
  readonly keepsScopes?: boolean;
}

/**
 * The text of a node, without what is around it, with the functions in it wrapped that V8 cannot restart, itself too.
 * @param numbering undefined where nothing is wrapped
 * @param inside what else is put around parts of it
 */
export function instrument(
  text: string,
  node: ts.Node,
  numbering: Numbering | undefined,
  inside: readonly Wrapping[] = [],
): string {
  const wrappings: Wrapping[] = [];
  const visit = (inner: ts.Node): void => {
    if (numbering) wrappings.push(...wrappingsOf(text, inner, numbering));
    ts.forEachChild(inner, visit);
  };
  visit(node);
  const isWhole = ts.isSourceFile(node);
  return wrapText(text, isWhole ? 0 : node.getStart(), isWhole ? text.length : node.end, [...wrappings, ...inside]);
}

/** A part of a text with these put around parts of it: where two start or end at the same place, the later is inside. */
export function wrapText(text: string, from: number, to: number, wrappings: readonly Wrapping[]): string {
  const insertions = wrappings.flatMap(({ start, before, end, after }, depth) => [
    { at: start, order: depth + 1, put: before },
    { at: end, order: -depth, put: after },
  ]);
  insertions.sort((one, other) => one.at - other.at || one.order - other.order);
  let [result, copied] = ['', from];
  for (const { at, put } of insertions) {
    result += text.slice(copied, at) + put;
    copied = at;
  }
  return result + text.slice(copied, to);
}
