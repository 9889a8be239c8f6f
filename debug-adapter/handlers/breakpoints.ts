import type { DebugProtocol } from '@vscode/debugprotocol';
import { readFilters } from '../exceptions/filters.js';
import { fileKey } from '../files.js';
import { fromClient } from '../positions.js';
import type { Reply, Session } from '../session/session.js';
import { breakpointBody } from '../session/breakpoint-body.js';
import type { RequestedBreakpoint } from '../target/breakpoints.js';
import { readSaved } from '../target/source-text.js';

export async function setBreakpoints(
  session: Session,
  { source, breakpoints = [] }: DebugProtocol.SetBreakpointsArguments,
): Promise<Reply> {
  const { path } = source;
  if (path === undefined) return { body: { breakpoints: breakpoints.map(() => ({ verified: false })) } };
  // The client's lines count in the text that it shows, which is the saved one.
  const seenText = await readSaved(path).catch(() => undefined);
  const requested = breakpoints.map(({ line, column, condition }): RequestedBreakpoint => {
    const position = fromClient(line, column, session.client);
    return {
      id: session.nextBreakpointId(),
      path,
      line: position.line,
      column: column === undefined ? undefined : position.column,
      condition: condition?.trim() || undefined,
      seenText,
    };
  });
  const placed = await session.setBreakpoints(fileKey(path), requested);
  return { body: { breakpoints: placed.map((breakpoint) => breakpointBody(session.client, breakpoint)) } };
}

export async function setExceptionBreakpoints(
  session: Session,
  args: DebugProtocol.SetExceptionBreakpointsArguments,
): Promise<Reply> {
  await session.setExceptionFilters(readFilters(args));
  return {};
}
