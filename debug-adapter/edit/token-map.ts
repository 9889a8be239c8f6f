import { LineIndex, type Base0Position } from '../positions.js';
import { definitionOf } from './edited-code.js';
import { innermostAt, outline, type Definition, type Outline } from './definitions.js';

/**
 * Follows a position by its token from one version of a text to another, in a function that has the same tokens in both:
 * exact also where many statements stand on one line, and where functions are wrapped.
 * @returns undefined where the function was changed
 */
export function moveByTokens(from: string, to: string, position: Base0Position): Base0Position | undefined {
  const [one, other] = [parsed(from), parsed(to)];
  const offset = one.lines.offsetAt(position);
  const own = innermostAt(one.outline.module, offset);
  const same = own.kind === 'module' ? other.outline.module : definitionOf(other.outline, own.key);
  if (!same || !isSame(own, same)) return undefined;
  const index = tokenAt(own, offset);
  const [was, is] = [own.shell[index], same.shell[index]];
  // The holes of functions inside it are where those start.
  if (!was || !is) return undefined;
  const inside = Math.min(Math.max(0, offset - was.start), Math.max(0, was.text.length - 1));
  return other.lines.positionAt(is.start + inside);
}

/** The first token that ends behind an offset. */
function tokenAt({ shell }: Definition, offset: number): number {
  const found = shell.findIndex(({ start, text }) => start + Math.max(1, text.length) > offset);
  return found < 0 ? shell.length - 1 : found;
}

function isSame({ shell: one }: Definition, { shell: other }: Definition): boolean {
  return one.length === other.length && one.every(({ text }, index) => text === other[index]?.text);
}

interface Parsed {
  readonly text: string;
  readonly outline: Outline;
  readonly lines: LineIndex;
}

const MOST_KEPT = 8;
const kept: Parsed[] = [];

function parsed(text: string): Parsed {
  const known = kept.find((each) => each.text === text);
  if (known) return known;
  const made = { text, outline: outline(text), lines: new LineIndex(text) };
  kept.push(made);
  if (kept.length > MOST_KEPT) kept.shift();
  return made;
}
