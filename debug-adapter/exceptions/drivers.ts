import { ts } from 'ts-morph';
import type { Definition } from '../edit/definitions.js';

/** A helper of compilers is short; code of the user's that looks like one is not taken for it when it is long. */
const LONGEST = 2000;

const known = new WeakMap<Definition, boolean>();

/**
 * Whether a function is a part of what compilers put in for async functions where their target has none: it makes a promise
 * and drives a generator to its end (`__awaiter`, `__async`). What arrives there becomes the rejection of that promise.
 */
export function isDriver(definition: Definition): boolean {
  const found = known.get(definition);
  if (found !== undefined) return found;
  const { kind, parent } = definition;
  const isOne = kind !== 'module' && (drives(definition) || (parent !== undefined && isDriver(parent)));
  known.set(definition, isOne);
  return isOne;
}

function drives({ node, start, end }: Definition): boolean {
  if (end - start > LONGEST) return false;
  const text = node.getText();
  return (
    /\bnew\b/.test(text) &&
    /\.next\s*\(/.test(text) &&
    /(?:\.throw|\[["']throw["']\])\s*\(/.test(text) &&
    makesPromise(node)
  );
}

function makesPromise(node: ts.Node): boolean {
  const isOne =
    ts.isNewExpression(node) &&
    /\bPromise\b/.test(node.expression.getText()) &&
    node.arguments?.length === 1 &&
    node.arguments.every((each) => ts.isFunctionLike(each) && each.parameters.length === 2);
  return isOne || (ts.forEachChild(node, makesPromise) ?? false);
}

/** Whether a `yield` stands for an `await`: in a generator that is handed to such a helper. */
export function isAwait(node: ts.Node): boolean {
  if (!ts.isYieldExpression(node)) return false;
  let around: ts.Node = node.parent;
  while (!ts.isFunctionLike(around) && !ts.isSourceFile(around)) around = around.parent;
  const call = around.parent as ts.Node | undefined;
  return (
    call !== undefined &&
    ts.isFunctionExpression(around) &&
    around.asteriskToken !== undefined &&
    ts.isCallExpression(call) &&
    call.expression !== around &&
    /await|async/i.test(call.expression.getText())
  );
}
