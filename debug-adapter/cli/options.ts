import { Command, CommanderError, Option } from 'commander';
import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { version } from '../../package.json';
import type { FilterName } from '../exceptions/filters.js';
import { say } from './words.js';

/** What the command line asks for. Paths are absolute. */
export interface Options {
  readonly program: string;
  /** The inspector of a program that runs already, instead of one to start. */
  readonly attach: InspectorPlace | undefined;
  readonly args: readonly string[];
  readonly node: string | undefined;
  readonly nodeArgs: readonly string[];
  readonly filter: FilterName;
  readonly skip: readonly string[];
  readonly cwd: string;
  readonly envFile: string | undefined;
}

/** As `attach` takes it. */
export type InspectorPlace =
  { readonly websocketAddress: string } | { readonly port: number; readonly address?: string };

/** The command line ends here: help and version were asked for, or it is wrong. `message` is what is left to say. */
export class UsageEnd extends Error {
  constructor(
    readonly exitCode: number,
    message = '',
  ) {
    super(message);
  }
}

interface Given {
  attach?: string;
  node?: string;
  nodeArg?: string[];
  filter: FilterName;
  skip?: string[];
  cwd?: string;
  envFile?: string;
}

const DESCRIPTION =
  'Runs a Node.js program. Where it fails it stops, with everything above still alive: correct the function, save, ' +
  'and continue, and exactly that call runs again with the new code.';

const FILTER =
  'the exceptions to stop at: those that leave your own code without a catch of yours, those that nobody catches, or all';

const EXAMPLE = `
Example:
  $ hot-restart crawl.mjs --pages 500
  … it fails; correct the function in any editor and save …
  hot-restart> continue`;

/** Reads the command line, without Node's own two words. @throws UsageEnd */
export function readOptions(argv: readonly string[]): Options {
  const collect = (value: string, before: string[] = []): string[] => [...before, value];
  const command = new Command('hot-restart')
    .description(DESCRIPTION)
    .usage('[options] <program> [args...]\n       hot-restart --attach <where>')
    .version(version, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .argument('[program]', 'the JavaScript file to run')
    .argument('[args...]', 'its arguments: everything after the program is its own')
    .option(
      '-a, --attach <where>',
      'a program that runs already: the port of its inspector, HOST:PORT, or its ws: address',
    )
    .option('-r, --node <path>', 'the Node.js to run it with (default: the one that runs this command)')
    .option('--node-arg <arg>', 'an argument for Node.js itself, as --node-arg=--expose-gc; repeatable', collect)
    .addOption(
      new Option('--filter <which>', FILTER).choices(['userUnhandled', 'uncaught', 'all']).default('userUnhandled'),
    )
    .option('--skip <glob>', 'files that are not yours, where no exception stops; repeatable', collect)
    .option('--cwd <folder>', 'the folder to run it in (default: this one)')
    .option('--env-file <file>', 'a file of NAME=value lines for its environment')
    .addHelpText('after', EXAMPLE)
    .passThroughOptions()
    .showHelpAfterError('(hot-restart --help tells more)')
    .exitOverride();
  try {
    command.parse(argv, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) throw new UsageEnd(error.exitCode === 0 ? 0 : 2);
    throw error;
  }
  const [program, ...args] = command.args;
  const given = command.opts<Given>();
  if ((program === undefined) === (given.attach === undefined)) throw new UsageEnd(2, say.programOrAttach());
  return read(program, args, given);
}

function read(stated: string | undefined, args: string[], given: Given): Options {
  const cwd = resolve(given.cwd ?? '.');
  if (!isFolder(cwd)) throw new UsageEnd(1, say.noFolder(cwd));
  const program = resolve(stated ?? '');
  if (stated !== undefined && isFolder(program) && !isRunnable(program))
    throw new UsageEnd(1, say.programIsFolder(program));
  return {
    program,
    attach: given.attach === undefined ? undefined : readPlace(given.attach),
    args,
    node: given.node,
    nodeArgs: given.nodeArg ?? [],
    filter: given.filter,
    skip: given.skip ?? [],
    cwd,
    envFile: given.envFile === undefined ? undefined : resolve(given.envFile),
  };
}

/** @throws UsageEnd */
function readPlace(where: string): InspectorPlace {
  if (/^wss?:\/\//.test(where)) return { websocketAddress: where };
  const [, address, port] = /^(?:(.+):)?(\d{1,5})$/.exec(where) ?? [];
  if (port === undefined) throw new UsageEnd(2, say.noInspector(where));
  return { port: Number(port), ...(address === undefined ? {} : { address }) };
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

/** True for a folder that Node can run: its package.json names a program, or it has an index file. */
function isRunnable(folder: string): boolean {
  try {
    return createRequire(__filename).resolve(folder) !== '';
  } catch {
    return false;
  }
}
