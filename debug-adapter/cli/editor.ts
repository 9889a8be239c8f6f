import { spawn } from 'node:child_process';
import { basename } from 'node:path';

/** A program to start, without a shell. */
export interface EditorCommand {
  readonly file: string;
  readonly args: readonly string[];
}

/** Editors that take `+LINE` before the file. */
const PLUS_LINE = /^(?:vi|vim|nvim|gvim|view|nano|pico|emacs|emacsclient|micro|kak|joe)$/;
/** Editors that take `--goto FILE:LINE`, and return at once unless told to wait. */
const GOTO = /^(?:code|code-insiders|codium|cursor|windsurf)$/;

/** The user's editor at a line, counted from 1; undefined where neither VISUAL nor EDITOR is set. */
export function editorCommand(env: NodeJS.ProcessEnv, path: string, line: number): EditorCommand | undefined {
  const chosen = env['VISUAL']?.trim() || env['EDITOR']?.trim();
  const [file, ...given] = (chosen ?? '').split(/\s+/);
  if (!file) return undefined;
  const name = basename(file)
    .replace(/\.(?:exe|cmd|bat)$/i, '')
    .toLowerCase();
  if (PLUS_LINE.test(name)) return { file, args: [...given, `+${line}`, path] };
  if (!GOTO.test(name)) return { file, args: [...given, path] };
  const wait = given.some((each) => each === '--wait' || each === '-w') ? [] : ['--wait'];
  return { file, args: [...given, ...wait, '--goto', `${path}:${line}`] };
}

/** Runs an editor in this terminal until it ends. Rejects where it cannot be started. */
export function runEditor({ file, args }: EditorCommand): Promise<void> {
  return new Promise((resolve, reject) => {
    const editor = spawn(file, args, { stdio: 'inherit' });
    editor.once('error', reject);
    editor.once('exit', () => resolve());
  });
}
