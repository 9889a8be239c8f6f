import type Protocol from 'devtools-protocol';
import { Decisions } from '../exceptions/decide.js';
import type { ActiveFilter, FilterName } from '../exceptions/filters.js';
import { isWrapping } from '../edit/wrapping-places.js';
import { ConnectionClosed, InspectorError, type Connection } from '../inspector/connection.js';
import { urlPattern } from '../files.js';
import type { Place } from '../refusal.js';
import type { TypeCheck } from '../type-check/type-check.js';
import { loggedBy } from './breakpoint-terms.js';
import { Breakpoints, type Breakpoint } from './breakpoints.js';
import { CompiledSources } from './compiled-sources.js';
import { FunctionBreakpoints, type FunctionBreakpoint } from './function-breakpoints.js';
import type { InstrumentedTexts } from './instrumented.js';
import type { Origins } from './origins.js';
import { ScriptTexts } from './outlines.js';
import { withFailedCall } from './failed-call.js';
import { FreshValues } from './fresh-values.js';
import { readPause, type CallFrame, type Pause, type StopReason } from './pause.js';
import { PublishedNames } from './published.js';
import { SavedFiles } from './saved-files.js';
import { setHoldBreakpoints } from './entry.js';
import { isNodeInternal, isOwnScript, Scripts, type Script } from './script.js';
import type { SkipFiles } from './skip-files.js';

/** What a target tells the session. Only the session writes to the DAP stream. */
export interface TargetListener {
  stopped(reason: StopReason, pause: Pause): void;
  resumed(): void;
  breakpointMoved(breakpoint: Breakpoint): void;
  functionBreakpointBound(breakpoint: FunctionBreakpoint): void;
  /** A logpoint has been passed: its message, and where it stands. */
  logged(message: string, place: Place | undefined): void;
  /** A script was loaded, and what it was made from is known. */
  scriptLoaded(script: Script): void;
  /** A worker thread waits for its debugger; `sessionId` is what its inspector is reached by. */
  workerStarted(sessionId: string, worker: WorkerInfo): void;
}

/** What `NodeWorker.attachedToWorker` tells of a worker thread. */
export interface WorkerInfo {
  readonly workerId: string;
  readonly url: string;
}

const OBJECT_GROUP = 'hot-restart';

export type Step = 'over' | 'into' | 'out';

/** One V8 isolate under the debugger: a process, seen through its inspector. It is one DAP thread. */
export class Target {
  readonly scripts: Scripts;
  readonly texts: ScriptTexts;
  readonly breakpoints: Breakpoints;
  readonly functionBreakpoints: FunctionBreakpoints;
  readonly saved: SavedFiles;
  readonly compiled: CompiledSources;
  /** What the scripts loaded so far were made from is known when these have ended; they never reject. */
  readonly #learning = new Set<Promise<void>>();
  /** Whether steps pass over code that has no source (`smartStep`). */
  stepsOverUnmapped = true;
  readonly published = new PublishedNames();
  readonly exceptions: Decisions;
  /** Names of errors that the user wants to be left alone. */
  ignoredErrors: readonly string[] = [];
  /** The present stop; undefined while the program runs. */
  pause: Pause | undefined;
  /** What the client has changed at the present stop. */
  fresh = new FreshValues();
  /** Checks the types of edits; null where they are not to be. */
  types: TypeCheck | null = null;
  /** The exception filter that the present stop, or the last one at an exception, is due to. */
  stoppedBy: FilterName | undefined;
  /** A transaction of edits and restarts that a client asked for is in progress. */
  isBusy = false;
  /** What is done unasked while the program runs; never rejects. */
  background: Promise<void> = Promise.resolve();
  /** What the last Continue refused, where nothing had failed: it is told once. */
  lastRefusal: string | undefined;
  /** Whether the stop at the first statement of a program started with --inspect-brk is passed over. */
  continueAtEntry = false;
  /** Whether values are held for the client that V8 does not let go of by itself. */
  #holdsValues = false;
  #stepping: Step | undefined;
  #pauseAsked = false;
  #entryBreakpoint: string | undefined;
  /** Where a call begins that the agent is about to make again, and why the client is to see it. */
  #newCode: { readonly breakpointId: string; readonly reason: StopReason } | undefined;
  #isHolding = false;
  /** The pause before the program's first statement, which the client does not see. */
  #held: Pause | undefined;
  /** Takes the next pause instead of the client: a transaction in progress, or the wait for the program's entry. */
  #interceptor: { readonly resolve: (pause: Pause) => void; readonly reject: (error: Error) => void } | undefined;
  #listener: TargetListener | undefined;

