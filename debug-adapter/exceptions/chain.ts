import type Protocol from 'devtools-protocol';
import type { CallFrame, Pause } from '../target/pause.js';
import { isNodeInternal, type Script } from '../target/script.js';
import type { Target } from '../target/target.js';
import type { FrameFacts } from './escape.js';

/** A frame as the analysis sees it; `depth` is its place on the stack, undefined for one that only awaits the others. */
export interface ChainFrame extends FrameFacts {
  readonly depth?: number;
}

/** The frames from the throw outwards: those on the stack, and those of whoever called for what failed before an `await`. */
export async function chainOf(target: Target, { callFrames, asyncStackTrace }: Pause): Promise<ChainFrame[]> {
  const chain: ChainFrame[] = [];
  const isNodes = (scriptId: string): boolean => {
    const script = target.scripts.get(scriptId);
    return script === undefined || (isNodeInternal(script) && !target.skipFiles.isAgent(script));
  };
  // Where a function goes on after an `await`, Node's frames below it are those of its event loop, and no callers.
  const endOf = (scriptIds: readonly string[], past: Protocol.Runtime.StackTrace | undefined): number =>
    past?.description === 'await' ? scriptIds.findLastIndex((id) => !isNodes(id)) + 1 : scriptIds.length;
  const end = endOf(
    callFrames.map(({ location }) => location.scriptId),
    asyncStackTrace,
  );
  for (const [depth, { location, functionLocation: head, functionName }] of callFrames.slice(0, end).entries()) {
    if (isAgents(target, location.scriptId)) {
      chain.push(...wrapperOf(target, location.scriptId));
      continue;
    }
    const isTop = functionName === '' && isStart(head);
    chain.push({ ...factsOf(target, location, isTop, head ?? location), depth });
  }
  for (let trace = asyncStackTrace; trace; trace = trace.parent) {
    // A timer and the like hands its failure to nobody.
    if (!/^(?:await$|Promise\.)/.test(trace.description ?? '')) break;
    const [first] = trace.callFrames;
    const isDriven = trace.description === 'Promise.then' && first !== undefined && (await isOfDriver(target, first));
    if (trace.description !== 'await' && !isDriven) continue;
    // The first frame is the function itself that goes on, where it waited last; or what drives it.
    const last = endOf(
      trace.callFrames.map(({ scriptId }) => scriptId),
      trace.parent,
    );
    for (const frame of trace.callFrames.slice(isDriven ? 0 : 1, last)) {
      if (isAgents(target, frame.scriptId)) {
        chain.push(...wrapperOf(target, frame.scriptId));
        continue;
      }
      chain.push(factsOf(target, frame, await isModuleTop(target, frame), undefined));
    }
    if (!isDriven && first && (await isModuleTop(target, first))) chain.push(factsOf(target, first, true, undefined));
  }
  return chain;
}

function isAgents(target: Target, scriptId: string): boolean {
  const script = target.scripts.get(scriptId);
  return script !== undefined && target.skipFiles.isAgent(script);
}

/** The border of a function that the program has wrapped itself, with the package `hot-restart`. */
function wrapperOf({ scripts }: Target, scriptId: string): ChainFrame[] {
  const isWrapper = scripts.get(scriptId)?.url === 'node:hot-restart/wrap.cjs';
  return isWrapper ? [{ owner: 'wrapper', isModuleTop: false, fate: () => Promise.resolve('leaves') }] : [];
}

/** Whether a frame of the asynchronous past is the top level of an ES module of the user's. */
async function isModuleTop(target: Target, frame: Protocol.Runtime.CallFrame): Promise<boolean> {
  const script = target.scripts.get(frame.scriptId);
  if (frame.functionName !== '' || !script?.isModule || !target.skipFiles.isUserCode(script)) return false;
  const { lines, outline } = await target.texts.syntax(script);
  const { isTopLevel } = await import('../edit/definitions.js');
  return isTopLevel(outline, lines.offsetAt({ line: frame.lineNumber, column: frame.columnNumber }));
}

/** Whether a frame of the asynchronous past is in what a compiler has put in for async functions (drivers.ts). */
async function isOfDriver(target: Target, frame: Protocol.Runtime.CallFrame): Promise<boolean> {
  const script = target.scripts.get(frame.scriptId);
  if (!script || !target.skipFiles.isUserCode(script)) return false;
  const { lines, catchSites } = await target.texts.syntax(script);
  return catchSites.isInDriver(lines.offsetAt({ line: frame.lineNumber, column: frame.columnNumber }));
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
