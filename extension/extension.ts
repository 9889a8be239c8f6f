import * as vscode from 'vscode';
import { applyEdits } from './apply-edits';
import { ConfigurationProvider } from './configuration-provider';
import { OutcomeStatus } from './outcome-status';
import { debugType } from './protocol';
import { restartFrame } from './restart-frame';
import { shownErrorsTracker } from './shown-errors';

/** Every command of package.json's `contributes.commands`. */
const commands: Record<string, (...args: unknown[]) => Promise<void>> = {
  'hotRestart.restartFrame': restartFrame,
  'hotRestart.apply': applyEdits,
};

export function activate(context: vscode.ExtensionContext): void {
  context.subscriptions.push(
    vscode.debug.registerDebugConfigurationProvider(debugType, new ConfigurationProvider()),
    vscode.debug.registerDebugAdapterTrackerFactory(debugType, shownErrorsTracker),
    new OutcomeStatus(),
    ...Object.entries(commands).map(([id, command]) => vscode.commands.registerCommand(id, command)),
  );
}
