import { ts } from 'ts-morph';

/** The innermost node around an offset of the text; the comments and the spaces in front of a node belong to it. */
export function nodeAt(source: ts.SourceFile, offset: number): ts.Node {
  let found: ts.Node = source;
  for (;;) {
    const inner = childAt(found, offset);
    if (!inner) return found;
    found = inner;
  }
}

function childAt(node: ts.Node, offset: number): ts.Node | undefined {
  if (!ts.isSourceFile(node)) return ts.forEachChild(node, (child) => (isAround(child, offset) ? child : undefined));
  // A file may have thousands of statements.
  const { statements } = node;
  let [low, high] = [0, statements.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((statements[middle]?.end ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  const found = statements[low];
  return found && isAround(found, offset) ? found : undefined;
}

function isAround({ pos, end }: ts.Node, offset: number): boolean {
  return pos <= offset && offset < end;
}

/** What can be in a name. */
const PART = String.raw`[\w$\\\u0080-\uFFFF]`;

/** From this many words on it is quicker to look at every word of a text. */
const MANY = 100;

/** Calls for each node that is written as one of these words, in the order of the text; names may be written with escapes. */
export function forEachWord(source: ts.SourceFile, words: ReadonlySet<string>, visit: (node: ts.Node) => void): void {
  const anyOf = [...words].map((word) => word.replaceAll('$', '\\$')).join('|');
  const wanted = words.size > MANY ? `${PART}+` : String.raw`(?:(?:${anyOf})(?!${PART})|${PART}*\\u)`;
  for (const { 0: word, index } of source.text.matchAll(new RegExp(`(?<!${PART})${wanted}`, 'g'))) {
    if (!words.has(word) && !word.includes('\\')) continue;
    const node = nodeAt(source, index);
    if (node.getStart() === index) visit(node);
  }
}
