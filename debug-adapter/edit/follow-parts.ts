import type { Part, Statements } from './statements.js';

/** A part of the earlier text and what it is in the later one. */
export type PartPair = readonly [before: Part, after: Part];

/**
 * Finds the parts of one text in another: by their names from the outside inwards, then by their names alone where they
 * went elsewhere, then by what is in them where they were renamed.
 */
export function followParts(before: Statements, after: Statements): PartPair[] {
  const pairs: PartPair[] = [];
  const left: Part[] = [];
  const added: Part[] = [];
  const pair = (one: Part, other: Part): void => {
    pairs.push([one, other]);
    const named = keyed(other.children);
    for (const [key, child] of keyed(one.children)) {
      const found = named.get(key);
      if (found) pair(child, found);
      else left.push(child);
      named.delete(key);
    }
    added.push(...named.values());
  };
  const pairBy = (describe: (part: Part, of: Statements) => string | undefined): void => {
    const found = unique(added.splice(0), (part) => describe(part, after));
    const sought = unique(left.splice(0), (part) => describe(part, before));
    left.push(...sought.others);
    added.push(...found.others);
    for (const [key, part] of sought.byKey) {
      const other = found.byKey.get(key);
      if (other) pair(part, other);
      else left.push(part);
      found.byKey.delete(key);
    }
    added.push(...found.byKey.values());
  };
  pair(before.whole, after.whole);
  if (left.length && added.length) pairBy(({ name }) => name);
  if (left.length && added.length) pairBy(bodyOf);
  return pairs;
}

/** The statements of a part but for its header; undefined where they say too little. */
function bodyOf({ from, to }: Part, { statements }: Statements): string | undefined {
  const body = statements.slice(from + 1, to).map(({ text }) => text);
  return body.length > 2 || (body[0]?.length ?? 0) > 20 ? body.join('\n') : undefined;
}

function keyed(parts: readonly Part[]): Map<string, Part> {
  const seen = new Map<string, number>();
  return new Map(
    parts.map((part) => {
      const ordinal = seen.get(part.name) ?? 0;
      seen.set(part.name, ordinal + 1);
      return [`${part.name}#${ordinal}`, part];
    }),
  );
}

interface Unique {
  readonly byKey: Map<string, Part>;
  readonly others: Part[];
}

function unique(parts: readonly Part[], describe: (part: Part) => string | undefined): Unique {
  const byKey = new Map<string, Part>();
  const others: Part[] = [];
  const several = new Set<string>();
  for (const part of parts) {
    const key = describe(part);
    const same = key === undefined ? undefined : byKey.get(key);
    if (key !== undefined && !same && !several.has(key)) byKey.set(key, part);
    else {
      others.push(part);
      if (same && key !== undefined) {
        others.push(same);
        byKey.delete(key);
        several.add(key);
      }
    }
  }
  return { byKey, others };
}
