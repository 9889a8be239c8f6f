import type { Target } from '../target/target.js';
import { mayHoldStack, withMappedStacks } from './mapped-stacks.js';

/** What the program prints, in its order; the stacks of errors in it are those of the sources. */
export class ProgramOutput {
  /** Those whose scripts were made from sources, also when they have ended: what they print can come later. */
  readonly #targets = new Set<Target>();
  #passed: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(private readonly send: (category: string, output: string) => void) {}

  follow(target: Target): void {
    this.#targets.add(target);
    void target.connection.closed.then(() => !target.scripts.hasOrigins && this.#targets.delete(target));
  }

  pass(category: string, output: string): void {
    const mapped = [...this.#targets].filter(({ scripts }) => scripts.hasOrigins);
    const isStack = mapped.length > 0 && mayHoldStack(output);
    if (!this.#waiting && !isStack) return this.send(category, output);
    this.#waiting++;
    this.#passed = this.#passed
      .then(async () => this.send(category, isStack ? await withMappedStacks(mapped, output) : output))
      .finally(() => this.#waiting--);
  }

  /** Calls a function once everything printed so far has been sent. */
  whenSent(go: () => void): void {
    if (this.#waiting) void this.#passed.then(go);
    else go();
  }
}
