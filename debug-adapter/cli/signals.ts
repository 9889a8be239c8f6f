import { isatty } from 'node:tty';
import type { TerminalProgram } from './terminal-program.js';

/** How long a stopped program may take to act on a signal; milliseconds. */
const GRACE = 500;

/**
 * What ends other commands ends the program here, and this command with it, with the program's exit code. A Ctrl+C in
 * the terminal reaches the program by itself.
 */
export function passSignals(program: TerminalProgram, isStopped: () => boolean): void {
  process.on('SIGINT', () => {
    if (!isatty(0)) program.signal('SIGINT');
  });
  for (const name of ['SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      program.signal(name);
      // Stopped, it runs no handler of its own.
      if (isStopped()) setTimeout(() => program.kill(), GRACE);
    });
  }
}
