import { compare, firstOwnDifference, type Change, type Difference } from '../edit/compare.js';
import { allDefinitions } from '../edit/definitions.js';
import type { Origin } from '../edit/origin.js';
import { droppedBy } from '../edit/renames.js';
import { LineIndex } from '../positions.js';
import { usesOf, type NameUse } from './bindings.js';
import { builtNames, type BuiltName } from './built-names.js';
import { Bundle } from './bundle.js';
import type { Compiled, CompileFailure } from './compile-request.js';
import { counterpartOf } from './counterpart.js';
import { importedName } from './imported-name.js';
import { insideMap, type Replacement } from './inside-map.js';
import { movedPlaces } from './moved-places.js';
import { renamedText } from './renamed-text.js';
import { namesInScope } from './scope-there.js';
import { SourceFault, transpile, type Transpiled, type TranspileOptions } from './transpiled.js';

export interface InsideRequest {
  /** The source file, absolute. */
  readonly path: string;
  /** The built text that runs. */
  readonly running: string;
  /** What that was made from. */
  readonly origin: Origin;
  /** The source when it was built. */
  readonly source: string;
  /** The source now. */
  readonly saved: string;
}

type Failed = { readonly failure: CompileFailure };

/**
 * Replaces the functions of one source that have changed in a text that was built from many, or by a compiler that is not
 * known. All else in it stays as it is. The map has no texts of sources.
 */
export function editInside(request: InsideRequest): Compiled | Failed {
  const isNewJsx = /\bjsx-(?:dev-)?runtime\b/.test(request.running);
  try {
    const made = edit(request, { definesFields: true, isNewJsx });
    const isOther = 'failure' in made && made.failure.reason === 'other in build';
    const other = isOther ? edit(request, { definesFields: false, isNewJsx }) : made;
    return 'failure' in other ? made : other;
  } catch (error) {
    if (error instanceof SourceFault) return { failure: error.failure };
    throw error;
  }
}

function edit({ path, running, origin, source, saved }: InsideRequest, options: TranspileOptions): Compiled | Failed {
  const before = transpile(path, source, options);
  const after = transpile(path, saved, options);
  const bundle = new Bundle(running, origin, path, new LineIndex(source));
  const differences = compare(before.outline.module, after.outline.module);
  const changed = changesOf(differences, after);
  if ('failure' in changed) return changed;
  const oldKeys = renames(differences);
  const names = builtNames(before, bundle);
  const uses = changed.length ? usesOf(after, oldKeys) : [];
  const replacements: Replacement[] = [];
  for (const change of changed) {
    const counterpart = counterpartOf(change.before, before, bundle);
    if ('failure' in counterpart) return counterpart;
    const nameOf = (use: NameUse): BuiltName | undefined => names.get(use.key) ?? importedName(use, bundle, options);
    const there = namesInScope(bundle, counterpart, nameOf);
    const made = renamedText(change.after, after, uses, counterpart, there);
    if ('failure' in made) return made;
    replacements.push({ start: counterpart.start, end: counterpart.end, made });
  }
  replacements.sort((one, other) => one.start - other.start);
  const text = replaced(running, replacements);
  const moved = movedPlaces(before, after, oldKeys);
  return { text, map: insideMap(bundle, text, replacements, after.source, moved) };
}

/** The functions to replace; or what else has changed. */
function changesOf(differences: readonly Difference[], after: Transpiled): Change[] | Failed {
  const found: Change[] = [];
  for (const each of differences) {
    if (each.kind === 'added') return { failure: { reason: 'added in build', function: each.after.name } };
    if (each.kind !== 'changed') continue;
    if (each.before.kind !== 'module') {
      found.push(each);
      continue;
    }
    const inside = changesOf(each.inside, after);
    if ('failure' in inside) return inside;
    const now = each.inside.map((one) => (one.kind === 'renamed' ? { ...one, before: one.after } : one));
    const offset = firstOwnDifference(each, droppedBy(now));
    if (offset !== undefined) return { failure: { reason: 'top level in build', line0: lineOf(offset, after) } };
    found.push(...inside);
  }
  return found;
}

/** The line in the source of a place in what was made of it, or of what stands before that. */
function lineOf(offset: number, { places, source }: Transpiled): number {
  const known = [...places].filter(([each]) => each <= offset).sort(([one], [other]) => other - one);
  return source.positionAt(known[0]?.[1] ?? 0).line;
}

/** The keys that functions had, by those that they have; also of the functions in them. */
function renames(differences: readonly Difference[]): Map<string, string> {
  const keys = new Map<string, string>();
  const visit = (each: Difference): void => {
    if (each.kind === 'changed') each.inside.forEach(visit);
    if (each.kind !== 'renamed') return;
    for (const inner of allDefinitions(each.after)) {
      keys.set(inner.key, each.before.key + inner.key.slice(each.after.key.length));
    }
  };
  differences.forEach(visit);
  return keys;
}

function replaced(text: string, replacements: readonly Replacement[]): string {
  let [made, copied] = ['', 0];
  for (const { start, end, made: inside } of replacements) {
    made += text.slice(copied, start) + inside.text;
    copied = end;
  }
  return made + text.slice(copied);
}
