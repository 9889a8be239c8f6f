/**
 * What the load hook puts behind the last line of a module (runtime-agent/hook.cjs, V8 facts E6a and E9a). Behind it may
 * stand the end of the function that the module was made (inlined-module.ts).
 */
const SUFFIX = /\n;\$\$hr\.module\((\d+),.*\)(?=(?:\n\}[)}])?$)/;

export function withoutScopeSuffix(running: string): string {
  return running.replace(SUFFIX, '');
}

/** What stands behind the module's own text; empty where nothing does. */
export function scopeSuffix(running: string): string {
  return SUFFIX.exec(running)?.[0] ?? '';
}

/** The number by which the agent knows the module of a running text; undefined where it does not. */
export function moduleNumber(running: string): number | undefined {
  const [, number] = SUFFIX.exec(running) ?? [];
  return number === undefined ? undefined : Number(number);
}
