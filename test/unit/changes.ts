import assert from 'node:assert/strict';
import { compare, type Change, type Difference } from '../../debug-adapter/edit/compare.js';
import { outline } from '../../debug-adapter/edit/definitions.js';

/** The changed functions of two versions of a text; of a changed top level, those in it. At least one. */
export function changesBetween(before: string, after: string): Change[] {
  const changes = changesOf(compare(outline(before).module, outline(after).module));
  assert.ok(changes.length, 'nothing changed');
  return changes;
}

function changesOf(differences: readonly Difference[]): Change[] {
  return differences.flatMap((each) => {
    if (each.kind !== 'changed') return [];
    return each.before.kind === 'module' ? changesOf(each.inside) : [each];
  });
}
