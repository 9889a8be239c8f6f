import * as vscode from 'vscode';
import { guessPrograms } from './program-guess';
import { debugType } from './protocol';

/** Makes F5 work with less than a whole configuration: none at all, or a launch that names no program. */
export class ConfigurationProvider implements vscode.DebugConfigurationProvider {
  /** Answers undefined, which stops the start, after telling the user why; null, which opens launch.json. */
  async resolveDebugConfiguration(
    folder: vscode.WorkspaceFolder | undefined,
    given: vscode.DebugConfiguration,
  ): Promise<vscode.DebugConfiguration | null | undefined> {
    // F5 without a launch.json hands over an object that holds the chosen type at most, and `noDebug` for Ctrl+F5.
    const launch = { ...given, type: given.type || debugType, request: given.request || 'launch', name: given.name };
    if (launch.request !== 'launch') return given;
    const config: vscode.DebugConfiguration = {
      cwd: folder ? '${workspaceFolder}' : '${fileDirname}',
      ...launch,
      name: launch.name || 'Launch Program',
    };
    if (config['program'] || startsAnother(config)) return config;

    const program = openProgram() ?? (await packageProgram(folder));
    if (program) return { ...config, program };
    return askForProgram(folder);
  }
}

/** Whether the configuration needs no program, since what it runs starts one: `npm run`, `node --test`. */
function startsAnother({ runtimeExecutable, runtimeArgs }: vscode.DebugConfiguration): boolean {
  return (
    (!!runtimeExecutable && runtimeExecutable !== 'node') || (Array.isArray(runtimeArgs) && runtimeArgs.length > 0)
  );
}

/** The open file, if Node can run it as it is. */
function openProgram(): string | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document?.uri.scheme === 'file' && /\.[cm]?js$/i.test(document.fileName) ? '${file}' : undefined;
}

/** The program that the folder's package.json names. */
async function packageProgram(folder: vscode.WorkspaceFolder | undefined): Promise<string | undefined> {
  if (!folder) return undefined;
  const inFolder = (name: string) => vscode.Uri.joinPath(folder.uri, name);
  try {
    const text = await vscode.workspace.fs.readFile(inFolder('package.json'));
    for (const name of guessPrograms(new TextDecoder().decode(text))) {
      if (await isFile(inFolder(name))) return '${workspaceFolder}/' + name.replace(/^\.\//, '');
    }
  } catch {
    // No package.json, or one that is being edited: it has nothing to say.
  }
  return undefined;
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}

async function askForProgram(folder: vscode.WorkspaceFolder | undefined): Promise<null | undefined> {
  const openConfiguration = 'Open launch.json';
  const answer = await vscode.window.showErrorMessage(
    'Hot Restart found nothing to launch: no .js, .mjs or .cjs file is open, and no package.json names a program. ' +
      'Open the file to run and press F5 again, or name it as "program" in launch.json.',
    // Without a folder there is no launch.json to open.
    ...(folder ? [openConfiguration] : []),
  );
  return answer === openConfiguration ? null : undefined;
}
