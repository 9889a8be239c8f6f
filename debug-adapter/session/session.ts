import { DebugSession, Event, InvalidatedEvent } from '@vscode/debugadapter';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { keyOf, sourcesOf } from '../handlers/loaded-sources.js';
import { requests } from '../handlers/requests.js';
import { basename } from 'node:path';
import { pathOfUrl } from '../files.js';
import { Connection, ConnectionClosed } from '../inspector/connection.js';
import { openWorker } from '../inspector/worker-channel.js';
import type { CommonConfiguration } from '../launch/configuration.js';
import type { Debuggee, Ending, LaunchHost, TerminalCommand } from '../launch/debuggee.js';
import { words } from '../messages.js';
import { ONE_BASED, toClient, type Base0Position, type ClientBase } from '../positions.js';
import type { Place } from '../refusal.js';
import { Refused } from '../refused.js';
import type { Pause, StopReason } from '../target/pause.js';
import { InstrumentedTexts } from '../target/instrumented.js';
import { lineMapOf } from '../edit/line-map.js';
import { BuildCommand } from '../target/build-command.js';
import { Origins } from '../target/origins.js';
import { SkipFiles } from '../target/skip-files.js';
import { isNodeInternal, type Script } from '../target/script.js';
import { Target, type TargetListener } from '../target/target.js';
import { References } from '../target/references.js';
import { TypeCheck } from '../type-check/type-check.js';
import type { ActiveFilter } from '../exceptions/filters.js';
import type { Breakpoint, RequestedBreakpoint } from '../target/breakpoints.js';
import type { FunctionBreakpoint } from '../target/function-breakpoints.js';
import { breakpointBody } from './breakpoint-body.js';
import { ProgramOutput } from './program-output.js';
import { SaveWatcher } from './save-watcher.js';
import { stoppedEvent } from './stopped-event.js';
import { Versions } from './versions.js';

/** What a handler answers: the response's body, and what is to happen only once the response is on its way. */
export interface Reply {
  readonly body?: object;
  readonly after?: () => Promise<void> | void;
}

/** One request of the DAP: arguments in, reply out, or a `Refused` thrown. */
export type Handler = (session: Session, args: never) => Promise<Reply> | Reply;

/** What the client said it can do, in `initialize`. */
type ClientAbilities = DebugProtocol.InitializeRequestArguments;

/** The first thread's id; it is the program's main thread, and stays so. */
const MAIN_THREAD = 1;
/** How long a thread may take to set breakpoints in a module that it is about to load; milliseconds. */
const EXPECT_TIME = 500;

/**
 * One debug session. The only place that writes to the DAP stream: handlers return replies, targets report to the
 * listener here.
 */
export class Session extends DebugSession {
  client: ClientBase = ONE_BASED;
  abilities: Partial<ClientAbilities> = {};
  configuration: CommonConfiguration | undefined;
  debuggee: Debuggee | undefined;
  readonly targets = new Map<number, Target>();
  readonly references = new References();
  readonly instrumented = new InstrumentedTexts();
  readonly versions = new Versions();
  /** What `configurationDone` lets go on. */
  onConfigured: (() => Promise<void>) | undefined;
  readonly #saves = new SaveWatcher((path) => this.sendEvent(new Event('hotRestart/saved', { path })));
  /** Called once the client is gone, or has said that it goes. */
  onStopped: () => void = () => undefined;
  /** Tests have more patience with the checker than users. */
  makeTypeCheck = (refuses: boolean): TypeCheck => new TypeCheck(refuses);
  #lastBreakpoint = 0;
  #lastThread = 0;
  /** What the client asked for: it holds in every thread, also in those that are still to come. */
  #filters: readonly ActiveFilter[] = [];
  #functionBreakpoints: readonly FunctionBreakpoint[] = [];
  readonly #breakpoints = new Map<string, readonly RequestedBreakpoint[]>();
  /** Each breakpoint as the client was last told of it, as JSON. */
  readonly #told = new Map<number, string>();
  /** The sources that the client was told of, by their keys. */
  readonly #toldSources = new Set<string>();
  #isOver = false;
  readonly #output = new ProgramOutput((category, output) => this.sendEvent(new Event('output', { category, output })));
  #madeSkipFiles: SkipFiles | undefined;
  #madeOrigins: Origins | undefined;
  #madeBuild: BuildCommand | undefined;
  #madeTypeCheck: TypeCheck | undefined;

