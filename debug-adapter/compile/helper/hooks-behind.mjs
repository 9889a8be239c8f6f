// Where Node.js runs load hooks in a thread of their own: the one behind all loaders, which gives them the text.
import { createRequire } from 'node:module';
import { receiveMessageOnPort } from 'node:worker_threads';

const { listen, substituted } = createRequire(import.meta.url)('./substitute.cjs');

export function initialize({ port }) {
  listen(() => receiveMessageOnPort(port)?.message);
}

export async function load(url, context, next) {
  return substituted(url, await next(url, context));
}
