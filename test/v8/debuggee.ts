import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { within } from './deadline.js';
import type { Timeline } from './timeline.js';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface DebuggeeOptions {
  /** The file's name; its extension decides between CommonJS and ES modules. */
  readonly file?: string;
  readonly nodeOptions?: readonly string[];
}

/** The processes that still run: none may outlive the tests, however they end. */
const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** A Node process whose inspector waits, with its text in a temporary folder of its own. */
export class Debuggee {
  readonly file: string;
  readonly exited: Promise<Exit>;
  /** The WebSocket address that the process announces. */
  readonly inspectorUrl: Promise<string>;
  /** Every line on standard output and on standard error so far. */
  readonly output: string[] = [];
  readonly #child: ChildProcess;
  readonly #folder: string;

  constructor(node: string, source: string, options: DebuggeeOptions, timeline: Timeline) {
    this.#folder = realpathSync(mkdtempSync(join(tmpdir(), 'v8-facts-')));
    this.file = join(this.#folder, options.file ?? 'main.cjs');
    writeFileSync(this.file, source);
    const child = spawn(node, [...(options.nodeOptions ?? []), '--inspect-brk=127.0.0.1:0', this.file], {
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: this.#folder,
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    this.#child = child;
    running.add(child);
    this.exited = new Promise((resolve, reject) => {
      child.once('error', reject);
      // `close`, not `exit`: by then all of the output has been read.
      child.once('close', (code, signal) => {
        running.delete(child);
        timeline.record('|', 'exit', { code, signal });
        resolve({ code, signal });
      });
    });
    this.inspectorUrl = new Promise((resolve) => {
      for (const stream of [child.stdout, child.stderr]) {
        createInterface(stream).on('line', (line) => {
          this.output.push(line);
          timeline.record('|', line);
          const address = /ws:\/\/\S+/.exec(line);
          if (address) resolve(address[0]);
        });
      }
    });
  }

  /** Ends the process, whatever its state. */
  async dispose(): Promise<void> {
    this.#child.kill('SIGKILL');
    await within(this.exited, 'the process to die');
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
