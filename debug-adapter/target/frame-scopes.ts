import type Protocol from 'devtools-protocol';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { InspectorError } from '../inspector/connection.js';
import { words } from '../messages.js';
import { Refused } from '../refused.js';
import { setProperty } from './assign.js';
import { evaluateQuietly } from './evaluation.js';
import type { CallFrame } from './pause.js';
import type { Container } from './references.js';
import type { Target } from './target.js';
import { argumentOf } from './value-kinds.js';
import { properties } from './value-pages.js';
import { isOurName, type Variables } from './variables.js';

type RemoteObject = Protocol.Runtime.RemoteObject;
type V8Scope = Protocol.Debugger.Scope;

/** One of V8's scopes, and by which number it knows it. */
interface Part {
  readonly index: number;
  readonly scope: V8Scope;
}

/** A scope as the user sees it; of a wrapped function it is made of several (edit/wrappings.ts). */
export interface FrameScope {
  readonly type: V8Scope['type'];
  readonly name: string | undefined;
  readonly parts: readonly Part[];
}

/** The scopes of a frame, inner ones first. */
export async function scopesOf(target: Target, { scopeChain }: CallFrame): Promise<FrameScope[]> {
  const scopes: FrameScope[] = [];
  const all = scopeChain.map((scope, index) => ({ scope, index }));
  let joined: Part[] = [];
  for (const [at, part] of all.entries()) {
    if (await isInsideWrapping(target, part.scope, all[at + 1]?.scope)) joined.push(part);
    else {
      const parts = [...joined, part];
      const types = parts.map(({ scope }) => scope.type);
      const type = (['local', 'closure'] as const).find((each) => types.includes(each)) ?? part.scope.type;
      scopes.push({ type: joined.length ? type : part.scope.type, name: part.scope.name, parts });
      joined = [];
    }
  }
  return scopes;
}

/**
 * Whether a scope is one that the wrapping of a function has put around the user's code: the arrow function in an async
 * function, or the `try` of a generator or a constructor. The next scope then holds the rest of the function's variables.
 */
async function isInsideWrapping(
  { texts, scripts }: Target,
  scope: V8Scope,
  next: V8Scope | undefined,
): Promise<boolean> {
  const { startLocation: start, endLocation: end } = scope;
  const { startLocation: outerStart, endLocation: outerEnd } = next ?? {};
  const script = start && scripts.get(start.scriptId);
  if (!script || !end || !outerStart || !outerEnd || outerStart.scriptId !== script.id) return false;
  const text = await texts.text(script);
  if (!text.isInstrumented && !script.isFragment) return false;
  const offset = ({ lineNumber: line, columnNumber: column = 0 }: Protocol.Debugger.Location): number =>
    text.lines.offsetAt({ line, column });
  const before = text.running.slice(offset(outerStart), offset(start));
  const code = text.running.slice(offset(start), offset(end));
  const after = text.running.slice(offset(end), offset(outerEnd));
  return isCode(before, code, after) || isTry(before, code);
}

/** Where V8 has no scope for the function that is wrapped, as nobody uses a variable of it, the next one is another's. */
function isCode(before: string, code: string, after: string): boolean {
  if (!/^(?:async ?)?\(\$\$t\)=>/.test(code)) return false;
  if (/^\}\[\d+,"(?:[^"\\]|\\.)*"\],arguments,\d+,\d+\)\}$/.test(after)) return true;
  return /^\}\[\d+,"(?:[^"\\]|\\.)*"\],\[.*\],\d+,\d+\)$/.test(after) && before.split('=>').length === 2;
}

