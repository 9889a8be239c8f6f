import { words } from '../messages.js';
import { Refused } from '../refused.js';
import type { AttachConfiguration } from './configuration.js';

/**
 * The WebSocket address of the inspector to attach to. Asked again until it answers or the time is up: a program that is
 * being started may need a moment.
 * @throws Refused
 */
export async function findInspector({
  address,
  port,
  websocketAddress,
  timeout,
}: AttachConfiguration): Promise<string> {
  if (websocketAddress !== undefined) return websocketAddress;
  const host = `${address.includes(':') && !address.startsWith('[') ? `[${address}]` : address}:${port}`;
  const deadline = Date.now() + timeout;
  for (;;) {
    try {
      const response = await fetch(`http://${host}/json/list`, { signal: AbortSignal.timeout(timeout) });
      const [first] = (await response.json()) as { webSocketDebuggerUrl?: string }[];
      if (first?.webSocketDebuggerUrl === undefined) throw new Error('it lists no program');
      // The program may know itself by another address than the one that reaches it: a container, a tunnel.
      const url = new URL(first.webSocketDebuggerUrl);
      url.host = host;
      return url.href;
    } catch (error) {
      if (Date.now() >= deadline) throw new Refused(words.cannotAttach(host, causeOf(error)));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

function causeOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: { code?: string } };
  return cause?.code ?? message;
}
