import type Protocol from 'devtools-protocol';
import type { Connection } from '../inspector/connection.js';
import { words } from '../messages.js';
import { Refused } from '../refused.js';
import { errorLine } from './preview.js';
import { ownScript } from './script.js';
import { argumentOf } from './value-kinds.js';

type RemoteObject = Protocol.Runtime.RemoteObject;
type CallArgument = Protocol.Runtime.CallArgument;

/**
 * Sets a property as strict code does, so that a failure is told.
 * @param key the property's name, or its symbol
 * @returns what is there now: a typed array keeps less than a number
 * @throws Refused
 */
export async function setProperty(
  connection: Connection,
  object: RemoteObject,
  name: string,
  key: CallArgument,
  value: RemoteObject,
): Promise<RemoteObject> {
  const set = `function (key, value) {
    'use strict';
    this[key] = value;
    const property = Object.getOwnPropertyDescriptor(this, key);
    return property && 'value' in property ? property.value : value;
  }`;
  return call(connection, object, name, set, [key, argumentOf(value)]);
}

/** Sets the value of an entry of a Map. @throws Refused */
export async function setEntry(
  connection: Connection,
  map: RemoteObject,
  key: RemoteObject,
  value: RemoteObject,
): Promise<RemoteObject> {
  const set = 'function (key, value) { Map.prototype.set.call(this, key, value); return value; }';
  return call(connection, map, 'value', set, [argumentOf(key), argumentOf(value)]);
}

/** Sets a private member; only a frame knows its name. @throws Refused */
export async function setPrivate(
  connection: Connection,
  callFrameId: string | undefined,
  object: RemoteObject,
  name: string,
  value: RemoteObject,
): Promise<RemoteObject> {
  if (callFrameId === undefined) throw new Refused(words.privateSet(name), false);
  const expression = ownScript(`(object, value) => { object.${name} = value; return object.${name}; }`);
  const made = await connection.send('Debugger.evaluateOnCallFrame', { callFrameId, expression, silent: true });
  if (made.exceptionDetails) throw new Refused(words.privateSet(name), false);
  const set = 'function (object, value) { return this(object, value); }';
  return call(connection, made.result, name, set, [argumentOf(object), argumentOf(value)]);
}

async function call(
  connection: Connection,
  { objectId = '' }: RemoteObject,
  name: string,
  functionDeclaration: string,
  args: CallArgument[],
): Promise<RemoteObject> {
  const question = { objectId, functionDeclaration, arguments: args, silent: true, generatePreview: true };
  const { result, exceptionDetails } = await connection.send('Runtime.callFunctionOn', question);
  if (exceptionDetails) throw new Refused(words.setFailed(name, errorLine(exceptionDetails)), false);
  return result;
}
