import type { DebugProtocol } from '@vscode/debugprotocol';
import type Protocol from 'devtools-protocol';
import { words } from '../messages.js';
import { Refused } from '../refused.js';
import type { Reply, Session } from '../session/session.js';
import { isIdentifier } from '../target/access.js';
import { evaluateQuietly } from '../target/evaluation.js';
import { setNamed } from '../target/frame-scopes.js';
import { errorLine } from '../target/preview.js';
import type { Target } from '../target/target.js';
import { evaluatedIn } from './stack.js';
import { presentation, variablesIn } from './variables.js';

type RemoteObject = Protocol.Runtime.RemoteObject;

/** Sets a variable, or a property, that was shown. @throws Refused */
export async function setVariable(session: Session, args: DebugProtocol.SetVariableArguments): Promise<Reply> {
  const { variablesReference, name, value } = args;
  const held = session.references.get(variablesReference);
  if (!held) throw new Refused(words.noReference(variablesReference), false);
  const target = session.target(held.threadId);
  const { item } = held;
  const set = await item.assign(name, await newValue(target, item.callFrameId, name, value));
  return { body: presentation(item.shown(name, set)), after: () => session.dataChanged(target) };
}

/** Assigns to an expression: a variable, a property, or the value of an entry of a Map. @throws Refused */
export async function setExpression(session: Session, args: DebugProtocol.SetExpressionArguments): Promise<Reply> {
  const { frameId, value } = args;
  const expression = args.expression.trim();
  const { target, frame } = evaluatedIn(session, frameId);
  const to = await newValue(target, frame?.callFrameId, expression, value);
  // V8's evaluation assigns to constants that are in registers; so variables are set as `setVariable` does.
  const named = frame && isIdentifier(expression) ? await setNamed(target, frame, expression, to) : undefined;
  const set = named ?? (await assign(target, frame?.callFrameId, expression, value));
  const shown = variablesIn(session, target, frame).variable('', set, expression);
  return { body: presentation(shown), after: () => session.dataChanged(target) };
}

async function assign(
  target: Target,
  callFrameId: string | undefined,
  expression: string,
  value: string,
): Promise<RemoteObject> {
  const statement = `'use strict'; ${mapAssignment(expression, value) ?? `${expression} = (${value}\n)`}`;
  const { result, exceptionDetails } = await evaluateQuietly(target, callFrameId, statement);
  if (exceptionDetails) throw new Refused(words.setFailed(expression, errorLine(exceptionDetails)), false);
  // What is there now may be another value: a typed array keeps a part of a number.
  const now = await evaluateQuietly(target, callFrameId, expression, true);
  return now.exceptionDetails ? result : now.result;
}

/** The expressions under which a Map's entries are shown (target/variables.ts) are not those to set them by. @throws Refused */
function mapAssignment(expression: string, value: string): string | undefined {
  const [, map, part, index] = /^\[\.\.\.(.+?)(\.(?:keys|values)\(\))?\]\[(\d+)\]$/s.exec(expression) ?? [];
  if (map === undefined) return undefined;
  if (part !== '.values()') throw new Refused(words.entrySet(expression), false);
  return `Map.prototype.set.call(${map}, [...${map}.keys()][${index}], (${value}\n))`;
}

async function newValue(
  target: Target,
  callFrameId: string | undefined,
  name: string,
  value: string,
): Promise<RemoteObject> {
  const { result, exceptionDetails } = await evaluateQuietly(target, callFrameId, `(${value}\n)`);
  if (exceptionDetails) throw new Refused(words.valueFailed(name, errorLine(exceptionDetails)), false);
  return result;
}
