import type { Definition } from '../edit/definitions.js';
import type { Pause } from '../target/pause.js';
import { ownScript } from '../target/script.js';
import type { Target } from '../target/target.js';

/**
 * The functions that the program has wrapped itself, with the package `hot-restart`: they are known by their texts
 * (runtime-agent/registry.cjs).
 */
const REGISTRY = "globalThis[Symbol.for('hot-restart.wrapped')]";

const answers = new WeakMap<Pause, Map<string, Promise<boolean>>>();

/** Whether the program has wrapped a function of this text. Asked once in a pause. */
export function isWrapped(target: Target, pause: Pause, text: string): Promise<boolean> {
  const known = answers.get(pause) ?? new Map<string, Promise<boolean>>();
  answers.set(pause, known);
  const answer = known.get(text) ?? ask(target, text);
  known.set(text, answer);
  return answer;
}

async function ask(target: Target, text: string): Promise<boolean> {
  const expression = ownScript(`${REGISTRY}?.find(${JSON.stringify(text)}) > 0`);
  const question = { expression, returnByValue: true, silent: true };
  const { result } = await target.connection.send('Runtime.evaluate', question);
  return result.value === true;
}

/** What the texts of a function end with, however it is written: `static` and `async` may stand before it. */
export function endOf(text: string, { head, start, end }: Definition): string {
  return text.slice(head ?? start, end);
}

/** An expression that has the next failed call of a function made again. */
export function againExpression(text: string, code: string, isForAll: boolean): string {
  return `${REGISTRY}.again(${JSON.stringify(text)}, ${code}, ${isForAll})`;
}

/** What stands behind the new code of a function that is known by its text alone, so that its frames are known. */
export function versionMark(version: number): string {
  return `/*hot-restart ${version}*/`;
}

/** The number in a script with such code. */
export function markedVersion(script: string): number | undefined {
  const [, version] = /\/\*hot-restart (\d+)\*\//.exec(script) ?? [];
  return version === undefined ? undefined : Number(version);
}

/** An expression for the object, of `this` and its prototypes, whose own method has this text. */
export function homeExpression(text: string): string {
  return `(() => {
    for (let object = this; object; object = Object.getPrototypeOf(object))
      for (const { value } of Object.values(Object.getOwnPropertyDescriptors(object)))
        if (typeof value === 'function' && String(value).endsWith(${JSON.stringify(text)})) return object;
  })()`.replaceAll('\n', ' ');
}

/** V8 itself runs the new code of these functions: they are called themselves again. */
export async function forgetWrapped(target: Target, texts: readonly string[]): Promise<void> {
  if (!texts.length) return;
  const expression = ownScript(`for (const text of ${JSON.stringify(texts)}) ${REGISTRY}?.forget(text)`);
  await target.connection.send('Runtime.evaluate', { expression, silent: true });
}
