import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startCodeServer, stopCodeServer } from './code-server';
import { DebugViews } from './debug-views';
import { keepEvidence } from './evidence';
import { installExtensions } from './extension-folder';
import { noneLeft, runMark } from './left-processes';
import { startBrowser, type Page } from './playwright';
import { TakeDown } from './take-down';
import { Timeline } from './timeline';
import { Workbench } from './workbench';

const workspaces = fileURLToPath(new URL('../workspaces', import.meta.url));

/** A fresh VS Code on a copy of a workspace, and all there is to see of it. */
export interface Stage {
  folder: string;
  workbench: Workbench;
  debug: DebugViews;
  timeline: Timeline;
  /** Takes a picture into the folder HOT_RESTART_SCREENSHOTS, if there is one. */
  picture: (name: string) => Promise<void>;
}

/** Why there is no VS Code here; the tests are then reported as skipped. */
export const skip = process.env['HOT_RESTART_VSCODE_SKIP'] ?? false;

// A signal ends a process without its exit handlers, and those end the server.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

/** Runs a test's steps on a fresh stage, which is taken down whatever happens; after a failure its evidence is kept. */
export function onStage(workspace: string, steps: (stage: Stage) => Promise<void>) {
  return async (test: TestContext): Promise<void> => {
    const run = mkdtempSync(join(tmpdir(), 'hot-restart-vscode-'));
    const takeDown = new TakeDown();
    const remove = () => rmSync(run, { recursive: true, force: true, maxRetries: 3 });
    process.once('exit', remove);
    takeDown.add(remove);
    takeDown.add(() => void process.off('exit', remove));
    takeDown.add(() => noneLeft(run));
    const seen: { page?: Page; timeline?: Timeline } = {};
    const failures: unknown[] = [];
    try {
      await Promise.race([build(workspace, run, takeDown, seen).then(steps), timeUp(test.signal)]);
    } catch (error) {
      test.diagnostic(`What it looked like is in ${await keepEvidence(run, seen.page, seen.timeline)}`);
      failures.push(error);
    }
    failures.push(...(await takeDown.run()));
    if (failures.length > 0) throw failures[0];
  };
}

async function build(
  workspace: string,
  run: string,
  takeDown: TakeDown,
  seen: { page?: Page; timeline?: Timeline },
): Promise<Stage> {
  const tools = process.env['HOT_RESTART_VSCODE_TOOLS'];
  assert.ok(tools, 'HOT_RESTART_VSCODE_TOOLS is not set: run these tests by npm run test:vscode');
  const folder = join(run, workspace);
  cpSync(join(workspaces, workspace), folder, { recursive: true });
  installExtensions(join(run, 'extensions'));

  const timeline = (seen.timeline = await Timeline.listen());
  takeDown.add(() => timeline.close());
  const env = environment(run, timeline);
  const server = await startCodeServer(tools, run, env);
  takeDown.add(() => stopCodeServer(server));
  const browser = await startBrowser(tools, run, env);
  takeDown.add(() => browser.close());
  const [page] = browser.pages();
  assert.ok(page, 'the browser opened no page');
  seen.page = page;

  const workbench = await Workbench.open(page, server.url, folder);
  return { folder, workbench, debug: new DebugViews(page), timeline, picture: picturesOf(page) };
}

/** Rejects when the test's time is up, so that the stage is taken down then as well. */
function timeUp(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error("The test's time was up")), { once: true });
  });
}

/** The environment of VS Code and of the browser: ours without what node's test runner tells its own children. */
function environment(run: string, timeline: Timeline): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    [runMark]: run,
    HOT_RESTART_TIMELINE_PORT: String(timeline.port),
  };
  for (const name of ['NODE_TEST_CONTEXT', 'NODE_OPTIONS', 'VSCODE_IPC_HOOK_CLI']) delete env[name];
  return env;
}

function picturesOf(page: Page) {
  return async (name: string): Promise<void> => {
    const folder = process.env['HOT_RESTART_SCREENSHOTS'];
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(resolve(folder), `${name}.png`) });
  };
}
