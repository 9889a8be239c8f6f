import type { DebugProtocol } from '@vscode/debugprotocol';
import type Protocol from 'devtools-protocol';
import { basename } from 'node:path';
import { isCallOfCode } from '../edit/wrapping-places.js';
import { words } from '../messages.js';
import { toClient } from '../positions.js';
import { Refused } from '../refused.js';
import { withMappedStacks } from '../session/mapped-stacks.js';
import type { Reply, Session } from '../session/session.js';
import { isTypeScript } from '../target/origins.js';
import { plainText } from '../target/preview.js';
import type { CallFrame, Pause } from '../target/pause.js';
import { isNodeInternal, type Script } from '../target/script.js';
import type { Target } from '../target/target.js';

/** Frame ids count from the same number at each stop; a thread's are apart from another's. */
const FRAMES_PER_THREAD = 100_000;
const SCRIPTS_PER_THREAD = 1_000_000;

export function threads(session: Session): Reply {
  return { body: { threads: [...session.targets.values()].map(({ threadId: id, name }) => ({ id, name })) } };
}

/** Where a client has an expression evaluated: in a frame, or in the global scope of the main thread. @throws Refused */
export function evaluatedIn(
  session: Session,
  frameId: number | undefined,
): { readonly target: Target; readonly frame: CallFrame | undefined } {
  if (frameId === undefined) return { target: session.target(1), frame: undefined };
  const { target, pause, index } = frameOf(session, frameId);
  return { target, frame: pause.callFrames[index] };
}

/** The frame of a paused thread that a client means by an id. @throws Refused */
export function frameOf(session: Session, frameId: number): { target: Target; pause: Pause; index: number } {
  const target = session.targets.get(Math.floor(frameId / FRAMES_PER_THREAD));
  const index = frameId % FRAMES_PER_THREAD;
  if (!target?.pause?.callFrames[index]) throw new Refused(words.noFrame(frameId), false);
  return { target, pause: target.pause, index };
}

export async function stackTrace(session: Session, args: DebugProtocol.StackTraceArguments): Promise<Reply> {
  const { target, pause } = session.paused(args.threadId);
  const { startFrame = 0, levels } = args;
  const isShown = await Promise.all(pause.callFrames.map(({ location }) => isOfUser(target, location)));
  const synchronous = [...pause.callFrames.keys()]
    .filter((index) => isShown[index])
    .map((index) => () => callFrame(session, target, pause, index));
  const all = [...synchronous, ...(await asyncFrames(session, target, pause))];
  const wanted = all.slice(startFrame, levels ? startFrame + levels : undefined);
  const stackFrames = await Promise.all(wanted.map((make) => make()));
  return { body: { stackFrames, totalFrames: all.length } };
}

/** False for the agent's own frames, and for the one of a wrapped function in which it calls the agent (wrappings.ts). */
async function isOfUser(
  target: Target,
  { scriptId, lineNumber, columnNumber = 0 }: Protocol.Debugger.Location,
): Promise<boolean> {
  const script = target.scripts.get(scriptId);
  if (!script) return true;
  if (target.skipFiles.isAgent(script)) return false;
  const text = await target.texts.known(script);
  if (!text?.isInstrumented && !script.isFragment) return true;
  const line = (await target.texts.syntax(script)).lines.lineAt(lineNumber);
  return !isCallOfCode(line, columnNumber);
}

type FrameMaker = () => Promise<DebugProtocol.StackFrame>;

async function callFrame(
  session: Session,
  target: Target,
  pause: Pause,
  index: number,
): Promise<DebugProtocol.StackFrame> {
  const frame = pause.callFrames[index];
  if (!frame) throw new Refused(words.noFrame(index), false);
  const { readStack, obstacleOf } = await import('../restart/frames.js');
  const stack = await readStack(target, pause);
  const entry = stack[index];
  return {
    ...(await placedFrame(session, target, index, frame.functionName, frame.location)),
    canRestart: entry !== undefined && obstacleOf(stack, entry, pause) === undefined,
  };
}

