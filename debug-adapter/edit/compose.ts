import type { ts } from 'ts-morph';
import type { Change } from './compare.js';
import { plainName, type Definition, type Outline } from './definitions.js';
import { replacementOf, type KeepAlive } from './dress.js';

/** Where one change stands in the composed text; offsets. */
export interface Splice {
  readonly change: Change;
  readonly start: number;
  readonly end: number;
  /** Whether it takes two steps (E12). */
  readonly isInTwoSteps: boolean;
  /** Where an offset in this splice stands in the saved text. */
  readonly toSaved: (offset: number) => number;
}

export interface Composed {
  readonly text: string;
  /** The texts to send V8 one after the other; the last one is `text`, and one before it changes nothing (E12). */
  readonly steps: readonly string[];
  readonly splices: readonly Splice[];
}

/** The two versions of a file's text, and how the one becomes the other. */
export interface Texts {
  readonly running: Pick<Outline, 'text'>;
  readonly saved: Pick<Outline, 'text'>;
  /** The function that is to run again, if one of this file's is: what it is called with is given (E5). */
  readonly restarting?: Definition | undefined;
  /** Numbers a new function to wrap; undefined where the file's are not wrapped (wrappings.ts). */
  readonly nextSite?: (() => number) | undefined;
  /** Whether functions keep all of their variables for the functions in them. */
  readonly keepsScopes?: boolean | undefined;
}

/**
 * The running text with the functions of these changes replaced, and nothing else: what V8 is sent. The changes must not
 * lie inside one another.
 * @param keeps what each changed function must keep alive, beside what the user wrote
 */
export function compose(
  { running: { text: running }, saved: { text: saved }, restarting, nextSite, keepsScopes = false }: Texts,
  changes: readonly Change[],
  keeps: ReadonlyMap<Change, readonly KeepAlive[]>,
): Composed {
  const ordered = [...changes].sort((one, other) => one.before.start - other.before.start);
  const splices: Splice[] = [];
  let [text, first] = ['', ''];
  let copied = 0;
  for (const change of ordered) {
    const { before, after } = change;
    const between = running.slice(copied, before.start);
    const numbering = nextSite && {
      keepsScopes,
      siteOf: (node: ts.Node) => (node === after.node ? before.site : undefined) ?? nextSite(),
    };
    const kept = keeps.get(change) ?? [];
    const count = before === restarting ? before.parameterCount : undefined;
    const replacement = replacementOf(running, before.node, saved, after.node, kept, count, numbering);
    const start = text.length + between.length;
    const name = nameOf(change);
    text += between + name.keptIn(replacement.text);
    first += between + (replacement.first === replacement.text ? name.keptIn(replacement.first) : replacement.first);
    const { bodyStart, bodyShift } = replacement;
    const toSaved = (offset: number): number => {
      const inside = name.toSaved(offset - start);
      return after.start + (inside > bodyStart ? Math.max(bodyStart, inside - bodyShift) : inside);
    };
    const isInTwoSteps = replacement.first !== replacement.text;
    splices.push({ change, start, end: text.length, isInTwoSteps, toSaved });
    copied = before.end;
  }
  text += running.slice(copied);
  first += running.slice(copied);
  return { text, steps: first === text ? [text] : [first, text], splices };
}

/** The code around a renamed function knows it by its old name, and so does V8. */
function nameOf({ before, after }: Change): {
  keptIn: (text: string) => string;
  toSaved: (offset: number) => number;
} {
  const [old, name] = [plainName(before.node), plainName(after.node)];
  if (!old || !name || old.getText() === name.getText()) return { keptIn: (text) => text, toSaved: (offset) => offset };
  const at = name.getStart() - after.start;
  const [oldEnd, end] = [at + old.getText().length, name.end - after.start];
  return {
    keptIn: (text) => text.slice(0, at) + old.getText() + text.slice(end),
    toSaved: (offset) => (offset >= oldEnd ? offset - oldEnd + end : Math.min(offset, end)),
  };
}
