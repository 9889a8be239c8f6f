import type { Script } from './script.js';

/** What was new in the user's modules and is published as globals, with the text that it was made from. */
export class PublishedNames {
  readonly #texts = new Map<string, string>();

  add(script: Script, names: readonly string[], text: string): void {
    for (const name of names) this.#texts.set(keyOf(script, name), text);
  }

  has(script: Script, name: string): boolean {
    return this.#texts.has(keyOf(script, name));
  }

  /** The text that a name was made from. */
  textOf(script: Script, name: string): string | undefined {
    return this.#texts.get(keyOf(script, name));
  }
}

function keyOf({ id }: Script, name: string): string {
  return `${id} ${name}`;
}
