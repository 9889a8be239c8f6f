import { words } from '../messages.js';
import { Refused } from '../refused.js';
import type { Outcome } from '../restart/restart-outcome.js';
import { outcomeBody } from '../session/outcome-body.js';
import type { Reply, Session } from '../session/session.js';
import type { FunctionHistory, FunctionVersion } from '../session/versions.js';
import { ofAllThreads, report, transact } from './hot-restart.js';

interface VersionsArguments {
  readonly path?: string;
  readonly function?: string;
}

interface RevertArguments extends VersionsArguments {
  readonly version?: number;
  readonly threadId?: number;
}

/** `hotRestart/versions {path?, function?}`: the functions that were edited in this session, with all their versions. */
export function versions(session: Session, { path, function: name }: VersionsArguments): Reply {
  const functions = session.versions.find(name, path).map((history) => ({
    path: history.path,
    function: history.name,
    key: history.key,
    current: history.current,
    versions: history.entries,
  }));
  return { body: { functions } };
}

/**
 * `hotRestart/revert {path?, function, version, threadId?}`: makes the running function that version again, in every
 * thread; the file is not touched. The answer is the outcome in the thread given, or the one of all threads.
 */
export async function revert(session: Session, args: RevertArguments): Promise<Reply> {
  if (!session.targets.size) throw new Refused(words.notStarted());
  const asked = args.threadId === undefined ? undefined : session.target(args.threadId);
  const { history, text } = findVersion(session, args);
  const { path, key, name } = history;
  const { revert: revertIn } = await import('../restart/revert.js');
  const outcomes: Outcome[] = [];
  let ofAsked: Outcome | undefined;
  for (const target of session.targets.values()) {
    const outcome = await transact(target, () => revertIn(target, { path, key, text }));
    if (!outcome) continue;
    outcomes.push(outcome);
    if (target === asked) ofAsked = outcome;
    report(session, target, outcome);
    session.framesMoved(target);
  }
  if (!outcomes.length) throw new Refused(words.functionGone(name, path));
  return { body: { outcome: outcomeBody(session.client, ofAsked ?? ofAllThreads(outcomes)) } };
}

/** @throws Refused where there is no such version, or the name is that of several functions */
function findVersion(
  session: Session,
  { path, function: name = '', version = 0 }: RevertArguments,
): { history: FunctionHistory; text: string } {
  const found = session.versions.find(name, path);
  const [history, other] = found;
  if (!history) throw new Refused(words.noVersions(name));
  if (other) {
    const elsewhere = found.find((each) => each.path !== history.path);
    throw new Refused(
      elsewhere ? words.severalFiles(name, history.path, elsewhere.path) : words.severalFunctions(name, history.path),
    );
  }
  const isIt = (entry: FunctionVersion): boolean => entry.version !== null && entry.version === version;
  const entry = history.entries.find(isIt);
  if (entry) return { history, text: entry.text };
  const known = history.entries.flatMap((each) => each.version ?? []);
  throw new Refused(words.noVersion(history.name, version, Math.min(...known), Math.max(...known)));
}
