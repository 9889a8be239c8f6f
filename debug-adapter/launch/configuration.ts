import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import { parse } from 'dotenv';
import { words } from '../messages.js';
import { Refused } from '../refused.js';

/** What Continue does about saved edits (DESIGN.md, fixed names). */
export type OnContinue = 'edited' | 'always' | 'never';
/** What becomes of an edit that brings errors of types. */
export type TypeCheckMode = 'warn' | 'refuse' | 'off';
export type ConsoleKind = 'internalConsole' | 'integratedTerminal' | 'externalTerminal';

/** What `launch` and `attach` have in common. */
export interface CommonConfiguration {
  readonly skipFiles: readonly string[];
  /** How long to wait for the program to answer; milliseconds. */
  readonly timeout: number;
  readonly onContinue: OnContinue;
  /** Whether the processes and the worker threads that the program starts are debugged too. */
  readonly autoAttachChildProcesses: boolean;
  /** Whether the async functions of the user's own modules are wrapped as they are loaded, so that they can restart. */
  readonly autoWrap: boolean;
  /** Which scopes keep all of their variables, so that an edit can begin to use any of them (E6). */
  readonly keepScopes: 'module' | 'all';
  /** Names of errors that do not stop for the filter `userUnhandled` while somebody handles them. */
  readonly ignoreErrors: readonly string[];
  readonly typeCheck: TypeCheckMode;
  /** What makes the files that run out of their sources, for a shell; undefined where nothing has to. */
  readonly buildCommand: string | undefined;
  readonly sourceMaps: boolean;
  readonly smartStep: boolean;
  /** The maps of these files are used, and a `!` takes some out. */
  readonly resolveSourceMapLocations: readonly string[];
  readonly sourceMapPathOverrides: Readonly<Record<string, string>>;
  /** Given by VS Code. */
  readonly workspaceFolder: string | undefined;
}

export interface LaunchConfiguration extends CommonConfiguration {
  readonly program: string | undefined;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The program's whole environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly runtimeExecutable: string;
  readonly runtimeArgs: readonly string[];
  readonly stopOnEntry: boolean;
  readonly console: ConsoleKind;
  readonly noDebug: boolean;
}

export interface AttachConfiguration extends CommonConfiguration {
  readonly address: string;
  readonly port: number;
  readonly websocketAddress: string | undefined;
  readonly continueOnAttach: boolean;
}

type Attributes = Readonly<Record<string, unknown>>;

/** Reads the attributes of a `launch` request. Attributes that we do not know are left alone. @throws Refused */
export function readLaunch(given: Attributes): LaunchConfiguration {
  const stated = string(given, 'program');
  const cwdGiven = string(given, 'cwd');
  const program = stated === undefined ? undefined : resolve(cwdGiven ?? process.cwd(), stated);
  const runtimeArgs = strings(given, 'runtimeArgs');
  const runtimeExecutable = string(given, 'runtimeExecutable') ?? 'node';
  if (program === undefined && !runtimeArgs.length && runtimeExecutable === 'node')
    throw new Refused(words.noProgram());
  if (program !== undefined && !isProgram(program)) throw new Refused(words.programMissing(program));
  const cwd = cwdGiven ?? (program === undefined ? process.cwd() : dirname(program));
  return {
    ...readCommon(given),
    program,
    args: strings(given, 'args'),
    cwd,
    env: environment(given, cwd),
    runtimeExecutable,
    runtimeArgs,
    stopOnEntry: boolean(given, 'stopOnEntry'),
    console: oneOf(given, 'console', ['internalConsole', 'integratedTerminal', 'externalTerminal']),
    noDebug: boolean(given, 'noDebug'),
  };
}

/** Reads the attributes of an `attach` request. @throws Refused */
export function readAttach(given: Attributes): AttachConfiguration {
  return {
    ...readCommon(given),
    address: string(given, 'address') ?? '127.0.0.1',
    port: number(given, 'port', 9229),
    websocketAddress: string(given, 'websocketAddress'),
    continueOnAttach: boolean(given, 'continueOnAttach'),
  };
}

