import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inKind, type ModuleKind } from '../harness/cases.js';
import { Project } from '../harness/debuggee.js';
import { MATRIX } from '../harness/nodes.js';

const ROOT = join(__dirname, '../..');

/** Puts the package into a project, under `node_modules`, with the files that the build copies. */
export function install(project: Project, folder = 'node_modules/hot-restart'): void {
  cpSync(join(ROOT, 'package.json'), project.path(`${folder}/package.json`));
  cpSync(join(ROOT, 'runtime-agent'), project.path(`${folder}/dist/runtime-agent`), { recursive: true });
}

/** Runs a program to its end. Fails, with all that it wrote, unless it ends well and its last words are `done`. */
export async function runToEnd(node: string, file: string, args: readonly string[] = []): Promise<string> {
  const child = spawn(node, [...args, file], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  assert.equal(code, 0, output);
  assert.match(output, /(^|\n)done\n$/);
  return output;
}

/**
 * Runs a program on every Node.js, as CommonJS and as ES module. It checks by itself: `assert`, `types`, `registry` and all
 * that the package exports are there, and it may be async.
 * @param files what else is in its folder
 */
export function everywhere(
  title: string,
  program: string,
  files: Readonly<Record<string, string>> = {},
  kinds: readonly ModuleKind[] = ['CommonJS', 'ES module'],
): void {
  for (const { major, path } of MATRIX) {
    const skip = path === undefined && `Node ${major} is not installed`;
    for (const kind of kinds) {
      test(`${title} (${kind}, Node ${major})`, { skip, timeout: 60_000 }, async () => {
        const main = kind === 'CommonJS' ? 'app.cjs' : 'app.mjs';
        const project = new Project({ ...files, [main]: inKind(HEAD + body(program), kind) });
        try {
          install(project);
          await runToEnd(path as string, project.path(main));
        } finally {
          project.remove();
        }
      });
    }
  }
}

const HEAD = `import assert from 'node:assert/strict';
import { types } from 'node:util';
import { wrap, wrapClass, wrapModule, isRestarting, reloadModule } from 'hot-restart';
`;

function body(program: string): string {
  return `const registry = globalThis[Symbol.for('hot-restart.wrapped')];
async function main() {
${program}
}
main().then(() => console.log('done'));
`;
}
