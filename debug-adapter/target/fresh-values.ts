import type Protocol from 'devtools-protocol';
import { isIdentifier } from './access.js';
import { evaluateQuietly } from './evaluation.js';
import type { Target } from './target.js';
import { properties } from './value-pages.js';

type RemoteObject = Protocol.Runtime.RemoteObject;

/**
 * V8 tells the variables of a frame as they were when the program stopped. Once the client has changed some, they are
 * read again, by their names.
 */
export class FreshValues {
  #isNeeded = false;
  /** What was set, by frame, scope and name: a variable that another one hides has no name to read it by. */
  readonly #set = new Map<string, RemoteObject>();

  /** Something may have changed variables. */
  needed(): void {
    this.#isNeeded = true;
  }

  remember(callFrameId: string, scope: number, name: string, value: RemoteObject): void {
    this.#isNeeded = true;
    this.#set.set(`${callFrameId} ${scope} ${name}`, value);
  }

  /**
   * The values of a scope's variables that are others than V8 has told.
   * @param scope V8's number of the scope
   * @param isHidden whether another variable hides that of a name
   */
  async of(
    target: Target,
    callFrameId: string,
    scope: number,
    names: readonly string[],
    isHidden: (name: string) => boolean,
  ): Promise<ReadonlyMap<string, RemoteObject>> {
    const found = new Map<string, RemoteObject>();
    if (!this.#isNeeded) return found;
    const visible = names.filter((name) => isIdentifier(name) && name !== 'this' && !isHidden(name));
    for (const name of names) {
      const value = this.#set.get(`${callFrameId} ${scope} ${name}`);
      if (value) found.set(name, value);
    }
    if (!visible.length) return found;
    // A variable may not be initialised yet, which is no reason not to see the others.
    const fields = visible.map((name) => `"${name}": (() => { try { return ${name}; } catch {} })()`);
    const { result, exceptionDetails } = await evaluateQuietly(
      target,
      callFrameId,
      `({ __proto__: null, ${fields.join(', ')} })`,
    );
    if (exceptionDetails) return found;
    for (const { name, value } of (await properties(target.connection, result)).result) {
      if (value) found.set(name, value);
    }
    return found;
  }
}
