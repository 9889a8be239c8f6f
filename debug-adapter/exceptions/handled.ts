import type { CallFrame, Pause } from '../target/pause.js';
import { ownScript } from '../target/script.js';
import type { Target } from '../target/target.js';
import { headText, type Box } from './box.js';
import type { ChainFrame } from './chain.js';
import { Silence } from './silence.js';
import { UnseenFailures } from './unseen.js';

/** How often an exception is seen to be handled before V8 no longer pauses at it. */
const FEW = 5;
/** The same where it is not plain that nothing else can be missed by that. */
const MANY = 200;

/** How many functions around these may be silenced with them. */
const MOST_AROUND = 5;

/** The functions that an exception runs through, from the one that throws to the one that catches. */
export interface Path {
  readonly boxes: readonly Box[];
  /** The functions around them, innermost first, as far as they may be silenced too. */
  readonly around: readonly Box[];
  readonly patience: number;
  count: number;
}

/**
 * Has V8 leave alone what is handled again and again, so that it costs nothing more (X2). An exception is then silent
 * if every function from the one that throws to the one that catches is silent (X2a), and one that nobody catches if
 * every function on the stack is. So what must not be missed is what nobody catches, or Node alone does:
 *
 * - A function that keeps all of its own exceptions (contained.ts) has nothing to miss.
 * - Any other must have been called by somebody whenever it was seen, as then a function at the bottom of the stack is
 *   not silent and V8 pauses. An async function may go on without a caller, so it is left alone only where the agent
 *   waits for it. What Node itself throws or runs through is never silenced.
 * - On Node 20 a silent function that throws is enough where V8 takes the exception for caught. There it takes many, and
 *   none of them may have stood where a failure would go to a dependency's `catch`, to Node's, or to an ES module's loader.
 */
export class HandledExceptions {
  readonly silence: Silence;
  readonly unseen: UnseenFailures;
  readonly #paths = new Map<string, Path>();
  /** Functions that have been seen to fail, or to be about to, where V8 alone would not tell. */
  readonly #exposed = new Set<string>();
  /** X2a: whether V8 pauses unless every function on the way is silent; from V8 12 (Node 22) on. */
  #pausesOnPath = false;
  #asked: Promise<void> | undefined;

  constructor(private readonly target: Target) {
    this.silence = new Silence(target.connection);
    this.unseen = new UnseenFailures(target);
  }

