/** What carries a connection's messages: a WebSocket, or another connection (a worker's goes through its process's). */
export interface Channel {
  /** Sends a command; `done` is called with its answer, or not at all where the channel closes first. */
  send(method: string, params: object, done: (answer: Answer) => void): void;
  /** Runs `sends` so that what they send leaves as one piece (R2). */
  burst<T>(sends: () => T): T;
  /** Cuts the channel once the program has nothing more to write to it (T4). @returns when it is cut */
  close(): Promise<void>;
}

export type Answer =
  | { readonly result: unknown }
  /** The inspector's error; `code` is its JSON-RPC code. */
  | { readonly error: { readonly code: number; readonly message: string } };

/** What a channel tells its connection. */
export interface ChannelListener {
  event(method: string, params: unknown): void;
  closed(): void;
}

/** Makes a channel that tells this listener. */
export type OpenChannel = (listener: ChannelListener) => Channel;
