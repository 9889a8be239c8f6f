import type Protocol from 'devtools-protocol';

type RemoteObject = Protocol.Runtime.RemoteObject;

/** How many numbered children a value has: for arrays and typed arrays, as their description tells, `Array(3)`. */
export function lengthOf({ subtype, description = '' }: RemoteObject): number | undefined {
  return subtype === 'array' || subtype === 'typedarray' ? countIn(description) : undefined;
}

/** How many entries a Map or a Set has; V8 does not tell those of weak ones. */
export function sizeOf({ subtype, description = '' }: RemoteObject): number | undefined {
  return subtype === 'map' || subtype === 'set' ? countIn(description) : undefined;
}

/** Whether a value is memory, or a view of some. */
export function hasBytes({ subtype }: RemoteObject): boolean {
  return subtype === 'arraybuffer' || subtype === 'typedarray' || subtype === 'dataview';
}

/** A symbol has a handle at V8 as objects have, but nothing in it. */
export function unfolds({ objectId, type }: RemoteObject): boolean {
  return objectId !== undefined && type !== 'symbol';
}

/** A value as V8 takes it back. */
export function argumentOf(value: RemoteObject): Protocol.Runtime.CallArgument {
  const { objectId, unserializableValue } = value;
  if (objectId !== undefined) return { objectId };
  if (unserializableValue !== undefined) return { unserializableValue };
  return { value: value.subtype === 'null' ? null : (value.value as unknown) };
}

function countIn(description: string): number | undefined {
  const [, count] = /\((\d+)\)$/.exec(description) ?? [];
  return count === undefined ? undefined : Number(count);
}
