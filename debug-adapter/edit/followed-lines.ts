import type { Base0Position } from '../positions.js';
import { followStatements } from './follow-statements.js';
import { statementsOf, type Statement, type Statements } from './statements.js';
import type { Token } from './tokens.js';

/** Where the tokens of the earlier text are in the later one. */
export class FollowedLines {
  readonly #before: Statements;
  readonly #after: Statements;
  readonly #to: Int32Array;
  /** The statement that each line begins with, or is in; -1 for none. */
  readonly #onLine: Int32Array;

  constructor(before: string, after: string) {
    this.#before = statementsOf(before);
    this.#after = statementsOf(after);
    this.#to = followStatements(this.#before, this.#after);
    const { tokens, statements } = this.#before;
    this.#onLine = new Int32Array((tokens.at(-1)?.endLine ?? 0) + 1).fill(-1);
    const begins = new Uint8Array(this.#onLine.length);
    for (const [index, { from, to, text }] of statements.entries()) {
      const first = tokens[from]?.line ?? 0;
      for (let line = first + 1; line <= (tokens[to - 1]?.endLine ?? first); line++) this.#onLine[line] = index;
      // The first one counts; a bracket in front of it does not.
      if (begins[first]) continue;
      this.#onLine[first] = index;
      begins[first] = /[\w$]/.test(text) ? 1 : 0;
    }
  }

  /** Undefined for a line without code. */
  lineOf(line: number): number | undefined {
    const found = this.#targetOf(line);
    if (!found) return undefined;
    const { own, target } = found;
    const first = lineAt(this.#after, target.from);
    const inside = line - lineAt(this.#before, own.from);
    if (inside <= 0) return first;
    const same = own.text === target.text ? this.#sameToken(own, target, ({ endLine }) => endLine >= line) : undefined;
    if (same) return same.is.line + Math.max(0, line - same.was.line);
    return Math.min(first + inside, lineAt(this.#after, target.to - 1));
  }

  placeOf(line: number, column: number): Base0Position | undefined {
    const found = this.#targetOf(line);
    if (!found || found.own.text !== found.target.text) return undefined;
    const { own, target } = found;
    const isAt = (token: Token): boolean =>
      token.line > line || (token.line === line && token.column + token.text.length > column);
    const same = this.#sameToken(own, target, isAt);
    return same && { line: same.is.line, column: Math.max(0, column - same.was.column + same.is.column) };
  }

  #targetOf(line: number): { own: Statement; target: Statement } | undefined {
    const index = this.#onLine[line] ?? -1;
    const own = this.#before.statements[index];
    const target = this.#after.statements[this.#to[index] ?? -1];
    return own && target && { own, target };
  }

  /** The first token of a statement that fits, and what it has become. */
  #sameToken(
    { from, to }: Statement,
    target: Statement,
    fits: (token: Token) => boolean,
  ): { was: Token; is: Token } | undefined {
    for (let index = from; index < to; index++) {
      const was = this.#before.tokens[index];
      const is = this.#after.tokens[target.from + index - from];
      if (was && fits(was)) return is?.text === was.text ? { was, is } : undefined;
    }
    return undefined;
  }
}

function lineAt({ tokens }: Statements, token: number): number {
  return tokens[token]?.line ?? 0;
}
