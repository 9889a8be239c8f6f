import { allDefinitions, definitionAtHead, type Definition } from '../edit/definitions.js';
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
  /** Of the code that runs, where the agent put it in the place of older code; 0 for the file's own. */
  readonly version: number;
  /** A function of ours that stands for the code of another one: the frame below it is that one's (dress.ts). */
  readonly isStandIn: boolean;
}

/** Reads the stack of a pause. Parses the scripts of the user's frames, once each. */
export async function readStack(target: Target, pause: Pause): Promise<StackEntry[]> {
  return Promise.all(
    pause.callFrames.map(async (frame, index) => {
      const own = target.scripts.get(frame.location.scriptId);
      const isUser = own !== undefined && target.skipFiles.isUserCode(own);
      const found = isUser ? await definitionOf(target, own, frame) : { script: own };
      return { isStandIn: false, definition: undefined, version: 0, ...found, index, frame, isUser };
    }),
  );
}

interface Defined {
  readonly script: Script;
  readonly definition?: Definition | undefined;
  readonly version?: number;
  readonly isStandIn?: boolean;
}

async function definitionOf(target: Target, script: Script, frame: CallFrame): Promise<Defined> {
  if (!frame.functionLocation) return { script };
  const { lines, outline } = await target.texts.syntax(script);
  const { lineNumber: line, columnNumber: column = 0 } = frame.functionLocation;
  const head = lines.offsetAt({ line, column });
  const definition = definitionAtHead(outline.module, head);
  const [base] = script.isFragment && script.path !== undefined ? target.scripts.ofFile(script.path).slice(-1) : [];
  const isStandIn = definition?.site === undefined && definition?.innerHead === head;
  if (!base || definition?.site === undefined) return { script, definition, isStandIn };
  // A function that took the place of the file's own: it is known by its number.
  const { outline: whole } = await target.texts.syntax(base);
  const original = [...allDefinitions(whole.module)].find(({ site }) => site === definition.site);
  const { version } = definition;
  return original ? { script: base, definition: original, version } : { script, definition, version };
}

/** Why a frame cannot be restarted; undefined where it can (R5, R6, X6). */
export function obstacleOf(
  stack: readonly StackEntry[],
  { index, frame, script, definition, isUser }: StackEntry,
  { isThrowing }: Pause,
): FrameObstacle | undefined {
  if (!isUser) return 'not user code';
  if (!definition) return 'class field';
  // What has failed leaves the function, and the agent calls it again.
  if (definition.site !== undefined && isThrowing) return undefined;
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
