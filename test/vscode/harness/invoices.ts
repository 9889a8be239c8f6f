import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { outcomeEvent, type OutcomeBody } from '../../../extension/protocol';
import { lineOf } from './markers';
import type { Stage } from './stage';

type OutcomeEvent = Omit<DebugProtocol.Event, 'body'> & { body: OutcomeBody };

/** What the program writes when its third order, which has no items, counts as an empty one. */
const written = ['Ada owes 25.00', 'Brian owes 35.00', 'Chiyo owes 0.00', 'Dele owes 40.00', '4 invoices written'];

/** Its stack at the crash, and the markers of the lines that are running. */
const stack = [
  { name: 'total', marker: 'fails' },
  { name: 'invoice', marker: 'caller' },
  { name: 'main', marker: 'loop' },
];

/** The program's file of the workspace "invoices", as it is on disk. */
export function invoicesText({ folder }: Stage): string {
  return readFileSync(join(folder, 'invoices.js'), 'utf8');
}

/** Opens the program, presses F5 without a launch.json, and sees it stopped at its exception with all that came before. */
export async function crash(stage: Stage): Promise<void> {
  const { workbench, debug } = stage;
  await workbench.openFile('invoices.js');
  await workbench.press('F5');
  await workbench.choose('Hot Restart', 'Hot Restart');
  await debug.stopped('Paused on exception');

  const text = invoicesText(stage);
  const expected = stack.map(({ name, marker }) => ({ name, file: 'invoices.js', line: lineOf(text, marker) }));
  assert.deepEqual(await debug.callStack(expected.length), expected);
  await debug.consoleShows('Ada owes 25.00');
  await debug.consoleShows('Brian owes 35.00');
}

/** Types a new text for the marked line into the editor, and leaves it unsaved. */
export async function retype(stage: Stage, marker: string, line: string): Promise<void> {
  await stage.workbench.openFile('invoices.js');
  await stage.workbench.retypeLine(lineOf(invoicesText(stage), marker), line);
}

/** Waits for the program's end: what it wrote is right, each order once, and the one outcome is told quietly. */
export async function finished({ workbench, debug, timeline }: Stage): Promise<void> {
  const told = await timeline.event<OutcomeEvent>(outcomeEvent);
  const { strategy, message } = told.body.outcome;
  assert.notEqual(strategy, 'refused', message);
  const [outcome = ''] = message.split('\n');
  assert.notEqual(outcome, '');
  await workbench.statusBar(outcome).waitFor();

  await debug.ended();
  assert.deepEqual(timeline.programOutput().trimEnd().split('\n'), written);
  for (const line of [...written, outcome]) await debug.consoleShows(line);
  assert.equal(timeline.events(outcomeEvent).length, 1);
  assert.deepEqual(await workbench.notifications(), [], 'a success needs no notification');
  const [exited] = timeline.events<DebugProtocol.ExitedEvent>('exited');
  assert.equal(exited?.body.exitCode, 0);
}
