import type Protocol from 'devtools-protocol';
import type { Connection } from '../inspector/connection.js';
import { lengthOf, sizeOf } from './value-kinds.js';

type RemoteObject = Protocol.Runtime.RemoteObject;
type Properties = Protocol.Runtime.GetPropertiesResponse;

/** How many numbered children are given at once to a client that does not ask for pages. */
export const MOST_AT_ONCE = 100_000;
/** From here on V8 is not asked for the entries of a Map: it would make an object of each. */
const MANY_ENTRIES = 1000;

/** Gives a value as it is. */
export const THIS = "function () { 'use strict'; return this; }";

/** A page of an array or a typed array, without copying or unfolding the rest of it; holes are left out. */
export async function elements(
  connection: Connection,
  value: RemoteObject,
  start: number,
  end: number,
): Promise<Properties['result']> {
  const page = await call(
    connection,
    value,
    `function (start, end) {
      const page = { __proto__: null };
      for (let index = start; index < end; index++) {
        const property = Object.getOwnPropertyDescriptor(this, index);
        if (property) Object.defineProperty(page, index, property);
      }
      return page;
    }`,
    [{ value: start }, { value: end }],
  );
  return (await properties(connection, page)).result;
}

/** Keys and values of some entries of a Map, in turn, or members of a Set. */
export async function entries(
  connection: Connection,
  value: RemoteObject,
  start: number,
  end: number,
): Promise<RemoteObject[]> {
  const page = await call(
    connection,
    value,
    `function (isMap, start, end) {
      const all = isMap ? Map.prototype.entries.call(this) : Set.prototype.values.call(this);
      const page = [];
      for (let index = 0; index < end; index++) {
        const { done, value } = all.next();
        if (done) break;
        if (index >= start) isMap ? page.push(value[0], value[1]) : page.push(value);
      }
      return page;
    }`,
    [{ value: value.subtype === 'map' }, { value: start }, { value: end }],
  );
  const { result } = await properties(connection, page);
  return result.flatMap(({ name, value: item }) => (item && /^\d+$/.test(name) ? [item] : []));
}

/**
 * The properties of a value that are its own, without those that are numbered where the value is an array, and what V8
 * tells of its inside.
 */
export async function namedProperties(
  connection: Connection,
  value: RemoteObject,
  isArray: boolean,
  size = 0,
): Promise<Properties> {
  if (size <= MANY_ENTRIES) return properties(connection, value, isArray);
  const shell = await call(
    connection,
    value,
    `function () {
      const own = { __proto__: Object.getPrototypeOf(this) };
      for (const key of Reflect.ownKeys(this)) Object.defineProperty(own, key, Object.getOwnPropertyDescriptor(this, key));
      return own;
    }`,
  );
  return properties(connection, shell);
}

/** The properties of an object, each value with its preview. */
export async function properties(
  connection: Connection,
  { objectId = '' }: RemoteObject,
  nonIndexedPropertiesOnly = false,
): Promise<Properties> {
  const question = { objectId, ownProperties: true, nonIndexedPropertiesOnly };
  const plain = await connection.send('Runtime.getProperties', question);
  const isLargeIn = ({ value }: { value?: RemoteObject }): boolean => value !== undefined && isLarge(value);
  if (!plain.result.some(isLargeIn)) {
    return connection.send('Runtime.getProperties', { ...question, generatePreview: true });
  }
  const seen = async <P extends { value?: RemoteObject }>(property: P): Promise<P> =>
    property.value ? { ...property, value: await withPreview(connection, property.value) } : property;
  const { result, privateProperties = [] } = plain;
  return {
    ...plain,
    result: await Promise.all(result.map(seen)),
    privateProperties: await Promise.all(privateProperties.map(seen)),
  };
}

/** Of these V8 would copy all keys for a preview that shows a hundred. */
function isLarge(value: RemoteObject): boolean {
  return (value.subtype === 'array' ? (lengthOf(value) ?? 0) : (sizeOf(value) ?? 0)) > MANY_ENTRIES;
}

/**
 * A value with its preview, where V8 has given it without.
 * @param objectGroup see `Target.evaluated`; that of the value if left out
 */
export async function withPreview(
  connection: Connection,
  value: RemoteObject,
  objectGroup?: string,
): Promise<RemoteObject> {
  const { objectId, type, preview, subtype = '' } = value;
  if (objectId === undefined || type !== 'object' || preview || subtype.startsWith('internal#')) return value;
  const { result } = await connection.send('Runtime.callFunctionOn', {
    objectId,
    functionDeclaration: isLarge(value) ? START : THIS,
    arguments: [{ value: subtype }],
    generatePreview: true,
    silent: true,
    ...(objectGroup === undefined ? {} : { objectGroup }),
  });
  if (!isLarge(value)) return result;
  const { description = '' } = value;
  return result.preview ? { ...value, preview: { ...result.preview, description, overflow: true } } : value;
}

/** The first elements of an array, holes included, or the first entries of a Map or a Set. */
const START = `function (kind) {
  if (kind === 'array') {
    const start = new Array(100);
    for (let index = 0; index < 100; index++) {
      const property = Object.getOwnPropertyDescriptor(this, index);
      if (property) Object.defineProperty(start, index, property);
    }
    return start;
  }
  const isMap = kind === 'map';
  const start = isMap ? new Map() : new Set();
  for (const each of (isMap ? Map.prototype.entries : Set.prototype.values).call(this)) {
    isMap ? start.set(each[0], each[1]) : start.add(each);
    if (start.size === 5) break;
  }
  return start;
}`;

async function call(
  connection: Connection,
  { objectId = '' }: RemoteObject,
  functionDeclaration: string,
  args: Protocol.Runtime.CallArgument[] = [],
): Promise<RemoteObject> {
  const question = { objectId, functionDeclaration, arguments: args, silent: true };
  return (await connection.send('Runtime.callFunctionOn', question)).result;
}
