import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve, win32 } from 'node:path';
import { pathOfUrl } from '../files.js';

/** The text of a map and where it was; or why there is none. */
export type MapText =
  | { readonly status: 'read'; readonly text: string }
  | { readonly status: 'not found' }
  | { readonly status: 'unreadable'; readonly error: string };

export function isDataUrl(url: string): boolean {
  return /^data:/i.test(url);
}

/** The text inside a data URL, as far as it goes; what is badly escaped in it stays so. */
export function textOfDataUrl(url: string): string {
  const comma = url.indexOf(',');
  if (comma < 0) return '';
  const type = url.slice(0, comma);
  const bytes = percentDecoded(url.slice(comma + 1));
  const decoded = /;\s*base64\s*$/i.test(type) ? Buffer.from(bytes.toString('latin1'), 'base64') : bytes;
  return decoded.toString(/;\s*charset="?(?:iso-8859-1|latin1|us-ascii)/i.test(type) ? 'latin1' : 'utf8');
}

function percentDecoded(text: string): Buffer {
  const bytes = Buffer.from(text);
  if (!text.includes('%')) return bytes;
  const decoded = bytes
    .toString('latin1')
    .replace(/%[\da-f]?$/i, '')
    .replace(/%([\da-f]{2})/gi, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));
  return Buffer.from(decoded, 'latin1');
}

/**
 * The paths that the URL of a map may mean, the likeliest first; none for what is no file. The URL of a relative one
 * is escaped by some compilers only, so it is also taken as it is.
 */
export function mapPaths(sourceMapUrl: string, scriptPath: string | undefined): string[] {
  const bare = sourceMapUrl.replace(/[?#].*$/s, '');
  const texts = [...new Set([decoded(bare), bare, decoded(sourceMapUrl), sourceMapUrl])];
  if (/^file:/i.test(sourceMapUrl)) return [pathOfUrl(sourceMapUrl) ?? []].flat();
  if (/^[A-Za-z]:[\\/]/.test(sourceMapUrl)) return texts.map((text) => win32.normalize(text));
  if (/^[a-z][\w+.-]+:/i.test(sourceMapUrl)) return [];
  if (scriptPath === undefined) return texts.flatMap((text) => pathOfUrl(text) ?? []);
  return texts.map((text) => resolve(dirname(scriptPath), text));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Reads a file as UTF-8. Something else than a file is not opened: a pipe might not end. */
export async function readMapFile(path: string): Promise<MapText> {
  try {
    if (!(await stat(path)).isFile()) return { status: 'unreadable', error: 'it is not a file' };
    return { status: 'read', text: await readFile(path, 'utf8') };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // The last is for a NUL, which no path has.
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ERR_INVALID_ARG_VALUE') return { status: 'not found' };
    return { status: 'unreadable', error: message };
  }
}
