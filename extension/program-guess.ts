/** What package.json says about the program of its folder; everything in it is the user's and may be of any type. */
interface Manifest {
  main?: unknown;
  scripts?: { start?: unknown };
}

/** `node`, its options, and the program: the only form of a start script whose program is certain. */
const nodeCommand = /^\s*node(?:\.exe)?((?:\s+-\S+)*)\s+("[^"]+"|[^\s"'-]\S*)/;

/**
 * The files that a package.json offers as the program, relative to its folder, the likeliest first: what `npm start` runs,
 * then `main`. A caller takes the first one that exists. Throws SyntaxError if the text is not JSON.
 */
export function guessPrograms(packageJson: string): string[] {
  const manifest = (JSON.parse(packageJson) ?? {}) as Manifest;
  const { start } = manifest.scripts ?? {};
  const [, , started] = (typeof start === 'string' && nodeCommand.exec(start)) || [];
  const named = [started?.replaceAll('"', ''), manifest.main].filter((name) => typeof name === 'string' && name !== '');
  return (named as string[]).flatMap(asNodeResolves);
}

/** Node finds `main` also without its extension, or as a folder with an index. */
function asNodeResolves(name: string): string[] {
  return /\.[cm]?js$/.test(name) ? [name] : [`${name}.js`, `${name.replace(/\/$/, '')}/index.js`, name];
}