  /** Learns from a way that an exception takes; `caughtAt` is the index in the chain of who has it. */
  async learn(pause: Pause, chain: readonly ChainFrame[], caughtAt: number | undefined): Promise<Path | undefined> {
    this.#asked ??= this.#askVersion();
    await this.#asked;
    const bottom = pause.callFrames.at(-1);
    if (bottom?.functionLocation) this.#expose(keyOf(bottom.functionLocation));
    if (caughtAt === undefined) return undefined;
    const boxes = await this.#boxesOn(pause, chain.slice(0, caughtAt + 1));
    if (!boxes) return undefined;
    const isOpen = boxes.some(({ isContained }) => !isContained);
    if (isOpen && !this.#pausesOnPath && (await wouldBeCaught(chain.slice(caughtAt + 1))))
      for (const box of boxes) this.#expose(keyOf(box));
    if (!boxes.every((box) => this.#maySilence(box))) return undefined;
    const around = await this.#boxesAround(pause, chain, caughtAt + 1);
    const key = [...boxes, ...around].map((box) => keyOf(box)).join();
    const path = this.#paths.get(key) ?? {
      boxes,
      around,
      patience: isOpen && !this.#pausesOnPath ? MANY : FEW,
      count: 0,
    };
    this.#paths.set(key, path);
    return path;
  }

  /**
   * An exception has gone this way and was handled. Where V8 still pauses although all of it is silent, optimised code
   * of a function around has taken these in (X7a): then that one is silenced too.
   */
  count(path: Path): void {
    const { boxes, around, patience } = path;
    const more = (++path.count - patience) / FEW;
    if (more < 0 || !Number.isInteger(more) || more > around.length) return;
    const silent = [...boxes, ...around.slice(0, more)];
    if (!silent.every((box) => this.#maySilence(box))) return;
    this.silence.add(silent);
    this.#listen();
  }

  /** The functions that are left alone and might let something through that V8 does not tell. */
  get #suspects(): Box[] {
    return this.#pausesOnPath ? [] : this.silence.boxes.filter(({ isContained }) => !isContained);
  }

  /** Something was missed: only what has nothing to miss is still left alone. */
  distrust(): void {
    for (const box of this.#suspects) this.#expose(keyOf(box));
  }

  forget(scriptId?: string): void {
    this.#paths.clear();
    this.silence.forget(scriptId);
    this.#listen();
  }

  #listen(): void {
    this.unseen.listen(this.#suspects);
  }

  #maySilence(box: Box): boolean {
    if (box.isContained) return true;
    if (this.#pausesOnPath && box.isAgents) return true;
    return !box.isAsync && !this.#exposed.has(keyOf(box));
  }

  #expose(key: string): void {
    this.#exposed.add(key);
    this.silence.remove((box) => keyOf(box) === key && !this.#maySilence(box));
    this.#listen();
  }

  /** The functions of these frames, where they follow one another on the stack and may all be silenced. */
  async #boxesOn({ callFrames }: Pause, frames: readonly ChainFrame[]): Promise<Box[] | undefined> {
    const boxes: Box[] = [];
    for (const [index, { depth, owner }] of frames.entries()) {
      const box = depth === index && owner !== 'node' ? await this.#boxOf(callFrames[depth]) : undefined;
      if (!box) return undefined;
      boxes.push(box);
    }
    return boxes;
  }

  /** The functions from a frame on outwards that may be silenced. */
  async #boxesAround({ callFrames }: Pause, chain: readonly ChainFrame[], from: number): Promise<Box[]> {
    const boxes: Box[] = [];
    for (const [index, { depth, owner }] of chain.entries()) {
      if (index < from) continue;
      const box = depth === index && owner !== 'node' ? await this.#boxOf(callFrames[depth]) : undefined;
      if (!box || boxes.length === MOST_AROUND || !this.#maySilence(box)) break;
      if (!this.#pausesOnPath && !box.isContained && (await wouldBeCaught(chain.slice(index + 1)))) break;
      boxes.push(box);
    }
    return boxes;
  }

  async #boxOf(frame: CallFrame | undefined): Promise<Box | undefined> {
    const head = frame?.functionLocation;
    const script = head && this.target.scripts.get(head.scriptId);
    if (!script) return undefined;
    // The parser (9 MB) is loaded with the first question.
    const { boxAt } = await import('./find-box.js');
    return boxAt(script.id, await this.target.texts.syntax(script), head);
  }

  async #askVersion(): Promise<void> {
    const expression = ownScript('process.versions.v8');
    const { result } = await this.target.connection.send('Runtime.evaluate', { expression, silent: true });
    this.#pausesOnPath = Number.parseInt(String(result.value), 10) >= 12;
  }
}

/** Whether V8 would take a failure that goes this way for a caught one, though no `catch` of the user's has it. */
async function wouldBeCaught(frames: readonly ChainFrame[]): Promise<boolean> {
  let isRejection = false;
  for (const frame of frames) {
    if (frame.owner === 'wrapper' || frame.isModuleTop || (isRejection && frame.owner !== 'user')) return true;
    const fate = await frame.fate(isRejection);
    if (fate === 'caught') return frame.owner !== 'user';
    if (fate === 'held') return true;
    if (fate === 'dropped') return false;
    isRejection ||= fate.startsWith('rejection');
  }
  return false;
}

function keyOf(place: Box | NonNullable<CallFrame['functionLocation']>): string {
  return `${place.scriptId}:${'head' in place ? place.head : headText(place)}`;
}
