import { join } from 'node:path';
import type { ProgramStart } from './compile-request.js';

/** A helper's command line. */
export interface HelperCommand {
  readonly args: readonly string[];
  readonly env: Record<string, string>;
}

/** From this file, as it stands in the sources and in `dist/`. */
const FOLDER = join(__dirname, __filename.endsWith('.ts') ? 'helper' : 'compile-helper');

/** Part of the helper itself. */
export function helperFile(name: string): string {
  return join(FOLDER, name);
}

/** @param preloads options that load more than the program itself did */
export function likeProgram(start: ProgramStart, preloads: readonly string[] = []): HelperCommand {
  const given = withoutOurs(split(start.env['NODE_OPTIONS'] ?? ''));
  const options = ['--require', helperFile('early.cjs'), ...given, ...preloads].map(quoted).join(' ');
  const own = given.length ? { HOT_RESTART_NODE_OPTIONS: given.map(quoted).join(' ') } : {};
  const { main, args = [] } = start;
  const command = main !== undefined && COMMAND.test(main) ? [JSON.stringify({ main, args })] : [];
  return {
    args: [...withoutOurs(start.execArgv), helperFile('main.cjs'), ...command],
    env: { ...environment(start), ...own, NODE_OPTIONS: options },
  };
}

/** For compilers that run as a build does, ahead of the program: none of its loaders. */
export function plain(start: ProgramStart): HelperCommand {
  const options = ['--require', helperFile('early.cjs')].map(quoted).join(' ');
  return { args: [helperFile('main.cjs')], env: { ...environment(start), NODE_OPTIONS: options } };
}

/** Commands that load the program into their own process. */
const COMMAND = /[\\/]ts-node[\\/]dist[\\/](?:bin[\w-]*|child[\\/]child-entrypoint)\.js$/;

/** What belongs to the process that was started, or to a debugger of it, and caches that go by the time of a file. */
function environment({ env }: ProgramStart): Record<string, string> {
  const own = Object.entries(env).filter(
    (pair): pair is [string, string] => pair[1] !== undefined && !OWN.has(pair[0]),
  );
  return { ...Object.fromEntries(own), BABEL_DISABLE_CACHE: '1', JITI_FS_CACHE: 'false', JITI_CACHE: 'false' };
}

const OWN = new Set([
  'HOT_RESTART_SESSION',
  'VSCODE_INSPECTOR_OPTIONS',
  'NODE_CHANNEL_FD',
  'NODE_CHANNEL_SERIALIZATION_MODE',
  'NODE_UNIQUE_ID',
  'NODE_TEST_CONTEXT',
  'NODE_V8_COVERAGE',
  'NODE_COMPILE_CACHE',
  'WATCH_REPORT_DEPENDENCIES',
]);

/** Options that say what to run, what to watch, measure or debug, and what it may touch. */
const DROPPED =
  /^(?:-e|-p|-pe|-i|-c|--(?:eval|print|interactive|check|run|test|watch|inspect|debug|experimental-test|cpu-prof|heap-prof|heapsnapshot|prof|permission|experimental-permission|allow-|title|redirect-warnings|report-|diagnostic-dir|build-snapshot|trace)(?:[-=\w].*)?)$/;
const LOADS = /^(?:-r|--require|--import)$/;
const OUR_AGENT = /runtime-agent[\\/]bootstrap\.cjs$|hot-restart[\\/]register|js-debug.*bootloader/;
const LOADER = /^--(?:experimental-)?loader(?:=(.*))?$/;

function withoutOurs(options: readonly string[]): string[] {
  const kept: string[] = [];
  for (let at = 0; at < options.length; at++) {
    const option = options[at] ?? '';
    const [name = '', ...values] = option.split('=');
    if (LOADS.test(name)) {
      const file = values.length ? values.join('=') : (options[++at] ?? '');
      if (!OUR_AGENT.test(file)) kept.push(name, file);
    } else if (LOADER.test(option)) {
      kept.push('--import', asImport(values.length ? values.join('=') : (options[++at] ?? '')));
    } else if (DROPPED.test(option)) {
      while (!values.length && at + 1 < options.length && !options[at + 1]?.startsWith('-')) at++;
    } else {
      kept.push(option);
    }
  }
  return kept;
}

/** `--loader` comes before all else; this way our own hook stands behind it, as behind every other one. */
function asImport(loader: string): string {
  const code = `import{register}from"node:module";import{pathToFileURL}from"node:url";register(${JSON.stringify(loader)},pathToFileURL("./"))`;
  return `data:text/javascript,${encodeURIComponent(code)}`;
}

/** NODE_OPTIONS, which knows quotation marks and backslashes in them. */
function split(options: string): string[] {
  return [...options.matchAll(/(?:"(?:\\.|[^"\\])*"|[^\s"])+/g)].map(([each]) =>
    each.replace(/"((?:\\.|[^"\\])*)"/g, (_, inside: string) => inside.replace(/\\(.)/g, '$1')),
  );
}

function quoted(option: string): string {
  return /[\s"\\]/.test(option) ? JSON.stringify(option) : option;
}
