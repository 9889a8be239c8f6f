import { allDefinitions, definitionAtHead, type Definition } from '../edit/definitions.js';
import type { FrameObstacle, Place } from '../refusal.js';
import type { CallFrame, Pause } from '../target/pause.js';
import type { Script } from '../target/script.js';
import type { Target } from '../target/target.js';
import { endOf, isWrapped, markedVersion } from './wrapped-functions.js';

/** One frame of a pause with the function of the running text that it is an activation of. */
export interface StackEntry {
  readonly index: number;
  readonly frame: CallFrame;
  readonly script: Script | undefined;
  readonly isUser: boolean;
  /** Undefined for code that is not the user's, and for what V8 makes itself (class field initialisers). */
  readonly definition: Definition | undefined;
  /** Of the code that runs, where the agent put it in the place of older code; 0 for the file's own. */
  readonly version: number;
  /** The program itself has wrapped the function, with the package `hot-restart`. */
  readonly isWrapped: boolean;
  /** A function of ours that stands for the code of another one: the frame below it is that one's (dress.ts). */
  readonly isStandIn: boolean;
}

/** Reads the stack of a pause. Parses the scripts of the user's frames, once each. */
export async function readStack(target: Target, pause: Pause): Promise<StackEntry[]> {
  return Promise.all(
    pause.callFrames.map(async (frame, index) => {
      const own = target.scripts.get(frame.location.scriptId);
      const isUser = own !== undefined && target.skipFiles.isUserCode(own);
      const found: Defined = isUser ? await definitionOf(target, own, frame) : { script: own };
      const isWrapped = await isWrappedByProgram(target, pause, found);
      return { isStandIn: false, definition: undefined, version: 0, ...found, isWrapped, index, frame, isUser };
    }),
  );
}

/** Asked only for what V8 cannot restart, and the load hook has not wrapped. */
async function isWrappedByProgram(target: Target, pause: Pause, { script, definition }: Defined): Promise<boolean> {
  if (!pause.isThrowing || !script || !definition || definition.site !== undefined) return false;
  if (!definition.isAsync && !definition.isGenerator) return false;
  return isWrapped(target, pause, endOf((await target.texts.text(script)).running, definition));
}

interface Defined {
  readonly script: Script | undefined;
  readonly definition?: Definition | undefined;
  readonly version?: number;
  readonly isStandIn?: boolean;
}

async function definitionOf(target: Target, script: Script, frame: CallFrame): Promise<Defined> {
  if (!frame.functionLocation) return { script };
  const { lines, outline, text } = await target.texts.syntax(script);
  const { lineNumber: line, columnNumber: column = 0 } = frame.functionLocation;
  const head = lines.offsetAt({ line, column });
  const definition = definitionAtHead(outline.module, head);
  const [base] =
    script.isFragment && script.path !== undefined ? target.scripts.ofScriptPath(script.path).slice(-1) : [];
  const isStandIn = definition?.site === undefined && definition?.innerHead === head;
  if (!base || !definition) return { script, definition, isStandIn };
  // A function that took the place of the file's own: it is known by its number, or by its name where it has none.
  const whole = [...allDefinitions((await target.texts.syntax(base)).outline.module)];
  const { site, name, isAsync, isGenerator, version } = definition;
  if (site !== undefined) {
    const original = whole.find((each) => each.site === site);
    return original ? { script: base, definition: original, version } : { script, definition, version };
  }
  const again = markedVersion(text);
  const isSame = (each: Definition): boolean =>
    each.name.split('.').at(-1) === name.replaceAll('"', '') &&
    each.isAsync === isAsync &&
    each.isGenerator === isGenerator;
  const [original, other] = again === undefined ? [] : whole.filter(isSame);
  return original && !other ? { script: base, definition: original, version: again ?? 0 } : { script, definition };
}

/** Why a frame cannot be restarted; undefined where it can (R5, R6, X6). */
export function obstacleOf(
  stack: readonly StackEntry[],
  { index, frame, script, definition, isUser, isWrapped }: StackEntry,
  { isThrowing, failedCall }: Pause,
): FrameObstacle | undefined {
  if (failedCall && index === 0) return undefined;
  if (!isUser) return 'not user code';
  if (!definition) return 'class field';
  // What has failed leaves the function, and the agent calls it again.
  if ((definition.site !== undefined || isWrapped) && isThrowing) return undefined;
  if (definition.isGenerator) return 'generator';
  if (definition.isAsync) return 'async function';
  if (definition.kind === 'module' && script?.isModule) return 'module top level';
  if (definition.isDerivedConstructor) return 'derived constructor';
  if (definition.isConstructorWithFields) return 'constructor with fields';
  const isSuspending = ({ definition: above }: StackEntry): boolean =>
    above?.isAsync === true || above?.isGenerator === true;
  if (stack.slice(0, index).some(isSuspending)) return 'below an async function';
  return frame.canBeRestarted ? undefined : 'below native code';
}

/** Where a frame stands, in lines of the text that the user's editor shows. */
export async function placeOf(target: Target, { frame }: StackEntry): Promise<Place> {
  const { scriptId, lineNumber: line, columnNumber: column = 0 } = frame.location;
  return target.texts.placeOf(scriptId, { line, column });
}

/** What a frame's function is called, for a sentence. */
export function functionName({ frame, definition }: StackEntry): string {
  return definition?.name ?? (frame.functionName || '(anonymous)');
}
