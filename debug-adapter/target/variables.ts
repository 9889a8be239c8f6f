import type { DebugProtocol } from '@vscode/debugprotocol';
import type Protocol from 'devtools-protocol';
import { basename } from 'node:path';
import { words } from '../messages.js';
import { Refused } from '../refused.js';
import { access, operand } from './access.js';
import { setEntry, setPrivate, setProperty } from './assign.js';
import { previewOf } from './preview.js';
import type { Container, Page, ThreadReferences } from './references.js';
import type { Target } from './target.js';
import { argumentOf, hasBytes, lengthOf, sizeOf, unfolds } from './value-kinds.js';
import { elements, entries, MOST_AT_ONCE, namedProperties, withPreview } from './value-pages.js';

type RemoteObject = Protocol.Runtime.RemoteObject;
type CallArgument = Protocol.Runtime.CallArgument;
type PropertyDescriptor = Protocol.Runtime.PropertyDescriptor;
type Variable = DebugProtocol.Variable;
type Assign = (name: string, value: RemoteObject) => Promise<RemoteObject>;

/** Where values are shown, and to whom. */
export interface ValueContext {
  readonly target: Target;
  readonly references: ThreadReferences;
  /** What the client said that it can do. */
  readonly abilities: Partial<DebugProtocol.InitializeRequestArguments>;
  /** The frame that the values were seen in. */
  readonly callFrameId: string | undefined;
}

/** An object whose properties are shown, and how the client would name it. */
interface Owner {
  readonly object: RemoteObject;
  readonly path: string | undefined;
  /** What getters are called on, where the object is a prototype of it. */
  readonly receiver: { readonly object: RemoteObject; readonly path: string | undefined };
  /** By which keys V8 knows the children that are not called by their names. */
  readonly keys: Map<string, CallArgument>;
}

/** Turns V8's values into the DAP's variables. */
export class Variables {
  constructor(private readonly context: ValueContext) {}

  /**
   * @param evaluateName an expression for the value, where there is one
   * @param receiver what the value is a prototype of
   */
  variable(name: string, value: RemoteObject, evaluateName?: string, receiver?: Owner['receiver']): Variable {
    const { references, abilities } = this.context;
    const length = lengthOf(value);
    return {
      name,
      value: previewOf(value),
      variablesReference: unfolds(value) ? references.add(this.#object(value, evaluateName, receiver)) : 0,
      ...(abilities.supportsVariableType ? { type: value.className ?? value.subtype ?? value.type } : {}),
      ...(evaluateName === undefined ? {} : { evaluateName }),
      ...(length === undefined ? {} : { indexedVariables: length, namedVariables: 1 }),
      ...(abilities.supportsMemoryReferences && hasBytes(value)
        ? { memoryReference: references.addMemory(value) }
        : {}),
    };
  }

  /** What unfolds into variables that are no properties of a value. */
  container(expand: (page: Page) => Promise<Variable[]>, assign: Assign = refuseInternal): Container {
    const { callFrameId } = this.context;
    return { expand, assign, callFrameId, shown: (name, value) => this.variable(name, value) };
  }

  /**
   * The variables of a scope.
   * @param pathOf how each is named
   * @param instead the values of some that are others than V8 has told
   */
  async own(
    object: RemoteObject,
    pathOf: (name: string) => string | undefined,
    instead: (names: readonly string[]) => Promise<ReadonlyMap<string, RemoteObject>>,
  ): Promise<Variable[]> {
    const { result } = await namedProperties(this.context.target.connection, object, false);
    const others = await instead(result.map(({ name }) => name));
    const owner = { object, path: undefined, receiver: { object, path: undefined }, keys: new Map() };
    return result.map((property) => {
      const value = others.get(property.name) ?? property.value;
      return this.#property(value ? { ...property, value } : property, owner, pathOf);
    });
  }

  #object(object: RemoteObject, path: string | undefined, receiver?: Owner['receiver']): Container {
    const keys = new Map<string, CallArgument>();
    const owner: Owner = { object, path, keys, receiver: receiver ?? { object, path } };
    return {
      ...this.container(
        (page) => this.#children(owner, page),
        (name, value) => this.#assign(owner, name, value),
      ),
      shown: (name, value) => this.variable(name, value, keys.has(name) ? undefined : pathTo(path, name)),
    };
  }

