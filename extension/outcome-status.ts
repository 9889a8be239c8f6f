import * as vscode from 'vscode';
import { debugType, outcomeEvent, type OutcomeBody } from './protocol';

/** Long enough to be read after the eye comes back from the code. */
const shownForMs = 8000;

/**
 * Says in the status bar what the last transaction did, whoever asked for it, and goes away by itself. Quietly: the Debug
 * Console, which a click opens, holds the same sentence for good.
 */
export class OutcomeStatus implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('hotRestart.outcome', vscode.StatusBarAlignment.Left);
  private readonly listener = vscode.debug.onDidReceiveDebugSessionCustomEvent((event) => this.receive(event));
  private hiding: NodeJS.Timeout | undefined;

  constructor() {
    this.item.name = 'Hot Restart Outcome';
    this.item.command = 'workbench.debug.action.focusRepl';
  }

  private receive({ session, event, body }: vscode.DebugSessionCustomEvent): void {
    if (session.type !== debugType || event !== outcomeEvent) return;
    const { message } = (body as OutcomeBody).outcome;
    // An outcome may list several changes, a line each, and VS Code cuts what is longer than its share of the status bar.
    this.item.text = `$(debug-restart-frame) ${message.split('\n', 1)[0]}`;
    this.item.tooltip = message;
    this.item.show();
    clearTimeout(this.hiding);
    this.hiding = setTimeout(() => this.item.hide(), shownForMs);
  }

  dispose(): void {
    clearTimeout(this.hiding);
    this.listener.dispose();
    this.item.dispose();
  }
}
