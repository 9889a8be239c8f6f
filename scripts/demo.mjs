// The product in one minute, on real data: `npm run demo`. On a terminal you do it; elsewhere the demo does it itself,
// on a copy of the example, as any editor would: as a client of the debug adapter.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isatty } from 'node:tty';
import { fileURLToPath } from 'node:url';
import { tellStory } from './demo-story.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const data = join(root, 'node_modules/vega-datasets/data/movies.json');
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hot-restart-demo-')));
const program = join(folder, 'movies.mjs');
copyFileSync(join(root, 'examples/movies.mjs'), program);

/** Lets the user do it: the terminal command on the copy. Returns its exit code. */
function letUserDoIt() {
  console.log(`
A program is about to summarise 3,201 films, and to fail at one in the middle of them.
It stops there, with everything that it has computed so far still alive.

  1. Look around: movie shows the film, up its caller; frame 2 is the loop, and computed tells how far it came.
  2. Correct budgetClass in ${program}
     with the command edit, or in an editor of yours, and save. For example:
       if (movie['Production Budget'] === null) return 'unknown';
  3. continue: exactly that call runs again, and the program goes on with the next film.

The last line of its output says how many films were computed: each of them once.
`);
  const args = [join(root, 'dist/cli.js'), program, data];
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', cwd: folder });
  return status ?? 1;
}

try {
  const isPerson = isatty(0) && isatty(1) && isatty(2);
  process.exitCode = isPerson ? letUserDoIt() : await tellStory({ root, program, data });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
