import * as vscode from 'vscode';
import { ask } from './adapter-request';
import { applyRequest, debugType } from './protocol';
import { saveDocuments } from './saved-documents';

/** The command "Apply Edits": the saved edits enter the program, and no call runs again. */
export async function applyEdits(): Promise<void> {
  const session = vscode.debug.activeDebugSession;
  if (session?.type !== debugType) {
    void vscode.window.showInformationMessage(
      'Apply Edits works while a Hot Restart session runs. Press F5 to start one.',
    );
    return;
  }
  if (await saveDocuments()) await ask(session, applyRequest, {});
}
