import type { Base0Position } from '../positions.js';

/** One file of an edit: the text that was taken last, and the one to take now. */
export interface TextEdit {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** An error that TypeScript reports in one version of a file. */
export interface TypeFault {
  readonly path: string;
  readonly position: Base0Position;
  /** TypeScript's number for it, and what it says, in one line without a period. */
  readonly code: number;
  readonly error: string;
  /** The text of its line. */
  readonly line: string;
}

/** A project that cannot be read, so that this file was not checked. */
export interface BrokenProject {
  readonly path: string;
  readonly configuration: string;
  readonly error: string;
}

/** What the checker is asked, in a thread of its own. */
export type Question =
  | { readonly ask: 'warm up'; readonly path: string }
  /** Only the files of these paths are checked, in the light of all edits. */
  | { readonly ask: 'check'; readonly paths: readonly string[]; readonly edits: readonly TextEdit[] };

export interface Answer {
  /** The errors that the edits bring. */
  readonly faults: readonly TypeFault[];
  readonly broken: readonly BrokenProject[];
}

/** How the thread answers: by the number of the question. */
export type Numbered<T> = T & { readonly number: number };
export type Reply = { readonly answer: Answer } | { readonly failure: string };
