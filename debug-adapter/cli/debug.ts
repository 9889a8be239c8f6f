import type { DebugProtocol } from '@vscode/debugprotocol';
import { PassThrough } from 'node:stream';
import { isatty } from 'node:tty';
import { Session } from '../session/session.js';
import { words } from '../messages.js';
import { Client, RequestRefused } from './client.js';
import { converse } from './conversation.js';
import { Mailbox } from './mailbox.js';
import { Notices } from './notices.js';
import type { Options } from './options.js';
import { Prompt } from './prompt.js';
import { Saves, type WireOutcome } from './saves.js';
import { passSignals } from './signals.js';
import { Stopped, type Surroundings } from './stopped.js';
import { stopLines } from './stop-view.js';
import { readStop } from './stop.js';
import { painter, wantsColour } from './style.js';
import { describeEnd, exitCode, TerminalProgram, type ProgramEnd } from './terminal-program.js';
import { inTerminal, say } from './words.js';

type StopBody = DebugProtocol.StoppedEvent['body'];

/** Something that the loop of a run waits for. */
type News =
  { readonly kind: 'stopped'; readonly body: StopBody } | { readonly kind: 'ended'; readonly end: ProgramEnd };

/** Runs a program under the adapter, in this terminal, and talks with its user at each stop; the exit code. */
export function debug(options: Options): Promise<number> {
  return new Run(options).run();
}

class Run {
  readonly #isInteractive = isatty(0) && isatty(2);
  readonly #paint = painter(wantsColour(isatty(2), process.env));
  readonly #prompt = new Prompt(this.#paint('hot-restart> ', 'bold'), () => this.#paint(say.howToQuit(), 'dim'));
  readonly #notices = new Notices(this.#prompt, this.#paint);
  readonly #program = new TerminalProgram((text) => this.#prompt.write(text));
  readonly #news = new Mailbox<News>();
  readonly #session = new Session();
  readonly #client: Client;
  readonly #around: Surroundings;
  #stopped: Stopped | undefined;
  #stops = 0;
  #initialized!: () => void;
  readonly #isInitialized = new Promise<void>((resolve) => (this.#initialized = resolve));

  constructor(private readonly options: Options) {
    const toAdapter = new PassThrough();
    const fromAdapter = new PassThrough();
    this.#session.start(toAdapter, fromAdapter);
    this.#client = new Client(fromAdapter, toAdapter, (event) => this.#onEvent(event));
    this.#client.serve('runInTerminal', (args: DebugProtocol.RunInTerminalRequestArguments) =>
      this.#program.start(args),
    );
    const cwd = process.cwd();
    this.#around = {
      client: this.#client,
      program: this.#program,
      prompt: this.#prompt,
      saves: new Saves(this.#client, cwd),
      notices: this.#notices,
      paint: this.#paint,
      cwd,
    };
  }

  async run(): Promise<number> {
    passSignals(this.#program, () => this.#stopped !== undefined);
    void this.#program.ended.then((end) => {
      // The adapter has no other way to know that a program has ended that is no child of its own.
      this.#session.debuggee?.connectionClosed();
      this.#news.put({ kind: 'ended', end });
      if (!this.#stopped) return;
      this.#prompt.withdraw();
      this.#prompt.write(`${say.endedWhileStopped(describeEnd(end))}\n`);
    });
    const failure = await this.#launch();
    if (failure !== undefined) return failure;
    for (;;) {
      const news = await this.#news.take();
      if (news.kind === 'ended') return exitCode(news.end);
      await this.#stop(news.body);
    }
  }

  /** Starts the program; the exit code where that failed. */
  async #launch(): Promise<number | undefined> {
    const { program, args, node = process.execPath, nodeArgs, filter, skip, cwd, envFile } = this.options;
    const ended = this.#program.ended.then((end): never => {
      const error =
        end.kind === 'not started' ? words.cannotStart(node, end.error) : words.endedEarly(node, describeEnd(end));
      throw new EndedEarly(inTerminal(error), exitCode(end));
    });
    const start = async (): Promise<void> => {
      await this.#client.request('initialize', {
        adapterID: 'hot-restart',
        clientID: 'hot-restart',
        supportsRunInTerminalRequest: true,
      });
      await this.#client.request('launch', {
        program,
        args,
        cwd,
        envFile,
        runtimeExecutable: node,
        runtimeArgs: nodeArgs,
        skipFiles: ['<node_internals>/**', ...skip],
        console: 'integratedTerminal',
        timeout: 30_000,
      });
    };
    try {
      await Promise.race([start(), ended]);
    } catch (error) {
      if (!(error instanceof RequestRefused || error instanceof EndedEarly)) throw error;
      this.#program.kill();
      if (this.#program.isStarted) await this.#program.ended;
      process.stderr.write(`${inTerminal(error.message)}\n`);
      return error instanceof EndedEarly ? error.exitCode : 1;
    }
    try {
      await Promise.race([this.#isInitialized, ended]);
      await this.#client.request('setExceptionBreakpoints', { filters: [filter] });
      await this.#client.request('configurationDone');
    } catch (error) {
      // A program that ends before its first statement, as one that Node does not find, has told its user why.
      if (!(error instanceof RequestRefused || error instanceof EndedEarly)) throw error;
    }
    return undefined;
  }

  async #stop(body: StopBody): Promise<void> {
    try {
      const stopped = new Stopped(await readStop(this.#client, body), this.#around);
      const lines = stopLines(await stopped.view(this.#isInteractive), this.#paint);
      stopped.print(lines);
      if (this.#isInteractive && this.#stops++ === 0) stopped.say(say.firstStop(), 'dim');
      if (!this.#isInteractive) {
        await this.#client.request('hotRestart/letFail', { threadId: stopped.stop.threadId });
        return;
      }
      this.#stopped = stopped;
      await converse(stopped);
    } catch (error) {
      // The program ended meanwhile: that is the next news.
      if (!(error instanceof RequestRefused)) throw error;
    } finally {
      this.#stopped = undefined;
    }
  }

  #onEvent({ event, body }: DebugProtocol.Event): void {
    switch (event) {
      case 'initialized':
        return this.#initialized();
      case 'process':
        this.#program.debugged = (body as { systemProcessId: number }).systemProcessId;
        return;
      case 'stopped':
        this.#news.put({ kind: 'stopped', body: body as StopBody });
        // What is being asked is about the stop before.
        return this.#prompt.withdraw();
      case 'hotRestart/outcome': {
        const { outcome } = body as { outcome: WireOutcome };
        return this.#notices.outcome(outcome.message, outcome.strategy === 'refused');
      }
      case 'hotRestart/saved':
        return void this.#tellSaved((body as { path: string }).path);
      case 'output':
        return this.#notices.output((body as { output: string }).output);
      default:
    }
  }

  async #tellSaved(path: string): Promise<void> {
    await this.#around.saves.settled();
    const stopped = this.#stopped;
    // What an editor in this terminal saves is told when it has ended.
    if (!stopped || stopped.isEditing) return;
    const sentence = await this.#around.saves.describe(path, stopped.stop).catch(() => undefined);
    if (sentence && this.#stopped === stopped) stopped.say(sentence, 'green');
  }
}

/** The program ended before it could be debugged. */
class EndedEarly extends Error {
  constructor(
    message: string,
    readonly exitCode: number,
  ) {
    super(message);
  }
}
