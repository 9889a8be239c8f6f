import type { Change } from './compare.js';
import type { Definition, Outline } from './definitions.js';

/** One function that an edit changes, as the user wrote it. */
export interface EditedCode {
  /** The same in all versions of its file (definitions.ts). */
  readonly key: string;
  readonly name: string;
  /** In the text that the user saw before; undefined where it was not there. */
  readonly was: string | undefined;
  readonly is: string;
}

/**
 * The functions whose own code a change holds. The top level is none.
 * @param seen what the user saw before
 * @param isWhole with the changed functions inside it, which are sent with it
 */
export function codesOf(change: Change, seen: Outline, saved: Outline, isWhole: boolean): EditedCode[] {
  const { before, after, inside } = change;
  const inner = isWhole
    ? inside.flatMap((each) => (each.kind === 'changed' ? codesOf(each, seen, saved, true) : []))
    : [];
  if (after.kind === 'module') return inner;
  const was = definitionOf(seen, before.key);
  const own = {
    key: after.key,
    name: after.name,
    was: was && seen.text.slice(was.start, was.end),
    is: saved.text.slice(after.start, after.end),
  };
  return [own, ...inner];
}

/** The function of this key, if a text has one. */
export function definitionOf({ module }: Outline, key: string): Definition | undefined {
  let found: Definition | undefined = module;
  while (found && found.key !== key) {
    found = found.children.find((child) => child.key === key || key.startsWith(`${child.key}/`));
  }
  return found === module ? undefined : found;
}
