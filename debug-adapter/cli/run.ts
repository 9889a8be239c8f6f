import { UsageEnd, readOptions } from './options.js';
import { debug } from './debug.js';

/** Runs the command; its exit code. @param argv without Node's own two words */
export async function run(argv: readonly string[]): Promise<number> {
  try {
    return await debug(readOptions(argv));
  } catch (error) {
    if (!(error instanceof UsageEnd)) throw error;
    if (error.message) process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
}
