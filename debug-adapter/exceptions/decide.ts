import type Protocol from 'devtools-protocol';
import type { CallFrame, Pause } from '../target/pause.js';
import type { Target } from '../target/target.js';
import { isNodeInternal, ownScript, type Script } from '../target/script.js';
import { followException, type FrameFacts } from './escape.js';
import { concerns, type ActiveFilter } from './filters.js';

/** The filter that stops at this exception; undefined where the program is to go on. */
export async function filterFor(target: Target, pause: Pause): Promise<ActiveFilter | undefined> {
  const filters = target.exceptionFilters;
  if (!filters.length) return undefined;
  const escape = await followException(await chainOf(target, pause), pause.predictedUncaught);
  for (const filter of filters) {
    if (concerns(filter, escape) && (await conditionHolds(target, pause, filter))) return filter;
  }
  return undefined;
}

/** The frames from the throw outwards: those on the stack, and those of whoever called for what failed before an `await`. */
async function chainOf(target: Target, { callFrames, asyncStackTrace }: Pause): Promise<FrameFacts[]> {
  const chain: FrameFacts[] = [];
  const isNodes = (scriptId: string): boolean => {
    const script = target.scripts.get(scriptId);
    return script === undefined || isNodeInternal(script);
  };
  // Where a function goes on after an `await`, Node's frames below it are those of its event loop, and no callers.
  const endOf = (scriptIds: readonly string[], past: Protocol.Runtime.StackTrace | undefined): number =>
    past?.description === 'await' ? scriptIds.findLastIndex((id) => !isNodes(id)) + 1 : scriptIds.length;
  const end = endOf(
    callFrames.map(({ location }) => location.scriptId),
    asyncStackTrace,
  );
  for (const { location, functionLocation: head, functionName } of callFrames.slice(0, end)) {
    if (isAgents(target, location.scriptId)) continue;
    const isTop = functionName === '' && isStart(head);
    chain.push(factsOf(target, location, isTop, head ?? location));
  }
  for (let trace = asyncStackTrace; trace; trace = trace.parent) {
    if (trace.description !== 'await') continue;
    // The first frame is the function itself that goes on, where it waited last.
    const last = endOf(
      trace.callFrames.map(({ scriptId }) => scriptId),
      trace.parent,
    );
    for (const frame of trace.callFrames.slice(1, last)) {
      if (isAgents(target, frame.scriptId)) continue;
      chain.push(factsOf(target, frame, await isModuleTop(target, frame), undefined));
    }
    const [first] = trace.callFrames;
    if (first && (await isModuleTop(target, first))) chain.push(factsOf(target, first, true, undefined));
  }
  return chain;
}

function isAgents(target: Target, scriptId: string): boolean {
  const script = target.scripts.get(scriptId);
  return script !== undefined && target.skipFiles.isAgent(script);
}

/** Whether a frame of the asynchronous past is the top level of an ES module of the user's. */
async function isModuleTop(target: Target, frame: Protocol.Runtime.CallFrame): Promise<boolean> {
  const script = target.scripts.get(frame.scriptId);
  if (frame.functionName !== '' || !script?.isModule || !target.skipFiles.isUserCode(script)) return false;
  const { lines, outline } = await target.texts.syntax(script);
  const { isTopLevel } = await import('../edit/definitions.js');
  return isTopLevel(outline, lines.offsetAt({ line: frame.lineNumber, column: frame.columnNumber }));
}

interface V8Position {
  readonly scriptId: string;
  readonly lineNumber: number;
  readonly columnNumber?: number;
}

function factsOf(target: Target, at: V8Position, isTop: boolean, head: V8Position | undefined): FrameFacts {
  const script = target.scripts.get(at.scriptId);
  return {
    owner: script ? ownerOf(target, script) : 'node',
    isModuleTop: isTop && script?.isModule === true,
    fate: async (isRejection) => {
      if (!script) return 'leaves';
      const { lines, catchSites } = await target.texts.syntax(script);
      const offset = ({ lineNumber: line, columnNumber: column = 0 }: V8Position): number =>
        lines.offsetAt({ line, column });
      return catchSites.fateAt(head && offset(head), offset(at), isRejection);
    },
  };
}

function ownerOf({ skipFiles }: Target, script: Script): FrameFacts['owner'] {
  if (skipFiles.isUserCode(script)) return 'user';
  return isNodeInternal(script) ? 'node' : 'dependency';
}

function isStart(location: CallFrame['functionLocation']): boolean {
  return location?.lineNumber === 0 && (location.columnNumber ?? 0) === 0;
}

/** A condition that cannot be evaluated holds: a stop too many is told apart, one too few is lost work. */
async function conditionHolds(target: Target, pause: Pause, { condition }: ActiveFilter): Promise<boolean> {
  if (condition === undefined || !pause.exception) return true;
  const { exception } = pause;
  const self = exception.objectId ? { objectId: exception.objectId } : { value: exception.value as unknown };
  const [frame] = pause.callFrames;
  const isTrue = await target.connection.send('Debugger.evaluateOnCallFrame', {
    callFrameId: frame?.callFrameId ?? '',
    expression: ownScript(
      `(function (error) { return !!(0, eval)('(error => (' + ${JSON.stringify(condition)} + '))')(error) })`,
    ),
    silent: true,
  });
  const { result, exceptionDetails } = await target.connection.send('Runtime.callFunctionOn', {
    functionDeclaration: 'function (test, error) { return test(error) }',
    objectId: isTrue.result.objectId ?? '',
    arguments: [{ objectId: isTrue.result.objectId ?? '' }, self],
    returnByValue: true,
    silent: true,
  });
  return exceptionDetails !== undefined || result.value === true;
}
