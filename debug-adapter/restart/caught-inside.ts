import type { Target } from '../target/target.js';
import type { StackEntry } from './frames.js';

/**
 * Whether what is thrown at the top of the stack is caught before it has left this frame: then its call does not fail,
 * and there is nothing to make again.
 */
export async function isCaughtInside(
  target: Target,
  stack: readonly StackEntry[],
  { index }: StackEntry,
): Promise<boolean> {
  for (const { frame, script } of stack.slice(0, index + 1)) {
    if (!script || target.skipFiles.isAgent(script)) continue;
    const own = target.scripts.get(frame.location.scriptId) ?? script;
    const { lines, catchSites } = await target.texts.syntax(own);
    const offset = ({ lineNumber: line, columnNumber: column = 0 }: typeof frame.location): number =>
      lines.offsetAt({ line, column });
    const { functionLocation, location } = frame;
    if (catchSites.fateAt(functionLocation && offset(functionLocation), offset(location), false) === 'caught')
      return true;
  }
  return false;
}
