import type { DebugProtocol } from '@vscode/debugprotocol';
import type Protocol from 'devtools-protocol';
import type { Connection } from '../inspector/connection.js';
import { previewOf } from './preview.js';

type RemoteObject = Protocol.Runtime.RemoteObject;
type PropertyDescriptor = Protocol.Runtime.PropertyDescriptor;
type Variable = DebugProtocol.Variable;

/** Which children a client asked for: all of them, or a page of the numbered or of the named ones. */
export interface Page {
  readonly filter: 'indexed' | 'named' | undefined;
  readonly start: number;
  /** 0 for all the rest. */
  readonly count: number;
}

/** Something that unfolds into variables. */
export type Expandable = (page: Page) => Promise<Variable[]>;

/** The variable references that the client holds; each is valid until its thread goes on. */
export class References {
  readonly #expandables = new Map<number, { readonly threadId: number; readonly expand: Expandable }>();
  #last = 0;

  /** Those of one thread. */
  of(threadId: number): ThreadReferences {
    return {
      add: (expand) => {
        this.#expandables.set(++this.#last, { threadId, expand });
        return this.#last;
      },
    };
  }

  get(reference: number): Expandable | undefined {
    return this.#expandables.get(reference)?.expand;
  }

  clear(threadId: number): void {
    for (const [reference, each] of this.#expandables) {
      if (each.threadId === threadId) this.#expandables.delete(reference);
    }
  }
}

export interface ThreadReferences {
  /** @returns the number that the client asks with */
  add(expand: Expandable): number;
}

/** Turns V8's values into the DAP's variables. */
export class Variables {
  constructor(
    private readonly connection: Connection,
    private readonly references: ThreadReferences,
  ) {}

  /** @param evaluateName an expression for the value, where there is one */
  variable(name: string, value: RemoteObject, evaluateName?: string): Variable {
    const reference = value.objectId === undefined ? 0 : this.references.add(this.#expand(value, evaluateName));
    const length = lengthOf(value);
    return {
      name,
      value: previewOf(value),
      type: value.className ?? value.subtype ?? value.type,
      variablesReference: reference,
      ...(evaluateName === undefined ? {} : { evaluateName }),
      ...(length === undefined ? {} : { indexedVariables: length, namedVariables: 1 }),
    };
  }

  /** The variables of a scope object, with more in front. */
  scope(object: RemoteObject, extra: readonly Variable[]): Expandable {
    return async () => [...extra, ...(await this.#properties(object, ''))];
  }

  #expand(value: RemoteObject, evaluateName: string | undefined): Expandable {
    return async ({ filter, start, count }) => {
      const length = lengthOf(value);
      if (length === undefined || filter === undefined) return this.#properties(value, evaluateName);
      if (filter === 'named') return this.#properties(value, evaluateName, (name) => !/^\d+$/.test(name));
      const slice = await this.#slice(value, start, count || length - start);
      return this.#properties(slice, evaluateName, (name) => /^\d+$/.test(name));
    };
  }

  /** A page of an array, without copying or unfolding the rest of it. */
  async #slice({ objectId = '' }: RemoteObject, start: number, count: number): Promise<RemoteObject> {
    const { result } = await this.connection.send('Runtime.callFunctionOn', {
      objectId,
      functionDeclaration: `function (start, end) {
        const page = { __proto__: null };
        for (let index = start; index < end; index++) {
          const property = Object.getOwnPropertyDescriptor(this, index);
          if (property) Object.defineProperty(page, index, property);
        }
        return page;
      }`,
      arguments: [{ value: start }, { value: start + count }],
      silent: true,
    });
    return result;
  }

  async #properties(
    { objectId }: RemoteObject,
    evaluateName: string | undefined,
    wanted: (name: string) => boolean = () => true,
  ): Promise<Variable[]> {
    if (objectId === undefined) return [];
    const {
      result,
      internalProperties = [],
      privateProperties = [],
    } = await this.connection.send('Runtime.getProperties', { objectId, ownProperties: true, generatePreview: true });
    const own = result
      .filter(({ name, symbol }) => wanted(symbol?.description ?? name))
      .map((property) => this.#property(property, objectId, evaluateName));
    const hidden = [...privateProperties, ...internalProperties].flatMap(({ name, value }) =>
      value && wanted(name) && name !== '[[Scopes]]'
        ? [{ ...this.variable(name, value), presentationHint: HIDDEN }]
        : [],
    );
    return [...own, ...hidden];
  }

  #property(property: PropertyDescriptor, objectId: string, parent: string | undefined): Variable {
    const { name, value, get, wasThrown, enumerable, symbol } = property;
    const path = parent === undefined || symbol ? undefined : access(parent, name);
    if (value && !wasThrown) {
      const variable = this.variable(name, value, path);
      return enumerable ? variable : { ...variable, presentationHint: { visibility: 'internal' } };
    }
    if (get?.type !== 'function') return { name, value: 'undefined', variablesReference: 0 };
    const getter: Expandable = async () => [await this.#callGetter(objectId, name, path)];
    return { name, value: '(...)', variablesReference: this.references.add(getter), presentationHint: { lazy: true } };
  }

  async #callGetter(objectId: string, name: string, path: string | undefined): Promise<Variable> {
    const { result } = await this.connection.send('Runtime.callFunctionOn', {
      objectId,
      functionDeclaration: 'function (name) { return this[name] }',
      arguments: [{ value: name }],
      generatePreview: true,
      silent: true,
    });
    return this.variable('', result, path);
  }
}

const HIDDEN: DebugProtocol.VariablePresentationHint = { visibility: 'internal' };

/** How many numbered children a value has: for arrays and typed arrays, as their description tells, `Array(3)`. */
function lengthOf({ subtype, description = '' }: RemoteObject): number | undefined {
  if (subtype !== 'array' && subtype !== 'typedarray') return undefined;
  const [, length] = /\((\d+)\)$/.exec(description) ?? [];
  return length === undefined ? undefined : Number(length);
}

function access(parent: string, name: string): string {
  if (parent === '') return name;
  if (/^\d+$/.test(name)) return `${parent}[${name}]`;
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)
    ? `${parent}.${name}`
    : `${parent}[${JSON.stringify(name)}]`;
}