  constructor(
    readonly threadId: number,
    readonly name: string,
    readonly connection: Connection,
    readonly skipFiles: SkipFiles,
    instrumented: InstrumentedTexts,
    origins: Origins,
  ) {
    this.scripts = new Scripts((script) => skipFiles.isUserCode(script) && origins.mayHave(script));
    this.texts = new ScriptTexts(connection, this.scripts, instrumented, origins);
    this.compiled = new CompiledSources(connection, origins, instrumented);
    this.saved = new SavedFiles(this.texts, this.compiled);
    this.exceptions = new Decisions(this);
    this.breakpoints = new Breakpoints(connection, this.scripts, this.texts, (moved) =>
      this.#listener?.breakpointMoved(moved),
    );
    this.functionBreakpoints = new FunctionBreakpoints(connection, this.texts, (bound) =>
      this.#listener?.functionBreakpointBound(bound),
    );
    connection.on('Debugger.scriptParsed', (event) => {
      if (isOwnScript(event)) return;
      const script = this.scripts.add(event);
      if (script.isFragment || !skipFiles.isUserCode(script)) {
        this.#listener?.scriptLoaded(script);
        return;
      }
      this.saved.add(script);
      if (script.mayHaveOrigin) this.#learn(script);
      else this.#listener?.scriptLoaded(script);
      if (this.functionBreakpoints.areThere) void this.functionBreakpoints.setIn(script).catch(ignoreClosed);
    });
    connection.on('Runtime.consoleAPICalled', (event) => void this.#onConsole(event).catch(ignoreClosed));
    connection.on('Debugger.paused', (event) => void this.#onPaused(event).catch(ignoreClosed));
    connection.on('Debugger.resumed', () => this.#onResumed());
    void connection.closed.then(() => this.#interceptor?.reject(new ConnectionClosed()));
    // The program has ended and waits for us to let go of it.
    connection.on('NodeRuntime.waitingForDisconnect', () => void connection.close());
  }

  /**
   * Switches the inspector's domains on; from here on scripts and pauses arrive.
   * @param kind a worker ends without our leave: its process waits for it, and could not pass our leave on
   * @param withWorkers whether worker threads are to wait until they are debugged
   */
  async enable(listener: TargetListener, kind: 'process' | 'worker', withWorkers: boolean): Promise<void> {
    this.#listener = listener;
    const { connection } = this;
    connection.on(
      'NodeWorker.attachedToWorker',
      ({ sessionId, workerInfo }: { sessionId: string; workerInfo: WorkerInfo }) =>
        listener.workerStarted(sessionId, workerInfo),
    );
    // Not every thread has all of Node's own domains.
    const optional = (method: `Node${string}`, params: object): Promise<unknown> =>
      connection.send(method, params).catch((error: unknown) => {
        if (!(error instanceof InspectorError)) throw error;
      });
    await Promise.all([
      kind === 'process' && optional('NodeRuntime.notifyWhenWaitingForDisconnect', { enabled: true }),
      withWorkers && optional('NodeWorker.enable', { waitForDebuggerOnStart: true }),
      connection.send('Runtime.enable'),
      connection.send('Debugger.enable', {}),
      connection.send('Debugger.setAsyncCallStackDepth', { maxDepth: 32 }),
    ]);
  }

  /** Finds out what a script was made from, if it is not a file as it is. */
  #learn(script: Script): void {
    if (!this.#isHolding) this.compiled.askStart();
    const learn = async (): Promise<void> => {
      const { origin } = await this.texts.text(script);
      if (!origin) return;
      this.scripts.addOrigin(
        script,
        origin.files.map(({ path }) => path),
      );
      this.saved.addOrigin(script, origin);
      await this.breakpoints.loaded(script, origin);
    };
    const learning = learn()
      .catch(() => undefined)
      .finally(() => {
        this.#learning.delete(learning);
        this.#listener?.scriptLoaded(script);
      });
    this.#learning.add(learning);
  }

  /** Resolves once it is known what the scripts that are loaded were made from. */
  async learned(): Promise<void> {
    await Promise.all(this.#learning);
  }

  /**
   * Lets a program that waits for its debugger run up to the first statement that is not Node's or ours, and holds it
   * there: the text of its first script is known, and nothing of it has run.
   * @param main the file that Node is about to run, where it runs one
   */
  async holdAtEntry(main: string | undefined): Promise<void> {
    const { connection } = this;
    // What is evaluated now would pause as any script does, with the commands that came after it waiting behind it.
    this.#isHolding = true;
    const breakpointIds = await setHoldBreakpoints(connection, main);
    let paused = this.interceptPause();
    const stop = this.#letGo();
    try {
      for (;;) {
        const pause = await paused;
        const [frame] = pause.callFrames;
        const script = frame && this.scripts.get(frame.location.scriptId);
        if (script && !isNodeInternal(script)) {
          this.#held = pause;
          break;
        }
        paused = this.interceptPause();
        await connection.send('Debugger.resume', {});
      }
    } finally {
      stop();
    }
    for (const breakpointId of breakpointIds) await connection.send('Debugger.removeBreakpoint', { breakpointId });
    this.#isHolding = false;
    if (this.#learning.size || this.scripts.hasOrigins) this.compiled.askStart();
  }

  /** Lets a thread run that waits for its debugger. */
  start(): void {
    const stop = this.#letGo();
    const isRunning = this.connection.on('Debugger.scriptParsed', ({ url }) => {
      if (isNodeInternal({ url })) return;
      isRunning();
      stop();
    });
  }

  /**
   * A program tells where its inspector is before it starts to wait for us, and what comes in between has no effect: so
   * this is said again and again, until the function returned is called.
   */
  #letGo(): () => void {
    const say = (): void => void this.connection.send('Runtime.runIfWaitingForDebugger').catch(stop);
    const again = setInterval(say, 20);
    const stop = (): void => clearInterval(again);
    say();
    return stop;
  }

  /** Ends the hold. With a path, stops at the first statement of that script, which may be this one or come later. */
  async releaseHold(stopAt: string | undefined): Promise<void> {
    await this.learned();
    const held = this.#held;
    this.#held = undefined;
    if (!held) return this.connection.send('Runtime.runIfWaitingForDebugger');
    if (await this.breakpoints.stopsAt(held)) return this.announce('breakpoint', held);
    const [script] = stopAt === undefined ? [] : this.scripts.ofFile(stopAt);
    const [frame] = held.callFrames;
    if (script && script.id === frame?.location.scriptId) return this.announce('entry', held);
    if (await this.#isDebuggerStatement(held)) return this.announce('pause', held);
    if (script) {
      const location = await this.#firstStatement(script);
      this.#entryBreakpoint = await this.breakAt(location);
    }
    return this.resume();
  }

  /**
   * Has the client see the start of a call that the agent is about to make again.
   * @param place of the first statement, in a file of the user's
   */
  async stopAtNewCode({ path, position }: Place, reason: StopReason): Promise<void> {
    if (path === undefined) return;
    const question = { urlRegex: urlPattern(path), lineNumber: position.line, columnNumber: position.column };
    const { breakpointId } = await this.connection.send('Debugger.setBreakpointByUrl', question);
    this.#newCode = { breakpointId, reason };
  }

  /** The reason to stop at the start of new code; calls of older code pass the same line without one. */
  async #reasonAtNewCode({ hitBreakpoints, callFrames: [frame] }: Pause): Promise<StopReason | undefined> {
    const { breakpointId = '', reason } = this.#newCode ?? {};
    if (!hitBreakpoints.includes(breakpointId)) return undefined;
    if (!frame || !this.scripts.get(frame.location.scriptId)?.isFragment) return undefined;
    this.#newCode = undefined;
    await this.connection.send('Debugger.removeBreakpoint', { breakpointId });
    return reason;
  }

  /** Sets a breakpoint of our own, which always stops. @returns V8's id of it */
  async breakAt(location: Protocol.Debugger.Location): Promise<string> {
    try {
      return (await this.connection.send('Debugger.setBreakpoint', { location })).breakpointId;
    } catch (error) {
      // The user's own is there, perhaps with a condition; V8 takes another one that is asked for in another way.
      const { url } = this.scripts.get(location.scriptId) ?? {};
      if (!(error instanceof InspectorError) || !url) throw error;
      const { lineNumber, columnNumber = 0 } = location;
      const question = { url, lineNumber, columnNumber };
      return (await this.connection.send('Debugger.setBreakpointByUrl', question)).breakpointId;
    }
  }

  /** The first statement of a script's top level, not of a function in it (H1). */
  async #firstStatement(script: Script): Promise<Protocol.Debugger.Location> {
    const start = { scriptId: script.id, lineNumber: 0, columnNumber: 0 };
    const { locations } = await this.connection.send('Debugger.getPossibleBreakpoints', { start });
    const { lines, outline } = await this.texts.syntax(script);
    const { isTopLevel } = await import('../edit/definitions.js');
    const isFirst = ({ lineNumber: line, columnNumber: column = 0 }: Protocol.Debugger.Location): boolean =>
      isTopLevel(outline, lines.offsetAt({ line, column }));
    return locations.find(isFirst) ?? start;
  }

  /** V8 pauses only once at a place, so a `debugger` that is the first statement has had its pause. */
  async #isDebuggerStatement({ callFrames: [frame] }: Pause): Promise<boolean> {
    const script = frame && this.scripts.get(frame.location.scriptId);
    if (!script) return false;
    const { lineNumber: line, columnNumber: column = 0 } = frame.location;
    const { lines } = await this.texts.text(script);
    return /^debugger\b/.test(lines.lineAt(line).slice(column));
  }

  /** Replaces the function breakpoints. */
  async setFunctionBreakpoints(requested: readonly FunctionBreakpoint[]): Promise<void> {
    const own = [...this.scripts].filter((script) => !script.isFragment && this.skipFiles.isUserCode(script));
    await this.functionBreakpoints.replace(requested, own);
  }

  async setExceptionFilters(filters: readonly ActiveFilter[]): Promise<void> {
    this.exceptions.filters = filters;
    // X5: V8's own `uncaught` misses what ends an ES module; so every exception is looked at (exceptions/decide.ts).
    await this.connection.send('Debugger.setPauseOnExceptions', { state: filters.length ? 'all' : 'none' });
  }

  /**
   * The next pause, kept from the client.
   * @throws ConnectionClosed when the program ends first
   */
  interceptPause(): Promise<Pause> {
    return new Promise((resolve, reject) => {
      this.#interceptor = { resolve, reject };
      if (this.connection.isClosed) reject(new ConnectionClosed());
    });
  }

  /** Gives up waiting for a pause: what comes next is the client's again. */
  stopIntercepting(): void {
    this.#interceptor = undefined;
  }

  /** The group of V8's handles for values that were evaluated: they are let go of when the program goes on. */
  evaluated(): string {
    this.#holdsValues = true;
    return OBJECT_GROUP;
  }

  async resume(): Promise<void> {
    this.#stepping = undefined;
    this.exceptions.handled.silence.resume();
    await this.connection.send('Debugger.resume', {});
  }

  async step(step: Step): Promise<void> {
    this.#stepping = step;
    await this.#sendStep(step);
  }

  async askToPause(): Promise<void> {
    this.#pauseAsked = true;
    this.exceptions.handled.silence.lift();
    await this.connection.send('Debugger.pause');
  }

  /** Shows the client a pause. */
  announce(reason: StopReason, pause: Pause): void {
    this.pause = pause;
    this.exceptions.handled.silence.lift();
    this.#listener?.stopped(reason, pause);
  }

  async #onPaused(event: Protocol.Debugger.PausedEvent): Promise<void> {
    const pause = readPause(event);
    const interceptor = this.#interceptor;
    if (interceptor) {
      this.pause = pause;
      this.#interceptor = undefined;
      interceptor.resolve(pause);
      return;
    }
    if (this.exceptions.handled.unseen.isAt(pause)) {
      const unseen = await this.exceptions.unseenAt(pause);
      if (!unseen) return void (await this.#passException());
      this.stoppedBy = unseen.filter.name;
      this.announce('exception', unseen.pause);
      return;
    }
    if (pause.isThrowing && this.exceptions.isKnownToPass(pause)) {
      await this.#passException();
      return;
    }
    const shown = await withFailedCall(this, pause);
    const reason = shown.failedCall ? 'exception' : await this.#reasonToStop(shown);
    if (reason) this.announce(reason, shown);
  }

  async #onConsole(event: Protocol.Runtime.ConsoleAPICalledEvent): Promise<void> {
    const logged = loggedBy(event);
    if (logged === undefined) return;
    const [frame] = event.stackTrace?.callFrames ?? [];
    const at = frame && { line: frame.lineNumber, column: frame.columnNumber };
    const place = frame && at && (await this.texts.placeOf(frame.scriptId, at));
    this.#listener?.logged(logged, place);
  }

  /** Why the client is to see this pause; undefined where the program has been sent on. */
  async #reasonToStop(pause: Pause): Promise<StopReason | undefined> {
    const stepping = this.#stepping;
    if (pause.isThrowing) {
      const filter = await this.exceptions.filterFor(pause);
      this.stoppedBy = filter?.name;
      if (filter) return 'exception';
      await this.#passException();
      return undefined;
    }
    const isEntry = this.#entryBreakpoint !== undefined && pause.hitBreakpoints.includes(this.#entryBreakpoint);
    if (isEntry) {
      await this.connection.send('Debugger.removeBreakpoint', { breakpointId: this.#entryBreakpoint ?? '' });
      this.#entryBreakpoint = undefined;
    }
    const atNewCode = await this.#reasonAtNewCode(pause);
    if (this.breakpoints.idsOf(pause.hitBreakpoints).length) return 'breakpoint';
    if (this.functionBreakpoints.idsOf(pause.hitBreakpoints).length) return 'function breakpoint';
    if (isEntry) return 'entry';
    if (atNewCode) return atNewCode;
    if (this.#newCode && pause.hitBreakpoints.includes(this.#newCode.breakpointId)) {
      await this.resume();
      return undefined;
    }
    if (pause.v8Reason === 'Break on start') {
      if (!this.continueAtEntry) return 'entry';
      await this.resume();
      return undefined;
    }
    if (this.#pauseAsked) {
      this.#pauseAsked = false;
      return 'pause';
    }
    const isDebuggerStatement = !stepping;
    const [top] = pause.callFrames;
    const script = top && this.scripts.get(top.location.scriptId);
    const isOurs =
      script !== undefined && stepping !== undefined && top !== undefined && (await this.#isWrapping(script, top));
    if (script && (isOurs || this.skipFiles.isSkipped(script))) {
      if (isDebuggerStatement) await this.resume();
      else await this.#leaveSkipped(stepping);
      return undefined;
    }
    if (stepping && script && top && (await this.#isUnmapped(script, top))) {
      await this.#sendStep(stepping);
      return undefined;
    }
    return isDebuggerStatement ? 'pause' : 'step';
  }

  /** Whether a frame stands in what a compiler has added to the user's code. */
  async #isUnmapped(script: Script, { location }: CallFrame): Promise<boolean> {
    if (!this.stepsOverUnmapped || !script.mayHaveOrigin) return false;
    const { lineNumber: line, columnNumber: column = 0 } = location;
    return (await this.texts.text(script)).placeOf({ line, column }) === undefined;
  }

  /** Whether a frame stands in what the load hook has put around the user's code. */
  async #isWrapping(script: Script, { location }: CallFrame): Promise<boolean> {
    if (!this.skipFiles.isUserCode(script)) return false;
    const text = await this.texts.text(script);
    if (!text.isInstrumented && !script.isFragment) return false;
    return isWrapping(text.lines.lineAt(location.lineNumber), location.columnNumber ?? 0);
  }

  /** Goes on from an exception that nobody is to see; a step goes on to where it is caught. */
  #passException(): Promise<unknown> {
    this.stoppedBy = undefined;
    const gone = this.#stepping ? this.#sendStep(this.#stepping) : this.connection.send('Debugger.resume', {});
    // V8 drops a request to pause that comes while it is paused.
    return this.#pauseAsked ? Promise.all([gone, this.connection.send('Debugger.pause')]) : gone;
  }

  /** A step that arrived in skipped code: into what it calls of the user's, or out to who called it. */
  async #leaveSkipped(step: Step): Promise<void> {
    if (step === 'out') return this.#sendStep('out');
    const skipList = [...this.scripts]
      .filter((script) => this.skipFiles.isSkipped(script))
      .map(({ id, end }) => ({
        scriptId: id,
        start: { lineNumber: 0, columnNumber: 0 },
        end: { lineNumber: end.line, columnNumber: end.column },
      }));
    await this.connection.send('Debugger.stepInto', { skipList });
  }

  #sendStep(step: Step): Promise<void> {
    switch (step) {
      case 'over':
        return this.connection.send('Debugger.stepOver', {});
      case 'into':
        return this.connection.send('Debugger.stepInto', {});
      case 'out':
        return this.connection.send('Debugger.stepOut');
    }
  }

  #onResumed(): void {
    this.lastRefusal = undefined;
    this.pause = undefined;
    this.fresh = new FreshValues();
    this.#listener?.resumed();
    if (!this.#holdsValues) return;
    this.#holdsValues = false;
    this.connection.send('Runtime.releaseObjectGroup', { objectGroup: OBJECT_GROUP }).catch(ignoreClosed);
  }
}

function ignoreClosed(error: unknown): void {
  if (!(error instanceof ConnectionClosed)) throw error;
}
