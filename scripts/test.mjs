// Runs the tests: all of them, or only the files whose path contains one of the words given.
//   npm test                  npm test -- adapter/edits cli
// Node's own modules only.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';

// The Node.js binaries that the tests run programs on: optional, so that a platform without one still tests the rest.
installIn('test/nodes');
// What compiles TypeScript in these programs.
installIn('test/loaders');
// The test runners that tests of these programs are run with.
installIn('test/runners');

const words = process.argv.slice(2);
const files = ['unit', 'v8', 'api', 'compile', 'adapter', 'cli']
  .flatMap((room) => readdirSync(`test/${room}`, { recursive: true }).map((name) => `test/${room}/${name}`))
  .filter((file) => file.endsWith('.test.ts') && (!words.length || words.some((word) => file.includes(word))))
  .sort();
if (!files.length) {
  console.error(`No test file's path contains ${words.join(' or ')}.`);
  process.exit(1);
}
// The tests wait for processes more than they compute.
const concurrency = `--test-concurrency=${Math.max(2, availableParallelism())}`;
const { status, signal } = spawnSync(process.execPath, ['--import', 'tsx', '--test', concurrency, ...files], {
  stdio: 'inherit',
});
if (signal) console.error(`The test runner was ended by ${signal}.`);
process.exit(status ?? 1);

function installIn(folder) {
  const installed = `${folder}/node_modules/.package-lock.json`;
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(`${folder}/package-lock.json`).mtimeMs) return;
  const shell = process.platform === 'win32';
  spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--prefix', folder], { stdio: 'inherit', shell });
}
