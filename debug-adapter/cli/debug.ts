import type { DebugProtocol } from '@vscode/debugprotocol';
import { PassThrough } from 'node:stream';
import { isatty } from 'node:tty';
import { Session } from '../session/session.js';
import { Client, RequestRefused } from './client.js';
import { converse } from './conversation.js';
import { Mailbox } from './mailbox.js';
import { Notices } from './notices.js';
import type { Options } from './options.js';
import { Prompt } from './prompt.js';
import { Saves, type WireOutcome } from './saves.js';
import { passSignals } from './signals.js';
import { startProgram } from './start.js';
import { Stopped, type Surroundings } from './stopped.js';
import { stopLines } from './stop-view.js';
import { readStop } from './stop.js';
import { painter, wantsColour } from './style.js';
import { describeEnd, exitCode, TerminalProgram, type ProgramEnd } from './terminal-program.js';
import { say } from './words.js';

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
  #hasEnded = false;
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
    const failure = await startProgram(this.#client, this.#program, this.options, this.#isInitialized);
    if (failure) {
      process.stderr.write(`${failure.sentence}\n`);
      return failure.exitCode;
    }
    for (;;) {
      const news = await this.#news.take();
      if (news.kind === 'ended') return await this.#leave(news.end);
      await this.#stop(news.body);
    }
  }

  async #leave(end: ProgramEnd): Promise<number> {
    if (this.options.attach && !this.#hasEnded) {
      await this.#client.request('disconnect').catch(() => undefined);
      process.stderr.write(`${say.left()}\n`);
    }
    return exitCode(end);
  }

  async #stop(body: StopBody): Promise<void> {
    try {
      const stopped = new Stopped(await readStop(this.#client, body), this.#around);
      const lines = stopLines(await stopped.view(this.#isInteractive), this.#paint);
      stopped.print(lines);
      if (this.#isInteractive && this.#stops++ === 0) {
        stopped.say(body.reason === 'exception' ? say.firstError() : say.firstPause(), 'dim');
      }
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
      case 'terminated':
        if (!this.options.attach) return;
        this.#hasEnded = true;
        return this.#program.left();
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
