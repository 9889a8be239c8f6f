import type Protocol from 'devtools-protocol';
import type { Connection } from '../inspector/connection.js';

/** An error's own name, and those of its class and the classes that it derives from. */
const NAMES = `function () {
  const names = [this.name];
  for (let at = Object.getPrototypeOf(this); at; at = Object.getPrototypeOf(at)) names.push(at.constructor?.name);
  return names;
}`;

/** Whether what was thrown is called by one of these names: `error.name`, or that of a class of its. */
export async function isNamed(
  connection: Connection,
  { objectId }: Protocol.Runtime.RemoteObject,
  names: readonly string[],
): Promise<boolean> {
  if (!names.length || objectId === undefined) return false;
  const { result, exceptionDetails } = await connection.send('Runtime.callFunctionOn', {
    functionDeclaration: NAMES,
    objectId,
    returnByValue: true,
    silent: true,
  });
  // What cannot say its name is not on the list: a stop too many is told apart.
  if (exceptionDetails || !Array.isArray(result.value)) return false;
  return result.value.some((name) => names.includes(name as string));
}
