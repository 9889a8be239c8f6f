import * as vscode from 'vscode';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { debugType, type FrameArguments } from './protocol';

export interface SelectedFrame extends FrameArguments {
  session: vscode.DebugSession;
}

/**
 * The frame that the user means: the one whose context menu was opened in the Call Stack view, else the selected one.
 * Undefined when no session of ours is paused there.
 */
export async function selectedFrame(args: unknown[]): Promise<SelectedFrame | undefined> {
  const selected = vscode.debug.activeStackItem;
  const row = rowOf(args);
  if (row) return frameOfRow(row, selected?.session ?? vscode.debug.activeDebugSession);
  if (selected?.session.type !== debugType || !(selected instanceof vscode.DebugStackFrame)) return undefined;
  return { session: selected.session, threadId: selected.threadId, frameId: selected.frameId };
}

interface Row {
  sessionId: string;
  threadId: number;
  index: number;
}

/**
 * The Call Stack view names the row of a context menu in its second argument, by an id of its own:
 * `stackframe:thread:SESSION:THREAD:INDEX:SOURCE`. The frame's id in the protocol is not in there, only its place.
 */
function rowOf([, context]: unknown[]): Row | undefined {
  if (typeof context !== 'object' || context === null || !('frameId' in context)) return undefined;
  const id = /^stackframe:thread:(.+?):(\d+):(\d+):/.exec(String(context.frameId));
  const [, sessionId, threadId, index] = id ?? [];
  return sessionId === undefined ? undefined : { sessionId, threadId: Number(threadId), index: Number(index) };
}

async function frameOfRow(row: Row, session: vscode.DebugSession | undefined): Promise<SelectedFrame | undefined> {
  // A row of another session than the focused one is refused rather than mistaken for a frame of this one.
  if (session?.id !== row.sessionId || session.type !== debugType) return undefined;
  const request: DebugProtocol.StackTraceArguments = { threadId: row.threadId, startFrame: row.index, levels: 1 };
  const answer = (await session.customRequest('stackTrace', request)) as DebugProtocol.StackTraceResponse['body'];
  const [frame] = answer.stackFrames;
  return frame && { session, threadId: row.threadId, frameId: frame.id };
}
