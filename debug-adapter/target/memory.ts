import type Protocol from 'devtools-protocol';
import type { Target } from './target.js';

type RemoteObject = Protocol.Runtime.RemoteObject;

/** How much is read or written with one message, in bytes. */
const PIECE = 1 << 20;

/** Bytes of a value as a view, which copies nothing. */
const VIEW =
  'const bytes = ArrayBuffer.isView(this) ? new Uint8Array(this.buffer, this.byteOffset, this.byteLength) : new Uint8Array(this);';

/** The size in bytes of an ArrayBuffer or a view; 0 once it is detached. */
export async function sizeOfMemory(target: Target, value: RemoteObject): Promise<number> {
  return Number(await call(target, value, 'function () { return this.byteLength; }', []));
}

/** Reads bytes that are there. */
export async function readBytes(target: Target, value: RemoteObject, offset: number, count: number): Promise<Buffer> {
  const read = `function (start, end) {
    ${VIEW}
    let text = '';
    for (let at = start; at < end; at += 4096) {
      text += String.fromCharCode.apply(null, bytes.subarray(at, Math.min(at + 4096, end)));
    }
    return text;
  }`;
  const pieces: Buffer[] = [];
  for (let at = offset; at < offset + count; at += PIECE) {
    const text = await call(target, value, read, [at, Math.min(at + PIECE, offset + count)]);
    pieces.push(Buffer.from(String(text), 'latin1'));
  }
  return Buffer.concat(pieces);
}

/** Writes bytes where there is room for them. */
export async function writeBytes(target: Target, value: RemoteObject, offset: number, bytes: Buffer): Promise<void> {
  const write = `function (start, text) {
    ${VIEW}
    for (let index = 0; index < text.length; index++) bytes[start + index] = text.charCodeAt(index);
  }`;
  for (let at = 0; at < bytes.length; at += PIECE) {
    await call(target, value, write, [offset + at, bytes.subarray(at, at + PIECE).toString('latin1')]);
  }
}

async function call(
  { connection }: Target,
  { objectId = '' }: RemoteObject,
  functionDeclaration: string,
  args: readonly (string | number)[],
): Promise<unknown> {
  const { result } = await connection.send('Runtime.callFunctionOn', {
    objectId,
    functionDeclaration,
    arguments: args.map((value) => ({ value })),
    returnByValue: true,
    silent: true,
  });
  return result.value;
}
