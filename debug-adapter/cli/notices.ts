import type { Prompt } from './prompt.js';
import { wrap, type Paint } from './style.js';

/**
 * The adapter's sentences on the screen. It sends an outcome as an event for programs, as output for people and, where a
 * request was refused, as its answer: a person reads it once.
 */
export class Notices {
  #last = '';

  constructor(
    private readonly prompt: Prompt,
    private readonly paint: Paint,
  ) {}

  /** An outcome: what a continue or a restart did, or why it did nothing. */
  outcome(sentence: string, isRefused: boolean): void {
    this.#last = sentence;
    this.#write(sentence, isRefused);
  }

  /** Output of the adapter's own. */
  output(text: string): void {
    if (text.trim() !== this.#last) this.#write(text.trim(), false);
  }

  /** The answer to a request that was refused. */
  refusal(sentence: string): void {
    if (sentence !== this.#last) this.#write(sentence, true);
  }

  #write(sentence: string, isRefused: boolean): void {
    const lines = wrap(sentence, this.prompt.width).split('\n');
    this.prompt.write(lines.map((line) => `${this.paint(line, isRefused ? 'yellow' : 'green')}\n`).join(''));
  }
}
