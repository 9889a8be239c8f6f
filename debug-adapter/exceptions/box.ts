import type Protocol from 'devtools-protocol';

/** One function, as the part of its script that V8 is to leave alone. */
export interface Box {
  readonly scriptId: string;
  /** Its `functionLocation`, as `line:column`. */
  readonly head: string;
  /** What V8 takes for the whole function: from before the first character to behind the last one (X7). */
  readonly start: Protocol.Debugger.ScriptPosition;
  readonly end: Protocol.Debugger.ScriptPosition;
  /** Whether it keeps all of its own exceptions to itself, so that nothing can be missed. */
  readonly isContained: boolean;
  /** Whether it may go on where nobody called it: in a microtask of its own. */
  readonly isAsync: boolean;
  /** Whether the agent calls it, and is so between it and whoever gets its failure. */
  readonly isAgents: boolean;
}

export function headText({ lineNumber, columnNumber = 0 }: Protocol.Debugger.Location): string {
  return `${lineNumber}:${columnNumber}`;
}
