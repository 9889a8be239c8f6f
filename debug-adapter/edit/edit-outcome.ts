import type { EditedCode } from './edited-code.js';
import type { Place, Refusal } from '../refusal.js';

/** How the edit of one function ended. Every change of a saved file ends in exactly one of these. */
export type EditOutcome = Ending & {
  readonly function: string;
  readonly place: Place;
  /** The functions whose code it changes, or would: more than one where some inside it are sent with it. */
  readonly codes?: readonly EditedCode[];
};

type Ending =
  /** The function's live code is the new one. */
  | { readonly status: 'applied'; readonly through?: 'wrapper' | 'new calls only' }
  /** It is new at the top level, and code that is loaded can use it now (E6c). */
  | {
      readonly status: 'added';
      readonly through: 'add' | 'import' | 'class change';
      /** The function that it is another name of. */
      readonly was?: string | undefined;
    }
  /** The function is running further out on the stack: it keeps its old code until that call has ended. */
  | { readonly status: 'waiting' }
  /** The function is gone from the file; what still refers to it goes on with it. */
  | { readonly status: 'removed'; readonly through?: 'class change' }
  | { readonly status: 'refused'; readonly refusal: Refusal };
