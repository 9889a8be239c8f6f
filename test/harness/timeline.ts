/** Every message of one test in the order in which it was sent or came; printed only when the test fails. */
export class Timeline {
  readonly #began = performance.now();
  readonly #lines: string[] = [];

  add(direction: '->' | '<-' | '--', what: string, detail: unknown): void {
    const time = (performance.now() - this.#began).toFixed(0).padStart(6);
    const text = typeof detail === 'string' ? detail : JSON.stringify(detail);
    this.#lines.push(`${time} ${direction} ${what} ${(text ?? '').slice(0, 300)}`);
  }

  toString(): string {
    return this.#lines.join('\n');
  }
}
