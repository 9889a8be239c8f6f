import type { DebugProtocol } from '@vscode/debugprotocol';
import type * as vscode from 'vscode';

/**
 * VS Code shows the error of a failed request by itself where the adapter marks it `showUser`, and the rejection that an
 * extension gets has lost the mark. So we look at the answers as they pass: for each session, the commands whose last
 * failure the user has already seen.
 */
const shown = new WeakMap<vscode.DebugSession, Set<string>>();

/** Registered for our own sessions only. */
export const shownErrorsTracker: vscode.DebugAdapterTrackerFactory = {
  createDebugAdapterTracker(session) {
    const commands = new Set<string>();
    shown.set(session, commands);
    return {
      onDidSendMessage(message: DebugProtocol.ProtocolMessage) {
        if (message.type !== 'response') return;
        const { command, success, body } = message as DebugProtocol.ErrorResponse;
        if (!success && body?.error?.showUser) commands.add(command);
        else commands.delete(command);
      },
    };
  },
};

/** Whether VS Code itself has shown the last failure of this request. */
export function editorShowed(session: vscode.DebugSession, command: string): boolean {
  return shown.get(session)?.has(command) ?? false;
}
