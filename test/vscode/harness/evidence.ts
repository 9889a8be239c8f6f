import { cpSync, existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { leftProcesses } from './left-processes';
import type { Page } from './playwright';
import type { Timeline } from './timeline';

/** Keeps what a failed run looked like: the screen, every DAP message, VS Code's logs. Answers the folder. */
export async function keepEvidence(
  run: string,
  page: Page | undefined,
  timeline: Timeline | undefined,
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'hot-restart-vscode-failure-'));
  // The page may be what failed.
  await page?.screenshot({ path: join(folder, 'screen.png') }).catch(() => undefined);
  writeFileSync(join(folder, 'timeline.txt'), String(timeline ?? ''));
  // The adapter's stderr is in VS Code's own logs.
  for (const part of ['server.log', join('data', 'logs')]) {
    if (existsSync(join(run, part))) cpSync(join(run, part), join(folder, basename(part)), { recursive: true });
  }
  const processes = leftProcesses(run).map(({ pid, command }) => `${pid} ${command}\n`);
  writeFileSync(join(folder, 'processes.txt'), processes.join(''));
  return folder;
}
