import { join } from 'node:path';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import type { Answer, Numbered, Question, Reply } from './question.js';

/** What answers questions about types. */
export interface Checker {
  /** Rejects where the checker failed. Questions are answered in their order. */
  ask(question: Question): Promise<Answer>;
  close(): void;
}

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** The checker in a thread of its own: its minutes and its megabytes are not the adapter's. */
export class CheckerThread implements Checker {
  readonly #waiting = new Map<number, Waiting>();
  readonly #worker = start();
  #failure: Error | undefined;
  #last = 0;

  constructor() {
    const worker = this.#worker;
    worker.on('message', (reply: Numbered<Reply>) => {
      const waiting = this.#waiting.get(reply.number);
      this.#waiting.delete(reply.number);
      if ('answer' in reply) waiting?.resolve(reply.answer);
      else waiting?.reject(new Error(reply.failure));
    });
    worker.on('error', (error) => this.#fail(error));
    worker.on('exit', (code) => this.#fail(new Error(`exit code ${code}`)));
    // The process may end without it. Last, as a listener holds it again, as reading what it prints would.
    worker.unref();
  }

  ask(question: Question): Promise<Answer> {
    if (this.#failure) return Promise.reject(this.#failure);
    const number = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#worker.postMessage({ number, ...question } satisfies Numbered<Question>);
    });
  }

  close(): void {
    void this.#worker.terminate();
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#failure);
    this.#waiting.clear();
  }
}

/** Beside the bundle, and from source in tests; there the thread, too, has to load what reads TypeScript. */
function start(): Worker {
  // What it prints is not to be seen: the adapter's own standard output is the DAP stream.
  const options: WorkerOptions = { stdout: true, stderr: true };
  if (!__filename.endsWith('.ts')) return new Worker(join(__dirname, 'type-checker.js'), options);
  const file = JSON.stringify(join(__dirname, 'worker.ts'));
  return new Worker(`require('tsx/cjs'); require(${file})`, { ...options, eval: true });
}
