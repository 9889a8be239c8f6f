import { readFile } from 'node:fs/promises';
import { changeLines } from './change-view.js';
import { editorCommand, runEditor } from './editor.js';
import { shortPath } from './frames-view.js';
import type { Afterwards } from './going-on.js';
import type { Stopped } from './stopped.js';
import { say } from './words.js';

/** Opens the selected frame's file in the user's editor and, when that has ended, says what was changed. */
export async function editFile(at: Stopped): Promise<Afterwards> {
  const { frame, around } = at;
  const { paint, prompt, cwd, saves } = around;
  if (frame?.path === undefined) return tell(at, say.noFile());
  const { path, line } = frame;
  const name = shortPath(path, cwd);
  const command = editorCommand(process.env, path, line);
  if (!command) return tell(at, say.noEditor(`${name}:${line}`));

  const before = await readFile(path, 'utf8').catch(() => '');
  prompt.close();
  at.isEditing = true;
  try {
    await runEditor(command);
  } catch (error) {
    return tell(at, say.editorFailed(command.file, (error as Error).message));
  } finally {
    at.isEditing = false;
  }
  const after = await readFile(path, 'utf8').catch(() => before);
  if (after === before) return tell(at, say.unchanged(name));
  const sentence = await saves.describe(path, at.stop);
  at.print(changeLines(before, after, prompt.width, paint));
  if (sentence) at.say(sentence, 'green');
  return 'stopped';
}

function tell(at: Stopped, sentence: string): Afterwards {
  at.say(sentence);
  return 'stopped';
}
