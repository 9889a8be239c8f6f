import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A program of a test, in a folder of its own. Lines are found by the markers in its comments, e.g. `// @throw`. */
export class Project {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'hot-restart-test-')));

  /** @param files texts by name; names may hold folders */
  constructor(files: Readonly<Record<string, string>>) {
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text);
  }

  /** Edits a file as a user does; fails where the text to replace is not there. */
  edit(name: string, from: string | RegExp, to: string): void {
    const before = this.read(name);
    const after = before.replace(from, () => to);
    if (after === before) throw new Error(`Nothing in ${name} matches ${String(from)}`);
    this.write(name, after);
  }

  /**
   * Lets the program load the packages of a folder as dependencies of its own: those that are installed for development if
   * left out.
   */
  linkPackages(folder = join(__dirname, '../../node_modules')): void {
    symlinkSync(folder, this.path('node_modules'), 'junction');
  }

  delete(name: string): void {
    rmSync(this.path(name));
  }

  /** The line, counted from 1, of the marker `@name` in a file. */
  line(name: string, marker: string): number {
    const index = this.read(name)
      .split('\n')
      .findIndex((line) => new RegExp(`@${marker}\\b`).test(line));
    if (index < 0) throw new Error(`There is no @${marker} in ${name}`);
    return index + 1;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
