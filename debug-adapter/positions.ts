/**
 * Positions carry their base in their type. V8 and the inspector count lines and columns from 0; the DAP counts from
 * what its client said in `initialize` (1 by default). Columns are UTF-16 code units in both.
 * This is the one file that converts between them.
 */
declare const base: unique symbol;

/** A position as V8 counts it: the first line and the first column are 0. */
export interface Base0Position {
  readonly line: number;
  readonly column: number;
  readonly [base]?: 0;
}

/** A position as the DAP client counts it. */
export interface ClientPosition {
  readonly line: number;
  readonly column: number;
  readonly [base]: 'client';
}

/** What the client said in `initialize`. */
export interface ClientBase {
  readonly linesStartAt1: boolean;
  readonly columnsStartAt1: boolean;
}

export const ONE_BASED: ClientBase = { linesStartAt1: true, columnsStartAt1: true };

export function toClient(position: Base0Position, client: ClientBase): ClientPosition {
  return {
    line: position.line + (client.linesStartAt1 ? 1 : 0),
    column: position.column + (client.columnsStartAt1 ? 1 : 0),
  } as ClientPosition;
}

/** Reads a position that a client sent; a column left out means the start of the line. */
export function fromClient(line: number, column: number | undefined, client: ClientBase): Base0Position {
  return {
    line: Math.max(0, line - (client.linesStartAt1 ? 1 : 0)),
    column: column === undefined ? 0 : Math.max(0, column - (client.columnsStartAt1 ? 1 : 0)),
  };
}

/** Finds lines and columns in one text. Lines end as V8 ends them: `\n`, `\r`, `\r\n`, U+2028, U+2029. */
export class LineIndex {
  readonly #starts: readonly number[];

  constructor(readonly text: string) {
    const starts = [0];
    for (const { index, 0: ending } of text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) starts.push(index + ending.length);
    this.#starts = starts;
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /** The offset, in UTF-16 code units, of a position; past the end of the text it is the text's length. */
  offsetAt({ line, column }: Base0Position): number {
    const start = this.#starts[line];
    return start === undefined ? this.text.length : Math.min(start + column, this.text.length);
  }

  positionAt(offset: number): Base0Position {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, column: offset - (this.#starts[low] ?? 0) };
  }

  /** The text of one line, without its ending; empty past the end. */
  lineAt(line: number): string {
    const start = this.#starts[line];
    if (start === undefined) return '';
    return this.text.slice(start, this.#starts[line + 1] ?? this.text.length).replace(/[\r\n\u2028\u2029]+$/, '');
  }

  lines(): string[] {
    return this.#starts.map((_, line) => this.lineAt(line));
  }
}
