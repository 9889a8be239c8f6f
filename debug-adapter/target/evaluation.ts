import type Protocol from 'devtools-protocol';
import { operand } from './access.js';
import { syntaxErrorOf } from './expression-syntax.js';
import { errorLine } from './preview.js';
import { ownScript } from './script.js';
import type { Target } from './target.js';
import { THIS, withPreview } from './value-pages.js';

type RemoteObject = Protocol.Runtime.RemoteObject;
type Outcome = Protocol.Runtime.EvaluateResponse;

/** V8 keeps the last result in this group for `$_`. */
const CONSOLE_GROUP = 'console';

/**
 * Evaluates for the debugger: it does not show, and stops nowhere.
 * @param callFrameId undefined for the global scope
 */
export async function evaluateQuietly(
  target: Target,
  callFrameId: string | undefined,
  expression: string,
  throwOnSideEffect = false,
): Promise<Outcome> {
  const objectGroup = target.evaluated();
  const question = {
    expression: ownScript(expression),
    objectGroup,
    // Nothing that is evaluated may stop the program once more.
    silent: true,
    throwOnSideEffect,
  };
  const outcome =
    callFrameId === undefined
      ? await target.connection.send('Runtime.evaluate', question)
      : await target.connection.send('Debugger.evaluateOnCallFrame', { ...question, callFrameId });
  return { ...outcome, result: await withPreview(target.connection, outcome.result, objectGroup) };
}

/** Evaluates what the user wrote in the console: several statements, `$_` for the last result, `await` while the program runs. */
export async function evaluateInConsole(
  target: Target,
  callFrameId: string | undefined,
  text: string,
): Promise<Outcome> {
  const question = {
    // A function that is defined in the console may be met again on the stack, so it is no script of ours.
    expression: asValue(text),
    objectGroup: CONSOLE_GROUP,
    silent: true,
    includeCommandLineAPI: true,
  };
  // V8 answers in `replMode` by a promise, which a paused program does not get to.
  const ask = (): Promise<Outcome> =>
    callFrameId === undefined
      ? target.connection.send('Runtime.evaluate', { ...question, replMode: !target.pause })
      : target.connection.send('Debugger.evaluateOnCallFrame', { ...question, callFrameId });
  const first = await ask();
  // What a program prints may be here before the news that it goes on; nothing has run yet.
  const outcome = isAwaitRefused(first) && !target.pause ? await ask() : first;
  return { ...outcome, result: await heldUntilResumed(target, outcome.result) };
}

/** Whether V8 has not run an expression, as it waits for something where it cannot. */
export function isAwaitRefused({ exceptionDetails }: Pick<Outcome, 'exceptionDetails'>): boolean {
  const error = exceptionDetails ? errorLine(exceptionDetails) : '';
  return /^SyntaxError: await (?:can not be used|is only valid)/.test(error);
}

/** V8 lets go of what is in the group of `$_` only with `$_` itself: so the client holds the value by another handle. */
async function heldUntilResumed(target: Target, value: RemoteObject): Promise<RemoteObject> {
  const { objectId } = value;
  if (objectId === undefined) return value;
  const objectGroup = target.evaluated();
  const question = { objectId, functionDeclaration: THIS, objectGroup, silent: true };
  const { result } = await target.connection.send('Runtime.callFunctionOn', question);
  await target.connection.send('Runtime.releaseObject', { objectId });
  return withPreview(target.connection, result, objectGroup);
}

/** What stands in curly brackets alone is meant as an object, not as a block. */
function asValue(text: string): string {
  const trimmed = text.trim();
  return trimmed.startsWith('{') && trimmed.endsWith('}') && !syntaxErrorOf(trimmed) ? `(${trimmed})` : text;
}

/** Whether a text is one expression, so that it can be a part of others. */
export function isExpression(text: string): boolean {
  return operand(text) === text.trim() || !syntaxErrorOf(text.trim().replace(/[;\s]+$/, ''));
}

/** Whether an expression may change data: it calls, assigns or deletes something. A guess that errs on the side of yes. */
export function mayChange(expression: string): boolean {
  return /[=(`]|\+\+|--|\b(?:delete|new|import|await)\b/.test(expression);
}
