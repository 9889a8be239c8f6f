/** Terminal styles, as the SGR codes that switch them on and off. (`util.styleText` came with Node.js 20.12 only.) */
const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  inverse: [7, 27],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

export type Style = keyof typeof CODES;

/** Puts a text into styles; into none where colours are off. */
export type Paint = (text: string, ...styles: Style[]) => string;

export function painter(inColour: boolean): Paint {
  if (!inColour) return (text) => text;
  return (text, ...styles) =>
    styles.reduce((inner, style) => `\x1b[${CODES[style][0]}m${inner}\x1b[${CODES[style][1]}m`, text);
}

/** Whether to write colours: on a terminal, unless the user forbids or forces them (no-color.org, FORCE_COLOR). */
export function wantsColour(isTerminal: boolean, env: NodeJS.ProcessEnv): boolean {
  if (env['NO_COLOR']) return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTerminal && env['TERM'] !== 'dumb';
}

/** A text without control characters, which could move the cursor or repaint the screen. Tabs become two spaces. */
export function plain(text: string): string {
  return text.replaceAll('\t', '  ').replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, '');
}

/** Cuts a line to a width, with `…` where something is missing. */
export function fit(line: string, width: number): string {
  return line.length <= width ? line : `${line.slice(0, Math.max(0, width - 1))}…`;
}

/** Breaks a text between words where it is wider than the terminal. */
export function wrap(text: string, width: number): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join('\n');
}
