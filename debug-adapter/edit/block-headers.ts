import type { Token } from './tokens.js';

/** What stands before a `{`. */
interface Header {
  /** Statements follow, or the members of a class. */
  readonly isBlock: boolean;
  /** Of the function, the class or the object that it opens; undefined where it has none. */
  readonly name?: string;
  /** The first token that belongs to it. */
  readonly start: number;
}

const CONTROL = /^(?:if|for|while|switch|catch|with|await)$/;
const BEFORE_BLOCK = /^(?:else|do|try|finally|static|=>|[;{})])$/;

/**
 * Reads backwards from the `{` at a token.
 * @param opening where each closing bracket before it was opened
 */
export function headerAt(tokens: readonly Token[], index: number, opening: Int32Array): Header {
  const text = (at: number): string => tokens[at]?.text ?? '';
  const named = (name: string | undefined, start: number): Header =>
    name === undefined ? { isBlock: true, start } : { isBlock: true, name, start };

  /** `name =`, `name:`, or the call that a function is handed to, if its first argument is a string: a route, a test. */
  const given = (at: number): { name: string; start: number } | undefined => {
    if (text(at) === '=' || text(at) === ':') {
      let start = at - 1;
      if (!isName(text(start))) return undefined;
      while (text(start - 1) === '.' && isName(text(start - 2))) start -= 2;
      return { name: joinedName(tokens, start, at), start };
    }
    if (text(at) !== ',') return undefined;
    for (let start = at - 1; start > at - 12 && start > 1; start--) {
      if (text(start) !== '(') continue;
      const isRouted = /^['"`]/.test(text(start + 1)) && isName(text(start - 1));
      return isRouted ? { name: `${text(start - 1)} ${text(start + 1)}`, start: start - 1 } : undefined;
    }
    return undefined;
  };
  const value = (at: number, isBlock: boolean): Header => {
    const start = text(at) === 'async' ? at - 1 : at;
    const found = given(start);
    return found ? { isBlock, ...found } : { isBlock, start: index };
  };

  const before = text(index - 1);
  if (before === '=>') {
    const isList = text(index - 2) === ')';
    const head = isList ? (opening[index - 2] ?? index) : index - 2;
    // The code of a wrapped function (wrappings.ts) is a part of that one.
    if (isList && head === index - 4 && text(index - 3) === '$$t') return { isBlock: true, start: index };
    return value(head - 1, true);
  }
  const owner = classBefore(tokens, index, opening);
  if (owner !== undefined) {
    const isNamed = isName(text(owner + 1)) && text(owner + 1) !== 'extends';
    return isNamed ? named(text(owner + 1), owner) : value(owner - 1, true);
  }
  if (before === ')') {
    const head = (opening[index - 1] ?? index) - 1;
    const word = text(head);
    if (CONTROL.test(word)) return { isBlock: true, start: index };
    if (word === 'function') return value(head - 1, true);
    if (word === '*' && text(head - 1) === 'function') return value(head - 2, true);
    if (word === ']') {
      const start = opening[head] ?? head;
      return named(joinedName(tokens, start, head + 1), start);
    }
    if (!isName(word) && !/^['"\d]/.test(word)) return { isBlock: true, start: index };
    const isAccessor = /^(?:get|set)$/.test(text(head - 1));
    return named(isAccessor ? `${text(head - 1)} ${word}` : word, head);
  }
  if (before === '' || BEFORE_BLOCK.test(before)) return { isBlock: true, start: index };
  return value(index - 1, false);
}

/** The `class` whose body begins at a token; its header holds no braces but those of a call. */
function classBefore(tokens: readonly Token[], index: number, opening: Int32Array): number | undefined {
  for (let at = index - 1; at >= 0; at--) {
    const text = tokens[at]?.text ?? '';
    if (text === ')' || text === ']') at = opening[at] ?? 0;
    else if (text === 'class') return tokens[at - 1]?.text === '.' ? undefined : at;
    else if (!isName(text) && text !== '.') return undefined;
  }
  return undefined;
}

function isName(text: string): boolean {
  return /^[\w$#\u0080-\uFFFF]/.test(text) && !/^\d/.test(text);
}

function joinedName(tokens: readonly Token[], from: number, to: number): string {
  return tokens
    .slice(from, to)
    .map(({ text }) => text)
    .join('');
}
