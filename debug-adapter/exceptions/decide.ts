import type { CallFrame, Pause } from '../target/pause.js';
import type { Target } from '../target/target.js';
import { isNodeInternal, ownScript, type Script } from '../target/script.js';
import { followException, type FrameFacts } from './escape.js';
import { concerns, type ActiveFilter } from './filters.js';

/** The filter that stops at this exception; undefined where the program is to go on. */
export async function filterFor(target: Target, pause: Pause): Promise<ActiveFilter | undefined> {
  const filters = target.exceptionFilters;
  if (!filters.length) return undefined;
  const frames = pause.callFrames.flatMap((frame) => {
    const script = target.scripts.get(frame.location.scriptId);
    return script && target.skipFiles.isAgent(script) ? [] : factsOf(target, frame);
  });
  frames.push(...(await awaitingModules(target, pause)));
  const escape = await followException(frames, pause.predictedUncaught, pause.isPromiseRejection);
  for (const filter of filters) {
    if (concerns(filter, escape) && (await conditionHolds(target, pause, filter))) return filter;
  }
  return undefined;
}

/** The top level of an ES module that awaits what has failed: V8 takes it for a handler (X5). */
async function awaitingModules(target: Target, { asyncStackTrace }: Pause): Promise<FrameFacts[]> {
  for (let trace = asyncStackTrace; trace; trace = trace.parent) {
    if (trace.description !== 'await') continue;
    for (const { scriptId, functionName, lineNumber: line, columnNumber: column } of trace.callFrames) {
      const script = target.scripts.get(scriptId);
      if (functionName !== '' || !script?.isModule || !target.skipFiles.isUserCode(script)) continue;
      const { lines, outline, catchSites } = await target.texts.syntax(script);
      const { isTopLevel } = await import('../edit/definitions.js');
      const offset = lines.offsetAt({ line, column });
      if (!isTopLevel(outline, offset)) continue;
      return [{ owner: 'user', isModuleTop: true, fate: () => Promise.resolve(catchSites.fateAt(0, offset)) }];
    }
  }
  return [];
}

function factsOf(target: Target, frame: CallFrame): FrameFacts {
  const script = target.scripts.get(frame.location.scriptId);
  return {
    owner: !script ? 'node' : ownerOf(target, script),
    isModuleTop: script?.isModule === true && frame.functionName === '' && isStart(frame.functionLocation),
    fate: async () => {
      if (!script) return 'leaves';
      const { lines, catchSites } = await target.texts.syntax(script);
      const { functionLocation: head = frame.location, location } = frame;
      return catchSites.fateAt(
        lines.offsetAt({ line: head.lineNumber, column: head.columnNumber ?? 0 }),
        lines.offsetAt({ line: location.lineNumber, column: location.columnNumber ?? 0 }),
      );
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
