import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Reply, Session } from '../session/session.js';
import type { Step } from '../target/target.js';
import { stepIntoEdit } from './hot-restart.js';

export const next = (session: Session, args: DebugProtocol.NextArguments): Promise<Reply> =>
  step(session, args, 'over');
export const stepIn = (session: Session, args: DebugProtocol.StepInArguments): Promise<Reply> =>
  step(session, args, 'into');
export const stepOut = (session: Session, args: DebugProtocol.StepOutArguments): Promise<Reply> =>
  step(session, args, 'out');

export async function pause(session: Session, { threadId }: DebugProtocol.PauseArguments): Promise<Reply> {
  const target = session.target(threadId);
  if (!target.pause) await target.askToPause();
  return {};
}

/** Steps once the response is on its way, so that the client never hears of the stop before it. */
async function step(session: Session, { threadId }: { threadId: number }, kind: Step): Promise<Reply> {
  const { target, pause } = session.paused(threadId);
  return (await stepIntoEdit(session, target, pause)) ?? { after: () => target.step(kind) };
}