  async #assign({ object, keys }: Owner, name: string, value: RemoteObject): Promise<RemoteObject> {
    const { target, callFrameId } = this.context;
    if (name.startsWith('[[')) throw new Refused(words.internalSet(name), false);
    if (name.startsWith('#') && !keys.has(name)) {
      return setPrivate(target.connection, callFrameId, object, name, value);
    }
    return setProperty(target.connection, object, name, keys.get(name) ?? { value: name }, value);
  }

  async #children(owner: Owner, { filter, start, count }: Page): Promise<Variable[]> {
    const length = lengthOf(owner.object);
    if (length === undefined) return filter === 'indexed' ? [] : paged(await this.#named(owner, false), start, count);
    const numbered = filter === 'named' ? [] : await this.#numbered(owner, length, start, count);
    const named = filter === 'indexed' ? [] : await this.#named(owner, true);
    return [...numbered, ...(filter === 'named' ? paged(named, start, count) : named)];
  }

  async #numbered(owner: Owner, length: number, start: number, count: number): Promise<Variable[]> {
    const wanted = Math.min(length, start + (count || length));
    const end = Math.min(wanted, start + MOST_AT_ONCE);
    const found = await elements(this.context.target.connection, owner.object, start, end);
    const shown = found.map((property) => this.#property(property, owner));
    return end < wanted ? [...shown, more(wanted - end)] : shown;
  }

  async #named(owner: Owner, isArray: boolean): Promise<Variable[]> {
    const { object } = owner;
    const size = sizeOf(object);
    const found = await namedProperties(this.context.target.connection, object, isArray, size);
    const { result, privateProperties = [], internalProperties = [] } = found;
    const symbols = result.filter(({ symbol }) => symbol);
    const own = result
      .filter(({ name }) => !isOurs(object, name))
      .map((property) =>
        this.#property(property, owner, () => symbolPath(owner.path, property, symbols.indexOf(property))),
      );
    const hidden = privateProperties.map((property) => ({
      ...this.#property(property, owner),
      presentationHint: property.get && !property.value ? { ...HIDDEN, lazy: true } : HIDDEN,
    }));
    const inside = await Promise.all(internalProperties.map((each) => this.#internal(each, owner)));
    const withEntries = size === undefined ? [] : [this.#entries(owner, size)];
    const isShown = ({ name }: Variable): boolean => size === undefined || name !== '[[Entries]]';
    return [...own, ...hidden, ...withEntries, ...inside.flat().filter(isShown)];
  }

  #property(
    property: PropertyDescriptor | Protocol.Runtime.PrivatePropertyDescriptor,
    owner: Owner,
    pathOf = (name: string) => pathTo(owner.path, name),
  ): Variable {
    const { name, value, get } = property;
    const { symbol, wasThrown, enumerable = true } = property as Partial<PropertyDescriptor>;
    if (symbol) owner.keys.set(name, argumentOf(symbol));
    if (value && !wasThrown) {
      const variable = this.variable(name, value, pathOf(name));
      return enumerable ? variable : { ...variable, presentationHint: HIDDEN };
    }
    const isInherited = owner.receiver.object !== owner.object;
    const path = isInherited && !symbol ? pathTo(owner.receiver.path, name) : pathOf(name);
    const named = path === undefined ? {} : { evaluateName: path };
    if (!get || get.type !== 'function') return { name, value: 'undefined', variablesReference: 0, ...named };
    const getter = this.container(
      async () => [await this.#callGetter(get, owner, path)],
      (_, to) => this.#assign({ ...owner, object: owner.receiver.object }, name, to),
    );
    const variablesReference = this.context.references.add(getter);
    return { name, value: '(...)', variablesReference, ...named, presentationHint: { lazy: true } };
  }

  async #callGetter(getter: RemoteObject, { receiver }: Owner, path: string | undefined): Promise<Variable> {
    const { result } = await this.context.target.connection.send('Runtime.callFunctionOn', {
      objectId: getter.objectId ?? '',
      functionDeclaration: 'function (object) { return Reflect.apply(this, object, []); }',
      arguments: [argumentOf(receiver.object)],
      generatePreview: true,
      silent: true,
    });
    return this.variable('', result, path);
  }

  /** What V8 tells of the inside of a value. */
  async #internal({ name, value }: Protocol.Runtime.InternalPropertyDescriptor, owner: Owner): Promise<Variable[]> {
    if (!value) return [];
    if ((value.subtype as string | undefined) === 'internal#location') {
      const place = await this.#place(value.value as Protocol.Debugger.Location);
      return [{ name, value: place, variablesReference: 0, presentationHint: HIDDEN }];
    }
    const isPrototype = name === '[[Prototype]]';
    const path = isPrototype && owner.path !== undefined ? `Object.getPrototypeOf(${owner.path})` : undefined;
    // Of a prototype developer tools show the name only.
    const seen = isPrototype ? value : await this.#withPreview(value);
    const variable = this.variable(name, seen, path, isPrototype ? owner.receiver : undefined);
    return [{ ...variable, presentationHint: HIDDEN }];
  }

  /** As `variable`, for a value that V8 has given without a preview. */
  async previewed(name: string, value: RemoteObject, evaluateName?: string): Promise<Variable> {
    return this.variable(name, await this.#withPreview(value), evaluateName);
  }

  #withPreview(value: RemoteObject): Promise<RemoteObject> {
    const { target } = this.context;
    return withPreview(target.connection, value, target.evaluated());
  }

  async #place({ scriptId, lineNumber: line, columnNumber: column = 0 }: Protocol.Debugger.Location): Promise<string> {
    const { texts, scripts } = this.context.target;
    const { path, position } = await texts.placeOf(scriptId, { line, column });
    const file = path === undefined ? scripts.get(scriptId)?.url : basename(path);
    return `${file || `VM${scriptId}`}:${position.line + 1}`;
  }

  /** The entries of a Map or a Set, which come in pages like the elements of an array. */
  #entries({ object, path }: Owner, size: number): Variable {
    const isMap = object.subtype === 'map';
    const expand = async ({ filter, start, count }: Page): Promise<Variable[]> => {
      if (filter === 'named') return [];
      const wanted = Math.min(size, start + (count || size));
      const end = Math.min(wanted, start + MOST_AT_ONCE);
      const found = await entries(this.context.target.connection, object, start, end);
      const shown: Variable[] = [];
      for (let index = 0; index < found.length; index += isMap ? 2 : 1) {
        const [key, value] = found.slice(index);
        const at = start + (isMap ? index / 2 : index);
        if (!key) break;
        if (isMap && value) shown.push(this.#entry({ object, path }, at, key, value));
        else shown.push(this.variable(String(at), key, path === undefined ? undefined : `[...${path}][${at}]`));
      }
      return end < wanted ? [...shown, more(wanted - end)] : shown;
    };
    return {
      name: '[[Entries]]',
      value: `Array(${size})`,
      variablesReference: this.context.references.add(
        this.container(expand, (name) => Promise.reject(new Refused(words.entrySet(name), false))),
      ),
      indexedVariables: size,
      namedVariables: 0,
      ...(path === undefined ? {} : { evaluateName: `[...${path}]` }),
      presentationHint: HIDDEN,
    };
  }

  #entry(
    { object, path }: Pick<Owner, 'object' | 'path'>,
    at: number,
    key: RemoteObject,
    value: RemoteObject,
  ): Variable {
    const paths = path === undefined ? [] : [`[...${path}.keys()][${at}]`, `[...${path}.values()][${at}]`];
    const expand = (): Promise<Variable[]> =>
      Promise.resolve([this.variable('key', key, paths[0]), this.variable('value', value, paths[1])]);
    const assign: Assign = (name, to) => {
      if (name !== 'value') return Promise.reject(new Refused(words.entrySet(name), false));
      return setEntry(this.context.target.connection, object, key, to);
    };
    return {
      name: String(at),
      value: `{${previewOf(key)} => ${previewOf(value)}}`,
      variablesReference: this.context.references.add(this.container(expand, assign)),
      ...(path === undefined ? {} : { evaluateName: `[...${path}][${at}]` }),
    };
  }
}

