import { posix } from 'node:path';
import picomatch from 'picomatch';

/**
 * Globs of files, in order: `!` in front takes back what earlier ones took in. A list of only such globs takes back from
 * all files. A relative glob begins at the workspace folder, unless with `**`.
 */
export class Globs {
  readonly #rules: readonly { readonly negated: boolean; readonly matches: (path: string) => boolean }[];

  constructor(globs: readonly string[], workspaceFolder: string | undefined) {
    const folder = workspaceFolder?.replaceAll('\\', '/').replace(/\/+$/, '');
    this.#rules = globs.map((glob) => {
      const negated = glob.startsWith('!');
      const pattern = absolutePattern((negated ? glob.slice(1) : glob).replaceAll('\\', '/'), folder);
      return { negated, matches: picomatch(pattern, { dot: true, nocase: process.platform !== 'linux' }) };
    });
  }

  /** @param path absolute, in either kind of slashes */
  matches(path: string): boolean {
    const name = path.replaceAll('\\', '/');
    let matched = this.#rules.every(({ negated }) => negated);
    for (const { negated, matches } of this.#rules) if (matches(name)) matched = !negated;
    return matched;
  }
}

/** @param folder the workspace folder; what looks like a glob in its own name is none */
function absolutePattern(glob: string, folder: string | undefined): string {
  const whole = glob.replace(/^\$\{workspaceFolder\}/, () => folder ?? '**');
  const rest = /^(?:\/|[A-Za-z]:|\*\*)/.test(whole) ? whole : `${folder ?? '**'}/${whole}`;
  if (folder === undefined) return rest;
  // Only what is below the folder may be a glob; `..` leads out of it, and then nothing of it is left to protect.
  const normal = posix.normalize(rest);
  if (normal !== folder && !normal.startsWith(`${folder}/`)) return normal;
  return folder.replace(/[[\](){}!*?+@|^$]/g, '\\$&') + normal.slice(folder.length);
}
