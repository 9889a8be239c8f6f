import { allDefinitions, outline } from './definitions.js';
import { definitionOf } from './edited-code.js';

/** A function that runs in an earlier version, whatever its file holds. */
export interface Reverted {
  readonly key: string;
  /** The version that it runs in. */
  readonly text: string;
  /** Its code in the file when it went back: once the file has another, that one counts. Undefined where it had none. */
  readonly inFile: string | undefined;
  /** It went back during this pause, and Continue restarts for it as for an edit. */
  readonly isFresh: boolean;
}

/** A text with these functions in their earlier versions; one that is not there is left out. */
export function withReverted(text: string, reverted: readonly Reverted[]): string {
  let result = text;
  for (const { key, text: version } of reverted) {
    const found = definitionOf(outline(result), key);
    if (found) result = result.slice(0, found.start) + version + result.slice(found.end);
  }
  return result;
}

/** A function's code without comments and formatting; undefined where the text has no such function. */
export function codeOf(text: string, key: string): string | undefined {
  const found = definitionOf(outline(text), key);
  if (!found) return undefined;
  const shells = [...allDefinitions(found)].map(({ key: own, shell }) => [own, ...shell.map((token) => token.text)]);
  return shells.flat().join(' ');
}

/** Those of which a newly saved text says nothing new. */
export function stillReverted(saved: string, reverted: readonly Reverted[]): Reverted[] {
  return reverted.filter(({ key, inFile }) => codeOf(saved, key) === inFile);
}
