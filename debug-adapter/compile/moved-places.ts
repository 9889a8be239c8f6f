import { allDefinitions, plainName, type Definition } from '../edit/definitions.js';
import { lineMapOf } from '../edit/line-map.js';
import type { Transpiled } from './transpiled.js';

/**
 * Where the places of a source are in a later version of it, by the tokens of the functions that are the same in both.
 * @param oldKeys the functions' keys in the earlier version, by those in the later one, where they were renamed
 */
export function movedPlaces(
  before: Transpiled,
  after: Transpiled,
  oldKeys: ReadonlyMap<string, string>,
): (offset: number) => number {
  const later = new Map<string, Definition>();
  for (const each of allDefinitions(after.outline.module)) later.set(oldKeys.get(each.key) ?? each.key, each);
  const pairs = new Map<number, number>();
  const pair = (one: number | undefined, other: number | undefined): void => {
    const from = one === undefined ? undefined : before.places.get(one);
    const to = other === undefined ? undefined : after.places.get(other);
    if (from !== undefined && to !== undefined) pairs.set(from, to);
  };
  for (const each of allDefinitions(before.outline.module)) {
    const same = later.get(each.key);
    if (!same) continue;
    pair(each.start, same.start);
    pair(plainName(each.node)?.getStart(), plainName(same.node)?.getStart());
    const isSame =
      each.shell.length === same.shell.length && each.shell.every(({ text }, at) => text === same.shell[at]?.text);
    if (isSame) each.shell.forEach(({ start }, at) => pair(start, same.shell[at]?.start));
  }
  const [was, is] = [before.source, after.source];
  const lines = lineMapOf(was.text, is.text);
  return (offset) => pairs.get(offset) ?? is.offsetAt(lines.move(was.positionAt(offset)));
}
