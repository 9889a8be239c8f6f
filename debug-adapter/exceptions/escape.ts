import type { Fate } from './catch-sites.js';

/** One frame, as the analysis sees it, from the throw outwards. */
export interface FrameFacts {
  readonly owner: 'user' | 'dependency' | 'node';
  /** True for the top level of an ES module. */
  readonly isModuleTop: boolean;
  /** What the frame's function does with the exception; asked only where it matters, as it may parse a script. */
  readonly fate: () => Promise<Fate>;
}

/** Where an exception goes. */
export interface Escape {
  /** It reached a function of the user: thrown there, or let through by the code above. */
  readonly reachesUser: boolean;
  /** It leaves the user's code without a `catch` of the user's having it (DESIGN.md: the filter `userUnhandled`). */
  readonly leavesUser: boolean;
  /** Nobody has it: it ends the program, or a promise is rejected that nobody handles. */
  readonly isUncaught: boolean;
}

const NOBODYS_BUSINESS: Escape = { reachesUser: false, leavesUser: false, isUncaught: false };

/**
 * Follows an exception outwards through a synchronous stack.
 * @param predictedUncaught V8's own word, which counts only where no function of the stack decides (X5)
 */
export async function followException(
  frames: readonly FrameFacts[],
  predictedUncaught: boolean,
  isPromiseRejection: boolean,
): Promise<Escape> {
  // X5: V8 takes the loader's own promise for a handler of what ends an ES-module program.
  const endsModule = frames.some(({ isModuleTop }) => isModuleTop);
  const isUncaught = predictedUncaught || endsModule;
  let reachesUser = false;
  let isRejection = isPromiseRejection;
  for (const frame of frames) {
    if (frame.owner === 'user') reachesUser = true;
    // Node calls the user's code from functions that catch only to report and throw again: below a user's frame they
    // do not count. Above one, Node's code may keep its exceptions to itself, as `fs.existsSync` does.
    if (frame.owner === 'node' && reachesUser) continue;
    const fate = await frame.fate();
    if (fate === 'caught') {
      // A `try` around the call of an async function has its rejection where it awaits it; V8 knows that but for X5.
      if (isRejection && predictedUncaught) continue;
      if (!reachesUser) return NOBODYS_BUSINESS;
      return { reachesUser, leavesUser: frame.owner !== 'user', isUncaught: false };
    }
    if (fate === 'rejection') isRejection = true;
  }
  if (!reachesUser) return { ...NOBODYS_BUSINESS, isUncaught: predictedUncaught };
  return { reachesUser, leavesUser: isUncaught || !isRejection, isUncaught };
}
