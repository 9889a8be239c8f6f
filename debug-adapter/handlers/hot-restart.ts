import { Event } from '@vscode/debugadapter';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { ConnectionClosed } from '../inspector/connection.js';
import { outcomeSentence, words } from '../messages.js';
import { Refused } from '../refused.js';
import { notesOf, withNotes } from '../restart/note.js';
import type { Outcome } from '../restart/restart-outcome.js';
import type { Ended } from '../restart/transaction.js';
import { outcomeBody } from '../session/outcome-body.js';
import type { Reply, Session } from '../session/session.js';
import type { Pause, StopReason } from '../target/pause.js';
import type { Target } from '../target/target.js';
import { frameOf } from './stack.js';

interface RestartArguments {
  readonly threadId?: number;
  readonly frameId?: number;
  readonly stopAtEntry?: boolean;
}

interface ApplyArguments {
  readonly path?: string;
  readonly dryRun?: boolean;
}

/** The edits and the parser (9 MB) are loaded with the first transaction. */
const transactions = () => import('../restart/transaction.js');

/**
 * `continue`: with a saved edit, the call that it changed runs again with it. A refusal fails the request, and the
 * program stays paused.
 */
export async function continueThread(session: Session, { threadId }: DebugProtocol.ContinueArguments): Promise<Reply> {
  const { target, pause } = session.paused(threadId);
  const ended = await transact(target, () => editedOrAlways(session, target, pause));
  if (!ended) return goOn(target);
  const { outcome, entry } = ended;
  // A refusal is the failure of this request, which the client shows: its line in the console is for the record.
  reportAsked(session, target, outcome, 'console');
  if (outcome.strategy !== 'refused') return goOn(target, entry);
  const message = outcomeSentence(outcome);
  if (entry) return { body: {}, after: () => target.announce('frame_entry', entry) };
  // Where nothing failed, a refusal is told once; the same Continue again means: go on with the old code.
  if (!pause.isThrowing && target.lastRefusal === message) return goOn(target);
  target.lastRefusal = message;
  throw new Refused(message);
}

async function editedOrAlways(session: Session, target: Target, pause: Pause): Promise<Ended | undefined> {
  const { onContinue = 'edited' } = session.configuration ?? {};
  if (onContinue === 'never') return undefined;
  const { continueWithEdits, restart } = await transactions();
  const ended = await continueWithEdits(target, pause);
  return ended ?? (onContinue === 'always' && pause.isThrowing ? restart(target, pause, 'innermost') : undefined);
}

/**
 * A step at an exception after a saved edit: an ordinary one would end the call that failed, or the program. So the
 * call runs again with the edit, and stands at its first statement.
 * @returns undefined where nothing was saved, so that the step is an ordinary one
 */
export async function stepIntoEdit(session: Session, target: Target, pause: Pause): Promise<Reply | undefined> {
  if (!pause.isThrowing || session.configuration?.onContinue === 'never') return undefined;
  const ended = await transact(target, async () => (await transactions()).continueWithEdits(target, pause));
  if (!ended || ended.outcome.strategy === 'none') return undefined;
  const { outcome, entry } = ended;
  reportAsked(session, target, outcome, 'console');
  if (outcome.strategy === 'wrapper') {
    await stopAtBeginning(target, ended, 'step');
    return goOn(target);
  }
  if (!entry) throw new Refused(outcomeSentence(outcome));
  return { after: () => target.announce('step', entry) };
}

/** `restartFrame`: applies the saved edits and stops at the entry of the frame chosen. */
export async function restartFrame(session: Session, { frameId }: DebugProtocol.RestartFrameArguments): Promise<Reply> {
  const { target, pause, index } = frameOf(session, frameId);
  const ended = await transact(target, async () => (await transactions()).restart(target, pause, index));
  const { outcome, entry } = ended;
  reportAsked(session, target, outcome, 'console');
  if (outcome.strategy === 'wrapper') {
    await stopAtBeginning(target, ended, 'frame_entry');
    return { after: () => goOnUnasked(session, target) };
  }
  if (!entry) throw new Refused(outcomeSentence(outcome));
  return { after: () => target.announce('frame_entry', entry) };
}

/** `hotRestart/restart {threadId?, frameId?, stopAtEntry?}`: the same, and goes on unless told to stop at the entry. */
export async function restart(session: Session, { threadId, frameId, stopAtEntry }: RestartArguments): Promise<Reply> {
  const chosen = frameId === undefined ? undefined : frameOf(session, frameId);
  const { target, pause } = chosen ?? session.paused(threadId);
  const ended = await transact(target, async () => {
    const { continueWithEdits, restart } = await transactions();
    if (chosen) return restart(target, pause, chosen.index);
    const edited = await continueWithEdits(target, pause);
    return edited && edited.outcome.strategy !== 'none' ? edited : restart(target, pause, 'innermost');
  });
  const { outcome, entry } = ended;
  reportAsked(session, target, outcome);
  const body = { outcome: outcomeBody(session.client, outcome) };
  if (outcome.strategy === 'wrapper') {
    if (stopAtEntry) await stopAtBeginning(target, ended, 'frame_entry');
    return { body, after: () => goOnUnasked(session, target) };
  }
  if (!entry) return { body };
  if (stopAtEntry || outcome.strategy === 'refused')
    return { body, after: () => target.announce('frame_entry', entry) };
  return { body, after: () => goOnUnasked(session, target, entry) };
}

