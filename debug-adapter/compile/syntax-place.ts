import { ts } from 'ts-morph';
import type { CompileFailure } from './compile-request.js';
import type { CompilerFault } from './helper.js';

/**
 * What a compiler refused, and where. Every compiler tells it in its own way, so TypeScript's parser is asked first; what
 * that one accepts may still break a rule of the language, and then the compiler's own position counts.
 */
export function faultOf(fault: CompilerFault, path: string, saved: string): CompileFailure {
  const parsed = ts.createSourceFile(path, saved, ts.ScriptTarget.Latest, false) as ts.SourceFile & {
    parseDiagnostics: readonly ts.DiagnosticWithLocation[];
  };
  const [first] = parsed.parseDiagnostics;
  if (first) {
    const { line, character } = parsed.getLineAndCharacterOfPosition(first.start);
    const error = ts.flattenDiagnosticMessageText(first.messageText, ' ').replace(/\.$/, '');
    return { reason: 'syntax', line0: line, column0: character, error };
  }
  const error = sentenceOf(fault);
  const place = placeOf(fault, path);
  if (!place || TYPES.test(fault.message)) return { reason: 'rejected', error };
  return { reason: 'syntax', line0: place.line - 1, column0: place.column, error };
}

/** TypeScript's numbers from 2000 on are of types. */
const TYPES = /\bTS[2-9]\d{3}\b/;

function placeOf(
  { loc, message, stack }: CompilerFault,
  path: string,
): { line: number; column: number | undefined } | undefined {
  if (loc) return loc;
  for (const text of [message, stack ?? '']) {
    const at = text.lastIndexOf(path);
    const [, line, column] = /^:(\d+)(?::(\d+))?/.exec(at < 0 ? '' : text.slice(at + path.length)) ?? [];
    if (line !== undefined)
      return { line: Number(line), column: column === undefined ? undefined : Number(column) - 1 };
  }
  return undefined;
}

/** Of a compiler's words, with their pictures of the code, the line that says what is wrong. */
function sentenceOf({ message }: CompilerFault): string {
  const lines = message.split('\n').map((line) => line.trim().replace(/^[x×⨯]\s+/, ''));
  const said = lines.filter((line) => line && !/^(?:Transform failed|.*Unable to compile TypeScript)/.test(line));
  return (said[0] ?? lines[0] ?? '').replace(/^.*\bERROR: /, '').replace(/\.$/, '');
}
