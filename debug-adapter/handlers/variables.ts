import type { DebugProtocol } from '@vscode/debugprotocol';
import { words } from '../messages.js';
import { Refused } from '../refused.js';
import type { Reply, Session } from '../session/session.js';
import type { CallFrame } from '../target/pause.js';
import { RETURN_VALUE, scopeContainer, scopesOf, thisOf } from '../target/frame-scopes.js';
import type { Target } from '../target/target.js';
import { Variables } from '../target/variables.js';
import { frameOf } from './stack.js';

/** What makes variables of a thread's values. @param frame in which they are seen */
export function variablesIn(session: Session, target: Target, frame?: CallFrame): Variables {
  const { abilities } = session;
  const references = session.references.of(target.threadId);
  return new Variables({ target, references, abilities, callFrameId: frame?.callFrameId });
}

export async function scopes(session: Session, { frameId }: DebugProtocol.ScopesArguments): Promise<Reply> {
  const { target, pause, index } = frameOf(session, frameId);
  const frame = pause.callFrames[index];
  if (!frame) throw new Refused(words.noFrame(frameId), false);
  const references = session.references.of(target.threadId);
  const variables = variablesIn(session, target, frame);
  const { exception } = pause;
  const found: DebugProtocol.Scope[] = [];
  if (index === 0 && exception) {
    const container = variables.container(() => Promise.resolve([variables.variable('exception', exception)]));
    found.push({ name: 'Exception', variablesReference: references.add(container), expensive: false });
  }
  const all = await scopesOf(target, frame);
  for (const [place, scope] of all.entries()) {
    const isLocal = scope.type === 'local';
    const extra = isLocal ? await localExtra(target, variables, frame) : [];
    const container = scopeContainer(target, variables, frame, scope, all.slice(0, place), extra);
    found.push({
      name: scopeName(scope.type, scope.name),
      variablesReference: references.add(container),
      expensive: scope.type === 'global',
      ...(isLocal ? { presentationHint: 'locals' } : {}),
    });
  }
  return { body: { scopes: found } };
}

/** What the local scope has beside its variables: `this`, and what the function is about to return. */
async function localExtra(target: Target, variables: Variables, frame: CallFrame): Promise<DebugProtocol.Variable[]> {
  const { returnValue } = frame;
  const returned = returnValue ? [await variables.previewed(RETURN_VALUE, returnValue)] : [];
  return [...returned, await variables.previewed('this', await thisOf(target, frame), 'this')];
}

function scopeName(type: string, name: string | undefined): string {
  const title = type.charAt(0).toUpperCase() + type.slice(1);
  return type === 'closure' && name ? `Closure (${name})` : title;
}

export async function variables(session: Session, args: DebugProtocol.VariablesArguments): Promise<Reply> {
  const { variablesReference, filter, start = 0, count = 0 } = args;
  const held = session.references.get(variablesReference);
  if (!held) throw new Refused(words.noReference(variablesReference), false);
  return { body: { variables: await held.item.expand({ filter, start, count }) } };
}

/** What the client is told of a value that is no variable of a list. */
export function presentation(variable: DebugProtocol.Variable): DebugProtocol.SetVariableResponse['body'] {
  const { value, type, variablesReference, indexedVariables, namedVariables, memoryReference } = variable;
  return {
    value,
    variablesReference,
    ...(type === undefined ? {} : { type }),
    ...(indexedVariables === undefined ? {} : { indexedVariables }),
    ...(namedVariables === undefined ? {} : { namedVariables }),
    ...(memoryReference === undefined ? {} : { memoryReference }),
  };
}
