import type { DebugProtocol } from '@vscode/debugprotocol';
import type Protocol from 'devtools-protocol';
import { Refused } from '../refused.js';
import type { Reply, Session } from '../session/session.js';
import { plainText } from '../target/preview.js';
import { ownScript } from '../target/script.js';
import { Variables } from '../target/variables.js';
import { frameOf } from './stack.js';

/** Evaluates an expression in a frame, or in the program at large; the expression's own error fails the request. */
export async function evaluate(session: Session, args: DebugProtocol.EvaluateArguments): Promise<Reply> {
  const { expression, frameId, context } = args;
  const chosen = frameId === undefined ? undefined : frameOf(session, frameId);
  const target = chosen?.target ?? session.target(1);
  // V8 answers in `replMode` by a promise, which a paused program does not get to.
  const isConsole = context === 'repl';
  const options = {
    // A function that is defined in the console may be met again on the stack.
    expression: isConsole ? expression : ownScript(expression),
    generatePreview: true,
    objectGroup: target.evaluated(),
    // Nothing that is evaluated may stop the program once more.
    silent: true,
    throwOnSideEffect: context === 'hover',
    includeCommandLineAPI: isConsole,
  };
  const frame = chosen?.pause.callFrames[chosen.index];
  const { result, exceptionDetails } = frame
    ? await target.connection.send('Debugger.evaluateOnCallFrame', { ...options, callFrameId: frame.callFrameId })
    : await target.connection.send('Runtime.evaluate', { ...options, replMode: isConsole && !target.pause });
  if (exceptionDetails) throw new Refused(errorText(exceptionDetails), false);
  const variable = new Variables(target.connection, session.references.of(target.threadId)).variable(
    '',
    result,
    expression,
  );
  const { value, type, variablesReference, indexedVariables, namedVariables } = variable;
  return {
    body: {
      result: value,
      type,
      variablesReference,
      ...(indexedVariables === undefined ? {} : { indexedVariables, namedVariables }),
    },
  };
}

/** The error's own first line: `TypeError: x is not a function`. */
function errorText({ exception, text }: Protocol.Runtime.ExceptionDetails): string {
  return (exception ? plainText(exception) : text).split('\n', 1)[0] ?? text;
}
