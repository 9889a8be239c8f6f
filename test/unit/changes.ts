import assert from 'node:assert/strict';
import { compare, type Change, type Difference } from '../../debug-adapter/edit/compare.js';
import type { Outline } from '../../debug-adapter/edit/definitions.js';

/** The changed functions of two versions of a text; of a changed top level, those in it. At least one. */
export function changesBetween(before: Outline, after: Outline): Change[] {
  const changes = changesOf(compare(before.module, after.module));
  assert.ok(changes.length, 'nothing changed');
  return changes;
}

function changesOf(differences: readonly Difference[]): Change[] {
  return differences.flatMap((each) => {
    if (each.kind !== 'changed') return [];
    return each.before.kind === 'module' ? changesOf(each.inside) : [each];
  });
}
