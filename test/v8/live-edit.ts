import assert from 'node:assert/strict';
import type { Result } from '../../debug-adapter/inspector/connection.js';
import type { Frame, Program } from './program.js';
import { replaceOnce } from './frames.js';

type EditOptions = { readonly allowTopFrameEditing?: boolean; readonly dryRun?: boolean };

/**
 * E1: from Node 26 on, live edit is behind a V8 flag, which can be switched on at run time. A V8 that does not know the
 * flag writes a complaint to the program's standard error, so it is set only where it exists.
 */
export async function enableLiveEdit(program: Program): Promise<void> {
  await evaluate(
    program,
    `Number.parseInt(process.versions.node) < 26 ||
      process.getBuiltinModule('node:v8').setFlagsFromString('--inspector-live-edit') === undefined`,
  );
}

/** Sets a script's whole text. */
export function setSource(
  program: Program,
  scriptId: string,
  scriptSource: string,
  options: EditOptions = {},
): Promise<Result<'Debugger.setScriptSource'>> {
  return program.send('Debugger.setScriptSource', { scriptId, scriptSource, ...options });
}

/** Replaces one passage of a script, as V8 now has it. @returns the status that V8 answers */
export async function edit(
  program: Program,
  scriptId: string,
  [from, to]: readonly [from: string, to: string],
  options: EditOptions = {},
): Promise<string> {
  const { scriptSource } = await program.send('Debugger.getScriptSource', { scriptId });
  const { status } = await setSource(program, scriptId, replaceOnce(scriptSource, from, to), options);
  return status;
}

/** Evaluates in a frame. @returns the value, which must be JSON */
export async function evaluateIn(program: Program, { callFrameId }: Frame, expression: string): Promise<unknown> {
  const { result, exceptionDetails } = await program.send('Debugger.evaluateOnCallFrame', {
    callFrameId,
    expression,
    returnByValue: true,
  });
  assert.equal(exceptionDetails?.exception?.description, undefined);
  return result.value as unknown;
}

/** Evaluates in the global scope. @returns the value, which must be JSON */
export async function evaluate(program: Program, expression: string): Promise<unknown> {
  const { result, exceptionDetails } = await program.send('Runtime.evaluate', { expression, returnByValue: true });
  assert.equal(exceptionDetails?.exception?.description, undefined);
  return result.value as unknown;
}