const HIDDEN: DebugProtocol.VariablePresentationHint = { visibility: 'internal' };

function pathTo(parent: string | undefined, name: string): string | undefined {
  return parent === undefined ? undefined : access(parent === '' ? '' : operand(parent), name);
}

function symbolPath(
  parent: string | undefined,
  { name, symbol }: PropertyDescriptor,
  index: number,
): string | undefined {
  if (!symbol || parent === undefined) return pathTo(parent, name);
  const [, known] = /^Symbol\((Symbol\.\w+)\)$/.exec(name) ?? [];
  return `${operand(parent)}[${known ?? `Object.getOwnPropertySymbols(${parent})[${index}]`}]`;
}

/** What the load hook has put into the scopes of the user's functions (edit/wrappings.ts). */
export function isOurName(name: string): boolean {
  return name.startsWith('$$t') || name === '$$hr' || name === '$$c';
}

function isOurs(object: RemoteObject, name: string): boolean {
  return (object.subtype as string | undefined) === 'internal#scope' && isOurName(name);
}

function paged(variables: Variable[], start: number, count: number): Variable[] {
  return start || count ? variables.slice(start, count ? start + count : undefined) : variables;
}

/** In the place of what is too much for one answer. */
function more(count: number): Variable {
  return { name: '…', value: words.moreElements(count), variablesReference: 0, presentationHint: HIDDEN };
}

function refuseInternal(name: string): Promise<RemoteObject> {
  return Promise.reject(new Refused(words.internalSet(name), false));
}
