import * as vscode from 'vscode';
import { ask } from './adapter-request';
import { restartRequest } from './protocol';
import { saveDocuments } from './saved-documents';
import { selectedFrame } from './selected-frame';

/**
 * The command "Hot Restart Frame": the saved edits enter the program, and the selected frame's call runs again.
 * `args` are the Call Stack view's, when its context menu ran the command.
 */
export async function restartFrame(...args: unknown[]): Promise<void> {
  // Found before saving: a save must not move the user's choice of the frame.
  const frame = await selectedFrame(args);
  if (!frame) {
    void vscode.window.showInformationMessage(
      'Hot Restart Frame works while a Hot Restart session is paused. Select a frame in the Call Stack first.',
    );
    return;
  }
  const { session, threadId, frameId } = frame;
  if (await saveDocuments()) await ask(session, restartRequest, { threadId, frameId });
}
