import { reassignedParameters } from '../edit/reassigned-parameters.js';
import { previewOf } from '../target/preview.js';
import { ownScript } from '../target/script.js';
import type { Target } from '../target/target.js';
import { functionName, placeOf, type StackEntry } from './frames.js';
import type { Note } from './note.js';

/** What is to be told about the parameters of a call that V8 starts again with other values than it had (R7). */
export async function keptParameters(target: Target, entry: StackEntry): Promise<Note[]> {
  const { definition, script, frame } = entry;
  if (!definition || !script) return [];
  const { lineNumber: line, columnNumber: column = 0 } = frame.location;
  const { lines } = await target.texts.syntax(script);
  const names = reassignedParameters(definition, lines.offsetAt({ line, column }));
  if (!names.length) return [];
  const values = await Promise.all(
    names.map(async (name) => {
      const { result } = await target.connection.send('Debugger.evaluateOnCallFrame', {
        callFrameId: frame.callFrameId,
        expression: ownScript(name),
        objectGroup: target.evaluated(),
        generatePreview: true,
        silent: true,
      });
      return { name, value: previewOf(result) };
    }),
  );
  const place = await placeOf(target, entry);
  return [{ kind: 'parameters kept', function: functionName(entry), place, values }];
}
