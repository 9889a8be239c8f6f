import type { DebugProtocol } from '@vscode/debugprotocol';
import { plainText } from '../target/preview.js';
import type { Pause, StopReason } from '../target/pause.js';
import type { Target } from '../target/target.js';

const DESCRIPTIONS: Record<StopReason, string> = {
  entry: 'Paused on entry',
  breakpoint: 'Paused on breakpoint',
  'function breakpoint': 'Paused on function breakpoint',
  step: 'Paused on step',
  pause: 'Paused',
  exception: 'Paused on exception',
  frame_entry: 'Paused on frame entry',
};

/** The body of the `stopped` event for a pause. */
export function stoppedEvent(target: Target, reason: StopReason, pause: Pause): DebugProtocol.StoppedEvent['body'] {
  const isBreakpoint = reason === 'breakpoint' || reason === 'function breakpoint';
  const hitBreakpointIds = isBreakpoint ? idsOf(target, pause.hitBreakpoints) : [];
  return {
    reason,
    description: DESCRIPTIONS[reason],
    threadId: target.threadId,
    allThreadsStopped: false,
    ...(reason === 'exception' && pause.exception ? { text: textOf(pause.exception, pause.note) } : {}),
    ...(hitBreakpointIds.length ? { hitBreakpointIds } : {}),
  };
}

function idsOf({ breakpoints, functionBreakpoints }: Target, v8Ids: readonly string[]): number[] {
  return [...breakpoints.idsOf(v8Ids), ...functionBreakpoints.idsOf(v8Ids)];
}

function textOf(exception: NonNullable<Pause['exception']>, note: string | undefined): string {
  return note === undefined ? plainText(exception) : `${plainText(exception)}\n${note}`;
}
