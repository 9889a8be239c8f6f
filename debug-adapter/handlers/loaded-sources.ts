import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Reply, Session } from '../session/session.js';
import { isNodeInternal, type Script } from '../target/script.js';
import type { Target } from '../target/target.js';
import { sourceBody } from './stack.js';

/** The sources of the program that are loaded: its files, those that they were made from, and named scripts without a file. */
export async function loadedSources(session: Session): Promise<Reply> {
  const sources = new Map<string, DebugProtocol.Source>();
  for (const target of session.targets.values()) {
    await target.learned();
    for (const script of target.scripts) {
      for (const each of await sourcesOf(target, script)) sources.set(keyOf(each), each);
    }
  }
  return { body: { sources: [...sources.values()] } };
}

/** What a client sees of a script: nothing of Node's, of ours, or of what has no name because it was evaluated. */
export async function sourcesOf(target: Target, script: Script): Promise<DebugProtocol.Source[]> {
  if (!script.url || script.isFragment || isNodeInternal(script)) return [];
  const { origin } = script.mayHaveOrigin ? await target.texts.text(script) : { origin: undefined };
  const paths = origin ? origin.files.map(({ path }) => path) : [script.path];
  return paths.map((path) => sourceBody(target, script, path));
}

/** What tells one source from another. */
export function keyOf({ path, sourceReference }: DebugProtocol.Source): string {
  return sourceReference ? `#${sourceReference}` : (path ?? '');
}
