/**
 * What Node's inspector prints to the program's standard error, and no user wrote: taken out, line by line. Anything
 * else passes at once, also an unfinished line, as long as it cannot be the start of one of these.
 */
const BANNERS = [
  /^Debugger listening on wss?:\/\/\S+$/,
  /^For help, see: https:\/\/nodejs\.org\/\S+$/,
  /^Debugger attached\.$/,
  /^Debugger ending on wss?:\/\/\S+$/,
  /^Waiting for the debugger to disconnect\.\.\.$/,
];
const STARTS = [
  'Debugger listening on ws',
  'For help, see: https://nodejs.org/',
  'Debugger attached.',
  'Debugger ending on ws',
  'Waiting for the debugger to disconnect...',
];

/** Returns a function that takes the inspector's own lines out of a stream of text; called with '' at the end. */
export function bannerFilter(): (chunk: string) => string {
  let held = '';
  return (chunk) => {
    const lines = (held + chunk).split(/(?<=\n)/);
    held = '';
    const last = lines.at(-1) ?? '';
    if (chunk !== '' && !last.endsWith('\n') && STARTS.some((start) => couldStart(last, start))) {
      held = lines.pop() ?? '';
    }
    return lines.filter((line) => !BANNERS.some((banner) => banner.test(line.trimEnd()))).join('');
  };
}

function couldStart(line: string, start: string): boolean {
  return line !== '' && (start.startsWith(line) || line.startsWith(start));
}
