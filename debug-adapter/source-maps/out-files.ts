import { Globs } from './globs.js';

/** The `outFiles` of a configuration that has none. */
const DEFAULT_OUT_FILES = ['${workspaceFolder}/**/*.(m|c|)js', '!**/node_modules/**'];

/** The files that a build makes, by the attribute `outFiles`. */
export class OutFiles {
  readonly #globs: Globs;

  /** @param globs the attribute; undefined where it was left out, and an empty list stands for all files */
  constructor(globs: readonly string[] | undefined, workspaceFolder: string | undefined) {
    this.#globs = new Globs(globs ?? DEFAULT_OUT_FILES, workspaceFolder);
  }

  /** @param path absolute */
  isOutFile(path: string): boolean {
    return this.#globs.matches(path);
  }
}
