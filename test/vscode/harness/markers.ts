/** The line (1-based) whose comment holds `// @name`, so that no test knows a line by its number. */
export function lineOf(text: string, name: string): number {
  const marker = new RegExp(`// @${name}\\b`);
  const index = text.split('\n').findIndex((line) => marker.test(line));
  if (index < 0) throw new Error(`No line is marked // @${name}`);
  return index + 1;
}

/** The text with the marked line replaced. The new line may well lose its marker. */
export function withLine(text: string, name: string, line: string): string {
  const lines = text.split('\n');
  lines[lineOf(text, name) - 1] = line;
  return lines.join('\n');
}
