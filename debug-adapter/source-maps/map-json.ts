/** The JSON in a map's text; or what it is instead. */
export type MapJson =
  | { readonly status: 'parsed'; readonly json: unknown }
  | { readonly status: 'truncated' }
  | { readonly status: 'not JSON'; readonly error: string };

/** What servers put before JSON so that no page can run it as a script. */
const GUARD = ")]}'";

/** Parses the text of a map. One that was written in part is told from one that is no JSON: it may be whole soon. */
export function parseMap(text: string): MapJson {
  const plain = text.replace(/^\uFEFF/, '');
  const bare = plain.startsWith(GUARD) ? plain.replace(/^[^\n{]*\n?/, '') : plain;
  try {
    return { status: 'parsed', json: JSON.parse(bare) };
  } catch (error) {
    if (isBeginning(bare) || GUARD.startsWith(plain)) return { status: 'truncated' };
    return { status: 'not JSON', error: (error as Error).message };
  }
}

/** Whether a text is empty, or begins an object and ends before it has closed all that it opened. */
function isBeginning(text: string): boolean {
  if (text.trim() === '') return true;
  if (!text.trimStart().startsWith('{')) return false;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    else if (character === '"') {
      i = endOfString(text, i);
      if (i < 0) return true;
    }
  }
  return depth > 0;
}

/** The offset of the quote that ends a string, or -1. By hand: a regular expression has no stack for so long a one. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === '\\') backslashes++;
    if (backslashes % 2 === 0) return end;
  }
  return -1;
}
