import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** One Node.js of the matrix; `path` is undefined where it could not be installed, and its cases are then skipped. */
export interface NodeVersion {
  readonly major: number;
  readonly path: string | undefined;
}

/** The Node binaries that test/nodes/package.json installs. */
export function nodeVersion(major: number): NodeVersion {
  const path = join(__dirname, '../nodes/node_modules', `node-${major}`, 'bin/node');
  return { major, path: existsSync(path) ? path : undefined };
}

/** What the product supports and is tested on. */
export const MATRIX: readonly NodeVersion[] = [20, 22, 24, 26].map(nodeVersion);
