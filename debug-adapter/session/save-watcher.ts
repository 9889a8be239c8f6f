import { watch, type FSWatcher } from 'chokidar';

/** Notices when a file of the running program is saved, in whatever editor, so that a client can say so. */
export class SaveWatcher {
  #watcher: FSWatcher | undefined;
  readonly #watched = new Set<string>();

  constructor(private readonly onSaved: (path: string) => void) {}

  /** Watches these files as well. Resolves when saving them will be noticed. */
  async watch(paths: readonly string[]): Promise<void> {
    const added = paths.filter((path) => !this.#watched.has(path));
    if (!added.length) return;
    for (const path of added) this.#watched.add(path);
    if (this.#watcher) {
      this.#watcher.add(added);
      return;
    }
    const watcher = watch(added, { ignoreInitial: true, atomic: true });
    this.#watcher = watcher;
    // Many editors save by writing another file and renaming it: that is an `add` of the file watched.
    watcher.on('change', this.onSaved).on('add', this.onSaved);
    watcher.on('error', () => undefined);
    await new Promise<void>((resolve) => watcher.once('ready', resolve));
  }

  async close(): Promise<void> {
    await this.#watcher?.close();
  }
}
