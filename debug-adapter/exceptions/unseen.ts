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
  /** The condition of the breakpoint in the agent that is wanted; undefined for none. */
  #condition: string | undefined;
  #changed: Promise<void> = Promise.resolve();
  #breakpointId: string | undefined;
  /** The last exceptions that V8 did tell, as their stack traces: they may leave several wrapped functions, and later. */
  readonly #seen = new Set<string>();

  constructor(private readonly target: Target) {}

  /** Listens from now on for failures that were thrown in one of these functions. */
  listen(boxes: readonly Box[]): void {
    const condition = boxes.length ? `isMadeIn(promise, ${JSON.stringify(this.#placesOf(boxes))})` : undefined;
    if (condition === this.#condition) return;
    this.#condition = condition;
    this.#changed = this.#changed.then(() => this.#set(condition)).catch(() => undefined); // The program is gone.
  }

  /** Two breakpoints at one place V8 does not take: the old one goes first. */
  async #set(condition: string | undefined): Promise<void> {
    const { connection } = this.target;
    const breakpointId = this.#breakpointId;
    if (breakpointId !== undefined) await connection.send('Debugger.removeBreakpoint', { breakpointId });
    this.#breakpointId = undefined;
    if (condition === undefined || condition !== this.#condition) return;
    const set = await connection.send('Debugger.setBreakpointByUrl', {
      url: ESCAPED,
      lineNumber: 0,
      condition: ownScript(condition),
    });
    this.#breakpointId = set.breakpointId;
  }

  /** Functions as a stack trace names them: file, first and last line, which it counts from 1. */
  #placesOf(boxes: readonly Box[]): [file: string, first: number, last: number][] {
    return boxes.flatMap(({ scriptId, start, end }) => {
      const { url, path = url } = this.target.scripts.get(scriptId) ?? { url: '' };
      const names = new Set([url, path]);
      return [...names].map((name): [string, number, number] => [name, start.lineNumber + 1, end.lineNumber + 1]);
    });
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

  /** Reads the failed call that the program stands at; undefined where V8 has told of its exception. */
  async read(pause: Pause): Promise<UnseenFailure | undefined> {
    const exception = await this.#exceptionAt(pause);
    if (!exception || this.#seen.has(exception.description ?? '')) return undefined;
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