/** A call that the agent makes again begins only once the program goes on. */
async function stopAtBeginning(target: Target, { begins }: Ended, reason: StopReason): Promise<void> {
  if (begins) await target.stopAtNewCode(begins, reason);
}

/** As `goOn`, where nobody but us asked the program to go on. */
async function goOnUnasked(session: Session, target: Target, entry?: Pause): Promise<void> {
  session.sendEvent(new Event('continued', { threadId: target.threadId, allThreadsContinued: false }));
  await goOn(target, entry).after?.();
}

/** `hotRestart/apply {path?, dryRun?}`: changes the code of functions that are not running, in every thread; restarts nothing. */
export async function apply(session: Session, { path, dryRun = false }: ApplyArguments): Promise<Reply> {
  if (!session.targets.size) throw new Refused(words.notStarted());
  const outcomes: Outcome[] = [];
  for (const target of session.targets.values()) {
    const outcome = await transact(target, async () => (await transactions()).apply(target, path, dryRun));
    outcomes.push(outcome);
    if (!dryRun && (outcome.edits.length || session.targets.size === 1)) report(session, target, outcome);
    if (!dryRun) session.framesMoved(target);
  }
  return { body: { outcome: outcomeBody(session.client, ofAllThreads(outcomes)) } };
}

/** One outcome for all threads: a refusal if there is one, and each edit once for each way in which it ended. */
export function ofAllThreads(outcomes: readonly Outcome[]): Outcome {
  const [refused] = outcomes.filter(({ strategy }) => strategy === 'refused');
  const edits = new Map(outcomes.flatMap((outcome) => outcome.edits.map((edit) => [JSON.stringify(edit), edit])));
  const milliseconds = outcomes.reduce((sum, each) => sum + ('milliseconds' in each ? each.milliseconds : 0), 0);
  const notes = outcomes.flatMap(notesOf);
  const told = new Map(notes.map((note) => [JSON.stringify(note), note]));
  return refused ?? withNotes({ strategy: 'none', edits: [...edits.values()], milliseconds }, [...told.values()]);
}

/** What was edited in one thread is edited in the others that run the same file; a paused one does it when it goes on. */
async function applyElsewhere(session: Session, edited: Target): Promise<void> {
  for (const target of session.targets.values()) {
    if (target === edited || target.pause || target.isBusy) continue;
    try {
      const outcome = await transact(target, async () => (await transactions()).apply(target, undefined, false, null));
      if (outcome.edits.length) report(session, target, outcome);
    } catch (error) {
      if (!(error instanceof ConnectionClosed)) throw error;
    }
  }
}

/** `hotRestart/letFail {threadId?}`: an ordinary Continue, whatever was saved. */
export function letFail(session: Session, { threadId }: { threadId?: number }): Reply {
  return goOn(session.paused(threadId).target);
}

/** Runs one transaction at a time on a target. @throws Refused while another one runs */
export async function transact<T>(target: Target, work: () => Promise<T>): Promise<T> {
  if (target.isBusy)
    throw new Refused(outcomeSentence({ strategy: 'refused', refusal: { reason: 'busy' }, edits: [] }));
  target.isBusy = true;
  try {
    await target.background;
    return await work();
  } finally {
    target.isBusy = false;
  }
}

/** Lets the program go on once the response is on its way; a breakpoint at the entry of a restarted call still counts. */
function goOn(target: Target, entry?: Pause): Reply {
  const after = async (): Promise<void> => {
    if (entry && (await target.breakpoints.stopsAt(entry))) target.announce('breakpoint', entry);
    else await target.resume();
  };
  return { body: { allThreadsContinued: false }, after };
}

/** Tells the client of an outcome: an event for programs, a line in the console for people. */
export function report(
  session: Session,
  target: Target,
  outcome: Outcome,
  ofRefusal: 'console' | 'important' = 'important',
): void {
  const { threadId, name } = target;
  session.versions.record(outcome.edits);
  session.sendEvent(new Event('hotRestart/outcome', { outcome: outcomeBody(session.client, outcome), threadId }));
  // Thread 1 goes without saying.
  const where = threadId === 1 ? '' : `[${name}] `;
  session.print(outcome.strategy === 'refused' ? ofRefusal : 'console', where + outcomeSentence(outcome));
  if (target.saved.waiting.length) void applyLater(session, target);
}

/** As `report`, for an outcome that somebody waits for: the edits are then made in the other threads, too. */
function reportAsked(session: Session, target: Target, outcome: Outcome, ofRefusal?: 'console'): void {
  report(session, target, outcome, ofRefusal);
  if (outcome.strategy !== 'refused' && outcome.edits.length) {
    applyElsewhere(session, target).catch((error: unknown) => session.print('important', words.internal(error)));
  }
}

async function applyLater(session: Session, target: Target): Promise<void> {
  const { applyWhenFree } = await import('../restart/waiting-edits.js');
  const told = (outcome: Outcome): void => report(session, target, outcome);
  applyWhenFree(target, told, (error) => session.print('important', words.internal(error)));
}
