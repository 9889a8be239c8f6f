import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Client } from './client.js';

/** One frame of a stop. Lines and columns count from 1. */
export interface Frame {
  /** The DAP's id; undefined for a frame of the asynchronous past, which is only a memory. */
  readonly id: number | undefined;
  readonly name: string;
  /** Undefined for code without a file. */
  readonly path: string | undefined;
  /** The path, or what stands for it: `<node_internals>/fs`. */
  readonly sourceName: string;
  readonly sourceReference: number;
  readonly line: number;
  readonly column: number;
  /** False for Node's own code, dependencies and skipped files. */
  readonly isUser: boolean;
  readonly canRestart: boolean;
}

/** One line of the asynchronous past: what was awaited, or a frame of it. */
export type PastEntry = { readonly label: string } | Frame;

/** A stop of the program, as it is shown. */
export interface Stop {
  readonly reason: string;
  /** The first line says what happened. */
  readonly message: readonly string[];
  readonly threadId: number;
  /** Innermost first; frame N of the prompt is `frames[N]`. */
  readonly frames: readonly Frame[];
  readonly past: readonly PastEntry[];
}

/** Asks the adapter for everything that a stop shows but the sources. */
export async function readStop(client: Client, body: DebugProtocol.StoppedEvent['body']): Promise<Stop> {
  const { reason, threadId = 1 } = body;
  const [{ stackFrames }, message] = await Promise.all([
    client.request<DebugProtocol.StackTraceResponse['body']>('stackTrace', { threadId }),
    reason === 'exception' ? readError(client, threadId) : [body.description ?? `Paused on ${reason}`],
  ]);
  const firstLabel = stackFrames.findIndex(({ presentationHint }) => presentationHint === 'label');
  const end = firstLabel < 0 ? stackFrames.length : firstLabel;
  return {
    reason,
    message,
    threadId,
    frames: stackFrames.slice(0, end).map((frame) => toFrame(frame, frame.id)),
    past: stackFrames
      .slice(end)
      .map((frame) => (frame.presentationHint === 'label' ? { label: frame.name } : toFrame(frame, undefined))),
  };
}

/** The frame to select first: the innermost of the user's own. */
export function firstFrame({ frames }: Stop): number {
  return Math.max(
    0,
    frames.findIndex(({ isUser }) => isUser),
  );
}

/** The text that a frame's line counts in. @throws RequestRefused */
export async function readSource(client: Client, { path, sourceReference }: Frame): Promise<string> {
  const source = { ...(path === undefined ? {} : { path }), sourceReference };
  return (await client.request<{ content: string }>('source', { source, sourceReference })).content;
}

/** The lines of an error's message: those before its stack trace. Anything may be thrown, also what is no error. */
async function readError(client: Client, threadId: number): Promise<string[]> {
  const info = await client.request<DebugProtocol.ExceptionInfoResponse['body']>('exceptionInfo', { threadId });
  const { exceptionId, description = '', details } = info;
  const isError = details?.stackTrace !== undefined || /(?:Error|Exception)$/.test(exceptionId);
  return `${isError ? exceptionId : 'Thrown'}: ${description}`.split('\n');
}

function toFrame(frame: DebugProtocol.StackFrame, id: number | undefined): Frame {
  const { name, source, line, column, canRestart = false } = frame;
  const sourceReference = source?.sourceReference ?? 0;
  const path = sourceReference ? undefined : source?.path;
  const isDependency = path !== undefined && /[\\/]node_modules[\\/]/.test(path);
  return {
    id,
    name,
    path,
    sourceName: source?.path ?? source?.name ?? '<unknown>',
    sourceReference,
    line,
    column,
    isUser: path !== undefined && source?.presentationHint !== 'deemphasize' && !isDependency,
    canRestart,
  };
}
