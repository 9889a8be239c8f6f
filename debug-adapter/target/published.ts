import type { Renames } from '../edit/renames.js';
import type { Script } from './script.js';

/**
 * What was new in the user's modules and is published as globals, with the text that it was made from; and what was done
 * to their classes.
 */
export class PublishedNames {
  readonly #texts = new Map<string, string>();
  readonly #members = new Map<string, Map<string, 'added' | 'removed'>>();
  readonly #renames = new Map<string, Map<string, string>>();

  add(script: Script, names: readonly string[], text: string): void {
    for (const name of names) this.#texts.set(keyOf(script, name), text);
  }

  /** Undoes `add`. @param texts that the names were made from before */
  restore(script: Script, names: readonly string[], texts: readonly (string | undefined)[]): void {
    for (const [index, name] of names.entries()) {
      const text = texts[index];
      if (text === undefined) this.#texts.delete(keyOf(script, name));
      else this.#texts.set(keyOf(script, name), text);
    }
  }

  /** Whether any module has published this name. */
  isMade(name: string): boolean {
    return [...this.#texts.keys()].some((key) => key.endsWith(` ${name}`));
  }

  has(script: Script, name: string): boolean {
    return this.#texts.has(keyOf(script, name));
  }

  /** The member of a class was added to it, or taken from it. */
  changed(script: Script, label: string, how: 'added' | 'removed' | undefined): void {
    put(this.#members, script, label, how);
  }

  membersOf(script: Script): ReadonlyMap<string, 'added' | 'removed'> {
    return this.#members.get(script.id) ?? new Map<string, 'added' | 'removed'>();
  }

  /** A function has another name beside the one that the running text has; the keys are those of the two texts. */
  renamed(script: Script, before: string | undefined, after: string): void {
    put(this.#renames, script, after, before);
  }

  renamesOf(script: Script): Renames {
    return this.#renames.get(script.id) ?? new Map<string, string>();
  }

  /** The text that a name was made from. */
  textOf(script: Script, name: string): string | undefined {
    return this.#texts.get(keyOf(script, name));
  }
}

function keyOf({ id }: Script, name: string): string {
  return `${id} ${name}`;
}

function put<V>(all: Map<string, Map<string, V>>, { id }: Script, key: string, value: V | undefined): void {
  const own = all.get(id) ?? new Map<string, V>();
  all.set(id, own);
  if (value === undefined) own.delete(key);
  else own.set(key, value);
}
