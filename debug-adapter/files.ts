import { realpathSync } from 'node:fs';
import { normalize, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The path of a `file:` URL, or of a script that V8 knows by an absolute path; undefined for anything else. */
export function pathOfUrl(url: string): string | undefined {
  try {
    if (url.startsWith('file:')) return fileURLToPath(url);
  } catch {
    return undefined;
  }
  return /^(?:\/|[A-Za-z]:[\\/])/.test(url) ? normalize(url) : undefined;
}

/** The file itself, behind symbolic links; the path as given where the file is not there. */
export function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return resolve(path);
  }
}

/**
 * What two paths of the same file have in common: compare these, never the paths. Windows and macOS keep the case of
 * a name but do not tell names apart by it.
 */
export function fileKey(path: string): string {
  const real = realPath(path);
  return process.platform === 'linux' ? real : real.toLowerCase();
}

/** Matches the URLs under which V8 may know a file: by the path given, or by the file behind its symbolic links. */
export function urlPattern(path: string): string {
  const paths = [...new Set([resolve(path), realPath(path)])];
  // Node's inspector escapes fewer characters than the URL standard does, and not the same ones in every version.
  const urls = new Set(paths.flatMap((each) => [pathToFileURL(each).href, `file://${each}`, each]));
  const flags = process.platform === 'linux' ? escapeRegExp : anyCase;
  return `^(?:${[...urls].map(flags).join('|')})$`;
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function anyCase(text: string): string {
  return escapeRegExp(text).replace(/[a-z]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
}

/** Whether a path lies in the packages that a program depends on. */
export function isDependency(path: string): boolean {
  return /[\\/]node_modules[\\/]/.test(path);
}