  /** Answers one request. An unknown command and an error of any kind become failure responses. */
  protected override dispatchRequest(request: DebugProtocol.Request): void {
    void this.#answer(request);
  }

  async #answer(request: DebugProtocol.Request): Promise<void> {
    const response: DebugProtocol.Response = {
      seq: 0,
      type: 'response',
      request_seq: request.seq,
      command: request.command,
      success: true,
    };
    let reply: Reply;
    try {
      const handler = Object.hasOwn(requests, request.command) ? requests[request.command] : undefined;
      if (!handler) throw new Refused(words.unknownCommand(request.command), false);
      reply = await handler(this, (request.arguments ?? {}) as never);
    } catch (error) {
      this.#sendFailure(response, error);
      return;
    }
    if (reply.body) response.body = reply.body;
    this.sendResponse(response);
    try {
      await reply.after?.();
    } catch (error) {
      if (!(error instanceof ConnectionClosed)) this.print('important', (error as Error).message);
    }
  }

  #sendFailure(response: DebugProtocol.Response, error: unknown): void {
    const isEnded = error instanceof ConnectionClosed;
    const message = isEnded ? words.programEnded() : (error as Error).message;
    const showUser = error instanceof Refused ? error.showUser : !isEnded;
    response.success = false;
    response.message = message;
    response.body = { error: { id: 1, format: '{message}', variables: { message }, showUser } };
    this.sendResponse(response);
  }

  /** Writes a line to the client's console. */
  print(category: 'console' | 'important' | 'stdout' | 'stderr', output: string): void {
    this.sendEvent(new Event('output', { category, output: output.endsWith('\n') ? output : `${output}\n` }));
  }

  /** A pause goes on at other lines: has a client that can do so ask for its stack again. */
  framesMoved({ threadId, pause }: Target): void {
    if (pause && this.abilities.supportsInvalidatedEvent) this.sendEvent(new InvalidatedEvent(['stacks'], threadId));
  }

  /** Values of a paused thread may have changed: has a client that can do so ask for them again. */
  dataChanged({ threadId, pause, fresh }: Target): void {
    fresh.needed();
    if (pause && this.abilities.supportsInvalidatedEvent) {
      this.sendEvent(new InvalidatedEvent(['variables'], threadId));
    }
  }

  nextBreakpointId(): number {
    return ++this.#lastBreakpoint;
  }

  /** @throws Refused */
  target(threadId: number): Target {
    const target = this.targets.get(threadId);
    if (!target) throw new Refused(this.targets.size ? words.noThread(threadId) : words.notStarted());
    return target;
  }

  /** The target of a thread that is paused, and its pause. @throws Refused */
  paused(threadId: number | undefined): { target: Target; pause: Pause } {
    const target =
      threadId === undefined
        ? ([...this.targets.values()].find(({ pause }) => pause) ?? this.target(MAIN_THREAD))
        : this.target(threadId);
    if (!target.pause) throw new Refused(words.notPaused());
    return { target, pause: target.pause };
  }

  /** Which code is the user's, as the configuration says. */
  get #skipFiles(): SkipFiles {
    return (this.#madeSkipFiles ??= new SkipFiles(this.configuration?.skipFiles ?? []));
  }

  /** One for all threads; its own thread is started only by a file whose types can be checked. */
  get #typeCheck(): TypeCheck | null {
    const { typeCheck = 'off' } = this.configuration ?? {};
    return typeCheck === 'off' ? null : (this.#madeTypeCheck ??= this.makeTypeCheck(typeCheck === 'refuse'));
  }

  /** What a launch needs of this session. */
  launchHost(): LaunchHost {
    return {
      output: (category, output) => this.#output.pass(category, output),
      loading: async ({ url, text, linesBefore }) => {
        const path = pathOfUrl(url);
        if (!this.#skipFiles.isUserCode({ url, path })) return null;
        const isCompiledInside = linesBefore !== undefined;
        if (isCompiledInside && path !== undefined) this.instrumented.addCompiledInside(path);
        const instead = await this.instrumented.textToRun(text, isCompiledInside);
        await this.#expect(url, instead ?? text, linesBefore);
        return instead;
      },
      childStarted: ({ url, pid, main }) => {
        if (url !== null)
          void this.#follow(`${main === null ? 'node' : basename(main)} (${pid})`, () => Connection.open(url));
      },
      runInTerminal: this.abilities.supportsRunInTerminalRequest
        ? (command) => this.#runInTerminal(command)
        : undefined,
    };
  }

  /** Sets the breakpoints of a module that is about to be loaded, if it is made from other files. */
  async #expect(url: string, code: string, linesBefore = 0): Promise<void> {
    // Reading a map takes time, and there is nothing to set.
    if (![...this.#breakpoints.values()].some((inFile) => inFile.length)) return;
    const path = pathOfUrl(url);
    const before = '\n'.repeat(linesBefore);
    const module = before + this.instrumented.originalOf(code);
    const running = before + code;
    const origin = path === undefined ? undefined : await this.#origins.of({ url, path }, module);
    if (path === undefined || !origin) return;
    const { moveByTokens } = await import('../edit/token-map.js');
    const toRunning = (position: Base0Position): Base0Position =>
      module === running
        ? position
        : (moveByTokens(module, running, position) ?? lineMapOf(module, running).move(position));
    const told = [...this.targets.values()].map((target) => target.breakpoints.expect({ path, origin, toRunning }));
    // A thread that blocks while it loads cannot answer.
    await Promise.race([Promise.allSettled(told), new Promise((resolve) => setTimeout(resolve, EXPECT_TIME).unref())]);
  }

  /** One for all threads, so that it is run once. */
  get #build(): BuildCommand | null {
    const { buildCommand, workspaceFolder } = this.configuration ?? {};
    if (buildCommand === undefined) return null;
    return (this.#madeBuild ??= new BuildCommand(buildCommand, workspaceFolder));
  }

  /** One for all threads, so that a map that cannot be used is told once. */
  get #origins(): Origins {
    const {
      sourceMaps = true,
      sourceMapPathOverrides = {},
      resolveSourceMapLocations,
      workspaceFolder,
    } = this.configuration ?? {};
    const options = {
      isEnabled: sourceMaps,
      overrides: sourceMapPathOverrides,
      workspaceFolder,
      resolveLocations: resolveSourceMapLocations,
    };
    return (this.#madeOrigins ??= new Origins(options, (sentence) => this.print('console', sentence)));
  }

  breakpointsOf(key: string): readonly RequestedBreakpoint[] {
    return this.#breakpoints.get(key) ?? [];
  }

  /** Replaces the breakpoints of one file in every thread. @returns each as the first thread that has it has it */
  async setBreakpoints(key: string, requested: readonly RequestedBreakpoint[]): Promise<readonly Breakpoint[]> {
    this.#breakpoints.set(key, requested);
    const placed = await Promise.all(
      [...this.targets.values()].map(async (target) => {
        await target.learned();
        return target.breakpoints.replace(key, requested);
      }),
    );
    return requested.map((asked, index) => {
      const everywhere = placed.flatMap((inTarget) => inTarget[index] ?? []);
      const breakpoint = everywhere.find(({ actual }) => actual) ??
        everywhere[0] ?? { ...asked, v8Ids: [], locations: [] };
      this.#isNews(breakpoint);
      return breakpoint;
    });
  }

  async setFunctionBreakpoints(requested: readonly FunctionBreakpoint[]): Promise<void> {
    this.#functionBreakpoints = requested;
    await Promise.all([...this.targets.values()].map((target) => target.setFunctionBreakpoints(requested)));
  }

  functionBreakpointBody({ id, fault }: FunctionBreakpoint): DebugProtocol.Breakpoint {
    const verified = [...this.targets.values()].some(({ functionBreakpoints }) => functionBreakpoints.isBound(id));
    return { id, verified, ...(fault === undefined ? {} : { message: fault }) };
  }

  async setExceptionFilters(filters: readonly ActiveFilter[]): Promise<void> {
    this.#filters = filters;
    await Promise.all([...this.targets.values()].map((target) => target.setExceptionFilters(filters)));
  }

  /** Takes a connected inspector for a thread of this session and switches its domains on. The first one is the main thread. */
  async addTarget(name: string, connection: Connection, kind: 'process' | 'worker' = 'process'): Promise<Target> {
    const { autoAttachChildProcesses = true } = this.configuration ?? {};
    const target = new Target(++this.#lastThread, name, connection, this.#skipFiles, this.instrumented, this.#origins);
    const { threadId } = target;
    target.types = this.#typeCheck;
    target.saved.build = this.#build;
    target.stepsOverUnmapped = this.configuration?.smartStep ?? true;
    target.ignoredErrors = this.configuration?.ignoreErrors ?? [];
    this.targets.set(threadId, target);
    this.#output.follow(target);
    void connection.closed.then(() => {
      this.targets.delete(threadId);
      this.references.clear(threadId);
      this.sendEvent(new Event('thread', { reason: 'exited', threadId }));
    });
    this.sendEvent(new Event('thread', { reason: 'started', threadId }));
    const listener: TargetListener = {
      stopped: (reason, pause) => void this.#reportStop(target, reason, pause),
      resumed: () => this.references.clear(threadId),
      breakpointMoved: (breakpoint) => this.#reportBreakpoint(breakpoint),
      functionBreakpointBound: (bound) => {
        const body = { reason: 'changed', breakpoint: this.functionBreakpointBody(bound) };
        this.sendEvent(new Event('breakpoint', body));
      },
      logged: (message, place) => this.#reportLogged(message, place),
      scriptLoaded: (script) => void this.#reportSources(target, script),
      workerStarted: (sessionId, { workerId, url }) => {
        const worker = new Connection(openWorker(connection, sessionId));
        // A thread of Node's own, for the hooks of its loader.
        if (isNodeInternal({ url })) return void letRun(worker);
        void this.#follow(`${basename(pathOfUrl(url) ?? url)} (worker ${workerId})`, () => worker, 'worker');
      },
    };
    await target.enable(listener, kind, autoAttachChildProcesses);
    await target.setExceptionFilters(this.#filters);
    for (const [key, requested] of this.#breakpoints) await target.breakpoints.replace(key, requested);
    await target.setFunctionBreakpoints(this.#functionBreakpoints);
    return target;
  }

  /** Debugs what the program has started; a thread that has ended before it could be is no loss. */
  async #follow(
    name: string,
    connect: () => Connection | Promise<Connection>,
    kind: 'process' | 'worker' = 'process',
  ): Promise<void> {
    try {
      const target = await this.addTarget(name, await connect(), kind);
      target.continueAtEntry = true;
      target.start();
    } catch (error) {
      if (error instanceof ConnectionClosed || (error as NodeJS.ErrnoException).code === 'ECONNREFUSED') return;
      this.print('important', words.internal(error));
    }
  }

  /** The main thread cannot be debugged: its id stays free. */
  withoutMainThread(): void {
    this.#lastThread = MAIN_THREAD;
  }

  /** Threads may load the same file: the client is told once. */
  async #reportSources(target: Target, script: Script): Promise<void> {
    const sources = await sourcesOf(target, script).catch(() => []);
    for (const source of sources) {
      const key = keyOf(source);
      if (this.#toldSources.has(key)) continue;
      this.#toldSources.add(key);
      this.sendEvent(new Event('loadedSource', { reason: 'new', source }));
    }
  }

  #reportBreakpoint(breakpoint: Breakpoint): void {
    if (!this.#isNews(breakpoint)) return;
    const body = breakpointBody(this.client, breakpoint);
    this.sendEvent(new Event('breakpoint', { reason: 'changed', breakpoint: body }));
  }

  /** A logpoint has been passed. */
  #reportLogged(message: string, place: Place | undefined): void {
    const { path } = place ?? {};
    const at = place &&
      path !== undefined && { source: { path, name: basename(path) }, ...toClient(place.position, this.client) };
    this.sendEvent(new Event('output', { category: 'console', output: `${message}\n`, ...at }));
  }

  /** Several threads may have the same breakpoint: the client is told once. */
  #isNews(breakpoint: Breakpoint): boolean {
    const text = JSON.stringify(breakpointBody(this.client, breakpoint));
    const isNews = this.#told.get(breakpoint.id) !== text;
    this.#told.set(breakpoint.id, text);
    return isNews;
  }

  /** The program has ended: tells the client, once. */
  end({ code }: Ending): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const { connection } of this.targets.values()) void connection.close();
    const tell = (): void => {
      if (code !== undefined) this.sendEvent(new Event('exited', { exitCode: code }));
      this.sendEvent(new Event('terminated'));
    };
    this.#output.whenSent(tell);
    this.#madeTypeCheck?.close();
    void this.#saves.close();
  }

  /** Lets go of everything: a program we launched is ended, one we attached to runs on. @returns when it has let go of us */
  async release(endDebuggee: boolean): Promise<void> {
    this.#isOver = true;
    if (endDebuggee) this.debuggee?.release();
    const connections = [...this.targets.values()].map(({ connection }) => connection.close());
    this.#madeTypeCheck?.close();
    void this.#saves.close();
    await Promise.all(connections);
  }

  /** The client is gone. */
  override shutdown(): void {
    void this.release(true).then(() => this.onStopped());
  }

  async #reportStop(target: Target, reason: StopReason, pause: Pause): Promise<void> {
    this.sendEvent(new Event('stopped', stoppedEvent(target, reason, pause)));
    this.#warmUpTypes(target, pause);
    await this.#saves.watch(target.saved.paths);
  }

  /** The files that the user is most likely to edit: those of the calls on the stack. */
  #warmUpTypes({ types, scripts, skipFiles }: Target, { callFrames }: Pause): void {
    if (!types) return;
    const own = callFrames.flatMap(({ location }) => scripts.get(location.scriptId) ?? []);
    const files = own.filter((script) => skipFiles.isUserCode(script)).flatMap(({ path }) => path ?? []);
    for (const path of new Set(files)) void types.warmUp(path);
  }

  #runInTerminal(command: TerminalCommand): Promise<{ processId?: number; shellProcessId?: number }> {
    const { kind, title, cwd, args, env } = command;
    return new Promise((resolve, reject) => {
      this.runInTerminalRequest({ kind, title, cwd, args, env }, 30_000, ({ success, message, body }) => {
        if (success) resolve(body);
        else reject(new Refused(words.terminalRefused(message ?? '')));
      });
    });
  }
}

/** Lets a thread run that waits for its debugger, and leaves it. */
async function letRun(connection: Connection): Promise<void> {
  await connection.send('Runtime.runIfWaitingForDebugger').catch(() => undefined);
  await connection.close();
}
