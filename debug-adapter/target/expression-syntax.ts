import { Script } from 'node:vm';

/** What keeps a text from being an expression, as JavaScript says it; undefined where it is one. Nothing is run. */
export function syntaxErrorOf(expression: string): Error | undefined {
  try {
    new Script(`(${expression}\n)`);
    return undefined;
  } catch (error) {
    return error as Error;
  }
}
