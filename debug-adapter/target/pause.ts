import type Protocol from 'devtools-protocol';
import type { Base0Position } from '../positions.js';

export type CallFrame = Protocol.Debugger.CallFrame;

/** Why the program stands still, in the words of the DAP's `stopped` event. */
export type StopReason =
  'entry' | 'breakpoint' | 'function breakpoint' | 'step' | 'pause' | 'exception' | 'frame_entry';

/** One stop of the program, from V8's `paused` event to the resumption. */
export interface Pause {
  /** Their places move with the edits that are made meanwhile. */
  callFrames: readonly CallFrame[];
  readonly asyncStackTrace: Protocol.Runtime.StackTrace | undefined;
  /** The value thrown, at an exception. */
  readonly exception: Protocol.Runtime.RemoteObject | undefined;
  /** True when V8 stopped in the middle of throwing: only the burst of R2 may restart a frame then (R1). */
  readonly isThrowing: boolean;
  /** V8's word for whether the exception is caught; unreliable (X5). */
  readonly predictedUncaught: boolean;
  /** The breakpoints' ids, as V8 gave them when they were set. */
  readonly hitBreakpoints: readonly string[];
  readonly v8Reason: string;
  /** Where the program stands in the agent because of a call that has failed: its own frame is gone. */
  readonly failedCall?: FailedCall;
  /** What the client is to be told beside the exception. */
  readonly note?: string;
}

/** A call that has failed already, and can still be made again. */
export interface FailedCall {
  readonly name: string;
  /** Its function: the number under which the agent calls it, or its text, as `toString()` gives it. */
  readonly function: { readonly site: number } | { readonly text: string };
  /** The agent's frame, and what stands for the call in it. */
  readonly callFrameId: string;
  readonly variable: string;
}

export function readPause(event: Protocol.Debugger.PausedEvent): Pause {
  const isThrowing = event.reason === 'exception' || event.reason === 'promiseRejection';
  const data: unknown = event.data;
  // V8 answers `ambiguous` when several reasons coincide, and lists them.
  const reasons = (data as { reasons?: { reason: string; auxData?: object }[] } | undefined)?.reasons ?? [];
  const thrown = isThrowing
    ? data
    : reasons.find(({ reason }) => reason === 'exception' || reason === 'promiseRejection')?.auxData;
  return {
    callFrames: event.callFrames,
    asyncStackTrace: event.asyncStackTrace,
    exception: thrown as Protocol.Runtime.RemoteObject | undefined,
    isThrowing: thrown !== undefined,
    predictedUncaught: (thrown as { uncaught?: boolean } | undefined)?.uncaught ?? false,
    hitBreakpoints: event.hitBreakpoints ?? [],
    v8Reason: event.reason,
  };
}

/** V8 told where the frames were before a script was edited: takes them to where they are now. */
export function moveFrames(pause: Pause, scriptId: string, move: (position: Base0Position) => Base0Position): void {
  const moved = (location: Protocol.Debugger.Location): Protocol.Debugger.Location => {
    if (location.scriptId !== scriptId) return location;
    const { line, column } = move({ line: location.lineNumber, column: location.columnNumber ?? 0 });
    return { scriptId, lineNumber: line, columnNumber: column };
  };
  pause.callFrames = pause.callFrames.map((frame) => ({
    ...frame,
    location: moved(frame.location),
    ...(frame.functionLocation && { functionLocation: moved(frame.functionLocation) }),
  }));
}
