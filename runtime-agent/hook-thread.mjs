// The load hook where Node.js runs hooks in a thread of their own (before module.registerHooks).
import { createRequire } from 'node:module';

const { textToRun, withEvaluators } = createRequire(import.meta.url)('./hook.cjs');
/** Of the hooks in this thread that are ours, the one that was registered last: the others have had loaders put before them. */
const LAST = Symbol.for('hot-restart.last-hook');
let session;
let number;

export function initialize(data) {
  session = data.session;
  number = globalThis[LAST] = data.number;
}

export async function load(url, context, nextLoad) {
  const loaded = await nextLoad(url, context);
  if (loaded.format !== 'module' || number !== globalThis[LAST]) return loaded;
  const source = withEvaluators(url, loaded.source);
  if (source !== undefined) return { ...loaded, source };
  return { ...loaded, source: textToRun(session, url, loaded.source, 1) };
}
//# sourceURL=node:hot-restart/hook-thread.mjs
