/** The `sourceMapPathOverrides` of a configuration that has none, which are those of VS Code's own debugger for Node.js. */
export const DEFAULT_OVERRIDES: Readonly<Record<string, string>> = {
  'webpack:///./~/*': '${workspaceFolder}/node_modules/*',
  'webpack:////*': '/*',
  'webpack://@?:*/?:*/*': '${workspaceFolder}/*',
  'webpack://?:*/*': '${workspaceFolder}/*',
  'webpack:///([a-z]):/(.+)': '$1:/$2',
  'meteor://💻app/*': '${workspaceFolder}/*',
  'turbopack://[project]/*': '${workspaceFolder}/*',
  'turbopack:///[project]/*': '${workspaceFolder}/*',
};

const ANY = '*';
const SKIPPED = '?:*';
const WORKSPACE = '${workspaceFolder}';

type Rule = (source: string) => string | undefined;

/**
 * The rules of `sourceMapPathOverrides`, as VS Code's debugger reads them: the longest pattern that matches counts, in any
 * case of letters. `*` takes a part over, `?:*` leaves one out, and a pattern without them stands for what is below it,
 * too. Where the right side has `$1` and no `*`, the left one is a regular expression.
 */
export class PathOverrides {
  readonly #rules: readonly Rule[];

  constructor(overrides: Readonly<Record<string, string>>, workspaceFolder: string | undefined) {
    this.#rules = Object.entries(overrides)
      .sort(([a], [b]) => lengthOf(b) - lengthOf(a))
      .flatMap(([left, right]) => ruleOf(left, right, workspaceFolder) ?? []);
  }

  /** What stands for a source, as a rule says; undefined if none speaks of it. It may be relative. */
  apply(source: string): string | undefined {
    const slashed = source.replaceAll('\\', '/');
    for (const rule of this.#rules) {
      const applied = rule(slashed);
      if (applied !== undefined && applied !== slashed) return applied;
    }
    return undefined;
  }
}

function lengthOf(pattern: string): number {
  return pattern.replace(SKIPPED, ANY).length;
}

/** @returns undefined for what is no rule: not a regular expression, two `*`, or a workspace folder that is not there */
function ruleOf(left: string, right: unknown, workspaceFolder: string | undefined): Rule | undefined {
  if (typeof right !== 'string') return undefined;
  if (right.includes(WORKSPACE) && workspaceFolder === undefined) return undefined;
  const inFolder = (text: string) => text.replaceAll(WORKSPACE, () => workspaceFolder ?? '');
  if (!right.includes(ANY) && /\$[0-9'`&]/.test(right)) {
    const pattern = compiled(left);
    const replacement = right.replaceAll(WORKSPACE, () => (workspaceFolder ?? '').replaceAll('$', '$$$$'));
    return pattern && ((source) => (pattern.test(source) ? source.replace(pattern, replacement) : undefined));
  }
  const slashed = left.replaceAll('\\', '/');
  const captures = slashed.split(ANY).length - slashed.split(SKIPPED).length;
  const [before = '', ...after] = right.split(ANY);
  if (captures > 1 || after.length > captures) return undefined;
  const pattern = compiled(
    slashed.split(SKIPPED).map(withCapture).join('.*?') + (captures === 0 ? '([\\\\/].*)?' : ''),
  );
  return (
    pattern &&
    ((source) => {
      const taken = pattern.exec(source);
      if (taken === null) return undefined;
      if (captures === 1 && after.length === 0) return inFolder(before);
      return inFolder(before) + (taken[1] ?? '') + after.map(inFolder).join('');
    })
  );
}

function withCapture(pattern: string): string {
  return pattern.split(ANY).map(escaped).join('(.*?)');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function compiled(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^${pattern}$`, 'i');
  } catch {
    return undefined;
  }
}
