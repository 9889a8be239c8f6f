/** What a person reads in the terminal besides the outcomes, whose sentences come from messages.ts. */

/** The adapter's sentences name attributes of a configuration; here the options of the command stand for them. */
const ATTRIBUTES: readonly (readonly [attribute: string, option: string])[] = [
  ['correct "program" in the configuration', 'correct the path'],
  ['"runtimeExecutable"', '--node'],
  ['"envFile"', '--env-file'],
  ['remove the attribute', 'leave the option out'],
  [': see its output in the Debug Console.', ': see its output above.'],
];

/** An adapter's sentence in the terms of this command. */
export function inTerminal(sentence: string): string {
  return ATTRIBUTES.reduce((text, [attribute, option]) => text.replace(attribute, option), sentence);
}

export const say = {
  firstError: () =>
    'Correct the code and save it, then continue (c) runs the failed call again. help lists the commands.',
  firstPause: () => 'continue (c) goes on. help lists the commands.',
  noCommand: () => 'help lists the commands.',
  howToQuit: () => 'To end the program: quit, or Ctrl+D.',
  quitting: () => 'The program is ended.',
  endedWhileStopped: (how: string) => `The program has ended (${how}).`,
  printWhat: () => 'print what? Give an expression, for example: print 1 + 1',
  topFrame: () => 'This is the innermost frame.',
  bottomFrame: () => 'This is the outermost frame.',
  noFrame: (number: number, last: number) => `There is no frame ${number}: the frames are numbered 0 to ${last}.`,
  noFrames: () => 'There is no JavaScript on the stack here.',
  noSource: (error: string) => `The source cannot be shown: ${error}`,
  noEditor: (file: string) =>
    `Neither VISUAL nor EDITOR is set: edit ${file} in any editor and save; it is noticed here.`,
  editorFailed: (editor: string, error: string) =>
    `The editor ${editor} cannot be started (${error}): set VISUAL or EDITOR to one that is installed.`,
  noFile: () => 'This frame has no file to edit: select another one with up, down or frame N.',
  unchanged: (file: string) => `${file} was not changed.`,
  savedChange: (file: string, functions: string) =>
    `${file} was saved${functions && ` (${functions})`}: continue (c) runs the call again with it.`,
  savedNothing: (file: string) => `${file} was saved, with nothing in it that changes what runs.`,
  savedProblem: (file: string, sentence: string) => `${file} was saved. ${sentence}`,
  savedDiffers: (file: string) => `${file} has been saved since; this is the code that runs.`,
  isVariable: (word: string, command: string) => `\`${word}\` is a variable here; the command is \`${command}\`.`,
  nothingLocal: () => 'There are no local variables here.',
  programOrAttach: () =>
    'Name the program to run, or with --attach the inspector of one that runs already. (hot-restart --help tells more)',
  noInspector: (where: string) =>
    `${where} is no place of an inspector: give --attach its port, HOST:PORT, or its ws: address.`,
  left: () => 'The program runs on without a debugger.',
  programIsFolder: (path: string) => `${path} is a folder without a program in it: name the file to run.`,
  noFolder: (path: string) => `The folder ${path} named by --cwd is not there: correct the path, or create the folder.`,
};
