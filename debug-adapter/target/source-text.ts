import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { lineMapOf } from '../edit/line-map.js';
import { withoutScopeSuffix } from '../edit/scope-suffix.js';
import { LineIndex, type Base0Position } from '../positions.js';
import type { Connection } from '../inspector/connection.js';
import type { Script } from './script.js';

/** A file that could not be read; `code` is the system's, e.g. ENOENT. */
export class UnreadableFile extends Error {}

/**
 * The texts of one script: what V8 runs, and what the user's editor showed when we last took the file. They differ in
 * the functions whose edits were refused or wait (see edit/plan.ts), so lines are followed from one to the other.
 */
export class SourceText {
  /** What V8 runs now. */
  running: string;
  /** The saved text that was last taken; positions are told to the client in lines of this one. */
  shown: string;
  /** Whether V8 runs it with its async functions wrapped (instrument.ts). */
  readonly isInstrumented: boolean;
  #lines: LineIndex | undefined;

  constructor(
    readonly script: Script,
    running: string,
    shown: string,
  ) {
    this.running = running;
    this.shown = shown;
    this.isInstrumented = running !== shown;
  }

  /** @param originalOf the user's text for what V8 runs */
  static async load(
    connection: Connection,
    script: Script,
    originalOf: (running: string) => string,
  ): Promise<SourceText> {
    const { scriptSource } = await connection.send('Debugger.getScriptSource', { scriptId: script.id });
    return new SourceText(script, scriptSource, originalOf(scriptSource));
  }

  /** Takes over the texts after an edit. */
  update(running: string, shown: string): void {
    this.running = running;
    this.shown = shown;
    this.#lines = undefined;
  }

  /** The lines of what V8 runs. */
  get lines(): LineIndex {
    return (this.#lines ??= new LineIndex(this.running));
  }

  toShown(position: Base0Position): Base0Position {
    if (this.running === this.shown) return position;
    return lineMapOf(withoutScopeSuffix(this.running), this.shown).move(position);
  }

  toRunning(position: Base0Position): Base0Position {
    if (this.running === this.shown) return position;
    return lineMapOf(this.shown, withoutScopeSuffix(this.running)).move(position);
  }
}

/**
 * Reads a file as Node hands it to V8: UTF-8, without a byte-order mark.
 * @throws UnreadableFile
 */
export async function readSaved(path: string): Promise<string> {
  try {
    const text = await readFile(path, 'utf8');
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
