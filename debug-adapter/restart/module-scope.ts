import { moduleNumber } from '../edit/scope-suffix.js';
import { ownScript, type Script } from '../target/script.js';
import type { Target } from '../target/target.js';
import type { StackEntry } from './frames.js';

/** Evaluates an expression in the scope of a module; the answer is the program's own error, if there is one. */
export type ModuleScope = (expression: string) => Promise<string | undefined>;

/**
 * The scope of a file's module: in the frame of its top level while that is on the stack (E9), by what stands at its end
 * once it has run (E9a).
 * @param running the text that V8 runs
 * @returns undefined where there is no way to it
 */
export function moduleScope(
  { connection }: Target,
  script: Script,
  running: string,
  stack: readonly StackEntry[],
): ModuleScope | undefined {
  const top = stack.find((entry) => entry.script === script && entry.definition?.kind === 'module');
  const number = moduleNumber(running);
  if (!top && number === undefined) return undefined;
  return async (expression) => {
    const { exceptionDetails } = top
      ? await connection.send('Debugger.evaluateOnCallFrame', {
          callFrameId: top.frame.callFrameId,
          expression,
          silent: true,
        })
      : await connection.send('Runtime.evaluate', {
          expression: ownScript(`$$hr.evaluate(${number}, ${JSON.stringify(expression)}, true)`),
          silent: true,
        });
    if (!exceptionDetails) return undefined;
    const { exception, text } = exceptionDetails;
    return (exception?.description ?? text).split('\n', 1)[0];
  };
}
