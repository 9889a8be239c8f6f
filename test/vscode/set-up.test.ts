import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { onStage, skip } from './harness/stage';

const timeout = 180_000;

test(
  'without an open program, Run and Debug runs what npm start runs',
  { skip, timeout },
  onStage('package', async ({ folder, workbench, debug, timeline }) => {
    // Without an editor VS Code answers F5 with its Run and Debug view.
    await workbench.press('F5');
    await workbench.pressButton('Run and Debug');
    await workbench.choose('Hot Restart', 'Hot Restart');
    await debug.consoleShows(`the report of ${folder}`);
    await timeline.event<DebugProtocol.TerminatedEvent>('terminated');
    await debug.ended();
    assert.deepEqual(await workbench.notifications(), []);
  }),
);

test(
  'F5 with nothing to launch says what is missing',
  { skip, timeout },
  onStage('typescript', async ({ workbench, timeline }) => {
    await workbench.openFile('types.ts');
    await workbench.press('F5');
    await workbench.choose('Hot Restart', 'Hot Restart');
    await workbench.notificationShows('Hot Restart found nothing to launch');
    assert.equal(timeline.entries.length, 0, 'no session was started');
  }),
);
