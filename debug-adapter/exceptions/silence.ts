import type Protocol from 'devtools-protocol';
import type { Connection } from '../inspector/connection.js';
import type { Box } from './box.js';

/**
 * The functions that V8 leaves alone: it does not pause at exceptions that never leave them (X2, X7). V8 also would
 * neither step into them nor stop at a `debugger` in them; so they are left alone only while the program runs freely.
 */
export class Silence {
  readonly #boxes = new Map<string, Map<string, Box>>();
  #isLifted = false;

  constructor(private readonly connection: Connection) {}

  get isEmpty(): boolean {
    return this.#boxes.size === 0;
  }

  has(box: Box): boolean {
    return this.#boxes.get(box.scriptId)?.has(box.head) ?? false;
  }

  get boxes(): Box[] {
    return [...this.#boxes.values()].flatMap((ofScript) => [...ofScript.values()]);
  }

  add(boxes: readonly Box[]): void {
    const scripts = new Set<string>();
    for (const box of boxes) {
      if (this.has(box)) continue;
      const ofScript = this.#boxes.get(box.scriptId) ?? new Map<string, Box>();
      this.#boxes.set(box.scriptId, ofScript.set(box.head, box));
      scripts.add(box.scriptId);
    }
    if (!this.#isLifted) for (const scriptId of scripts) this.#send(scriptId);
  }

  /** Hears everything again, until `resume`; what is silent stays known. */
  lift(): void {
    if (this.#isLifted) return;
    this.#isLifted = true;
    for (const scriptId of this.#boxes.keys()) this.#send(scriptId);
  }

  resume(): void {
    if (!this.#isLifted) return;
    this.#isLifted = false;
    for (const scriptId of this.#boxes.keys()) this.#send(scriptId);
  }

  /** Forgets the functions of a script, which is about to have another text, or of all of them. */
  forget(scriptId?: string): void {
    this.remove((box) => scriptId === undefined || box.scriptId === scriptId);
  }

  remove(isMeant: (box: Box) => boolean): void {
    for (const [scriptId, ofScript] of this.#boxes) {
      const { size } = ofScript;
      for (const [key, box] of ofScript) if (isMeant(box)) ofScript.delete(key);
      if (ofScript.size === size) continue;
      if (!this.#isLifted) this.#send(scriptId);
      if (!ofScript.size) this.#boxes.delete(scriptId);
    }
  }

  /** What is sent next, e.g. `resume`, finds this done; the answer is of no use. */
  #send(scriptId: string): void {
    const boxes = this.#isLifted ? [] : [...(this.#boxes.get(scriptId)?.values() ?? [])];
    this.connection
      .send('Debugger.setBlackboxedRanges', { scriptId, positions: rangesOf(boxes) })
      .catch(() => undefined); // The script, or the program, is gone.
  }
}

/** The positions at which silence begins and ends, in turn: what lies in another range, or touches it, is one with it. */
function rangesOf(boxes: readonly Box[]): Protocol.Debugger.ScriptPosition[] {
  const ranges: { start: Protocol.Debugger.ScriptPosition; end: Protocol.Debugger.ScriptPosition }[] = [];
  for (const { start, end } of [...boxes].sort((one, other) => compare(one.start, other.start))) {
    const last = ranges.at(-1);
    if (!last || compare(last.end, start) < 0) ranges.push({ start, end });
    else if (compare(last.end, end) < 0) last.end = end;
  }
  return ranges.flatMap(({ start, end }) => [start, end]);
}

function compare(one: Protocol.Debugger.ScriptPosition, other: Protocol.Debugger.ScriptPosition): number {
  return one.lineNumber - other.lineNumber || one.columnNumber - other.columnNumber;
}
