import type { DebugProtocol } from '@vscode/debugprotocol';
import { toClient, type ClientBase } from '../positions.js';
import type { Breakpoint } from '../target/breakpoints.js';

/** A breakpoint as the client is told of it: verified once a script has it. */
export function breakpointBody(client: ClientBase, breakpoint: Breakpoint): DebugProtocol.Breakpoint {
  const { id, path, line, column, actual, message } = breakpoint;
  const position = toClient(actual ?? { line, column: column ?? 0 }, client);
  return {
    id,
    verified: actual !== undefined,
    line: position.line,
    ...(actual === undefined && column === undefined ? {} : { column: position.column }),
    source: { path },
    ...(message === undefined ? {} : { message }),
  };
}
