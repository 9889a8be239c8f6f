import { getLibFiles, ts as ours } from '@ts-morph/common';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** A TypeScript, and where it has the types of the language. */
export interface Compiler {
  readonly ts: typeof ours;
  /** The library's files that are not on disk, by name; in none of the user's folders. */
  readonly library: ReadonlyMap<string, string>;
  readonly libraryFile: (options: ours.CompilerOptions) => string;
  readonly documents: ours.DocumentRegistry;
  /** True for the one that is part of this product. */
  readonly isOurs: boolean;
}

const compilers = new Map<typeof ours, Compiler>();

/**
 * The project's own TypeScript, if it has one that can be used: its rules and its library are those that the user's
 * editor and build go by, and an error that they do not have would be a false one. Otherwise ours, the one in ts-morph,
 * which carries the library inside (there are no `lib.*.d.ts` beside a bundle).
 */
export function compilerFor(folder: string): Compiler {
  const ts = ownTypeScript(folder) ?? ours;
  const known = compilers.get(ts);
  if (known) return known;
  const isOurs = ts === ours;
  const library = new Map(isOurs ? getLibFiles().map(({ fileName, text }) => [`${LIBRARY}/${fileName}`, text]) : []);
  const compiler: Compiler = {
    ts,
    library,
    libraryFile: (options) =>
      isOurs ? `${LIBRARY}/${ts.getDefaultLibFileName(options)}` : ts.getDefaultLibFilePath(options),
    documents: ts.createDocumentRegistry(ts.sys.useCaseSensitiveFileNames),
    isOurs,
  };
  compilers.set(ts, compiler);
  return compiler;
}

const LIBRARY = '/hot-restart-library';

/** From version 7 on there is no compiler in JavaScript; those before 5 are too different. */
function ownTypeScript(folder: string): typeof ours | undefined {
  try {
    const found = createRequire(join(folder, 'project.js'))('typescript') as typeof ours;
    return /^[56]\./.test(found.version) && typeof found.createLanguageService === 'function' ? found : undefined;
  } catch {
    return undefined;
  }
}
