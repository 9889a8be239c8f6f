import type { EditedCode } from '../edit/edited-code.js';
import type { EditOutcome } from '../edit/edit-outcome.js';
import { fileKey } from '../files.js';
import { editSentence, words } from '../messages.js';

/** Older entries than this many of a function are forgotten, but for the one that runs. */
const KEPT = 200;

/** One text that a function had, or was to have. */
export interface FunctionVersion {
  /** Counted from 1; null for a text that did not come to run: it was refused, or waits. */
  readonly version: number | null;
  readonly text: string;
  /** ISO 8601. */
  readonly time: string;
  readonly status: 'loaded' | EditOutcome['status'];
  readonly message: string;
}

/** The versions of one function that was edited in this session, oldest first. */
export interface FunctionHistory {
  readonly path: string;
  readonly name: string;
  /** The same in all versions of its file (definitions.ts). */
  readonly key: string;
  /** The number of the version that runs. */
  current: number;
  entries: FunctionVersion[];
}

/** What the functions of a session were before they were edited, and after each edit. */
export class Versions {
  readonly #histories = new Map<string, FunctionHistory>();

  /** Notes how edits ended. The same edit in several threads counts once. */
  record(edits: readonly EditOutcome[]): void {
    for (const edit of edits) for (const code of edit.codes ?? []) this.#note(edit, code);
  }

  /** The functions of this name or key, or all of them; of one file, or of all. */
  find(name?: string, path?: string): FunctionHistory[] {
    const isMeant = (history: FunctionHistory): boolean =>
      (name === undefined || history.name === name || history.key === name) &&
      (path === undefined || fileKey(history.path) === fileKey(path));
    return [...this.#histories.values()].filter(isMeant);
  }

  #note(edit: EditOutcome, { key, name, was, is }: EditedCode): void {
    const { path } = edit.place;
    if (path === undefined || edit.status === 'removed' || edit.status === 'added') return;
    const place = `${fileKey(path)}\n${key}`;
    const time = new Date().toISOString();
    let history = this.#histories.get(place);
    if (!history) {
      if (was === undefined) return;
      const loaded = { version: 1, text: was, time, status: 'loaded', message: words.loaded(name) } as const;
      history = { path, name, key, current: 1, entries: [loaded] };
      this.#histories.set(place, history);
    }
    const entry = { text: is, time, status: edit.status, message: editSentence(edit) };
    if (edit.status === 'applied') run(history, entry);
    else attempt(history, { ...entry, version: null });
  }
}

/** A text runs: one that ran before is that version again. */
function run(history: FunctionHistory, entry: Omit<FunctionVersion, 'version'>): void {
  const known = history.entries.find(({ version, text }) => version !== null && text === entry.text);
  // It waits no longer.
  history.entries = history.entries.filter(({ version, text }) => version !== null || text !== entry.text);
  const last = Math.max(...history.entries.map(({ version }) => version ?? 0));
  history.current = known?.version ?? last + 1;
  if (!known) history.entries.push({ ...entry, version: history.current });
  prune(history);
}

/** A text does not run, or not yet. */
function attempt(history: FunctionHistory, entry: FunctionVersion): void {
  const last = history.entries.at(-1);
  const running = history.entries.find(({ version }) => version === history.current);
  // Another thread has it, or it has been told.
  if (running?.text === entry.text) return;
  if (last?.text === entry.text && last.status === entry.status && last.message === entry.message) return;
  history.entries.push(entry);
  prune(history);
}

function prune(history: FunctionHistory): void {
  const excess = history.entries.length - KEPT;
  const isKept = ({ version }: FunctionVersion, index: number): boolean =>
    index >= excess || version === history.current;
  if (excess > 0) history.entries = history.entries.filter(isKept);
}
