import type { DebugProtocol } from '@vscode/debugprotocol';
import { readFilters } from '../exceptions/filters.js';
import { fileKey } from '../files.js';
import { fromClient, toClient } from '../positions.js';
import type { Reply, Session } from '../session/session.js';
import { breakpointBody } from '../session/breakpoint-body.js';
import { faultOf, type BreakpointTerms } from '../target/breakpoint-terms.js';
import type { RequestedBreakpoint } from '../target/breakpoints.js';
import type { FunctionBreakpoint } from '../target/function-breakpoints.js';
import { readSaved } from '../target/source-text.js';

export async function setBreakpoints(
  session: Session,
  { source, breakpoints = [] }: DebugProtocol.SetBreakpointsArguments,
): Promise<Reply> {
  const { path } = source;
  if (path === undefined) return { body: { breakpoints: breakpoints.map(() => ({ verified: false })) } };
  // The client's lines count in the text that it shows, which is the saved one.
  const seenText = await readSaved(path).catch(() => undefined);
  const known = [...session.breakpointsOf(fileKey(path))];
  const requested = breakpoints.map(({ line, column, ...asked }): RequestedBreakpoint => {
    const position = fromClient(line, column, session.client);
    const place = { path, line: position.line, column: column === undefined ? undefined : position.column, seenText };
    const terms = termsOf(asked);
    // One that stays as it is stays the same: its hits go on being counted.
    const index = known.findIndex((each) => isSame(each, { ...place, ...terms }));
    const [same] = index < 0 ? [] : known.splice(index, 1);
    return { id: same?.id ?? session.nextBreakpointId(), ...place, ...terms, fault: faultOf(terms) };
  });
  const placed = await session.setBreakpoints(fileKey(path), requested);
  return { body: { breakpoints: placed.map((breakpoint) => breakpointBody(session.client, breakpoint)) } };
}

/** Breakpoints at the start of functions, by their names; in scripts that come later, too. */
export async function setFunctionBreakpoints(
  session: Session,
  { breakpoints }: DebugProtocol.SetFunctionBreakpointsArguments,
): Promise<Reply> {
  const requested = breakpoints.map(({ name, ...asked }): FunctionBreakpoint => {
    const terms = termsOf(asked);
    return { id: session.nextBreakpointId(), name: name.trim(), ...terms, fault: faultOf(terms) };
  });
  await session.setFunctionBreakpoints(requested);
  return { body: { breakpoints: requested.map((each) => session.functionBreakpointBody(each)) } };
}

/** Where on these lines a breakpoint can stand, in the first thread that has loaded the file. */
export async function breakpointLocations(
  session: Session,
  { source, line, column, endLine, endColumn }: DebugProtocol.BreakpointLocationsArguments,
): Promise<Reply> {
  const { path } = source;
  if (path === undefined) return { body: { breakpoints: [] } };
  const start = fromClient(line, column, session.client);
  const last = endLine ?? line;
  const end =
    endColumn === undefined
      ? { line: fromClient(last, undefined, session.client).line + 1, column: 0 }
      : fromClient(last, endColumn, session.client);
  for (const { breakpoints } of session.targets.values()) {
    const found = await breakpoints.possible(path, start, end);
    if (found) return { body: { breakpoints: found.map((position) => toClient(position, session.client)) } };
  }
  return { body: { breakpoints: [] } };
}

function termsOf({
  condition,
  hitCondition,
  logMessage,
}: Pick<DebugProtocol.SourceBreakpoint, keyof BreakpointTerms>): BreakpointTerms {
  return {
    condition: condition?.trim() || undefined,
    hitCondition: hitCondition?.trim() || undefined,
    logMessage: logMessage || undefined,
  };
}

function isSame(one: RequestedBreakpoint, other: Omit<RequestedBreakpoint, 'id'>): boolean {
  return (['line', 'column', 'seenText', 'condition', 'hitCondition', 'logMessage'] as const).every(
    (each) => one[each] === other[each],
  );
}

export async function setExceptionBreakpoints(
  session: Session,
  args: DebugProtocol.SetExceptionBreakpointsArguments,
): Promise<Reply> {
  await session.setExceptionFilters(readFilters(args));
  return {};
}
