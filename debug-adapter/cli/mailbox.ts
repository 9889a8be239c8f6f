/** Holds what comes until it is asked for, in order. */
export class Mailbox<T> {
  readonly #held: T[] = [];
  #reader: ((item: T) => void) | undefined;

  put(item: T): void {
    const reader = this.#reader;
    this.#reader = undefined;
    if (reader) reader(item);
    else this.#held.push(item);
  }

  /** The next item; one reader at a time. */
  take(): Promise<T> {
    const item = this.#held.shift();
    return item === undefined ? new Promise((resolve) => (this.#reader = resolve)) : Promise.resolve(item);
  }
}
