import { ConnectionClosed } from '../inspector/connection.js';
import type { Target } from '../target/target.js';
import type { ApplyOutcome } from './restart-outcome.js';
import { apply } from './transaction.js';

/** Milliseconds until the first try, and at most between two. Nothing tells when a call ends, so it is tried. */
const FIRST = 50;
const LONGEST = 2000;

const watched = new WeakSet<Target>();

/**
 * Applies the changes of functions that were running when their edit was saved, once those calls have ended; while the
 * program is paused, Continue does.
 */
export function applyWhenFree(
  target: Target,
  told: (outcome: ApplyOutcome) => void,
  failed: (error: unknown) => void,
): void {
  if (watched.has(target)) return;
  watched.add(target);
  let delay = FIRST;
  const wait = (): void => {
    setTimeout(() => void (target.background = tryOnce()), delay).unref();
    delay = Math.min(delay * 2, LONGEST);
  };
  const tryOnce = async (): Promise<void> => {
    const paths = target.saved.waiting;
    try {
      if (!target.pause && !target.isBusy) for (const path of paths) await applyFile(path);
    } catch (error) {
      watched.delete(target);
      if (!(error instanceof ConnectionClosed)) failed(error);
      return;
    }
    if (paths.length && !target.connection.isClosed) wait();
    else watched.delete(target);
  };
  const applyFile = async (path: string): Promise<void> => {
    const outcome = await apply(target, path, false);
    const are = (status: string): boolean => outcome.edits.some((edit) => edit.status === status);
    if (outcome.strategy === 'none' && outcome.edits.length && (are('applied') || !are('waiting'))) told(outcome);
  };
  wait();
}
