import type { DebugProtocol } from '@vscode/debugprotocol';
import type Protocol from 'devtools-protocol';

type RemoteObject = Protocol.Runtime.RemoteObject;
type Variable = DebugProtocol.Variable;

/** Which children a client asked for: all of them, or a page of the numbered or of the named ones. */
export interface Page {
  readonly filter: 'indexed' | 'named' | undefined;
  readonly start: number;
  /** 0 for all the rest. */
  readonly count: number;
}

/** Something that unfolds into variables. */
export interface Container {
  expand(page: Page): Promise<Variable[]>;
  /**
   * Sets one of the variables.
   * @returns the value that it has now
   * @throws Refused
   */
  assign(name: string, value: RemoteObject): Promise<RemoteObject>;
  /** The value of a variable that has just been set, as the client sees it. */
  shown(name: string, value: RemoteObject): Variable;
  /** The frame in which expressions for new values are evaluated; undefined for the global scope. */
  readonly callFrameId: string | undefined;
}

interface Held<Item> {
  readonly threadId: number;
  readonly item: Item;
}

/** The references that the client holds, to variables and to memory; each is valid until its thread goes on. */
export class References {
  readonly #containers = new Map<number, Held<Container>>();
  readonly #memory = new Map<string, Held<RemoteObject>>();
  #last = 0;

  /** Those of one thread. */
  of(threadId: number): ThreadReferences {
    return {
      add: (item) => {
        this.#containers.set(++this.#last, { threadId, item });
        return this.#last;
      },
      addMemory: (item) => {
        const reference = `memory-${++this.#last}`;
        this.#memory.set(reference, { threadId, item });
        return reference;
      },
    };
  }

  get(reference: number): Held<Container> | undefined {
    return this.#containers.get(reference);
  }

  /** The buffer or view that a memory reference stands for. */
  memory(reference: string): Held<RemoteObject> | undefined {
    return this.#memory.get(reference);
  }

  clear(threadId: number): void {
    for (const held of [this.#containers, this.#memory]) {
      for (const [reference, each] of held) if (each.threadId === threadId) held.delete(reference as never);
    }
  }
}

export interface ThreadReferences {
  /** @returns the number that the client asks with */
  add(container: Container): number;
  /** @param value an ArrayBuffer, or a view of one @returns the `memoryReference` that the client asks with */
  addMemory(value: RemoteObject): string;
}
