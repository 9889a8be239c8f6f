/** What may follow a command's name. */
type Argument = 'none' | 'number' | 'anything';

interface Command {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly argument: Argument;
  readonly usage: string;
  readonly help: string;
}

/** The commands of the prompt, in the order in which help lists them. */
const COMMANDS = [
  command('continue', ['c'], 'none', 'run the failed call again with the saved edit; without one, go on'),
  command('edit', ['e'], 'none', "open the selected frame's file in $VISUAL or $EDITOR"),
  command('restart', ['r'], 'number', 'run the call of frame N again (the selected one without N)', '[N]'),
  command('fail', [], 'none', 'let the error go on, whatever was saved'),
  command('locals', [], 'none', 'show the variables of the selected frame'),
  command('print', ['p'], 'anything', 'evaluate an expression that looks like a command', 'EXPRESSION'),
  command('frames', ['bt', 'backtrace'], 'none', 'show all frames'),
  command('frame', ['f'], 'number', 'select frame N', '[N]'),
  command('up', ['u'], 'none', 'select the caller'),
  command('down', ['d'], 'none', 'select the call that it made'),
  command('list', ['l'], 'none', 'show more of the source'),
  command('quit', ['q', 'exit'], 'none', 'end the program (also Ctrl+D)'),
  command('help', ['h', '?'], 'none', 'show this list'),
] as const;

export type CommandName = (typeof COMMANDS)[number]['name'];

/** A line of the prompt. */
export type Line =
  | { readonly kind: 'empty' }
  | { readonly kind: 'expression'; readonly text: string }
  | {
      readonly kind: 'command';
      readonly name: CommandName;
      readonly argument: string;
      /** What was typed for the name. */
      readonly word: string;
      /** True where that is a part of the name and none of its aliases: it may be a variable's name. */
      readonly isGuess: boolean;
    };

/** Reads a line: a command where it has the form of one, an expression otherwise. */
export function readLine(typed: string): Line {
  const text = typed.trim();
  if (!text) return { kind: 'empty' };
  const [, word = '', argument = ''] = /^(\?|[A-Za-z]+)(?:\s+(.*))?$/s.exec(text) ?? [];
  const exact = COMMANDS.find(({ name, aliases }) => name === word || aliases.includes(word));
  const begun = word.length > 1 ? COMMANDS.filter(({ name }) => name.startsWith(word)) : [];
  const found = exact ?? (begun.length === 1 ? begun[0] : undefined);
  if (!found || !accepts(found.argument, argument)) return { kind: 'expression', text };
  return { kind: 'command', name: found.name, argument, word, isGuess: exact === undefined };
}

/** The names of commands that begin so, for completion. */
export function completions(typed: string): string[] {
  return COMMANDS.map(({ name }) => name).filter((name) => name.startsWith(typed));
}

/** The list that `help` shows: what to type, and what it does. */
export function helpTable(): (readonly [typed: string, does: string])[] {
  const commands = COMMANDS.map(({ usage, aliases, help }) => [[usage, ...aliases].join(', '), help] as const);
  return [...commands, ['anything else', 'is evaluated in the selected frame']];
}

function accepts(argument: Argument, given: string): boolean {
  switch (argument) {
    case 'none':
      return given === '';
    case 'number':
      return /^\d*$/.test(given);
    case 'anything':
      return true;
  }
}

function command<const N extends string>(
  name: N,
  aliases: readonly string[],
  argument: Argument,
  help: string,
  operand = '',
): Command & { readonly name: N } {
  return { name, aliases, argument, usage: operand ? `${name} ${operand}` : name, help };
}
