import { clearScreenDown, createInterface, cursorTo, type Interface } from 'node:readline';
import { completions } from './commands.js';

/** What a person answered: a line, the end of the input, or nothing, because the question is no longer open. */
export type Answer =
  { readonly kind: 'line'; readonly text: string } | { readonly kind: 'end' } | { readonly kind: 'withdrawn' };

/**
 * The terminal as a person at a stop has it. Closed, it leaves the terminal's input to the program; what is printed goes
 * to standard error, because standard output is the program's and may be a file.
 */
export class Prompt {
  #open: Interface | undefined;
  #history: string[] = [];
  /** Lines that were typed or pasted before anyone asked for them. */
  #lines: string[] = [];
  #reader: ((answer: Answer) => void) | undefined;

  /** @param onInterrupt what to say at Ctrl+C */
  constructor(
    private readonly text: string,
    private readonly onInterrupt: () => string,
  ) {}

  /** Asks for a line. */
  read(): Promise<Answer> {
    const open = (this.#open ??= this.#create());
    const typed = this.#lines.shift();
    if (typed !== undefined) return Promise.resolve({ kind: 'line', text: typed });
    return new Promise((resolve) => {
      this.#reader = resolve;
      open.prompt();
    });
  }

  /** Ends the question that is open, if there is one. */
  withdraw(): void {
    if (!this.#reader) return;
    process.stderr.write('\n');
    this.#answer({ kind: 'withdrawn' });
  }

  /** The columns of the terminal; no limit where standard error is none. */
  get width(): number {
    return process.stderr.columns || Infinity;
  }

  /** Writes; above the line being typed where one is. */
  write(text: string): void {
    const open = this.#open;
    if (!open || !this.#reader) {
      process.stderr.write(text);
      return;
    }
    const { line, cursor } = open;
    this.#erase(open);
    cursorTo(process.stderr, 0);
    clearScreenDown(process.stderr);
    process.stderr.write(text.endsWith('\n') ? text : `${text}\n`);
    open.prompt();
    if (line) open.write(line);
    for (let at = line.length; at > cursor; at--) open.write(null, { name: 'left' });
  }

  /** Gives the terminal's input back. */
  close(): void {
    const open = this.#open;
    this.#open = undefined;
    this.#lines = [];
    open?.close();
    // Closed, the interface no longer reads; paused, the stream does not either, and the program gets what is typed.
    if (open) process.stdin.pause();
  }

  #create(): Interface {
    const open = createInterface({
      input: process.stdin,
      output: process.stderr,
      terminal: true,
      prompt: this.text,
      history: this.#history,
      historySize: 500,
      removeHistoryDuplicates: true,
      completer: (typed: string) => [typed ? completions(typed) : [], typed],
    });
    open.on('history', (history) => (this.#history = history));
    open.on('line', (text) => {
      if (this.#reader) this.#answer({ kind: 'line', text });
      else this.#lines.push(text);
    });
    open.on('close', () => {
      if (this.#open === open) this.#answer({ kind: 'end' });
    });
    open.on('SIGINT', () => {
      if (!this.#reader) return;
      this.#erase(open);
      this.write(`${this.onInterrupt()}\n`);
    });
    return open;
  }

  #erase(open: Interface): void {
    if (!open.line) return;
    open.write(null, { ctrl: true, name: 'k' });
    open.write(null, { ctrl: true, name: 'u' });
  }

  #answer(answer: Answer): void {
    const reader = this.#reader;
    this.#reader = undefined;
    reader?.(answer);
  }
}