function isTry(before: string, code: string): boolean {
  return code.startsWith('{') && /\$\$t=[^\n]*[;{]try$/.test(before) && before.split('$$t=').length === 2;
}

/**
 * Unfolds one scope.
 * @param inner the scopes that hide variables of this one
 * @param extra what is shown in front
 */
export function scopeContainer(
  target: Target,
  variables: Variables,
  frame: CallFrame,
  scope: FrameScope,
  inner: readonly FrameScope[],
  extra: readonly DebugProtocol.Variable[],
): Container {
  const expand = async (): Promise<DebugProtocol.Variable[]> => {
    const hidden = await namesIn(target, inner);
    const own = await Promise.all(
      scope.parts.map(({ index, scope: { object, type } }) =>
        variables.own(
          object,
          (name) => (hidden.has(name) ? undefined : name),
          (names) =>
            // These are objects of the program's own, and not told once.
            type === 'global' || type === 'with'
              ? Promise.resolve(new Map<string, RemoteObject>())
              : target.fresh.of(target, frame.callFrameId, index, names, (name) => hidden.has(name)),
        ),
      ),
    );
    const seen = new Set<string>();
    const isShown = ({ name }: DebugProtocol.Variable): boolean => {
      const isNew = !seen.has(name) && !isOurName(name);
      seen.add(name);
      return isNew;
    };
    return [...extra, ...own.flat().filter(isShown)];
  };
  const assign = (name: string, value: RemoteObject): Promise<RemoteObject> =>
    name === RETURN_VALUE && extra.some((each) => each.name === name)
      ? setReturnValue(target, frame, value)
      : setVariable(target, frame, scope, name, value);
  const container = variables.container(expand, assign);
  return { ...container, shown: (name, value) => variables.variable(name, value, name) };
}

export const RETURN_VALUE = 'Return value';

async function setReturnValue({ connection }: Target, frame: CallFrame, value: RemoteObject): Promise<RemoteObject> {
  try {
    await connection.send('Debugger.setReturnValue', { newValue: argumentOf(value) });
  } catch (error) {
    throw asRefusal(error, RETURN_VALUE);
  }
  frame.returnValue = value;
  return value;
}

async function namesIn({ connection }: Target, scopes: readonly FrameScope[]): Promise<Set<string>> {
  const names = new Set<string>();
  for (const { scope } of scopes.flatMap(({ parts }) => parts)) {
    if (scope.type === 'global') continue;
    for (const { name } of (await properties(connection, scope.object)).result) names.add(name);
  }
  return names;
}

/** Sets the variable that a name stands for in a frame. @returns undefined where no scope has it @throws Refused */
export async function setNamed(
  target: Target,
  frame: CallFrame,
  name: string,
  value: RemoteObject,
): Promise<RemoteObject | undefined> {
  for (const scope of await scopesOf(target, frame)) {
    if (scope.type === 'global') return undefined;
    if ((await namesIn(target, [scope])).has(name)) return setVariable(target, frame, scope, name, value);
  }
  return undefined;
}

/** Sets a variable of one scope. @throws Refused */
async function setVariable(
  target: Target,
  frame: CallFrame,
  { parts }: FrameScope,
  name: string,
  value: RemoteObject,
): Promise<RemoteObject> {
  if (name === 'this') throw new Refused(words.thisSet(), false);
  const part = await partWith(target, parts, name);
  if (!part) throw new Refused(words.noVariable(name), false);
  const { scope, index } = part;
  if (scope.type === 'global' || scope.type === 'with') {
    return setProperty(target.connection, scope.object, name, { value: name }, value);
  }
  const fixed = await fixedBy(target, frame, scope, name);
  if (fixed) throw new Refused(fixed === 'constant' ? words.constantSet(name) : words.importSet(name), false);
  const { callFrameId } = frame;
  const newValue = argumentOf(value);
  const question = { scopeNumber: index, variableName: name, newValue, callFrameId };
  try {
    await target.connection.send('Debugger.setVariableValue', question);
  } catch (error) {
    throw asRefusal(error, name);
  }
  target.fresh.remember(callFrameId, index, name, value);
  return value;
}

async function partWith(target: Target, parts: readonly Part[], name: string): Promise<Part | undefined> {
  if (parts.length === 1) return parts[0];
  for (const part of parts) {
    const { result } = await properties(target.connection, part.scope.object);
    if (result.some((each) => each.name === name)) return part;
  }
  return undefined;
}

/** V8's debugger assigns to constants, too; code that was optimised goes on with the old value then. */
async function fixedBy(target: Target, frame: CallFrame, scope: V8Scope, name: string): Promise<string | undefined> {
  const { location } = frame;
  const script = target.scripts.get(location.scriptId);
  const { startLocation: start, endLocation: end } = scope;
  if (!script || !start || !end || start.scriptId !== location.scriptId) return undefined;
  const { lines, outline } = await target.texts.syntax(script);
  const offset = ({ lineNumber: line, columnNumber: column = 0 }: Protocol.Debugger.Location): number =>
    lines.offsetAt({ line, column });
  const { fixedIn } = await import('./constants.js');
  return fixedIn(outline.source, name, offset(location), { start: offset(start), end: offset(end) });
}

function asRefusal(error: unknown, name: string): unknown {
  return error instanceof InspectorError ? new Refused(words.setFailed(name, error.message), false) : error;
}

/** V8 does not tell the `this` that an arrow function has from outside where it stands in a block. */
export async function thisOf(target: Target, frame: CallFrame): Promise<RemoteObject> {
  if (frame.this.type !== 'undefined') return frame.this;
  const { result, exceptionDetails } = await evaluateQuietly(target, frame.callFrameId, 'this');
  return exceptionDetails ? frame.this : result;
}
