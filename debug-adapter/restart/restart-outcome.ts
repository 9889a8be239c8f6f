import type { EditOutcome } from '../edit/edit-outcome.js';
import type { Place, Refusal } from '../refusal.js';
import type { Note } from './note.js';

/** How a restart ended. Every transaction that was asked to restart a frame ends in exactly one of these. */
export type RestartOutcome =
  | {
      readonly strategy: 'frame';
      readonly function: string;
      readonly place: Place;
      readonly edits: readonly EditOutcome[];
      /** How many activations of the function were left by it: more than one for a recursive function (E3). */
      readonly activations: number;
      readonly milliseconds: number;
      readonly notes?: readonly Note[];
    }
  /** The agent calls the function again once the failure has left it. */
  | {
      readonly strategy: 'wrapper';
      readonly function: string;
      readonly place: Place;
      readonly edits: readonly EditOutcome[];
      /** How many values a generator has yielded, which its consumer does not get again. */
      readonly yielded: number;
      readonly milliseconds: number;
      readonly notes?: readonly Note[];
    }
  | { readonly strategy: 'refused'; readonly refusal: Refusal; readonly edits: readonly EditOutcome[] };

/** How a live edit without a restart ended. */
export interface ApplyOutcome {
  readonly strategy: 'none';
  readonly edits: readonly EditOutcome[];
  readonly milliseconds: number;
  readonly notes?: readonly Note[];
}

export type Outcome = RestartOutcome | ApplyOutcome;
