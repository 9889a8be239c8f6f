import type { Script } from './script.js';

/**
 * What was new in the user's modules and is published as globals, with the text that it was made from; and what was done
 * to their classes.
 */
export class PublishedNames {
  readonly #texts = new Map<string, string>();
  readonly #members = new Map<string, Map<string, 'added' | 'removed'>>();

  add(script: Script, names: readonly string[], text: string): void {
    for (const name of names) this.#texts.set(keyOf(script, name), text);
  }

  has(script: Script, name: string): boolean {
    return this.#texts.has(keyOf(script, name));
  }

  /** The member of a class was added to it, or taken from it. */
  changed(script: Script, label: string, how: 'added' | 'removed'): void {
    const members = this.#members.get(script.id) ?? new Map<string, 'added' | 'removed'>();
    this.#members.set(script.id, members.set(label, how));
  }

  membersOf(script: Script): ReadonlyMap<string, 'added' | 'removed'> {
    return this.#members.get(script.id) ?? new Map<string, 'added' | 'removed'>();
  }

  /** The text that a name was made from. */
  textOf(script: Script, name: string): string | undefined {
    return this.#texts.get(keyOf(script, name));
  }
}

function keyOf({ id }: Script, name: string): string {
  return `${id} ${name}`;
}
