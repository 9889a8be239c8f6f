import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const timeline = fileURLToPath(new URL('timeline-extension', import.meta.url));

interface Manifest {
  publisher: string;
  name: string;
  version: string;
}

/**
 * Puts our extension and the timeline's into a run's extensions folder as VS Code lays an installed one out. HOT_RESTART_EXTENSION
 * names another build of ours than the repository's: a folder with a package.json and its dist/.
 */
export function installExtensions(folder: string): void {
  install(resolve(process.env['HOT_RESTART_EXTENSION'] || repository), ['package.json', 'dist'], folder);
  install(timeline, ['package.json', 'timeline.js'], folder);
}

function install(from: string, parts: string[], folder: string): void {
  const { publisher, name, version } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as Manifest;
  const to = join(folder, `${publisher}.${name}-${version}`);
  mkdirSync(to, { recursive: true });
  for (const part of parts) cpSync(join(from, part), join(to, part), { recursive: true });
}
