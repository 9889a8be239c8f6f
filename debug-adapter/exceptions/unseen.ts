import type Protocol from 'devtools-protocol';
import { words } from '../messages.js';
import type { Pause } from '../target/pause.js';
import { ownScript } from '../target/script.js';
import type { Target } from '../target/target.js';
import type { Box } from './box.js';
import { chainOf, type ChainFrame } from './chain.js';
import { followException, type Escape } from './escape.js';

/** The agent's file whose first function is called where a wrapped call has failed. */
const ESCAPED = 'node:hot-restart/escaped.cjs';

const MOST_SEEN = 100;

/** A wrapped call that has failed without a pause, as what it let through had been left alone. */
export interface UnseenFailure {
  readonly pause: Pause;
  readonly escape: Escape;
}

/** Notices failures that V8 did not tell, where something is left alone that may have one (handled.ts, on Node 20). */
export class UnseenFailures {
  #breakpoint: Promise<string | undefined> | undefined;
  #breakpointId: string | undefined;
  /** The last exceptions that V8 did tell, as their stack traces: they may leave several wrapped functions, and later. */
  readonly #seen = new Set<string>();

  constructor(private readonly target: Target) {}

  /** Each wrapped call that fails pauses, from now on or no longer. What is sent next, e.g. `resume`, finds it so. */
  listen(isNeeded: boolean): void {
    if (isNeeded === (this.#breakpoint !== undefined)) return;
    const { connection } = this.target;
    if (isNeeded) {
      this.#breakpoint = connection.send('Debugger.setBreakpointByUrl', { url: ESCAPED, lineNumber: 0 }).then(
        ({ breakpointId }) => (this.#breakpointId = breakpointId),
        () => undefined,
      );
    } else {
      const set = this.#breakpoint;
      this.#breakpoint = undefined;
      const remove = async (): Promise<void> => {
        const breakpointId = await set;
        if (breakpointId !== undefined) await connection.send('Debugger.removeBreakpoint', { breakpointId });
      };
      void remove().catch(() => undefined); // The program is gone.
    }
  }

  /** V8 has told of this exception, which leaves the functions on the stack. */
  saw({ exception }: Pause): void {
    if (exception?.description === undefined) return;
    this.#seen.delete(exception.description);
    this.#seen.add(exception.description);
    const [oldest] = this.#seen;
    if (this.#seen.size > MOST_SEEN && oldest !== undefined) this.#seen.delete(oldest);
  }

  isAt({ hitBreakpoints }: Pause): boolean {
    return this.#breakpointId !== undefined && hitBreakpoints.includes(this.#breakpointId);
  }

  /** Reads the failed call that the program stands at; undefined where its exception was thrown in none of these functions. */
  async read(pause: Pause, boxes: readonly Box[]): Promise<UnseenFailure | undefined> {
    const exception = await this.#exceptionAt(pause);
    if (!exception || this.#seen.has(exception.description ?? '') || !this.#isThrownIn(boxes, exception))
      return undefined;
    const failed: ChainFrame = { owner: 'user', isModuleTop: false, fate: () => Promise.resolve('rejection') };
    const escape = await followException([failed, ...(await chainOf(this.target, pause))], false);
    return { pause: await this.#shown({ ...pause, exception }), escape };
  }

  /** The pause as the client is to see it: the call that has failed in the place of the agent's frame. */
  async #shown(pause: Pause): Promise<Pause> {
    const [frame, ...others] = pause.callFrames;
    if (!frame) return pause;
    const own = this.#waitingFrame(pause);
    const name = own?.functionName || '(anonymous)';
    const location = own ? { scriptId: own.scriptId, lineNumber: own.lineNumber, columnNumber: 0 } : frame.location;
    const scopeChain = frame.scopeChain.filter(({ type }) => type === 'global');
    const { result } = await this.target.connection.send('Debugger.evaluateOnCallFrame', {
      callFrameId: frame.callFrameId,
      expression: ownScript('call.site'),
      returnByValue: true,
      silent: true,
    });
    const site = Number(result.value);
    return {
      ...pause,
      callFrames: [{ ...frame, functionName: name, location, scopeChain }, ...others],
      note: words.unseenFailure(name),
      failedCall: { name, function: { site }, callFrameId: frame.callFrameId, variable: 'call' },
    };
  }

  /** What the promise of the failed call was rejected with. */
  async #exceptionAt({ callFrames: [frame] }: Pause): Promise<Protocol.Runtime.RemoteObject | undefined> {
    if (!frame) return undefined;
    const { connection } = this.target;
    const { result } = await connection.send('Debugger.evaluateOnCallFrame', {
      callFrameId: frame.callFrameId,
      expression: ownScript('promise'),
      objectGroup: this.target.evaluated(),
      silent: true,
    });
    const { objectId } = result;
    if (objectId === undefined) return undefined;
    const { internalProperties = [] } = await connection.send('Runtime.getProperties', {
      objectId,
      ownProperties: true,
    });
    return internalProperties.find(({ name }) => name === '[[PromiseResult]]')?.value;
  }

  /** Where an error says that it was made; what is no error may come from anywhere. */
  #isThrownIn(boxes: readonly Box[], { subtype, description = '' }: Protocol.Runtime.RemoteObject): boolean {
    if (subtype !== 'error') return true;
    const [, url = '', line = '', column = ''] =
      /\n\s+at (?:.*\()?(.*?):(\d+):(\d+)\)?(?=\n|$)/.exec(description) ?? [];
    const at = { lineNumber: Number(line) - 1, columnNumber: Number(column) - 1 };
    return boxes.some(({ scriptId, start, end }) => {
      const script = this.target.scripts.get(scriptId);
      return (script?.url === url || script?.path === url) && isBefore(start, at) && isBefore(at, end);
    });
  }

  /** Where the wrapped function waits for the agent. */
  #waitingFrame({ callFrames, asyncStackTrace }: Pause): Waiting | undefined {
    const { scripts, skipFiles } = this.target;
    const frames: Waiting[] = [
      ...callFrames.map(({ location, functionName }) => ({ ...location, functionName })),
      ...(asyncStackTrace?.callFrames ?? []),
    ];
    return frames.find(({ scriptId }) => {
      const script = scripts.get(scriptId);
      return script !== undefined && skipFiles.isUserCode(script);
    });
  }
}

interface Waiting {
  readonly scriptId: string;
  readonly lineNumber: number;
  readonly functionName: string;
}

function isBefore(one: Protocol.Debugger.ScriptPosition, other: Protocol.Debugger.ScriptPosition): boolean {
  return (
    one.lineNumber < other.lineNumber || (one.lineNumber === other.lineNumber && one.columnNumber < other.columnNumber)
  );
}
