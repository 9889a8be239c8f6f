import type { Socket } from 'node:net';

/**
 * The constant start of every frame we send: FIN and text (0x81), masked with a 64-bit length (0xFF), and the upper
 * half of that length, which is zero for any message below 4 GiB (RFC 6455, section 5.2).
 */
const CONSTANT_START = Buffer.from([0x81, 0xff, 0, 0, 0, 0]);
const OPCODE_TEXT_FINAL = 0x81;
const NO_MASK = Buffer.alloc(4);

/**
 * A command that no inspector knows, sent when six chunks came in a row without a message of ours to start: its frame
 * frees the six bytes again. chrome-remote-interface gives out ids from 1 and drops the answer to 0.
 */
const EMPTY_QUESTION = Buffer.from('{"id":0,"method":"-"}');

/** What `ws` gives to `socket.write` for one frame: its header in one chunk, then its masked payload in another. */
interface FrameHeader {
  readonly payloadLength: number;
  readonly mask: Buffer;
}

/** Reads the header that `ws` made for a masked text frame; undefined for any other chunk. */
function readTextHeader(chunk: Buffer): FrameHeader | undefined {
  if (chunk.length < 6 || chunk[0] !== OPCODE_TEXT_FINAL) return undefined;
  const short = (chunk[1] ?? 0) & 0x7f;
  const [payloadLength, end] =
    short === 126
      ? [chunk.readUInt16BE(2), 4]
      : short === 127
        ? [chunk.readUInt32BE(2) * 2 ** 32 + chunk.readUInt32BE(6), 10]
        : [short, 2];
  return chunk.length === end + 4 ? { payloadLength, mask: chunk.subarray(end, end + 4) } : undefined;
}

/** The 14 bytes before a payload of this length, in the long form. */
function longHeader(payloadLength: number, mask: Buffer): Buffer {
  const header = Buffer.alloc(14);
  CONSTANT_START.copy(header);
  header.writeUInt32BE(payloadLength, 6);
  mask.copy(header, 10);
  return header;
}

/**
 * Takes the 44 ms out of every step (T1). Node's inspector writes a response and its events as small TCP segments with
 * Nagle's algorithm on, and this machine's kernel delays the acknowledgements that it waits for. Sending any byte
 * carries the acknowledgement at once, and the only bytes that Node's WebSocket accepts between two messages are the
 * first ones of the next message: so every message is written with the long length form, whose first six bytes never
 * change, and one of them goes out for each chunk received.
 *
 * For Node's own inspector only, on a socket whose WebSocket handshake is done. `ws` writes to the socket as before.
 * @returns ends it, before the last messages
 */
export function acknowledgeEarly(socket: Socket): () => void {
  const write = socket.write.bind(socket) as (chunk: Buffer, done?: (error?: Error | null) => void) => boolean;
  let sentAhead = 0;
  let payloadExpected = false;

  const acknowledge = (): void => {
    if (!socket.writable || payloadExpected) return;
    if (sentAhead < CONSTANT_START.length) {
      write(CONSTANT_START.subarray(sentAhead, sentAhead + 1));
      sentAhead++;
    } else {
      write(Buffer.concat([longHeader(EMPTY_QUESTION.length, NO_MASK).subarray(sentAhead), EMPTY_QUESTION]));
      sentAhead = 0;
    }
  };
  socket.on('data', acknowledge);

  socket.write = (chunk: Buffer, ...rest: unknown[]): boolean => {
    const done = rest.find((item) => typeof item === 'function') as ((error?: Error | null) => void) | undefined;
    const header = payloadExpected ? undefined : readTextHeader(chunk);
    if (!header) {
      // A payload follows its header unchanged. A close frame cannot follow the bytes already sent ahead: the owner
      // of the socket destroys it instead (see Connection.close).
      payloadExpected = false;
      return write(chunk, done);
    }
    const unsent = longHeader(header.payloadLength, header.mask).subarray(sentAhead);
    sentAhead = 0;
    payloadExpected = header.payloadLength > 0;
    return write(unsent, done);
  };
  return () => socket.off('data', acknowledge);
}
