import type { Place } from '../refusal.js';
import type { Outcome } from './restart-outcome.js';

/** What an outcome says beside how the edits ended. A closed union: messages.ts has one sentence for each. */
export type Note =
  /** V8 starts the call again with what these parameters are now, which is not what it was called with (R7). */
  | {
      readonly kind: 'parameters kept';
      readonly function: string;
      readonly place: Place;
      readonly values: readonly { readonly name: string; readonly value: string }[];
    }
  /** TypeScript reports an error that the edit brings; `function` is undefined at the top level. */
  | {
      readonly kind: 'type error';
      readonly function: string | undefined;
      readonly place: Place;
      readonly error: string;
    }
  | { readonly kind: 'more type errors'; readonly count: number }
  | { readonly kind: 'types late'; readonly paths: readonly string[]; readonly seconds: number }
  | {
      readonly kind: 'project unreadable';
      readonly path: string;
      readonly configuration: string;
      readonly error: string;
    }
  | { readonly kind: 'checker failed'; readonly paths: readonly string[]; readonly error: string };

/** An outcome with what is to be told beside it; a refusal stands alone. */
export function withNotes<O extends Outcome>(outcome: O, notes: readonly Note[]): O {
  return notes.length && outcome.strategy !== 'refused'
    ? { ...outcome, notes: [...notesOf(outcome), ...notes] }
    : outcome;
}

export function notesOf(outcome: Outcome): readonly Note[] {
  return outcome.strategy === 'refused' ? [] : (outcome.notes ?? []);
}
