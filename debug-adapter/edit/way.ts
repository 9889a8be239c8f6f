import type { EditOutcome } from './edit-outcome.js';

/** What is done with one change, as a plan and an outcome name it. A closed union. */
export type Way =
  /** V8 replaces the function. */
  | 'native'
  /** The agent calls the new code, also for the call that failed. */
  | 'wrapper'
  /** The agent has the new code for calls to come; those under way end with the old one. */
  | 'new calls only'
  /** It is evaluated in the module's scope and published. */
  | 'add'
  | 'import'
  /** A member of a live class is added or taken away. */
  | 'class change'
  /** It is applied once the calls under way have ended. */
  | 'wait'
  /** Nothing is to be done for it. */
  | 'none'
  /** It runs only when the module is loaded again. */
  | 'module reload'
  | 'refuse';

export function wayOf(edit: EditOutcome): Way {
  switch (edit.status) {
    case 'applied':
      return edit.through ?? 'native';
    case 'added':
      return edit.through;
    case 'waiting':
      return 'wait';
    case 'removed':
      return edit.through ?? 'none';
    case 'refused':
      return edit.refusal.reason === 'top level' ? 'module reload' : 'refuse';
  }
}
