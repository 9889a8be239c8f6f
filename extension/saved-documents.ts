import * as vscode from 'vscode';

/**
 * Saves every document that has a file; the adapter plans from what is on disk. False, and the user told, if one could not
 * be saved: restarting then would run another text than the one on the screen.
 */
export async function saveDocuments(): Promise<boolean> {
  const saved = await vscode.workspace.saveAll(false);
  if (!saved) void vscode.window.showErrorMessage('Nothing was restarted or applied: a file could not be saved.');
  return saved;
}
