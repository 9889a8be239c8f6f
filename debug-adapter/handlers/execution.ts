import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Reply, Session } from '../session/session.js';
import type { Step } from '../target/target.js';
import { continueThread } from './hot-restart.js';

export { continueThread };

export const next = (session: Session, args: DebugProtocol.NextArguments): Reply => step(session, args, 'over');
export const stepIn = (session: Session, args: DebugProtocol.StepInArguments): Reply => step(session, args, 'into');
export const stepOut = (session: Session, args: DebugProtocol.StepOutArguments): Reply => step(session, args, 'out');

export async function pause(session: Session, { threadId }: DebugProtocol.PauseArguments): Promise<Reply> {
  const target = session.target(threadId);
  if (!target.pause) await target.askToPause();
  return {};
}

/** Steps once the response is on its way, so that the client never hears of the stop before it. */
function step(session: Session, { threadId }: { threadId: number }, kind: Step): Reply {
  const { target } = session.paused(threadId);
  return { after: () => target.step(kind) };
}
