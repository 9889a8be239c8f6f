import { readFile } from 'node:fs/promises';
import { RequestRefused, type Client } from './client.js';
import type { Notices } from './notices.js';
import type { Prompt } from './prompt.js';
import type { Saves } from './saves.js';
import type { Source, StopView } from './stop-view.js';
import { firstFrame, readSource, type Frame, type Stop } from './stop.js';
import { wrap, type Paint, type Style } from './style.js';
import type { TerminalProgram } from './terminal-program.js';

/** What all stops of one run share. */
export interface Surroundings {
  readonly client: Client;
  readonly program: TerminalProgram;
  readonly prompt: Prompt;
  readonly saves: Saves;
  readonly notices: Notices;
  readonly paint: Paint;
  /** Paths are shown relative to it. */
  readonly cwd: string;
}

/** The program, stopped, with one frame selected: what commands work on. */
export class Stopped {
  /** The number of the frame selected. */
  selected: number;
  /** The user's editor has the terminal. */
  isEditing = false;

  constructor(
    readonly stop: Stop,
    readonly around: Surroundings,
  ) {
    this.selected = firstFrame(stop);
  }

  get frame(): Frame | undefined {
    return this.stop.frames[this.selected];
  }

  /** Says one sentence. */
  say(sentence: string, ...styles: Style[]): void {
    const { prompt, paint } = this.around;
    this.print(
      wrap(sentence, prompt.width)
        .split('\n')
        .map((line) => paint(line, ...styles)),
    );
  }

  print(lines: readonly string[]): void {
    this.around.prompt.write(lines.map((line) => `${line}\n`).join(''));
  }

  /** Everything that the views need. */
  async view(offersRestart = true): Promise<StopView> {
    const { stop, selected, around } = this;
    return { stop, selected, width: around.prompt.width, cwd: around.cwd, offersRestart, source: await this.#source() };
  }

  async #source(): Promise<Source | undefined> {
    const { frame } = this;
    if (!frame) return undefined;
    try {
      const text = await readSource(this.around.client, frame);
      const saved = frame.path === undefined ? text : await readFile(frame.path, 'utf8').catch(() => text);
      return { text, isOutdated: saved.replace(/^\uFEFF/, '') !== text };
    } catch (error) {
      if (!(error instanceof RequestRefused)) throw error;
      return { error: error.message };
    }
  }
}
