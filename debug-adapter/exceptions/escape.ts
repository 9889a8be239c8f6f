import type { Fate } from './catch-sites.js';

/** One frame, as the analysis sees it, from the throw outwards: first those on the stack, then those that await them. */
export interface FrameFacts {
  /** `wrapper` stands for the border of a function that the user has wrapped: whatever leaves it is to be seen. */
  readonly owner: 'user' | 'dependency' | 'node' | 'wrapper';
  /** True for the top level of an ES module. */
  readonly isModuleTop: boolean;
  /**
   * What the frame's function does with the exception; asked only where it matters, as it may parse a script.
   * @param isRejection whether the exception arrives as the rejection of a promise that the frame has called for
   */
  readonly fate: (isRejection: boolean) => Promise<Fate>;
}

/** Where an exception goes. */
export interface Escape {
  /** It reached a function of the user: thrown there, or let through by the code above. */
  readonly reachesUser: boolean;
  /**
   * It leaves the user's code, or a function that the user has wrapped, without a `catch` of the user's having it
   * (DESIGN.md: the filter `userUnhandled`).
   */
  readonly leavesUser: boolean;
  /** Nobody has it: it ends the program, or a promise is rejected that nobody handles. */
  readonly isUncaught: boolean;
  /** The index of the frame whose `catch` has it, where it came there through the stack; undefined otherwise. */
  readonly caughtAt: number | undefined;
}

/**
 * Follows an exception outwards: through the stack, and from an async function to whoever awaits it.
 * @param predictedUncaught V8's own word, which counts only where no function of the chain decides (X5)
 */
export async function followException(frames: readonly FrameFacts[], predictedUncaught: boolean): Promise<Escape> {
  const caughtAt = undefined;
  let reachesUser = false;
  let isRejection = false;
  let leavesWrapped = false;
  let isUncaught = predictedUncaught;
  for (const [index, frame] of frames.entries()) {
    if (frame.owner === 'user') reachesUser = true;
    if (frame.owner === 'wrapper') {
      leavesWrapped ||= reachesUser;
      continue;
    }
    if (reachesUser && frame.owner !== 'user') {
      // A promise that is handed to somebody else has left the user's code, whatever becomes of it there.
      if (isRejection) return { reachesUser, leavesUser: true, isUncaught, caughtAt };
      // Node calls the user's code from functions that catch only to report and throw again: below a user's frame they
      // do not count. Above one, Node's code may keep its exceptions to itself, as `fs.existsSync` does.
      if (frame.owner === 'node') continue;
    }
    const fate = await frame.fate(isRejection);
    // X1: V8's word was that the `catch` has it.
    if (fate.endsWith(' again')) isUncaught = true;
    if (fate === 'caught') {
      const leavesUser = leavesWrapped || (reachesUser && frame.owner !== 'user');
      return { reachesUser, leavesUser, isUncaught: false, caughtAt: isRejection ? undefined : index };
    }
    if (fate === 'dropped') return { reachesUser, leavesUser: reachesUser, isUncaught: true, caughtAt };
    // Somebody of the user's has the promise and may still handle it: V8 knows whether anybody does by now.
    if (fate === 'held') break;
    // X5: V8 takes the loader's own promise for a handler of what ends an ES-module program.
    if (frame.isModuleTop) isUncaught = true;
    isRejection ||= fate.startsWith('rejection');
  }
  const leavesUser = leavesWrapped || (reachesUser && (isUncaught || !isRejection));
  return { reachesUser, leavesUser, isUncaught, caughtAt };
}
