import { urlPattern } from '../files.js';
import type { Connection } from '../inspector/connection.js';
import { readSaved } from './source-text.js';

/** Scripts that are neither Node's own nor the runtime agent. */
const ANY_USER_SCRIPT = '^(?!node:).+';

/** How Node wraps the text of a CommonJS module, as far as the places of its statements are concerned. */
const WRAPPER = '(function (exports, require, module, __filename, __dirname) {';

/**
 * Sets what pauses a program before the first statement of the user's (fact H1 in docs/limits.md), and returns the ids.
 *
 * Before an ES module runs, V8 tells of it. A CommonJS module is a function that Node calls, and V8 tells nothing; and
 * a breakpoint at its very start lands in the first function inside it. So the place of the first statement is asked
 * for in a copy. The breakpoint at the start of any script is for what is neither: a `--require` of the user's, `-e`.
 */
export async function setHoldBreakpoints(connection: Connection, main: string | undefined): Promise<string[]> {
  const modules = await connection.send('Debugger.setInstrumentationBreakpoint', {
    instrumentation: 'beforeScriptExecution',
  });
  const place = main === undefined ? undefined : await firstOfCommonJs(connection, main);
  const exact =
    main !== undefined && place
      ? await connection.send('Debugger.setBreakpointByUrl', { urlRegex: urlPattern(main), ...place })
      : undefined;
  const any = await connection.send('Debugger.setBreakpointByUrl', {
    urlRegex: ANY_USER_SCRIPT,
    lineNumber: 0,
    columnNumber: 0,
  });
  return [modules, exact, any].flatMap((set) => set?.breakpointId ?? []);
}

/** Where the first statement of a CommonJS file is; undefined for a file that cannot be read or is none. */
async function firstOfCommonJs(
  connection: Connection,
  path: string,
): Promise<{ lineNumber: number; columnNumber: number } | undefined> {
  const text = await readSaved(path).catch(() => undefined);
  if (text === undefined) return undefined;
  const { scriptId } = await connection.send('Runtime.compileScript', {
    expression: `${WRAPPER}${text.replace(/^#!/, '//')}\n})`,
    sourceURL: '',
    persistScript: true,
  });
  if (scriptId === undefined) return undefined;
  // From the wrapper's brace: a function that starts the file would take a search from its own first character.
  const start = { scriptId, lineNumber: 0, columnNumber: WRAPPER.length - 1 };
  const { locations } = await connection.send('Debugger.getPossibleBreakpoints', { start, restrictToFunction: true });
  const [first] = locations;
  if (!first) return undefined;
  const { lineNumber, columnNumber = 0 } = first;
  return { lineNumber, columnNumber: Math.max(0, columnNumber - (lineNumber === 0 ? WRAPPER.length : 0)) };
}
