import type { Protocol } from 'devtools-protocol';

const ENTRY_LENGTH = 400;
const ENTRIES_SHOWN = 60;

/** Everything one program and its inspector said, in order; shown when a test fails, silent otherwise. */
export class Timeline {
  readonly #start = performance.now();
  readonly #entries: string[] = [];

  constructor(readonly title: string) {}

  /** @param direction `>` sent to the inspector, `<` came from it, `|` the process itself */
  record(direction: '>' | '<' | '|', what: string, details: unknown = ''): void {
    const text = typeof details === 'string' ? details : JSON.stringify(details);
    const entry = `${what} ${text.length > ENTRY_LENGTH ? text.slice(0, ENTRY_LENGTH) + '…' : text}`;
    this.#entries.push(`${(performance.now() - this.#start).toFixed(0).padStart(6)} ms ${direction} ${entry}`);
  }

  recordPause({ reason, callFrames, data, hitBreakpoints }: Protocol.Debugger.PausedEvent): void {
    const stack = callFrames.map(
      (frame) =>
        `${frame.functionName || '(anonymous)'}:${frame.location.lineNumber}${frame.canBeRestarted ? ' R' : ''}`,
    );
    const description = (data as { description?: string } | undefined)?.description?.split('\n')[0];
    this.record('<', 'Debugger.paused', { reason, description, hitBreakpoints, stack: stack.slice(0, 6) });
  }

  toString(): string {
    const earlier = Math.max(0, this.#entries.length - ENTRIES_SHOWN);
    return [
      `--- timeline of ${this.title}`,
      ...(earlier > 0 ? [`(${earlier} earlier entries)`] : []),
      ...this.#entries.slice(earlier),
      '---',
    ].join('\n');
  }
}
