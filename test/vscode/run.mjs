// `npm run test:vscode`: the tests of this folder in a real VS Code. It installs what is missing, finds a browser to be VS
// Code's screen, and leaves the rest, the closing lines too, to node's test runner.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromiumPath } from './chromium.mjs';
import { installed } from './install.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const env = { ...process.env };

/** Why there can be no VS Code here, or undefined; then `env` names the tools. */
async function prepare() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return 'The VS Code of these tests is built for Linux on x64 only.';
  }
  const chromium = chromiumPath();
  if (!chromium) {
    return 'No Chromium was found. Install it (Debian: apt-get install chromium) or name one in CHROME_PATH.';
  }
  env.HOT_RESTART_CHROMIUM = chromium;
  env.HOT_RESTART_VSCODE_TOOLS = await installed();
  return undefined;
}

const missing = await prepare();
if (missing) {
  console.log(missing);
  if (process.env.CI === 'true' || process.env.HOT_RESTART_REQUIRE_BROWSER) process.exit(1);
  env.HOT_RESTART_VSCODE_SKIP = missing;
}

const tests = readdirSync(here).filter((name) => name.endsWith('.test.ts'));
// One at a time: each has a whole VS Code and a browser, 1.7 GB together.
const args = ['--import', 'tsx', '--test', '--test-concurrency=1', ...tests.map((name) => here + name)];
const { status } = spawnSync(process.execPath, args, { env, stdio: 'inherit' });
process.exit(status ?? 1);
