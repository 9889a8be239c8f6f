import { headerAt } from './block-headers.js';
import { tokensOf, type Token } from './tokens.js';

/** A statement, or the part of one up to a brace: what keeps its breakpoint when it moves. */
export interface Statement {
  /** Its tokens, joined: neither comments nor formatting make a difference. */
  readonly text: string;
  /** Tokens, from the one up to and without the other. */
  readonly from: number;
  readonly to: number;
}

/** A function, a class or an object with a name, from its header to its last brace; or the whole text. */
export interface Part {
  readonly name: string;
  /** Statements, from the one up to and without the other; those of `children` are among them. */
  from: number;
  to: number;
  readonly children: Part[];
}

/** A text as its statements, and the named parts that they stand in. */
export interface Statements {
  readonly tokens: readonly Token[];
  readonly statements: readonly Statement[];
  readonly whole: Part;
}

interface Open {
  readonly isParenthesis: boolean;
  readonly isBlock: boolean;
  readonly part: Part | undefined;
}

export function statementsOf(text: string): Statements {
  const tokens = tokensOf(text);
  const statements: Statement[] = [];
  const whole: Part = { name: '', from: 0, to: 0, children: [] };
  const open: Open[] = [];
  const parts: Part[] = [whole];
  /** Where each closing bracket's opening one is. */
  const opening = new Int32Array(tokens.length);
  const openedAt: number[] = [];
  /** The statement that each token is in. */
  const statementAt = new Int32Array(tokens.length);
  let from = 0;

  const flush = (to: number): void => {
    if (to <= from) return;
    statementAt.fill(statements.length, from, to);
    statements.push({ text: joined(tokens, from, to), from, to });
    from = to;
  };
  const close = (index: number): void => {
    const closed = open.pop();
    const openedBy = openedAt.pop();
    if (openedBy !== undefined) opening[index] = openedBy;
    if (!closed?.part) return;
    // Its last statement is the one that this brace begins, or is in.
    closed.part.to = statements.length + 1;
    parts.pop();
  };

  for (const [index, token] of tokens.entries()) {
    const char = token.text;
    const before = tokens[index - 1];
    const top = open.at(-1);
    if (before && before.line !== token.line && !top?.isParenthesis && !isInTemplate(char)) flush(index);
    if (char === '(' || char === '[' || char.endsWith('${')) {
      if (isInTemplate(char)) close(index);
      open.push({ isParenthesis: true, isBlock: false, part: undefined });
      openedAt.push(index);
    } else if (char === '{') {
      const { isBlock, name, start } = headerAt(tokens, index, opening);
      let part: Part | undefined;
      if (name !== undefined) {
        const first = start < from ? (statementAt[start] ?? 0) : statements.length;
        const around = parts.at(-1) ?? whole;
        part = { name, from: Math.max(first, around.children.at(-1)?.to ?? around.from), to: 0, children: [] };
        around.children.push(part);
        parts.push(part);
      }
      open.push({ isParenthesis: false, isBlock, part });
      openedAt.push(index);
      if (isBlock) flush(index + 1);
    } else if (char === '}') {
      if (top?.isBlock || top?.part) flush(index);
      close(index);
    } else if (char === ')' || char === ']' || isInTemplate(char)) close(index);
    else if (char === ';' && !top?.isParenthesis) flush(index + 1);
  }
  flush(tokens.length);
  while (parts.length) (parts.pop() ?? whole).to = statements.length;
  clamp(whole, statements.length);
  return { tokens, statements, whole };
}

/** A part of a template after a `${…}`. */
function isInTemplate(text: string): boolean {
  return text.length > 1 && text.startsWith('}');
}

/** Parts that begin or end in the same statement do not overlap. */
function clamp(part: Part, end: number): void {
  part.to = Math.min(part.to, end);
  let from = part.from;
  for (const child of part.children) {
    child.from = Math.max(child.from, from);
    clamp(child, part.to);
    from = child.to = Math.max(child.to, child.from);
  }
}

/** A comma before a closing bracket is formatting. */
function joined(tokens: readonly Token[], from: number, to: number): string {
  if (to === from + 1) return tokens[from]?.text ?? '';
  const texts: string[] = [];
  for (let index = from; index < to; index++) {
    const own = tokens[index]?.text ?? '';
    if (own === ',' && ')]}'.includes(tokens[index + 1]?.text[0] ?? ' ')) continue;
    texts.push(own);
  }
  return texts.join(' ');
}
