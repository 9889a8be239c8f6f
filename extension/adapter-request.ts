import * as vscode from 'vscode';
import { editorShowed } from './shown-errors';
import type { OutcomeBody } from './protocol';

/**
 * Sends one of our own requests. A failure is shown to the user, once, in the adapter's words, and answers undefined.
 * What a success did reaches the user by `hotRestart/outcome`, as it does for Continue, which we do not send.
 */
export async function ask(
  session: vscode.DebugSession,
  command: string,
  args: object,
): Promise<OutcomeBody | undefined> {
  try {
    return (await session.customRequest(command, args)) as OutcomeBody;
  } catch (error) {
    if (!editorShowed(session, command)) {
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    }
    return undefined;
  }
}
