/** One token of a text; lines and columns are counted from 0. */
export interface Token {
  readonly text: string;
  readonly line: number;
  readonly column: number;
  /** Later than `line` for a template. */
  readonly endLine: number;
}

const SPACE = /(?:[^\S\r\n\u2028\u2029]|\/\/[^\r\n\u2028\u2029]*)+/y;
const NEWLINE = /\r\n|[\r\n\u2028\u2029]/y;
const BLOCK_COMMENT = /\/\*[^]*?(?:\*\/|$)/y;
const WORD = /[\w$#\u0080-\u2027\u202A-\uFFFF]+/y;
const NUMBER = /\.?\d(?:[eE][+-]|[\w.])*/y;
const STRING = /'(?:[^'\\\r\n]|\\(?:\r\n|[^]))*'?|"(?:[^"\\\r\n]|\\(?:\r\n|[^]))*"?/y;
const TEMPLATE = /(?:[^`\\$]|\\[^]|\$(?!\{))*(`|\$\{|$)/y;
const REGEXP = /\/(?:[^/\\[\r\n]|\\[^\r\n]|\[(?:[^\]\\\r\n]|\\[^\r\n])*\])+\/[\w$]*/y;
const PUNCTUATOR = /=>|\?\.|\.\.\.|[-+*/%&|^<>=!?~]+|[^]/y;

/** After these a slash begins a regular expression, and after any other word it divides. */
const BEFORE_REGEXP = /^(?:return|typeof|case|in|of|do|else|void|delete|throw|new|await|yield|instanceof)$/;

/**
 * The tokens of a text without comments: quick and tolerant, where a parser would take a second for 20,000 lines. Good
 * enough to follow statements, and wrong about a few slashes.
 */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  /** The brackets that are open; true for `${` of a template. */
  const braces: boolean[] = [];
  let [at, line, lineStart] = [0, 0, 0];

  /** Where a match ends that begins here; here, if there is none. */
  const end = (pattern: RegExp): number => {
    pattern.lastIndex = at;
    return pattern.test(text) ? pattern.lastIndex : at;
  };
  const match = (pattern: RegExp): string => text.slice(at, end(pattern));
  const countLines = (found: string): void => {
    if (found.length < 2 || !/[\r\n\u2028\u2029]/.test(found)) return;
    for (const { index, 0: ending } of found.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) {
      line++;
      lineStart = at + index + ending.length;
    }
  };
  const take = (found: string): void => {
    const start = { line, column: at - lineStart };
    countLines(found);
    tokens.push({ text: found, ...start, endLine: line });
    at += found.length;
  };
  const template = (opening: string): void => {
    const start = at;
    at += opening.length;
    const found = opening + match(TEMPLATE);
    at = start;
    if (found.endsWith('${')) braces.push(true);
    take(found);
  };

  while (at < text.length) {
    const char = text[at] ?? '';
    const space = end(SPACE);
    if (space > at) {
      at = space;
      continue;
    }
    const newline = end(NEWLINE);
    if (newline > at) {
      at = lineStart = newline;
      line++;
      continue;
    }
    const word = end(WORD);
    if (word > at && !isDigit(char)) take(text.slice(at, word));
    else if (char === '/' && text[at + 1] === '*') {
      const comment = match(BLOCK_COMMENT);
      countLines(comment);
      at += comment.length;
    } else if (char === '`') template('`');
    else if (char === '}' && braces.at(-1)) {
      braces.pop();
      template('}');
    } else if (char === '"' || char === "'") take(match(STRING));
    else if (isDigit(char) || (char === '.' && isDigit(text[at + 1] ?? ''))) take(match(NUMBER));
    else if (char === '/' && startsRegExp(tokens.at(-1)) && end(REGEXP) > at) take(match(REGEXP));
    else {
      if (char === '{') braces.push(false);
      else if (char === '}') braces.pop();
      take(match(PUNCTUATOR));
    }
  }
  return tokens;
}

function startsRegExp(before: Token | undefined): boolean {
  if (!before) return true;
  const { text } = before;
  if (/^[\w$#\u0080-\uFFFF]/.test(text)) return BEFORE_REGEXP.test(text);
  return !/[)\]}'"`/]$/.test(text) || /^[-+*/%&|^<>=!?~]+$/.test(text);
}

function isDigit(char: string): boolean {
  return char >= '0' && char <= '9';
}
