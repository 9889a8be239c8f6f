// The load hook where Node.js runs hooks in a thread of their own (before module.registerHooks).
import { createRequire } from 'node:module';

const { textToRun } = createRequire(import.meta.url)('./hook.cjs');
let session;

export function initialize(data) {
  session = data;
}

export async function load(url, context, nextLoad) {
  const loaded = await nextLoad(url, context);
  return loaded.format === 'module' ? { ...loaded, source: textToRun(session, url, loaded.source, 1) } : loaded;
}
