import type { Answer, OpenChannel } from './channel.js';
import type { Connection } from './connection.js';

/** A message of a worker's inspector, as its process passes it on. */
interface WorkerMessage {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
  readonly method?: string;
  readonly params?: unknown;
}

/**
 * A worker thread's inspector, through that of the thread that started it (Node's domain `NodeWorker`). It answers while
 * that thread is paused, and not while it blocks.
 * @param sessionId from `NodeWorker.attachedToWorker`
 */
export function openWorker(parent: Connection, sessionId: string): OpenChannel {
  return (listener) => {
    const waiting = new Map<number, (answer: Answer) => void>();
    let last = 0;
    const subscriptions = [
      parent.on('NodeWorker.receivedMessageFromWorker', (event: { sessionId: string; message: string }) => {
        if (event.sessionId !== sessionId) return;
        const { id, method, result, error, params } = JSON.parse(event.message) as WorkerMessage;
        if (method !== undefined) return listener.event(method, params);
        const done = waiting.get(id ?? 0);
        waiting.delete(id ?? 0);
        done?.(error ? { error } : { result });
      }),
      parent.on('NodeWorker.detachedFromWorker', (event: { sessionId: string }) => {
        if (event.sessionId === sessionId) end();
      }),
    ];
    const end = (): void => {
      for (const stop of subscriptions.splice(0)) stop();
      listener.closed();
    };
    void parent.closed.then(end);
    return {
      send: (method, params, done) => {
        const id = ++last;
        waiting.set(id, done);
        const message = JSON.stringify({ id, method, params });
        parent.send('NodeWorker.sendMessageToWorker', { sessionId, message }).catch(() => {
          // The worker has ended, which is told as an event, or its process has.
          waiting.delete(id);
        });
      },
      burst: (sends) => parent.burst(sends),
      close: async () => {
        const detached = parent.send('NodeWorker.detach', { sessionId }).catch(() => undefined);
        end();
        await detached;
      },
    };
  };
}
