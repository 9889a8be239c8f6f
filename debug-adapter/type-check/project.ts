import type { ts } from '@ts-morph/common';
import { isBuiltin } from 'node:module';
import { saveStamp } from '../target/source-text.js';
import type { Compiler } from './compiler.js';
import type { Configuration } from './configuration.js';
import type { TypeFault } from './question.js';

interface KnownText {
  text: string;
  version: number;
  stamp: string | undefined;
}

type Settings = Pick<Configuration, 'options' | 'references'>;

/** A project of the user's in TypeScript's language service. Paths have slashes, as TypeScript writes them. */
export class Project {
  readonly #service: ts.LanguageService;
  readonly #roots: Set<string>;
  readonly #known = new Map<string, KnownText>();
  /** The texts that are looked at in place of the files. */
  #texts: ReadonlyMap<string, string> = new Map();
  /** The stamps of the files, looked up once for each question. */
  readonly #stamps = new Map<string, string | undefined>();

  constructor(
    private readonly compiler: Compiler,
    folder: string,
    private readonly settings: Settings,
    roots: readonly string[],
  ) {
    this.#roots = new Set(roots);
    this.#service = compiler.ts.createLanguageService(this.#host(folder), compiler.documents);
  }

  /** Files of no project are added one by one. */
  addRoot(path: string): void {
    this.#roots.add(path);
  }

  isRoot(path: string): boolean {
    return [...this.#roots].some((root) => this.#key(root) === this.#key(path));
  }

  /** Whether the file is part of the project, be it by an import. */
  holds(path: string): boolean {
    return this.isRoot(path) || this.#service.getProgram()?.getSourceFile(path) !== undefined;
  }

  /** Whether it checks JavaScript that says nothing about it. */
  get checksJavaScript(): boolean {
    return this.settings.options.checkJs === true;
  }

  /** Before each question: files may have been saved since the last one. */
  refresh(): void {
    this.#stamps.clear();
  }

  /**
   * The errors of one file. The first question takes as long as the whole project.
   * @param texts what to take for the texts of these files
   * @returns undefined for a file that is not checked
   */
  faults(path: string, texts: ReadonlyMap<string, string> = new Map()): TypeFault[] | undefined {
    this.#texts = new Map([...texts].map(([each, text]) => [this.#key(each), text]));
    try {
      const program = this.#service.getProgram();
      const source = program?.getSourceFile(path);
      if (!program || !source || !this.#isChecked(source)) return undefined;
      return program.getSemanticDiagnostics(source).flatMap((each) => this.#fault(path, source, each) ?? []);
    } finally {
      this.#texts = new Map();
    }
  }

  close(): void {
    this.#service.dispose();
  }

  #isChecked(source: ts.SourceFile): boolean {
    if (!/\.[cm]?jsx?$/.test(source.fileName)) return true;
    const { checkJsDirective } = source as { checkJsDirective?: { enabled: boolean } };
    return checkJsDirective?.enabled ?? this.checksJavaScript;
  }

  #fault(path: string, source: ts.SourceFile, diagnostic: ts.Diagnostic): TypeFault | undefined {
    const { ts } = this.compiler;
    const { category, code, messageText, start = 0, reportsUnnecessary } = diagnostic;
    const error = ts.flattenDiagnosticMessageText(messageText, ' ').replace(/\s+/g, ' ').replace(/\.$/, '');
    // What is not used is reported as an error in some projects, but has no wrong type.
    if (category !== ts.DiagnosticCategory.Error || reportsUnnecessary) return undefined;
    if (LACKS_TYPES.has(code) || (code === 2307 && isBuiltin(/'([^']+)'/.exec(error)?.[1] ?? ''))) return undefined;
    const { line, character: column } = source.getLineAndCharacterOfPosition(start);
    const [from = 0, to = source.text.length] = source.getLineStarts().slice(line, line + 2);
    return { path, position: { line, column }, code, error, line: source.text.slice(from, to) };
  }

  #host(folder: string): ts.LanguageServiceHost {
    const { compiler, settings } = this;
    const { ts, library } = compiler;
    const { sys } = ts;
    const exists = (path: string): boolean =>
      library.has(path) || this.#texts.has(this.#key(path)) || sys.fileExists(path);
    const host = {
      getCompilationSettings: () => settings.options,
      getProjectReferences: () => settings.references,
      // As editors do: a project that this one refers to is read from its sources, not from what was built of them.
      useSourceOfProjectReferenceRedirect: () => true,
      getScriptFileNames: () => [...this.#roots],
      getScriptVersion: (path: string) => String(this.#current(path)?.version ?? 0),
      getScriptSnapshot: (path: string) => {
        const text = this.#read(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => folder,
      getDefaultLibFileName: compiler.libraryFile,
      useCaseSensitiveFileNames: () => sys.useCaseSensitiveFileNames,
      fileExists: exists,
      readFile: (path: string) => this.#read(path),
      readDirectory: sys.readDirectory.bind(sys),
      directoryExists: sys.directoryExists.bind(sys),
      getDirectories: sys.getDirectories.bind(sys),
      ...(sys.realpath
        ? { realpath: (path: string) => (library.has(path) ? path : (sys.realpath?.(path) ?? path)) }
        : {}),
    };
    return host;
  }

  #read(path: string): string | undefined {
    return this.#current(path)?.text ?? this.compiler.library.get(path) ?? this.compiler.ts.sys.readFile(path);
  }

  /** A text of the user's as it is now, and its version; undefined for what does not change: packages and the library. */
  #current(path: string): KnownText | undefined {
    if (path.includes('/node_modules/') || this.compiler.library.has(path)) return undefined;
    const key = this.#key(path);
    const known = this.#known.get(key);
    const stamp = this.#texts.has(key) ? undefined : this.#stamp(path, key);
    if (known && stamp !== undefined && known.stamp === stamp) return known;
    const text = this.#texts.get(key) ?? this.compiler.ts.sys.readFile(path);
    if (text === undefined) return undefined;
    const version = known?.text === text ? known.version : (known?.version ?? 0) + 1;
    const current = { text, version, stamp };
    this.#known.set(key, current);
    return current;
  }

  #stamp(path: string, key: string): string | undefined {
    if (!this.#stamps.has(key)) this.#stamps.set(key, saveStamp(path));
    return this.#stamps.get(key);
  }

  #key(path: string): string {
    return this.compiler.ts.sys.useCaseSensitiveFileNames ? path : path.toLowerCase();
  }
}

/** "Do you need to install type definitions?", "Could not find a declaration file": no fault of the edit. */
const LACKS_TYPES = new Set([2580, 2581, 2582, 2584, 2591, 2592, 2593, 2688, 7016]);
