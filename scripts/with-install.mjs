// Makes a fresh clone ready, then runs the script named: `node scripts/with-install.mjs SCRIPT [args…]`.
// Node's own modules only: nothing is installed yet when this starts.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';

/** Runs a command with this terminal's input and output; ends this process with its code if it fails. */
function run(file, args) {
  // npm is a .cmd file on Windows, which only a shell can start; the arguments here are fixed words.
  const shell = process.platform === 'win32' && file === 'npm';
  const { status, error } = spawnSync(file, args, { stdio: 'inherit', shell });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

const installed = 'node_modules/.package-lock.json';
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync('package-lock.json').mtimeMs) {
  run('npm', ['ci', '--no-audit', '--no-fund']);
}
run(process.execPath, ['scripts/build.mjs']);
run(process.execPath, process.argv.slice(2));
