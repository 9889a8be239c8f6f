/** The places in a running text that wrappings.ts has put there, as V8 names places: a line, and a column in it from 0. */

/** Where the wrapping of a function calls the user's code of it. */
export function isCallOfCode(line: string, column: number): boolean {
  const calls =
    /^(?:return )?(?:await |yield\*)?(?:(?:\$\$hr\.)?run\(\d+,|(?:\$\$t\.)?anew(?:Async)?\(|eval\(\$\$t\.code)/;
  return calls.test(line.slice(column)) || line.slice(0, column).endsWith('eval($$t.code)');
}

const STARTS = [
  // The start of the function, and its last line.
  /^(?:const )?\$\$t=|^(?:return )?(?:await |yield\*)?\$\$(?:hr|t)\./,
  /^if\(\$\$t\.|^(?:next|code)\)return /,
  // The arguments of `$$hr.run`.
  /^\}?\[\d+,"|^"(?:[^"\\]|\\.)*"\],(?:arguments|\[.*\]),\d+,\d+\)/,
];

/** Where any of the wrapping stands: no statement of the user's, so no place for a step to end. */
export function isWrapping(line: string, column: number): boolean {
  const rest = line.slice(column);
  const before = line.slice(0, column);
  // What is yielded is a place of its own; but for a call, which is one itself.
  const isCounting = /^(?:in|out|all|allAsync)\([^;]*?\(/.test(rest) && before.endsWith('$$t.');
  const isEnd = rest.startsWith('}') && /\],(?:arguments|\[.*\]),\d+,\d+\)$/.test(before);
  return isCounting || isEnd || STARTS.some((start) => start.test(rest)) || isCallOfCode(line, column);
}
