import assert from 'node:assert/strict';
import type { Frame, Pause } from './program.js';

/** The innermost frame of the function `name`. */
export function frame(pause: Pause, name: string): Frame {
  const found = pause.callFrames.find(({ functionName }) => functionName === name);
  assert.ok(found, `no frame of ${name} in ${stack(pause).join(' < ')}`);
  return found;
}

/** The innermost frame of all. */
export function top(pause: Pause): Frame {
  const [found] = pause.callFrames;
  assert.ok(found, 'a pause without frames');
  return found;
}

/** The functions' names, innermost first. */
export function stack(pause: Pause): string[] {
  return pause.callFrames.map(({ functionName }) => functionName);
}

/** The 0-based line that carries the comment `// @name`. */
export function markedLine(source: string, name: string): number {
  const lines = source.split('\n').flatMap((line, index) => (line.endsWith(`// @${name}`) ? [index] : []));
  assert.equal(lines.length, 1, `@${name} must mark exactly one line`);
  return lines[0]!;
}

/** Requires that the pause stands on the line marked `// @name`. */
export function assertAt(pause: Pause, source: string, name: string): void {
  assert.equal(top(pause).location.lineNumber, markedLine(source, name), `paused at the line marked @${name}`);
}

/** Replaces a text that occurs exactly once. */
export function replaceOnce(source: string, from: string, to: string): string {
  assert.equal(source.split(from).length - 1, 1, `${JSON.stringify(from)} must occur exactly once`);
  return source.replace(from, () => to);
}
