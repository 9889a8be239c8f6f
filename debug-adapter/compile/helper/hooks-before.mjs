// Where Node.js runs load hooks in a thread of their own and nowhere else: the one before all loaders, which records what
// they make of a module and lets nothing of it run.
import { createRequire } from 'node:module';

const { marked, recorded } = createRequire(import.meta.url)('./capture.cjs');
let port;

export function initialize(data) {
  ({ port } = data);
}

export async function resolve(specifier, context, next) {
  const asked = marked(specifier);
  return asked ? asked.remark(await next(asked.url, context)) : next(specifier, context);
}

export async function load(url, context, next) {
  const asked = marked(url);
  if (!asked) return next(url, context);
  port.postMessage(recorded(await next(asked.url, context)));
  return asked.nothing;
}
