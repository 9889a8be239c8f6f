import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { lineMapOf } from '../edit/line-map.js';
import { withoutScopeSuffix } from '../edit/scope-suffix.js';
import { LineIndex, type Base0Position } from '../positions.js';
import type { Connection } from '../inspector/connection.js';
import type { Place } from '../refusal.js';
import type { Origin } from '../edit/origin.js';
import { fileOf } from './origin.js';
import type { Script } from './script.js';

type MoveByTokens = (from: string, to: string, position: Base0Position) => Base0Position | undefined;

/** A file that could not be read; `code` is the system's, e.g. ENOENT. */
export class UnreadableFile extends Error {}

/**
 * The texts of one script: what V8 runs, and what it was to run when we last took the file. They differ in the functions
 * whose edits were refused or wait (see edit/plan.ts), so lines are followed from one to the other. What the user's editor
 * shows is the second one, or what that was made from.
 */
export class SourceText {
  /** What V8 runs now. */
  running: string;
  /** The saved text that was last taken, compiled where it is compiled. */
  shown: string;
  /** What `shown` was made from; undefined where that is the script's file as it is. */
  origin: Origin | undefined;
  /** Whether V8 runs it with its async functions wrapped (instrument.ts). */
  readonly isInstrumented: boolean;
  #lines: LineIndex | undefined;
  /** Follows positions with their columns, which count in compiled texts. */
  #byTokens: MoveByTokens | undefined;

  constructor(
    readonly script: Script,
    running: string,
    shown: string,
    origin?: Origin,
  ) {
    this.running = running;
    this.shown = shown;
    this.origin = origin;
    this.isInstrumented = running !== shown;
  }

  /**
   * @param originalOf the module's own text for what V8 runs
   * @param originOf what that was made from
   */
  static async load(
    connection: Connection,
    script: Script,
    originalOf: (running: string) => string,
    originOf: (shown: string) => Promise<Origin | undefined>,
  ): Promise<SourceText> {
    const { scriptSource } = await connection.send('Debugger.getScriptSource', { scriptId: script.id });
    const shown = originalOf(scriptSource);
    const text = new SourceText(script, scriptSource, shown, await originOf(shown));
    if (text.origin) text.#byTokens = (await import('../edit/token-map.js')).moveByTokens;
    return text;
  }

  /** Takes over the texts after an edit. */
  update(running: string, shown: string, origin: Origin | undefined): void {
    this.running = running;
    this.shown = shown;
    this.origin = origin;
    this.#lines = undefined;
  }

  /** The lines of what V8 runs. */
  get lines(): LineIndex {
    return (this.#lines ??= new LineIndex(this.running));
  }

  /** Where the user's editor shows a position of the running text; undefined for what a compiler has added. */
  placeOf(position: Base0Position): Place | undefined {
    const shown = this.toShown(position);
    return this.origin ? this.origin.placeOf(shown) : { path: this.script.path, position: shown };
  }

  /** Where a place of a file is in the running text: perhaps in several places, or in none. */
  positionsOf(path: string, position: Base0Position, hasColumn: boolean): readonly Base0Position[] {
    const shown = this.origin ? this.origin.positionsOf(path, position, hasColumn) : [position];
    return shown.map((each) => this.toRunning(each));
  }

  /** The text of a file as it was last taken. */
  textOf(path: string): string | undefined {
    if (!this.origin) return this.shown;
    return fileOf(this.origin, path)?.text;
  }

  toShown(position: Base0Position): Base0Position {
    if (this.running === this.shown) return position;
    const moved = this.#byTokens?.(this.running, this.shown, position);
    return moved ?? lineMapOf(withoutScopeSuffix(this.running), this.shown).move(position);
  }

  toRunning(position: Base0Position): Base0Position {
    if (this.running === this.shown) return position;
    const moved = this.#byTokens?.(this.shown, this.running, position);
    return moved ?? lineMapOf(this.shown, withoutScopeSuffix(this.running)).move(position);
  }
}

/** A file that is being written is empty first: how often it is read again, and after how many milliseconds. */
const AGAIN = { times: 8, after: 15 };

/**
 * Reads a file as Node hands it to V8: UTF-8, without a byte-order mark. One that is written meanwhile is read again.
 * @throws UnreadableFile
 */
export async function readSaved(path: string): Promise<string> {
  try {
    let text = '';
    for (let time = 0; time <= AGAIN.times; time++) {
      const before = saveStamp(path);
      text = await readFile(path, 'utf8');
      if (text && before === saveStamp(path)) break;
      await new Promise((resolve) => setTimeout(resolve, AGAIN.after));
    }
    return text.startsWith('\uFEFF') ? text.slice(1) : text;
  } catch (error) {
    throw new UnreadableFile((error as Error).message);
  }
}

/**
 * What changes with every save of a file: its time and its size; undefined where it cannot be seen. Synchronous: as a
 * script is loaded, nobody may save its file before the answer is there.
 */
export function saveStamp(path: string): string | undefined {
  try {
    const { mtimeMs, size } = statSync(path);
    return `${mtimeMs} ${size}`;
  } catch {
    return undefined;
  }
}
