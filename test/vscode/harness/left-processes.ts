import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

/** Every process of a run inherits it, the debuggee's children too. */
export const runMark = 'HOT_RESTART_VSCODE_RUN';

export interface LeftProcess {
  pid: number;
  command: string;
}

/** The processes of this run that are still there. */
export function leftProcesses(run: string): LeftProcess[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  return pids.flatMap((pid) => {
    try {
      const variables = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
      if (!variables.includes(`${runMark}=${run}`)) return [];
      // A zombie has ended already and waits for its parent; it has no command line any more.
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      return command ? [{ pid: Number(pid), command }] : [];
    } catch {
      return []; // Ended meanwhile, or somebody else's.
    }
  });
}

/**
 * Waits until the run has no process any more. Those that are there after 5 s are ended, each by its id, and named in the
 * error: nothing of a session may outlive its VS Code.
 */
export async function noneLeft(run: string): Promise<void> {
  const patience = Date.now() + 5000;
  // A process that is not our child cannot be waited for, only looked at.
  while (leftProcesses(run).length > 0 && Date.now() < patience) await setTimeout(50);
  const left = leftProcesses(run);
  for (const { pid } of left) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself.
    }
  }
  if (left.length > 0) {
    throw new Error(`Left behind by the run:\n${left.map(({ pid, command }) => `${pid} ${command}`).join('\n')}`);
  }
}
