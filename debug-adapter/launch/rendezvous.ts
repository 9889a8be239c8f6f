import { mkdtempSync, readdirSync, readFileSync, rmSync, watch, writeFileSync, type FSWatcher } from 'node:fs';
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

/**
 * The folder in which the programs of a session leave their messages for the adapter. A folder, because a program that
 * has just started can write to it without its event loop, on every platform; only this user can read it.
 */
export class Rendezvous {
  readonly folder = mkdtempSync(join(tmpdir(), 'hot-restart-'));
  readonly #watcher: FSWatcher;
  readonly #seen = new Set<string>();

  constructor(
    private readonly onGreeting: (greeting: Greeting) => void,
    private readonly onExit: (pid: number, code: number) => void,
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
      const match = /^(hello|exit)-(\d+)\.json$/.exec(name);
      if (!match || this.#seen.has(name)) continue;
      this.#seen.add(name);
      const message = JSON.parse(readFileSync(join(this.folder, name), 'utf8')) as Greeting & { code: number };
      if (match[1] === 'hello') this.onGreeting(message);
      else this.onExit(Number(match[2]), message.code);
    }
  }

  /** Leaves a message without a text. */
  write(name: string): void {
    writeFileSync(join(this.folder, name), '');
  }

  /** Reads the last messages and removes the folder. Harmless when it is closed already. */
  close(): void {
    this.#read();
    this.#watcher.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
