import picomatch from 'picomatch';
import { isDependency } from '../files.js';
import { isNodeInternal, type Script } from './script.js';

/**
 * Which scripts are the user's own. `skipFiles` holds globs; a `!` in front takes back what an earlier one skipped, and
 * `<node_internals>/**` stands for Node's own code. Skipped code is never where an exception stops or a step ends.
 */
export class SkipFiles {
  readonly #rules: readonly { readonly negated: boolean; readonly matches: (name: string) => boolean }[];

  constructor(globs: readonly string[]) {
    this.#rules = globs.map((glob) => {
      const negated = glob.startsWith('!');
      const pattern = (negated ? glob.slice(1) : glob).replaceAll('\\', '/');
      return { negated, matches: picomatch(pattern, { dot: true, nocase: process.platform !== 'linux' }) };
    });
  }

  /** True for code that is not the user's: Node's own, what `skipFiles` names, and dependencies. */
  isSkipped(script: Pick<Script, 'url' | 'path'>): boolean {
    if (this.isAgent(script)) return true;
    const name = isNodeInternal(script)
      ? `<node_internals>/${script.url.slice('node:'.length)}`
      : (script.path ?? script.url).replaceAll('\\', '/');
    let skipped = false;
    for (const { negated, matches } of this.#rules) if (matches(name)) skipped = !negated;
    return skipped;
  }

  /** True for code that the user wrote: not skipped, not Node's, not a dependency, and with a file. */
  isUserCode(script: Pick<Script, 'url' | 'path'>): boolean {
    return (
      script.path !== undefined && !isNodeInternal(script) && !isDependency(script.path) && !this.isSkipped(script)
    );
  }

  /** True for the runtime agent, which is no part of the user's program: its files call themselves Node's own. */
  isAgent({ url }: { readonly url: string }): boolean {
    return url.startsWith('node:hot-restart/');
  }
}
