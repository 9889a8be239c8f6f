import { words } from '../messages.js';
import { Refused } from '../refused.js';
import { plainText } from './preview.js';
import type Protocol from 'devtools-protocol';
import type { Target } from './target.js';
import { unfolds } from './value-kinds.js';

/** How many values one copy may hold. */
const MOST_VALUES = 1_000_000;

/**
 * A value as a whole, as text: JSON where JSON has a word for it. No getter is called.
 * @throws Refused where it is too much
 */
export async function wholeText(target: Target, value: Protocol.Runtime.RemoteObject): Promise<string> {
  const { objectId } = value;
  if (objectId === undefined || !unfolds(value)) return plainText(value);
  const { result, exceptionDetails } = await target.connection.send('Runtime.callFunctionOn', {
    objectId,
    functionDeclaration: WRITE,
    arguments: [{ value: MOST_VALUES }],
    returnByValue: true,
    silent: true,
  });
  if (exceptionDetails || typeof result.value !== 'string') throw new Refused(words.tooMuchToCopy(MOST_VALUES), false);
  return result.value;
}

/** Runs in the program. */
const WRITE = String.raw`function (most) {
  const around = new Set();
  let left = most;
  const primitive = (value) => {
    if (typeof value === 'string') return JSON.stringify(value);
    if (typeof value === 'bigint') return value + 'n';
    if (typeof value === 'function') return Function.prototype.toString.call(value);
    return Object.is(value, -0) ? '-0' : String(value);
  };
  const list = (items, open, close, indent) =>
    items.length ? open + '\n' + items.map((item) => indent + '  ' + item).join(',\n') + '\n' + indent + close : open + close;
  const fields = (value, indent) => {
    const found = [];
    for (const key of Object.keys(value)) {
      const property = Object.getOwnPropertyDescriptor(value, key);
      if (!property) continue;
      const text = 'value' in property ? write(property.value, indent + '  ') : '"(...)"';
      found.push(JSON.stringify(key) + ': ' + text);
    }
    return list(found, '{', '}', indent);
  };
  const items = (values, indent) => list(Array.from(values, (each) => write(each, indent + '  ')), '[', ']', indent);
  const object = (value, indent) => {
    if (value instanceof Date) return JSON.stringify(Number.isNaN(value.getTime()) ? String(value) : value.toISOString());
    if (value instanceof RegExp) return String(value);
    if (value instanceof Error) return indent === '' ? String(value.stack) : JSON.stringify(String(value.stack));
    if (value instanceof ArrayBuffer) return items(new Uint8Array(value), indent);
    if (Array.isArray(value) || value instanceof Map || value instanceof Set) return items(value, indent);
    if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return items(value, indent);
    if (value instanceof String || value instanceof Number || value instanceof Boolean) return primitive(value.valueOf());
    return fields(value, indent);
  };
  const write = (value, indent) => {
    if (--left < 0) throw new RangeError();
    if (typeof value !== 'object' || value === null) return primitive(value);
    if (around.has(value)) return '"[Circular]"';
    around.add(value);
    const text = object(value, indent);
    around.delete(value);
    return text;
  };
  return write(this, '');
}`;
