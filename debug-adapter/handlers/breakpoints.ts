import type { DebugProtocol } from '@vscode/debugprotocol';
import { readFilters } from '../exceptions/filters.js';
import { fileKey } from '../files.js';
import { fromClient } from '../positions.js';
import type { Reply, Session } from '../session/session.js';
import { breakpointBody } from '../session/breakpoint-body.js';
import type { Breakpoint } from '../target/breakpoints.js';
import { readSaved } from '../target/source-text.js';

export async function setBreakpoints(
  session: Session,
  { source, breakpoints = [] }: DebugProtocol.SetBreakpointsArguments,
): Promise<Reply> {
  const { path } = source;
  if (path === undefined) return { body: { breakpoints: breakpoints.map(() => ({ verified: false })) } };
  // The client's lines count in the text that it shows, which is the saved one.
  const seenText = await readSaved(path).catch(() => undefined);
  const wanted = breakpoints.map(({ line, column, condition }): Breakpoint => {
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
  for (const target of session.targets.values()) await target.breakpoints.replace(fileKey(path), wanted);
  return { body: { breakpoints: wanted.map((breakpoint) => breakpointBody(session.client, breakpoint)) } };
}

export async function setExceptionBreakpoints(
  session: Session,
  args: DebugProtocol.SetExceptionBreakpointsArguments,
): Promise<Reply> {
  const filters = readFilters(args);
  for (const target of session.targets.values()) await target.setExceptionFilters(filters);
  return {};
}
