#!/usr/bin/env node
import { isSupported } from '../launch/version.js';
import { words } from '../messages.js';
import { inTerminal } from './words.js';

/** The terminal command `hot-restart`. Everything else is loaded only once this Node.js is known to be new enough. */
async function main(): Promise<number> {
  if (!isSupported(process.version)) {
    process.stderr.write(`${inTerminal(words.tooOld(process.version))}\n`);
    return 1;
  }
  const { run } = await import('./run.js');
  return run(process.argv.slice(2));
}

process.on('uncaughtException', (error) => leave(1, `hot-restart: ${error.message}\n`));
process.stderr.on('error', () => undefined);
void main().then((code) => leave(code));

/** Ends this process by force: the adapter's own connections and watchers may still be open. */
function leave(code: number, text = ''): void {
  process.stderr.write(text, () => process.exit(code));
}
