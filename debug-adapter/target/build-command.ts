import { spawn } from 'node:child_process';

/** How long a build may take; milliseconds. */
const LIMIT = 60_000;
/** How much of what it writes is kept for its last line. */
const KEPT = 10_000;

/** The user's own command that makes what runs out of its sources (`hotRestart.buildCommand`). */
export class BuildCommand {
  #last: { readonly newest: number; readonly result: Promise<string | undefined> } | undefined;

  constructor(
    readonly command: string,
    private readonly cwd: string | undefined,
  ) {}

  /**
   * Runs it; once for all outputs of the same sources, and again where it failed.
   * @param newest when the last of the sources was saved
   * @returns the last of its lines that names an error, or its last line, if it failed. Never rejects.
   */
  async run(newest: number): Promise<string | undefined> {
    if (this.#last?.newest !== newest) this.#last = { newest, result: this.#run() };
    const failure = await this.#last.result;
    if (failure !== undefined) this.#last = undefined;
    return failure;
  }

  #run(): Promise<string | undefined> {
    // A group of its own, so that what the shell starts can be ended with it.
    const isGroup = process.platform !== 'win32';
    const child = spawn(this.command, {
      shell: true,
      cwd: this.cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: isGroup,
      windowsHide: true,
    });
    const end = (): void => {
      try {
        if (isGroup && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
        else child.kill();
      } catch {
        // It has ended.
      }
    };
    process.once('exit', end);
    const written = { errors: '', output: '' };
    child.stderr.on('data', (chunk: Buffer) => (written.errors = `${written.errors}${chunk.toString()}`.slice(-KEPT)));
    child.stdout.on('data', (chunk: Buffer) => (written.output = `${written.output}${chunk.toString()}`.slice(-KEPT)));
    return new Promise((resolve) => {
      let late: string | undefined;
      const timer = setTimeout(() => {
        late = `it took longer than ${LIMIT / 1000} s`;
        end();
      }, LIMIT);
      const done = (failure: string | undefined): void => {
        clearTimeout(timer);
        process.off('exit', end);
        resolve(failure);
      };
      child.once('error', ({ message }) => done(message));
      child.once('close', (code, signal) => {
        const told = lastLine(written.errors) ?? lastLine(written.output) ?? `exit code ${code ?? signal}`;
        done(late ?? (code === 0 ? undefined : told));
      });
    });
  }
}

function lastLine(text: string): string | undefined {
  const lines = text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.findLast((line) => /\berror\b/i.test(line)) ?? lines.at(-1);
}
