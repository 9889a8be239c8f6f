import type { DebugProtocol } from '@vscode/debugprotocol';
import { words } from '../messages.js';
import { Refused } from '../refused.js';
import type { Reply, Session } from '../session/session.js';
import { operand } from '../target/access.js';
import { wholeText } from '../target/clipboard.js';
import { evaluateInConsole, evaluateQuietly, isAwaitRefused, isExpression, mayChange } from '../target/evaluation.js';
import { errorLine } from '../target/preview.js';
import { evaluatedIn } from './stack.js';
import { presentation, variablesIn } from './variables.js';

/** Evaluates an expression in a frame, or in the program at large; the expression's own error fails the request. */
export async function evaluate(session: Session, args: DebugProtocol.EvaluateArguments): Promise<Reply> {
  const { expression, frameId, context } = args;
  const { target, frame } = evaluatedIn(session, frameId);
  const isConsole = context === 'repl';
  const { result, exceptionDetails } = isConsole
    ? await evaluateInConsole(target, frame?.callFrameId, expression)
    : await evaluateQuietly(target, frame?.callFrameId, expression, context === 'hover');
  const changes = context !== 'hover' && mayChange(expression);
  // Also what fails in the end may have changed something before.
  if (changes) target.fresh.needed();
  if (exceptionDetails) {
    const error = errorLine(exceptionDetails);
    const isAwait = target.pause && isAwaitRefused({ exceptionDetails });
    throw new Refused(isAwait ? words.awaitWhilePaused() : error, false);
  }
  if (context === 'clipboard') return { body: { result: await wholeText(target, result), variablesReference: 0 } };
  const path = isExpression(expression) ? operand(expression) : undefined;
  const { value, ...rest } = presentation(variablesIn(session, target, frame).variable('', result, path));
  const body = { result: value, ...rest };
  return isConsole && changes ? { body, after: () => session.dataChanged(target) } : { body };
}
