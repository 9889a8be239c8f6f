import { within } from './deadline.js';

/** Messages in the order in which they came, each taken once: a wait that starts late misses nothing. */
export class Mailbox<T> {
  readonly #waiting: T[] = [];
  readonly #takers: ((item: T) => void)[] = [];

  put(item: T): void {
    const taker = this.#takers.shift();
    if (taker) taker(item);
    else this.#waiting.push(item);
  }

  /** The oldest message that nobody took yet, or the next one to come. */
  take(awaited: string, limitMs?: number): Promise<T> {
    const item = this.#waiting.shift();
    if (item !== undefined) return Promise.resolve(item);
    return within(new Promise<T>((resolve) => this.#takers.push(resolve)), awaited, limitMs);
  }

  /** What came and was not taken. */
  get untaken(): readonly T[] {
    return this.#waiting;
  }
}
