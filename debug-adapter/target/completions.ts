import type Protocol from 'devtools-protocol';
import { isIdentifier } from './access.js';
import { evaluateQuietly } from './evaluation.js';
import { scopesOf } from './frame-scopes.js';
import type { CallFrame } from './pause.js';
import type { Target } from './target.js';
import { isOurName } from './variables.js';

type RemoteObject = Protocol.Runtime.RemoteObject;
type Property = Protocol.Runtime.PropertyDescriptor | Protocol.Runtime.PrivatePropertyDescriptor;

/** A name that can be written at a place. */
export interface Proposal {
  readonly name: string;
  readonly type: 'method' | 'function' | 'class' | 'property' | 'variable' | 'keyword';
  /** Smaller ones first. */
  readonly rank: number;
}

/** The members of what an expression stands for, own ones first. Nothing is run that has side effects, and no getter of theirs. */
export async function members(target: Target, frame: CallFrame | undefined, expression: string): Promise<Proposal[]> {
  const { result, exceptionDetails } = await evaluateQuietly(target, frame?.callFrameId, `(${expression}\n)`, true);
  if (exceptionDetails) return [];
  const object = result.objectId === undefined || result.type === 'symbol' ? await prototypeOf(target, result) : result;
  return object ? membersOf(target, object) : [];
}

async function membersOf(target: Target, object: RemoteObject): Promise<Proposal[]> {
  const {
    result,
    privateProperties = [],
    internalProperties = [],
  } = await target.connection.send('Runtime.getProperties', {
    objectId: object.objectId ?? '',
    ownProperties: false,
    nonIndexedPropertiesOnly: true,
  });
  // To ask a proxy would run its traps; V8 does not, and tells its target.
  const proxied = internalProperties.find(({ name }) => name === '[[Target]]')?.value;
  if (proxied?.objectId !== undefined) return membersOf(target, proxied);
  const named = result.filter(({ symbol, name }) => !symbol && !isOurName(name));
  const isHidden = (name: string): boolean => name.startsWith('__');
  return unique([
    ...named.map((each) => proposal(each, each.isOwn ? 0 : isHidden(each.name) ? 2 : 1)),
    ...privateProperties.map((each) => proposal(each, 0)),
  ]);
}

function proposal({ name, value }: Property, rank: number): Proposal {
  const isClass = value?.type === 'function' && value.description?.startsWith('class');
  return { name, rank, type: isClass ? 'class' : value?.type === 'function' ? 'method' : 'property' };
}

/** The object that has the members of a primitive value. */
async function prototypeOf(target: Target, { type }: RemoteObject): Promise<RemoteObject | undefined> {
  const names = { string: 'String', number: 'Number', boolean: 'Boolean', bigint: 'BigInt', symbol: 'Symbol' };
  if (!(type in names)) return undefined;
  const name = names[type as keyof typeof names];
  const { result } = await evaluateQuietly(target, undefined, `${name}.prototype`, true);
  return result.objectId === undefined ? undefined : result;
}

/** The variables of a frame, inner ones first, then globals and keywords. */
export async function variablesAt(target: Target, frame: CallFrame | undefined): Promise<Proposal[]> {
  const found: Proposal[] = [];
  const scopes = frame ? await scopesOf(target, frame) : [];
  for (const [rank, { type, parts }] of scopes.entries()) {
    if (type === 'global') continue;
    for (const { scope } of parts) {
      const { result } = await target.connection.send('Runtime.getProperties', {
        objectId: scope.object.objectId ?? '',
        ownProperties: true,
      });
      for (const { name } of result) if (isIdentifier(name)) found.push({ name, rank, type: 'variable' });
    }
  }
  const rank = scopes.length;
  const { names } = await target.connection.send('Runtime.globalLexicalScopeNames', {});
  const { result } = await evaluateQuietly(target, undefined, 'globalThis', true);
  const globals = await membersOf(target, result);
  return unique([
    ...found.filter(({ name }) => !isOurName(name)),
    ...names.map((name) => ({ name, rank, type: 'variable' }) as const),
    ...globals.map((each) => ({ ...each, rank: rank + each.rank, type: globalType(each.type) })),
    ...KEYWORDS.map((name) => ({ name, rank: rank + 3, type: 'keyword' }) as const),
  ]);
}

function globalType(type: Proposal['type']): Proposal['type'] {
  return type === 'method' ? 'function' : type === 'property' ? 'variable' : type;
}

function unique(proposals: readonly Proposal[]): Proposal[] {
  const byName = new Map<string, Proposal>();
  for (const each of proposals) if (!byName.has(each.name)) byName.set(each.name, each);
  return [...byName.values()].sort((one, other) => one.rank - other.rank || (one.name < other.name ? -1 : 1));
}

const KEYWORDS = (
  'async await break case catch class const continue debugger default delete do else export extends false finally for ' +
  'function if import in instanceof let new null of return static super switch this throw true try typeof undefined ' +
  'var void while with yield'
).split(' ');
