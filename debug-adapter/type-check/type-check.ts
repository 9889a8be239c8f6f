import { readFile } from 'node:fs/promises';
import { CheckerThread, type Checker } from './checker-thread.js';
import { mayBeChecked } from './may-be-checked.js';
import type { Answer, TextEdit } from './question.js';

/** How long a check may hold up Continue; milliseconds. */
const BUDGET = 2000;

/** How a check of edits ended. */
export type Checked =
  | ({ readonly status: 'checked' } & Answer)
  | { readonly status: 'late'; readonly paths: readonly string[]; readonly seconds: number }
  | { readonly status: 'failed'; readonly paths: readonly string[]; readonly error: string };

const NOTHING: Checked = { status: 'checked', faults: [], broken: [] };

interface Circumstances {
  readonly start?: () => Checker;
  /** Milliseconds. */
  readonly budget?: number;
}

/** Checks the types of a session's edits. The thread for it starts with the first file whose types can be checked. */
export class TypeCheck {
  readonly #start: () => Checker;
  readonly #budget: number;
  #checker: Checker | undefined;
  #isClosed = false;
  readonly #warmed = new Set<string>();

  /** @param refuses whether an edit that brings errors is refused, not only told */
  constructor(
    readonly refuses: boolean,
    { start = () => new CheckerThread(), budget = BUDGET }: Circumstances = {},
  ) {
    this.#start = start;
    this.#budget = budget;
  }

  /** Has the project of a file loaded and checked while the program is paused, once for each file. */
  async warmUp(path: string): Promise<void> {
    if (this.#warmed.has(path)) return;
    this.#warmed.add(path);
    // A failure is told when there is an edit to check.
    const text = await readFile(path, 'utf8').catch(() => '');
    if (!mayBeChecked(path, text)) return;
    await this.#running()
      ?.ask({ ask: 'warm up', path })
      .catch(() => undefined);
  }

  /** The errors that edits bring. Takes no longer than the budget, and nothing where no file is checked. */
  async check(edits: readonly TextEdit[]): Promise<Checked> {
    const asked = edits.filter(({ path, before, after }) => before !== after && mayBeChecked(path, after));
    const paths = asked.map(({ path }) => path);
    const checker = paths.length ? this.#running() : undefined;
    if (!checker) return NOTHING;
    const answered = checker.ask({ ask: 'check', paths, edits }).then(
      (answer): Checked => ({ status: 'checked', ...answer }),
      (error: Error): Checked => ({ status: 'failed', paths, error: error.message }),
    );
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Checked>((resolve) => {
      timer = setTimeout(() => resolve({ status: 'late', paths, seconds: this.#budget / 1000 }), this.#budget);
    });
    return Promise.race([answered, late]).finally(() => clearTimeout(timer));
  }

  /** Gives back the memory. */
  close(): void {
    this.#isClosed = true;
    this.#checker?.close();
    this.#checker = undefined;
  }

  #running(): Checker | undefined {
    if (this.#isClosed) return undefined;
    return (this.#checker ??= this.#start());
  }
}