async function asyncFrames(session: Session, target: Target, pause: Pause): Promise<FrameMaker[]> {
  const makers: FrameMaker[] = [];
  const first = pause.callFrames.length;
  for (let trace = pause.asyncStackTrace; trace; trace = trace.parent) {
    const { description = 'async', callFrames } = trace;
    const isShown = await Promise.all(callFrames.map((frame) => isOfUser(target, frame)));
    const shown = callFrames.filter((_, index) => isShown[index]);
    if (!shown.length) continue;
    const id = target.threadId * FRAMES_PER_THREAD + first + makers.length;
    makers.push(() => Promise.resolve({ id, name: description, line: 0, column: 0, presentationHint: 'label' }));
    for (const frame of shown) {
      const index = first + makers.length;
      makers.push(() => placedFrame(session, target, index, frame.functionName, frame));
    }
  }
  return makers;
}

async function placedFrame(
  session: Session,
  target: Target,
  index: number,
  functionName: string,
  location: Protocol.Debugger.Location,
): Promise<DebugProtocol.StackFrame> {
  const { scriptId, lineNumber: line, columnNumber: column = 0 } = location;
  const script = target.scripts.get(scriptId);
  const place = await target.texts.placeOf(scriptId, { line, column });
  const position = toClient(place.position, session.client);
  return {
    id: target.threadId * FRAMES_PER_THREAD + index,
    name: functionName || '<anonymous>',
    line: position.line,
    column: position.column,
    ...(script ? { source: sourceBody(target, script, place.path) } : {}),
  };
}

/** @param path the file that the client is to show; undefined for a script without one */
export function sourceBody(target: Target, script: Script, path: string | undefined): DebugProtocol.Source {
  const isSkipped = target.skipFiles.isSkipped(script);
  const hint = isSkipped ? ({ presentationHint: 'deemphasize' } as const) : {};
  if (path !== undefined) return { name: basename(path), path, ...hint };
  const name = isNodeInternal(script)
    ? `<node_internals>/${script.url.slice('node:'.length)}`
    : script.url || `<eval>/VM${script.id}`;
  return { name, path: name, sourceReference: target.threadId * SCRIPTS_PER_THREAD + Number(script.id), ...hint };
}

export async function source(session: Session, args: DebugProtocol.SourceArguments): Promise<Reply> {
  const reference = args.source?.sourceReference || args.sourceReference;
  if (!reference && args.source?.path) return shownSource(session, args.source.path);
  const target = session.targets.get(Math.floor(reference / SCRIPTS_PER_THREAD));
  const script = target?.scripts.get(String(reference % SCRIPTS_PER_THREAD));
  if (!target || !script) throw new Refused(words.sourceMissing(), false);
  return { body: { content: (await target.texts.text(script)).running, mimeType: 'text/javascript' } };
}

function mimeType(path: string): string {
  return isTypeScript(path) ? 'text/typescript' : 'text/javascript';
}

/** A file's text as it was loaded or last taken, which the frames' lines count in; the saved one may be newer. */
async function shownSource(session: Session, path: string): Promise<Reply> {
  for (const target of session.targets.values()) {
    const script = target.scripts.ofFile(path).at(-1);
    const content = script && (await target.texts.text(script)).textOf(path);
    if (content !== undefined) return { body: { content, mimeType: mimeType(path) } };
  }
  throw new Refused(words.sourceMissing(), false);
}

export async function exceptionInfo(
  session: Session,
  { threadId }: DebugProtocol.ExceptionInfoArguments,
): Promise<Reply> {
  const { target, pause } = session.paused(threadId);
  const { exception } = pause;
  if (!exception) throw new Refused(words.noException(), false);
  const { className = exception.type, description = '' } = exception;
  const message = plainText(exception).replace(/^\w*(?:Error|Exception): /, '');
  const shown = target.scripts.hasOrigins ? await withMappedStacks([target], description) : description;
  const stackTrace = shown
    .split('\n')
    .filter((line) => /^\s+at /.test(line) && !line.includes('(node:') && !/at node:/.test(line))
    .join('\n');
  const body: DebugProtocol.ExceptionInfoResponse['body'] = {
    exceptionId: className,
    description: message,
    breakMode: target.stoppedBy === 'all' ? 'always' : target.stoppedBy === 'uncaught' ? 'unhandled' : 'userUnhandled',
    details: { typeName: className, message, ...(stackTrace ? { stackTrace } : {}) },
  };
  return { body };
}
