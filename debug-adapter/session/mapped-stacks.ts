import { fileKey, pathOfUrl } from '../files.js';
import { mapStackText, type Locate, type StackPlace } from '../source-maps/stack-text.js';
import type { Target } from '../target/target.js';

/** A frame in the text of an error's stack. */
const FRAME = /^\s+at .*:\d+:\d+\)?/m;

export function mayHoldStack(text: string): boolean {
  return FRAME.test(text);
}

/** A text with the frames of stacks in it in the sources that their scripts were made from. */
export async function withMappedStacks(targets: readonly Target[], text: string): Promise<string> {
  const places = new Map<string, StackPlace | undefined>();
  const asked: { readonly url: string; readonly line1: number; readonly column1: number }[] = [];
  const collect: Locate = (url, line1, column1) => {
    asked.push({ url, line1, column1 });
    return undefined;
  };
  mapStackText(text, collect);
  for (const each of asked) places.set(keyOf(each), await placeOf(targets, each));
  return mapStackText(text, (url, line1, column1) => places.get(keyOf({ url, line1, column1 })));
}

interface StackPosition {
  readonly url: string;
  readonly line1: number;
  readonly column1: number;
}

function keyOf({ url, line1, column1 }: StackPosition): string {
  return `${line1}:${column1}:${url}`;
}

async function placeOf(
  targets: readonly Target[],
  { url, line1, column1 }: StackPosition,
): Promise<StackPlace | undefined> {
  const own = pathOfUrl(url);
  if (own === undefined) return undefined;
  for (const { scripts, texts } of targets) {
    const script = scripts.ofScriptPath(own).at(-1);
    if (!script?.mayHaveOrigin) continue;
    const text = await texts.text(script).catch(() => undefined);
    // Where a loader compiles a file in its place, it maps the stacks itself.
    if (!text?.origin || text.origin.files.some(({ path }) => fileKey(path) === fileKey(own))) continue;
    const { path, position } = text.placeOf({ line: line1 - 1, column: column1 - 1 }) ?? {};
    if (path !== undefined && position) return { path, line1: position.line + 1, column1: position.column + 1 };
  }
  return undefined;
}
