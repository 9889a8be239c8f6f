import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  watch,
  writeFileSync,
  type FSWatcher,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the agent says of its process when it is ready to be debugged. */
export interface Greeting {
  readonly pid: number;
  /** As `process.version`: `v20.20.2`. */
  readonly version: string;
  /** The inspector's address, with its secret path; null for a process that can have none (`node --test`). */
  readonly url: string | null;
  /** The file that Node is about to run; null where it runs none. */
  readonly main: string | null;
}

/** A module that a program is about to run. */
export interface Loading {
  readonly url: string;
  readonly text: string;
  /** For what vitest, jest or Vite compiles itself in the program: how many lines come before this text there. */
  readonly linesBefore?: number;
}

/**
 * The folder in which the programs of a session leave their messages for the adapter. A folder, because a program that
 * has just started can write to it without its event loop, on every platform; only this user can read it.
 */
export class Rendezvous {
  readonly folder = mkdtempSync(join(tmpdir(), 'hot-restart-'));
  readonly #watcher: FSWatcher;
  readonly #seen = new Set<string>();
  #isClosed = false;

  constructor(
    private readonly onGreeting: (greeting: Greeting) => void,
    private readonly onExit: (pid: number, code: number) => void,
    /** The text to run instead; null for the module as it is. */
    private readonly onLoad: (loading: Loading) => Promise<string | null>,
  ) {
    this.#watcher = watch(this.folder, () => this.#read());
    this.#watcher.on('error', () => this.close());
  }

  /** Reads what has been left since. */
  #read(): void {
    let names: string[];
    try {
      names = readdirSync(this.folder);
    } catch {
      return; // Closed in the meantime.
    }
    for (const name of names) {
      const [, kind, pid, rest = ''] = /^(hello|exit|load)-(\d+)([\d-]*)\.json$/.exec(name) ?? [];
      if (kind === undefined || this.#seen.has(name)) continue;
      this.#seen.add(name);
      const message: unknown = JSON.parse(readFileSync(join(this.folder, name), 'utf8'));
      if (kind === 'hello') this.onGreeting(message as Greeting);
      else if (kind === 'exit') this.onExit(Number(pid), (message as { code: number }).code);
      else void this.#answer(`load-${pid}${rest}`, message as Loading);
    }
  }

  async #answer(name: string, loading: Loading): Promise<void> {
    rmSync(join(this.folder, `${name}.json`), { force: true });
    this.#seen.delete(`${name}.json`);
    // Whatever goes wrong here, the program must not wait for ever.
    const text = await this.onLoad(loading).catch(() => null);
    const part = join(this.folder, `${name}.part`);
    if (this.#isClosed) return;
    writeFileSync(part, JSON.stringify({ text }));
    renameSync(part, join(this.folder, `${name}.answer`));
  }

  /** Leaves a message without a text. */
  write(name: string): void {
    writeFileSync(join(this.folder, name), '');
  }

  /** Reads the last messages and removes the folder. Harmless when it is closed already. */
  close(): void {
    this.#read();
    this.#isClosed = true;
    this.#watcher.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
