import { words } from '../messages.js';
import { RequestRefused, type Client } from './client.js';
import type { Options } from './options.js';
import { describeEnd, exitCode, type ProgramEnd, type TerminalProgram } from './terminal-program.js';
import { inTerminal } from './words.js';

/** Why there is nothing to debug: the sentence for the user, and the exit code. */
export interface NotStarted {
  readonly sentence: string;
  readonly exitCode: number;
}

/**
 * Starts the program under the adapter and lets it run; undefined where it runs, or has ended by itself.
 * @param isInitialized resolves when the adapter is ready to be configured
 */
export async function startProgram(
  client: Client,
  program: TerminalProgram,
  options: Options,
  isInitialized: Promise<void>,
): Promise<NotStarted | undefined> {
  const node = options.node ?? process.execPath;
  const failure = begin(client, node, options).then(
    () => undefined,
    (error: Error): NotStarted => {
      if (!(error instanceof RequestRefused)) throw error;
      return { sentence: inTerminal(error.message), exitCode: 1 };
    },
  );
  const notStarted = await Promise.race([failure, program.ended.then((end) => endedEarly(node, end))]);
  if (notStarted) {
    program.kill();
    if (program.isStarted) await program.ended;
    return notStarted;
  }
  const hasEnded = await Promise.race([isInitialized.then(() => false), program.ended.then(() => true)]);
  // A program that ends before its first statement, as one that Node does not find, has told its user why.
  if (hasEnded) return undefined;
  try {
    await client.request('setExceptionBreakpoints', { filters: [options.filter] });
    await client.request('configurationDone');
  } catch (error) {
    if (!(error instanceof RequestRefused)) throw error;
  }
  return undefined;
}

async function begin(client: Client, node: string, options: Options): Promise<void> {
  const { program, attach, args, nodeArgs, skip, cwd, envFile } = options;
  const skipFiles = ['<node_internals>/**', ...skip];
  await client.request('initialize', {
    adapterID: 'hot-restart',
    clientID: 'hot-restart',
    supportsRunInTerminalRequest: true,
  });
  if (attach) {
    await client.request('attach', { ...attach, skipFiles });
    return;
  }
  await client.request('launch', {
    program,
    args,
    cwd,
    envFile,
    runtimeExecutable: node,
    runtimeArgs: nodeArgs,
    skipFiles,
    console: 'integratedTerminal',
    timeout: 30_000,
  });
}

/** What happened to a program that ended before it could be debugged, or could not be started at all. */
function endedEarly(node: string, end: ProgramEnd): NotStarted {
  const sentence =
    end.kind === 'not started' ? words.cannotStart(node, end.error) : words.endedEarly(node, describeEnd(end));
  return { sentence: inTerminal(sentence), exitCode: exitCode(end) };
}
