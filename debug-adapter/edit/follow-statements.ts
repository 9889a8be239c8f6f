import { diffArrays } from 'diff';
import { followChanged } from './follow-changed.js';
import { followParts, type PartPair } from './follow-parts.js';
import type { Part, Statements } from './statements.js';

/** A search that would have to change more than this is not made: it is quadratic in that. */
const LONGEST_SEARCH = 1000;

/** One statement of a part, or a part inside it that has been found in the other text. */
export interface Item {
  readonly text: string;
  /** Its number, or that of the part's first statement. */
  readonly statement: number;
  readonly isPart: boolean;
}

/** Items from the one up to and without the other, in both texts, that are not equal. */
export interface Gap {
  readonly before: readonly [number, number];
  readonly after: readonly [number, number];
}

/**
 * Where each statement of one text is in another. What is equal and in order stays together; what was moved is found by
 * its text; what was changed, by its likeness, or by its place; what was removed is where the next one is.
 */
export function followStatements(before: Statements, after: Statements): Int32Array {
  const to = new Int32Array(before.statements.length).fill(-1);
  const taken = new Uint8Array(after.statements.length);
  const set = (one: Item, other: Item): void => {
    to[one.statement] = other.statement;
    if (!other.isPart) taken[other.statement] = 1;
  };
  const pairs = followParts(before, after);
  const found = new Map<Part, string>(
    pairs.flatMap(([one, other], index) => [[one, `part ${index}`] as const, [other, `part ${index}`] as const]),
  );
  const aligned = pairs.map((pair) => align(before, after, pair, found, set));

  for (const { own, others, gaps } of aligned) if (gaps.length) followMoved(own, others, to, taken, set);
  if (to.includes(-1)) followMoved(uncommon(before), uncommon(after), to, taken, set);
  for (const each of aligned) followChanged(each, to, taken, set);
  for (const { own, others, gaps } of aligned) {
    if (!gaps.length) continue;
    // Removed: the next statement, or what the part ends with.
    let next = others.at(-1)?.statement ?? 0;
    const lies = (statement: number): boolean =>
      statement >= (others[0]?.statement ?? 0) && statement <= (others.at(-1)?.statement ?? 0);
    for (const { statement, isPart } of [...own].reverse()) {
      if (to[statement] === -1 && !isPart) to[statement] = next;
      else if (lies(to[statement] ?? 0)) next = to[statement] ?? 0;
    }
  }
  return to;
}

/** The items of a part in both texts. */
export interface Aligned {
  readonly own: readonly Item[];
  readonly others: readonly Item[];
  readonly gaps: readonly Gap[];
}

/** Notes that one item is the other. */
export type Setter = (one: Item, other: Item) => void;

function align(
  before: Statements,
  after: Statements,
  [one, other]: PartPair,
  found: ReadonlyMap<Part, string>,
  set: Setter,
): Aligned {
  const own = itemsOf(before, one, found);
  const others = itemsOf(after, other, found);
  const gaps: Gap[] = [];
  let head = 0;
  const shorter = Math.min(own.length, others.length);
  while (head < shorter && own[head]?.text === others[head]?.text) pairAt(head, head);
  let tail = 0;
  while (tail < shorter - head && own.at(-1 - tail)?.text === others.at(-1 - tail)?.text) tail++;
  for (let index = tail; index > 0; index--) setAt(own.length - index, others.length - index);

  const [ownEnd, othersEnd] = [own.length - tail, others.length - tail];
  if (ownEnd === head || othersEnd === head) {
    const gap: Gap = { before: [head, ownEnd], after: [head, othersEnd] };
    return { own, others, gaps: ownEnd > head || othersEnd > head ? [gap] : [] };
  }
  const texts = (items: readonly Item[], end: number): string[] => items.slice(head, end).map(({ text }) => text);
  const options = { maxEditLength: LONGEST_SEARCH };
  const changes = diffArrays(texts(own, ownEnd), texts(others, othersEnd), options) as
    ReturnType<typeof diffArrays> | undefined;
  let [at, otherAt] = [head, head];
  let [gapAt, gapOtherAt] = [head, head];
  const endGap = (): void => {
    if (at > gapAt || otherAt > gapOtherAt) gaps.push({ before: [gapAt, at], after: [gapOtherAt, otherAt] });
  };
  for (const { count, added, removed } of changes ?? []) {
    if (added) otherAt += count;
    else if (removed) at += count;
    else {
      endGap();
      for (let index = 0; index < count; index++) setAt(at++, otherAt++);
      [gapAt, gapOtherAt] = [at, otherAt];
    }
  }
  [at, otherAt] = [ownEnd, othersEnd];
  endGap();
  return { own, others, gaps };

  function setAt(index: number, otherIndex: number): void {
    const [item, otherItem] = [own[index], others[otherIndex]];
    if (item && otherItem) set(item, otherItem);
  }
  function pairAt(index: number, otherIndex: number): void {
    setAt(index, otherIndex);
    head++;
  }
}

/** What stands in a part itself, with one item for each part in it that is in the other text as well. */
function itemsOf({ statements }: Statements, part: Part, found: ReadonlyMap<Part, string>): Item[] {
  const items: Item[] = [];
  const add = (inner: Part): void => {
    let at = inner.from;
    const addUpTo = (end: number): void => {
      for (; at < end; at++) items.push({ text: statements[at]?.text ?? '', statement: at, isPart: false });
    };
    for (const child of inner.children) {
      addUpTo(child.from);
      const name = found.get(child);
      if (name === undefined) add(child);
      else if (child.from < child.to) items.push({ text: `\0${name}`, statement: child.from, isPart: true });
      at = child.to;
    }
    addUpTo(inner.to);
  };
  add(part);
  return items;
}

/** Statements that were left over, and are as often left over in the other text. */
function followMoved(
  own: readonly Item[],
  others: readonly Item[],
  to: Int32Array,
  taken: Uint8Array,
  set: Setter,
): void {
  const left = byText(own.filter(({ statement, isPart, text }) => !isPart && to[statement] === -1 && isTelling(text)));
  if (!left.size) return;
  const free = byText(others.filter(({ statement, isPart }) => !isPart && !taken[statement]));
  for (const [text, items] of left) {
    const found = free.get(text);
    if (found?.length !== items.length) continue;
    items.forEach((item, index) => set(item, found[index] ?? item));
  }
}

/** The statements of a text that are long and there only once: they are the same one wherever they are. */
function uncommon({ statements }: Statements): Item[] {
  const items = statements.map(({ text }, statement): Item => ({ text, statement, isPart: false }));
  return [...byText(items)].flatMap(([text, [only, other]]) => (only && !other && text.length >= 16 ? [only] : []));
}

function byText(items: readonly Item[]): Map<string, Item[]> {
  const found = new Map<string, Item[]>();
  for (const item of items) {
    const same = found.get(item.text);
    if (same) same.push(item);
    else found.set(item.text, [item]);
  }
  return found;
}

function isTelling(text: string): boolean {
  return !/^(?:[^\w$]|else|try|finally|do|return|break|continue|default)*$/.test(text);
}