function readCommon(given: Attributes): CommonConfiguration {
  const own = given['hotRestart'] ?? {};
  if (typeof own !== 'object' || Array.isArray(own)) throw bad('hotRestart', 'an object');
  return {
    skipFiles: given['skipFiles'] === undefined ? ['<node_internals>/**'] : strings(given, 'skipFiles'),
    timeout: number(given, 'timeout', 10_000),
    sourceMaps: boolean(given, 'sourceMaps', true),
    smartStep: boolean(given, 'smartStep', true),
    resolveSourceMapLocations: locations(given),
    sourceMapPathOverrides: texts(given, 'sourceMapPathOverrides'),
    workspaceFolder: string(given, '__workspaceFolder') ?? string(given, 'cwd'),
    autoAttachChildProcesses: boolean(given, 'autoAttachChildProcesses', true),
    autoWrap: boolean(own as Attributes, 'autoWrap', true, 'hotRestart.autoWrap'),
    keepScopes: oneOf(own as Attributes, 'keepScopes', ['module', 'all'], 'hotRestart.keepScopes'),
    ignoreErrors: names(own as Attributes, 'ignoreErrors', 'hotRestart.ignoreErrors'),
    typeCheck: oneOf(own as Attributes, 'typeCheck', ['warn', 'refuse', 'off'], 'hotRestart.typeCheck'),
    buildCommand: string(own as Attributes, 'buildCommand', 'hotRestart.buildCommand'),
    onContinue: oneOf(own as Attributes, 'onContinue', ['edited', 'always', 'never'], 'hotRestart.onContinue'),
  };
}

/** Node itself finds `app` as `app.js` or `app/index.js`. */
function isProgram(path: string): boolean {
  return (
    existsSync(path) || ['.js', '.cjs', '.mjs', '.json', '.node'].some((extension) => existsSync(path + extension))
  );
}

/** The adapter's own environment, then `envFile`, then `env`; null takes a variable away. */
function environment(given: Attributes, cwd: string): Record<string, string> {
  const env: Record<string, string | undefined> = { ...process.env };
  const file = string(given, 'envFile');
  if (file !== undefined) Object.assign(env, readEnvFile(isAbsolute(file) ? file : resolve(cwd, file)));
  const own = given['env'] ?? {};
  if (typeof own !== 'object' || Array.isArray(own)) throw bad('env', 'an object of strings');
  for (const [name, value] of Object.entries(own as Attributes)) {
    if (value === null) delete env[name];
    else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      env[name] = `${value}`;
    else throw bad(`env.${name}`, 'a string or null');
  }
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function readEnvFile(path: string): Record<string, string> {
  try {
    if (statSync(path).isDirectory()) throw new Error('it is a folder');
    return parse(readFileSync(path));
  } catch (error) {
    throw new Refused(words.envFileUnreadable(path, (error as Error).message));
  }
}

function string(given: Attributes, name: string, shown = name): string | undefined {
  const value = given[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') throw bad(shown, 'a string');
  return value;
}

function strings(given: Attributes, name: string): string[] {
  const value = given[name] ?? [];
  if (typeof value === 'string') return value.split(/\s+/).filter(Boolean);
  if (!Array.isArray(value) || !value.every((item) => ['string', 'number'].includes(typeof item))) {
    throw bad(name, 'an array of strings');
  }
  return value.map(String);
}

/** Where maps are read: what was said of them, or else of the files that a build makes. */
function locations(given: Attributes): string[] {
  const own = ['resolveSourceMapLocations', 'outFiles'].find((name) => Array.isArray(given[name]));
  const globs = own === undefined ? [] : strings(given, own);
  return globs.length ? globs : ['**', '!**/node_modules/**'];
}

function texts(given: Attributes, name: string): Record<string, string> {
  const value = given[name] ?? {};
  const isOne = typeof value === 'object' && !Array.isArray(value);
  if (!isOne || !Object.values(value).every((item) => typeof item === 'string'))
    throw bad(name, 'an object of strings');
  return value as Record<string, string>;
}

/** Names, each as it stands: nothing is split. */
function names(given: Attributes, name: string, shown: string): string[] {
  const value = given[name] ?? [];
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string'))
    throw bad(shown, 'an array of strings');
  return value;
}

function boolean(given: Attributes, name: string, otherwise = false, shown = name): boolean {
  const value = given[name] ?? otherwise;
  if (typeof value !== 'boolean') throw bad(shown, 'true or false');
  return value;
}

function number(given: Attributes, name: string, otherwise: number): number {
  const value = given[name] ?? otherwise;
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) throw bad(name, 'a number of at least 0');
  return value;
}

/** One of these words; the first is the default. */
function oneOf<W extends string>(given: Attributes, name: string, choices: readonly [W, ...W[]], shown = name): W {
  const value = given[name] ?? choices[0];
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw bad(shown, `one of ${choices.map((choice) => `"${choice}"`).join(', ')}`);
  return found;
}

function bad(name: string, expected: string): Refused {
  return new Refused(words.badAttribute(name, expected));
}
