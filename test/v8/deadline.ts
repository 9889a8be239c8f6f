/** Long enough for two shared cores under load; no test waits that long unless it fails. */
const LIMIT_MS = 15_000;

/**
 * Bounds a wait.
 * @param awaited what is being waited for, in the words of the failure
 * @throws Error naming `awaited` when nothing came within the limit
 */
export async function within<T>(promise: Promise<T>, awaited: string, limitMs = LIMIT_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited ${limitMs} ms in vain for ${awaited}.`)), limitMs);
  });
  try {
    return await Promise.race([promise, expired]);
  } finally {
    clearTimeout(timer);
  }
}
