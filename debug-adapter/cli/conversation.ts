import { RequestRefused } from './client.js';
import { readLine, type CommandName, type Line } from './commands.js';
import { editFile } from './editing.js';
import { goOn, quit, restart, type Afterwards } from './going-on.js';
import { evaluate, help, isVariable, list, locals, select, showFrames } from './looking.js';
import type { Stopped } from './stopped.js';
import { say } from './words.js';

/** What each command does; each leaves the program stopped here, or not. */
const ACTIONS: Readonly<Record<CommandName, (at: Stopped, argument: string) => Promise<Afterwards> | Afterwards>> = {
  continue: (at) => goOn(at, 'continue'),
  fail: (at) => goOn(at, 'hotRestart/letFail'),
  restart,
  quit,
  edit: editFile,
  locals,
  print: evaluate,
  frames: showFrames,
  frame: (at, number) => select(at, number ? Number(number) : at.selected),
  up: (at) => select(at, at.selected + 1),
  down: (at) => select(at, at.selected - 1),
  list,
  help,
};

/** Asks for commands until the program goes on or ends. */
export async function converse(at: Stopped): Promise<void> {
  const { prompt } = at.around;
  try {
    let afterwards: Afterwards = 'stopped';
    while (afterwards === 'stopped') {
      const answer = await prompt.read();
      if (answer.kind === 'withdrawn') return;
      if (answer.kind === 'line') afterwards = await obey(at, readLine(answer.text));
      else {
        at.print(['']);
        afterwards = quit(at);
      }
    }
  } finally {
    prompt.close();
  }
}

async function obey(at: Stopped, line: Line): Promise<Afterwards> {
  try {
    if (line.kind === 'empty') at.say(say.noCommand(), 'dim');
    else if (line.kind === 'expression') await evaluate(at, line.text);
    else if (!line.isGuess || !(await isVariable(at, line.word))) return await ACTIONS[line.name](at, line.argument);
    else {
      await evaluate(at, line.word);
      at.say(say.isVariable(line.word, line.name), 'dim');
    }
  } catch (error) {
    if (!(error instanceof RequestRefused)) throw error;
    at.around.notices.refusal(error.message);
  }
  return 'stopped';
}
