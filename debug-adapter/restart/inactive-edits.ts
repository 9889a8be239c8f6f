import type { MemberChange } from '../edit/class-members.js';
import type { Change } from '../edit/compare.js';
import type { Composed } from '../edit/compose.js';
import type { EditOutcome } from '../edit/edit-outcome.js';
import { codesOf } from '../edit/edited-code.js';
import type { FilePlan } from '../edit/plan.js';
import { placeInFile } from '../edit/position-in-file.js';
import { settleScopes } from '../edit/scope-check.js';
import type { Place, Refusal } from '../refusal.js';
import { placeInRunning } from '../target/saved-files.js';
import type { Target } from '../target/target.js';
import { evaluationOf, forgetReplaced, replaceForLaterCalls } from './call-again.js';
import type { Edited } from './composition.js';
import { editInactive, tryEdit, type Sent } from './live-edit.js';

/** How the changes of a file end if V8 takes what it is sent. */
export function foreseen({ settled, applying }: FilePlan): EditOutcome[] {
  return [...settled, ...applying.values()];
}

/**
 * How they end where no call is to be made again. V8 is asked which functions have calls that wait in the middle of them;
 * the agent may have those for the calls to come.
 */
export async function foreseenInFull(target: Target, file: Edited, plan: FilePlan): Promise<EditOutcome[]> {
  const blocked = await blockedChanges(target, file, plan);
  const found = foreseen(plan).map((edit): EditOutcome => {
    const change = changeOf(file.differing, edit);
    const isBlocked = [...blocked].some(({ after }) => after.key === change?.after.key);
    if (!change || (edit.status !== 'waiting' && !isBlocked)) return edit;
    const isAgents =
      change.before.site !== undefined &&
      evaluationOf(target, file, change) !== undefined &&
      !settleScopes(plan.versions, [change]).refused.length;
    return isAgents
      ? { ...edited(edit), status: 'applied', through: 'new calls only' }
      : { ...edited(edit), status: 'waiting' };
  });
  return [...plan.members.map((each) => foreseenMember(file, each)), ...found];
}

async function blockedChanges(target: Target, file: Edited, plan: FilePlan): Promise<ReadonlySet<Change>> {
  const { composed, applying } = plan;
  const blocked = new Set<Change>();
  const ask = (one: Composed) => tryEdit(target, file.script.id, one.steps[0] ?? one.text);
  if (!composed.splices.length || (await ask(composed)).status === 'Ok') return blocked;
  for (const change of applying.keys()) {
    if (isBlocked(await ask(settleScopes(plan.versions, [change]).composed))) blocked.add(change);
  }
  return blocked;
}

function foreseenMember(file: Edited, { kind, label, definition, was }: MemberChange): EditOutcome {
  const isAdded = kind === 'add';
  const place = isAdded ? placeInFile(file, definition.start) : placeInRunning(file.source, definition.start);
  const named = { function: label, place, through: 'class change' } as const;
  return isAdded ? { status: 'added', ...named, was: was?.name } : { status: 'removed', ...named };
}

/** A change that the agent can be given the new code of, for a call that is to be made again. */
export interface GivenToAgent {
  readonly change: Change;
  /** @returns the number of the new code, if the agent has it */
  readonly give: () => Promise<number | undefined>;
}

/**
 * Sends one file's text while none of the functions changed in it runs. Where V8 refuses, as some function does run, it
 * does not say which: so each change is sent by itself, and one that is refused does not hold up the others.
 * @param own what the agent is given itself, where V8 cannot take it yet
 */
export async function applyInactive(
  target: Target,
  file: Edited,
  plan: FilePlan,
  own?: GivenToAgent,
): Promise<EditOutcome[]> {
  const { running, outcomes } = await sendInactive(target, file, plan);
  return settle(target, file, plan, running, outcomes, own);
}

/**
 * Takes over what V8 runs now, and gives the agent what waits.
 * @param outcomes of what V8 was sent, and of what was decided on before
 * @returns how all changes of the file ended
 */
