import { definitionAtHead, type Definition } from '../edit/definitions.js';
import type { FrameObstacle, Place } from '../refusal.js';
import type { CallFrame, Pause } from '../target/pause.js';
import type { Script } from '../target/script.js';
import type { Target } from '../target/target.js';

/** One frame of a pause with the function of the running text that it is an activation of. */
export interface StackEntry {
  readonly index: number;
  readonly frame: CallFrame;
  readonly script: Script | undefined;
  readonly isUser: boolean;
  /** Undefined for code that is not the user's, and for what V8 makes itself (class field initialisers). */
  readonly definition: Definition | undefined;
}

/** Reads the stack of a pause. Parses the scripts of the user's frames, once each. */
export async function readStack(target: Target, pause: Pause): Promise<StackEntry[]> {
  return Promise.all(
    pause.callFrames.map(async (frame, index) => {
      const script = target.scripts.get(frame.location.scriptId);
      const isUser = script !== undefined && target.skipFiles.isUserCode(script);
      return {
        index,
        frame,
        script,
        isUser,
        definition: isUser ? await definitionOf(target, script, frame) : undefined,
      };
    }),
  );
}

async function definitionOf(target: Target, script: Script, frame: CallFrame): Promise<Definition | undefined> {
  if (!frame.functionLocation) return undefined;
  const { lines, outline } = await target.texts.syntax(script);
  const { lineNumber: line, columnNumber: column = 0 } = frame.functionLocation;
  return definitionAtHead(outline.module, lines.offsetAt({ line, column }));
}

/** Why a frame cannot be restarted; undefined where it can (R5, R6, X6). */
export function obstacleOf(
  stack: readonly StackEntry[],
  { index, frame, script, definition, isUser }: StackEntry,
): FrameObstacle | undefined {
  if (!isUser) return 'not user code';
  if (!definition) return 'class field';
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
export async function placeOf(target: Target, { frame, script }: StackEntry): Promise<Place> {
  const { scriptId, lineNumber: line, columnNumber: column = 0 } = frame.location;
  return { path: script?.path, position: await target.texts.toShown(scriptId, { line, column }) };
}

/** What a frame's function is called, for a sentence. */
export function functionName({ frame, definition }: StackEntry): string {
  return definition?.name ?? (frame.functionName || '(anonymous)');
}
