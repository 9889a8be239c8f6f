import type { Place, Refusal } from '../refusal.js';

/** How the edit of one function ended. Every change of a saved file ends in exactly one of these. */
export type EditOutcome =
  /** The function's live code is the new one. */
  | { readonly status: 'applied'; readonly function: string; readonly place: Place }
  /** It is new at the top level, and code that is loaded can use it now (E6c). */
  | { readonly status: 'added'; readonly function: string; readonly place: Place }
  /** The function is running further out on the stack: it keeps its old code until that call has ended. */
  | { readonly status: 'waiting'; readonly function: string; readonly place: Place }
  /** The function is gone from the file; what still refers to it goes on with it. */
  | { readonly status: 'removed'; readonly function: string; readonly place: Place }
  | { readonly status: 'refused'; readonly function: string; readonly place: Place; readonly refusal: Refusal };
