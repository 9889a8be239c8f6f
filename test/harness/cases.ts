import { test } from 'node:test';
import { MATRIX, type NodeVersion } from './nodes.js';
import { withSession, type TestSession } from './session.js';

export type ModuleKind = 'CommonJS' | 'ES module';

/** One place of the matrix, with the names that differ between the kinds of module. */
export interface Setting {
  readonly node: NodeVersion;
  readonly kind: ModuleKind;
  /** The main program's file name. */
  readonly main: string;
}

/**
 * Runs one behaviour on every Node of the matrix, as CommonJS and as ES modules. `program` is the main file's text for
 * both kinds; `import NAME from 'MODULE'` lines are turned into `require` for CommonJS.
 */
export function everywhere(
  title: string,
  program: string | ((setting: Setting) => Readonly<Record<string, string>>),
  body: (session: TestSession, setting: Setting) => Promise<void>,
  kinds: readonly ModuleKind[] = ['CommonJS', 'ES module'],
): void {
  for (const node of MATRIX) {
    for (const kind of kinds) {
      const setting = { node, kind, main: kind === 'CommonJS' ? 'app.cjs' : 'app.mjs' };
      test(`${title} (${kind}, Node ${node.major})`, async (context) => {
        const files = typeof program === 'string' ? { [setting.main]: inKind(program, kind) } : program(setting);
        await withSession(context, node, files, (session) => body(session, setting));
      });
    }
  }
}

/** Writes default and named imports as `require` calls where the program is CommonJS. */
export function inKind(program: string, kind: ModuleKind): string {
  if (kind === 'ES module') return program;
  return program
    .replace(/^import (\{[^}]*\}|\w+) from ('[^']+');$/gm, 'const $1 = require($2);')
    .replace(/^export default (\w+);$/gm, 'module.exports = $1;')
    .replace(/^export \{([^}]*)\};$/gm, 'module.exports = {$1};');
}