export async function settle(
  target: Target,
  file: Edited,
  plan: FilePlan,
  running: string,
  outcomes: readonly EditOutcome[],
  own?: GivenToAgent,
): Promise<EditOutcome[]> {
  // What V8 cannot change yet, the agent can put new code in the place of, for the calls to come (E4).
  const byAgent = new Map<string, number>();
  const told: EditOutcome[] = [];
  for (const edit of outcomes) {
    const change = changeOf(file.differing, edit);
    const key = change?.before.key ?? '';
    const known = file.byAgent.get(key);
    if (known !== undefined && change !== own?.change && !changeOf(file.fresh, edit)) {
      // It has been told as applied; nothing is new but that V8 has it now, or still has not.
      if (edit.status === 'waiting') byAgent.set(key, known);
      continue;
    }
    const version = edit.status === 'waiting' && change ? await replacedBy(change) : undefined;
    if (version !== undefined) byAgent.set(key, version);
    const through = change === own?.change ? 'wrapper' : 'new calls only';
    told.push(version === undefined ? edit : { ...edited(edit), status: 'applied', through });
  }
  for (const change of file.takenBack) {
    const { key } = change.before;
    const isRunning = change !== own?.change && plan.staying.has(change.before);
    if (isRunning) byAgent.set(key, file.byAgent.get(key) ?? 0);
    told.push({ ...takenBack(file, change), status: isRunning ? 'waiting' : 'applied' });
  }
  await take(target, file, running, told, byAgent);
  return told;

  async function replacedBy(change: Change): Promise<number | undefined> {
    if (change === own?.change) return own.give();
    if (settleScopes(plan.versions, [change]).refused.length) return undefined;
    return replaceForLaterCalls(target, file, change);
  }
}

/** The agent is told to forget its code (see `take`). */
function takenBack(file: Edited, change: Change): Omit<EditOutcome, 'status'> {
  const { name, start } = change.after;
  const { seen, next } = file;
  const place = placeInFile(file, start);
  return { function: name, place, codes: codesOf(change, seen, next, false) };
}

function edited({ function: name, place, codes }: EditOutcome): Omit<EditOutcome, 'status'> {
  return { function: name, place, ...(codes && { codes }) };
}

/** The change that an outcome is of: many functions may have one name, or none. */
function changeOf(changes: Edited['differing'], { codes, function: name }: EditOutcome): Change | undefined {
  const key = codes?.[0]?.key;
  return [...changes.values()].find(({ after }) => (key === undefined ? after.name === name : after.key === key));
}

interface SentInactive {
  /** What V8 runs now. */
  readonly running: string;
  readonly outcomes: readonly EditOutcome[];
}

async function sendInactive(target: Target, file: Edited, plan: FilePlan): Promise<SentInactive> {
  const { composed, settled, applying } = plan;
  if (!composed.splices.length) return { running: file.running.text, outcomes: settled };
  const { status, taken = file.running.text } = await editInactive(target, file.script.id, composed.steps);
  if (status === 'Ok') return { running: taken, outcomes: foreseen(plan) };
  let running = taken;
  const outcomes = [...settled];
  const accepted: Change[] = [];
  for (const [change, outcome] of applying) {
    const { composed: one, refused } = settleScopes(plan.versions, [...accepted, change]);
    const refusal = refused.find((each) => each.change === change)?.refusal;
    const sent = refusal ? undefined : await editInactive(target, file.script.id, one.steps);
    running = sent?.taken ?? running;
    if (sent?.status === 'Ok') {
      accepted.push(change);
      outcomes.push(outcome);
    } else if (isBlocked(sent)) outcomes.push({ ...outcome, status: 'waiting' });
    else {
      const { function: name, place } = outcome;
      const why = refusal ?? refusalFor(sent?.status ?? '', name, place);
      outcomes.push({ ...outcome, status: 'refused', refusal: why });
    }
  }
  return { running, outcomes };
}

/** Calls are under way: one on the stack (E2), or one that waits in the middle of a function (E4). */
function isBlocked(sent: Pick<Sent, 'status'> | undefined): boolean {
  return sent?.status === 'BlockedByActiveFunction' || sent?.status === 'BlockedByActiveGenerator';
}

/**
 * What V8 runs and what the user saw are now these; the breakpoints that V8 dropped are set again (E8).
 * @param byAgent the functions whose new code the agent has, and V8 does not; by their keys
 */
export async function take(
  target: Target,
  file: Edited,
  running: string,
  outcomes: readonly EditOutcome[],
  byAgent: ReadonlyMap<string, number>,
): Promise<void> {
  file.source.update(running, file.inFile, file.origin);
  const isWaiting = byAgent.size > 0 || outcomes.some(({ status }) => status === 'waiting');
  target.saved.took(file, isWaiting, byAgent);
  const old = outcomes.flatMap((edit) =>
    edit.status === 'waiting' || edit.status === 'refused' ? (edit.codes?.[0]?.key ?? []) : [],
  );
  await forgetReplaced(target, file, new Set([...old, ...byAgent.keys()]));
  await target.breakpoints.restore(file.script);
  await target.functionBreakpoints.setIn(file.script);
}

export function refusalFor(status: string, name: string, place: Place): Refusal {
  return status === 'BlockedByActiveGenerator'
    ? { reason: 'suspended', function: name, place }
    : { reason: 'inspector', function: name, place, answer: status };
}
