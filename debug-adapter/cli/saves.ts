import { readFile } from 'node:fs/promises';
import { shortPath } from './frames-view.js';
import type { Client } from './client.js';
import type { Stop } from './stop.js';
import { say } from './words.js';

/** An outcome as the adapter sends it. */
export interface WireOutcome {
  readonly strategy: string;
  readonly message: string;
  readonly edits: readonly WireEdit[];
  readonly notes?: readonly { readonly message: string }[];
}

interface WireEdit {
  readonly status: 'applied' | 'waiting' | 'removed' | 'refused';
  readonly function: string;
  readonly message: string;
  readonly path?: string;
  readonly reason?: string;
}

/**
 * How long a file is left alone after a save is noticed; milliseconds. Editors empty a file before they write it, tools
 * format it at once, and the watcher reports only the first of what comes within 50 ms.
 */
const SETTLING = 100;

/** Tells what a save of one of the program's files means; each saved text is told once. */
export class Saves {
  readonly #told = new Map<string, string>();

  constructor(
    private readonly client: Client,
    private readonly cwd: string,
  ) {}

  /** Resolves when a file that is being saved has its text. */
  settled(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, SETTLING));
  }

  /** A sentence about the file as it is now; undefined where there is nothing new to tell. @throws RequestRefused */
  async describe(path: string, stop: Stop): Promise<string | undefined> {
    const saved = await readFile(path, 'utf8').catch(() => undefined);
    if (saved === undefined || saved === this.#told.get(path)) return undefined;
    const name = shortPath(path, this.cwd);
    const { content } = await this.client.request<{ content: string }>('source', {
      source: { path },
      sourceReference: 0,
    });
    if (saved === content) return this.#told.delete(path) ? say.savedNothing(name) : undefined;
    this.#told.set(path, saved);
    const { outcome } = await this.client.request<{ outcome: WireOutcome }>('hotRestart/apply', { path, dryRun: true });
    return savedSentence(name, outcome, (edit) => restartsTopLevel(edit, stop));
  }
}

/** What Continue would do with a saved file, from the adapter's dry run. */
export function savedSentence(
  name: string,
  { strategy, message, edits, notes = [] }: WireOutcome,
  isRestarted: (edit: WireEdit) => boolean,
): string {
  if (strategy === 'refused') return say.savedProblem(name, message.replace(/^Hot Restart: /, ''));
  const isChange = (edit: WireEdit): boolean =>
    edit.status === 'applied' || edit.status === 'waiting' || isRestarted(edit);
  const changed = edits.filter(isChange).map((edit) => `\`${edit.function}\``);
  const refused = edits.filter((edit) => !isChange(edit) && edit.status === 'refused');
  const problems = [...refused, ...notes].map((each) => each.message);
  if (changed.length)
    return [say.savedChange(name, `changed: ${[...new Set(changed)].join(', ')}`), ...problems].join(' ');
  return problems.length ? say.savedProblem(name, problems.join(' ')) : say.savedNothing(name);
}

/**
 * The top level of a CommonJS file is a function like any other while the file is being loaded, which the dry run does
 * not take into account.
 */
function restartsTopLevel({ reason, path }: WireEdit, { frames }: Stop): boolean {
  if (reason !== 'top level') return false;
  const outermost = frames.findLast((frame) => frame.path === path);
  return outermost?.canRestart === true && outermost.name === '<anonymous>';
}
