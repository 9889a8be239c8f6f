import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser that shows VS Code's workbench: CHROME_PATH, else one that the system has; undefined if there is none. */
export function chromiumPath() {
  const named = process.env.CHROME_PATH;
  if (named) return runnable(named) ? named : undefined;
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const found = ['/usr/bin/chromium', ...folders.flatMap((folder) => names.map((name) => join(folder, name)))];
  return found.find(runnable);
}

function runnable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
