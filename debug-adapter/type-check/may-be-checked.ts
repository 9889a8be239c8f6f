import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join, resolve } from 'node:path';

/** The names of a project's file, the first of which goes before the other in the same folder. */
export const PROJECT_FILES = ['tsconfig.json', 'jsconfig.json'] as const;

/**
 * Whether the types of a file could be checked: TypeScript, JavaScript with `// @ts-check`, or JavaScript in the folder
 * of a project with `checkJs`. What is not costs no more than this; of the others the checker itself knows the truth.
 */
export function mayBeChecked(path: string, text: string): boolean {
  if (/^\.[cm]?tsx?$/.test(extname(path))) return true;
  if (/^\s*\/\/\/?\s*@ts-check\b/im.test(text)) return true;
  return projectFilesAbove(path).some((file) => setsCheckJs(file, new Set()));
}

/** The project files in the folders of a file, the nearest first. */
export function projectFilesAbove(path: string): string[] {
  const found: string[] = [];
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    found.push(...PROJECT_FILES.map((name) => join(folder, name)).filter((file) => existsSync(file)));
    if (folder === dirname(folder)) return found;
  }
}

/** Whether `checkJs` is set in a project file, or in one that it extends or refers to; read without a parser. */
function setsCheckJs(file: string, seen: Set<string>): boolean {
  if (seen.has(file)) return false;
  seen.add(file);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return false;
  }
  if (/"checkJs"\s*:\s*true/.test(text)) return true;
  const [, extended = ''] = /"extends"\s*:\s*(\[[^\]]*\]|"[^"]*")/.exec(text) ?? [];
  const bases = [...extended.matchAll(/"([^"]*)"/g)].flatMap(([, name = '']) => extendedFile(file, name) ?? []);
  const [, references = ''] = /"references"\s*:\s*\[([^\]]*)\]/.exec(text) ?? [];
  const others = [...references.matchAll(/"path"\s*:\s*"([^"]*)"/g)].map(([, name = '']) => projectIn(file, name));
  return [...bases, ...others].some((each) => setsCheckJs(each, seen));
}

function extendedFile(file: string, name: string): string | undefined {
  if (/^\.|^\/|^[A-Za-z]:/.test(name)) {
    const path = resolve(dirname(file), name);
    return existsSync(path) && extname(path) === '.json' ? path : `${path}.json`;
  }
  const { resolve: find } = createRequire(file);
  for (const each of [name, `${name}.json`, `${name}/tsconfig.json`]) {
    try {
      return find(each);
    } catch {
      continue;
    }
  }
  return undefined;
}

function projectIn(file: string, name: string): string {
  const path = resolve(dirname(file), name);
  return extname(path) === '.json' ? path : join(path, 'tsconfig.json');
}
