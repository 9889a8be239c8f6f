import type { Aligned, Item, Setter } from './follow-statements.js';
import { tokensOf } from './tokens.js';

/** At least this likeness of their tokens makes two statements one that was changed. */
const ALIKE = 0.5;
/** Pairs of statements that are compared for likeness in one place. */
const MOST_COMPARED = 2500;

/** In each gap: the most alike first, and what is left by its place. */
export function followChanged({ own, others, gaps }: Aligned, to: Int32Array, taken: Uint8Array, set: Setter): void {
  for (const gap of gaps) {
    const left = own.slice(...gap.before).filter(({ statement, isPart }) => !isPart && to[statement] === -1);
    const isFree = ({ statement, isPart }: Item): boolean => !isPart && !taken[statement];
    const free = others.slice(...gap.after).filter(isFree);
    if (!left.length || !free.length) continue;
    if (left.length * free.length <= MOST_COMPARED) {
      const bags = free.map(({ text }) => bagOf(text));
      const likes = left.flatMap((item) => {
        const bag = bagOf(item.text);
        return free.map((other, index) => ({ item, other, likeness: likenessOf(bag, bags[index]) }));
      });
      for (const { item, other, likeness } of likes.sort((one, two) => two.likeness - one.likeness)) {
        if (likeness >= ALIKE && to[item.statement] === -1 && isFree(other)) set(item, other);
      }
    }
    const rest = free.filter(isFree);
    left
      .filter(({ statement }) => to[statement] === -1)
      .forEach((item, index) => {
        const other = rest[Math.min(index, rest.length - 1)];
        if (other) set(item, other);
      });
  }
}

interface Bag {
  readonly counts: ReadonlyMap<string, number>;
  readonly size: number;
}

function bagOf(text: string): Bag {
  const counts = new Map<string, number>();
  const tokens = tokensOf(text);
  for (const token of tokens) counts.set(token.text, (counts.get(token.text) ?? 0) + 1);
  return { counts, size: tokens.length };
}

/** The share of their tokens that two statements have in common, from 0 to 1. */
function likenessOf(one: Bag, other: Bag | undefined): number {
  if (!other?.size || !one.size) return 0;
  let common = 0;
  for (const [text, count] of one.counts) common += Math.min(count, other.counts.get(text) ?? 0);
  return (2 * common) / (one.size + other.size);
}
