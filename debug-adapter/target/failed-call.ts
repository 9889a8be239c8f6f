import type Protocol from 'devtools-protocol';
import type { CallFrame, Pause } from './pause.js';
import { ownScript } from './script.js';
import type { Target } from './target.js';

/** The agent's file in which a program waits that has failed while nobody debugged it (runtime-agent/wait.cjs). */
const WAIT = 'node:hot-restart/wait.cjs';

/**
 * The pause with the call that has failed, where it is because of one. In the place of the agent's frame stands one at
 * the start of the function.
 */
export async function withFailedCall(target: Target, pause: Pause): Promise<Pause> {
  const [frame] = pause.callFrames;
  if (!frame || pause.isThrowing || target.scripts.get(frame.location.scriptId)?.url !== WAIT) return pause;
  const { callFrameId } = frame;
  const ask = async (expression: string, options: object): Promise<Protocol.Runtime.RemoteObject> => {
    const question = { callFrameId, expression: ownScript(expression), silent: true, ...options };
    return (await target.connection.send('Debugger.evaluateOnCallFrame', question)).result;
  };
  const said = await ask('({ name: $$failed.name, text: $$failed.text })', { returnByValue: true });
  const { name, text } = said.value as { name: string; text: string };
  const exception = await ask('$$failed.error', { generatePreview: true });
  const location = await locationOf(target, await ask('$$failed.fn', {}));
  const shown: CallFrame = {
    ...frame,
    functionName: name,
    ...(location && { location, functionLocation: location }),
    scopeChain: frame.scopeChain.filter(({ type }) => type === 'global'),
  };
  return {
    ...pause,
    callFrames: [shown, ...pause.callFrames.slice(1)],
    exception,
    failedCall: { name, function: { text }, callFrameId, variable: '$$failed' },
  };
}

/** Where a function is, as V8 names the place: its parameter list. */
async function locationOf(
  { connection }: Target,
  { objectId = '' }: Protocol.Runtime.RemoteObject,
): Promise<Protocol.Debugger.Location | undefined> {
  const { internalProperties = [] } = await connection.send('Runtime.getProperties', { objectId, ownProperties: true });
  const found = internalProperties.find(({ name }) => name === '[[FunctionLocation]]');
  return found?.value?.value as Protocol.Debugger.Location | undefined;
}
