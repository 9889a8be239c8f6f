import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { helperFile } from './helper-start.js';

/** What programs load by themselves, with `require` in one of their files, where no option of Node's tells of it. */
const PACKAGES: readonly (readonly [string, (file: string) => string])[] = [
  ['tsx', (file) => `--import\n${pathToFileURL(file).href}`],
  ['ts-node/register', required],
  ['ts-node/register/transpile-only', required],
  ['@swc-node/register', required],
  ['esbuild-register', required],
  ['@babel/register', () => required(helperFile('babel-register.cjs'))],
];

function required(file: string): string {
  return `--require\n${file}`;
}

/** Options of Node, one a line, that load what is installed where the file is. */
export function guesses(path: string): string[] {
  const from = createRequire(path);
  return PACKAGES.flatMap(([name, option]) => {
    try {
      return option(from.resolve(name));
    } catch {
      return [];
    }
  });
}
