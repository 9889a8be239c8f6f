import type { DebugProtocol } from '@vscode/debugprotocol';
import { Event } from '@vscode/debugadapter';
import { words } from '../messages.js';
import { Refused } from '../refused.js';
import type { Reply, Session } from '../session/session.js';
import { readBytes, sizeOfMemory, writeBytes } from '../target/memory.js';
import type { Target } from '../target/target.js';
import type Protocol from 'devtools-protocol';

/** Reads bytes of a buffer, or of a view of one; offsets and counts in bytes. */
export async function readMemory(session: Session, args: DebugProtocol.ReadMemoryArguments): Promise<Reply> {
  const { memoryReference, offset = 0, count } = args;
  const { target, value } = memoryOf(session, memoryReference);
  const size = await sizeOfMemory(target, value);
  const isInside = offset >= 0 && offset < size;
  const bytes = isInside ? await readBytes(target, value, offset, Math.min(count, size - offset)) : Buffer.alloc(0);
  const missing = isInside ? Math.max(0, offset + count - size) : count;
  const address = offset < 0 ? `-0x${(-offset).toString(16)}` : `0x${offset.toString(16)}`;
  return {
    body: {
      address,
      ...(bytes.length ? { data: bytes.toString('base64') } : {}),
      ...(missing ? { unreadableBytes: missing } : {}),
    },
  };
}

/** Writes bytes into a buffer. @throws Refused */
export async function writeMemory(session: Session, args: DebugProtocol.WriteMemoryArguments): Promise<Reply> {
  const { memoryReference, offset = 0, allowPartial = false, data } = args;
  const { target, value } = memoryOf(session, memoryReference);
  const bytes = Buffer.from(data, 'base64');
  const size = await sizeOfMemory(target, value);
  const fits = offset >= 0 ? Math.min(bytes.length, Math.max(0, size - offset)) : 0;
  if (fits < bytes.length && !allowPartial) throw new Refused(words.memoryTooSmall(size, offset, bytes.length), false);
  await writeBytes(target, value, offset, bytes.subarray(0, fits));
  const tell = (): void => {
    if (session.abilities.supportsMemoryEvent) {
      session.sendEvent(new Event('memory', { memoryReference, offset, count: fits }));
    }
    session.dataChanged(target);
  };
  return { body: { bytesWritten: fits }, after: tell };
}

function memoryOf(session: Session, memoryReference: string): { target: Target; value: Protocol.Runtime.RemoteObject } {
  const held = session.references.memory(memoryReference);
  if (!held) throw new Refused(words.noMemory(memoryReference), false);
  return { target: session.target(held.threadId), value: held.item };
}
