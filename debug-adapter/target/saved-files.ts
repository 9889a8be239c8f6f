import { stat } from 'node:fs/promises';
import type { CompileFailure } from '../compile/compile-request.js';
import { fileKey, isDependency } from '../files.js';
import type { Reverted } from '../edit/reverted.js';
import type { Origin } from '../edit/origin.js';
import { LineIndex } from '../positions.js';
import type { Place } from '../refusal.js';
import type { BuildCommand } from './build-command.js';
import { fileOf } from './origin.js';
import type { CompiledSources, CompiledText } from './compiled-sources.js';
import type { ScriptTexts } from './outlines.js';
import type { Script } from './script.js';
import { readSaved, saveStamp, type SourceText } from './source-text.js';

/** A file of the user's that was saved after it was loaded, or after we last took it. */
export interface SavedFile {
  readonly script: Script;
  /** Of the file that was saved. */
  readonly path: string;
  readonly source: SourceText;
  /** What is to run: the file's text, compiled where it is compiled, but for the functions that run in earlier versions. */
  readonly saved: string;
  /** The file's own text, compiled where it is compiled. */
  readonly inFile: string;
  /** What `inFile` is made from; undefined where it is the file as it is. */
  readonly origin: Origin | undefined;
  /** As `saved` was when the file was last taken. */
  readonly taken: string;
  /** The functions that run in earlier versions. */
  readonly reverted: readonly Reverted[];
  /** Of the saves that were read, by the files' keys (source-text.ts). */
  readonly stamps: Stamps;
  /** True where a change of it waits for a call to end. */
  readonly isWaiting: boolean;
  /** The functions whose new code the agent has, told as applied, while V8's own edit waits: the code's number by its key. */
  readonly byAgent: ReadonlyMap<string, number>;
}

type Stamps = ReadonlyMap<string, string | undefined>;

/** A file of the user's that could not be read, or could not be compiled. */
export type LostFile =
  { readonly path: string; readonly error: string } | { readonly path: string; readonly failure: CompileFailure };

/** The text that a part of a file is to have, from the text of the file; undefined where that part is gone. */
export type PartOf = (saved: string) => string | undefined;

interface Loaded {
  /** The script's own file. */
  readonly path: string;
  /** For a script that is a part of the file. */
  readonly partOf?: PartOf;
  /** That file and those that it was made from, by their keys. */
  readonly files: Map<string, string>;
  /** Of the saves that were loaded, or last taken (source-text.ts). */
  stamps: Stamps;
  /** True while a change of it waits for a call to end. */
  isWaiting: boolean;
  byAgent: ReadonlyMap<string, number>;
  reverted: readonly Reverted[];
}

const NONE: ReadonlyMap<string, number> = new Map();

/** How long a build that writes its output by itself may take for it; milliseconds. */
const BUILD_TIME = 10_000;

/** Where an offset of a running text stands in the file that the user edits. */
export function placeInRunning(source: SourceText, offset: number): Place {
  const position = new LineIndex(source.running).positionAt(offset);
  return source.placeOf(position) ?? { path: source.script.path, position };
}

/** Knows which of the user's loaded files have been saved since, by their time and size. */
export class SavedFiles {
  readonly #loaded = new Map<Script, Loaded>();
  /** Scripts whose files a build of the user's was seen to write. */
  readonly #built = new Set<Script>();
  /** Makes what runs out of what was saved; null where the user has named no such command. */
  build: BuildCommand | null = null;

  constructor(
    private readonly texts: ScriptTexts,
    private readonly compiled: CompiledSources,
  ) {}

  /** Remembers a script of the user's as it is loaded: what the file holds now is what runs. */
  add(script: Script): void {
    const { path } = script;
    if (path !== undefined) this.#loaded.set(script, loadedNow(path));
  }

  /** Remembers the files that a script was made from. */
  addOrigin(script: Script, { files }: Origin): void {
    const loaded = this.#loaded.get(script);
    if (!loaded) return;
    const stamps = new Map(loaded.stamps);
    for (const { path } of files) {
      if (isDependency(path)) continue;
      const key = fileKey(path);
      if (!loaded.files.has(key)) stamps.set(key, saveStamp(path));
      loaded.files.set(key, path);
    }
    loaded.stamps = stamps;
  }

  /** Remembers a script that was made of a part of a file that is saved already. */
  addFragment(script: Script, path: string, partOf: PartOf): void {
    this.#loaded.set(script, { ...loadedNow(path), partOf });
  }

  forget(script: Script): void {
    this.#loaded.delete(script);
  }

  /** Marks the saved text as taken. It counts as saved again only when it is written again, or while changes wait. */
  took({ script, stamps, reverted }: SavedFile, isWaiting: boolean, byAgent: ReadonlyMap<string, number>): void {
    const loaded = this.#loaded.get(script);
    if (loaded) Object.assign(loaded, { stamps, isWaiting, byAgent, reverted });
  }

  /** The files with changes that wait for a call to end, and that were not saved again since. */
  get waiting(): string[] {
    const found = [...this.#loaded.values()].filter((each) => each.isWaiting && !changedIn(each).length);
    return found.map(({ path }) => path);
  }

  get paths(): string[] {
    return [...this.#loaded.values()].flatMap(({ files }) => [...files.values()]);
  }

  /**
   * The files whose saved text differs from the one last taken, and those with changes that wait. Reads each file that
   * was written since.
   * @param only the one file to look at; all of them if left out
   */
  async changed(only?: string): Promise<(SavedFile | LostFile)[]> {
    const asked = [...this.#loaded].filter(([, { files }]) => only === undefined || files.has(fileKey(only)));
    const found = await Promise.all(asked.map(([script, loaded]) => this.#check(script, loaded)));
    return found.filter((each) => each !== undefined);
  }

  /** The scripts of one file. */
  scriptsOf(path: string): Script[] {
    const key = fileKey(path);
    return [...this.#loaded].flatMap(([script, { files }]) => (files.has(key) ? script : []));
  }

  /**
   * The text that was last taken with one function in an earlier version; nothing that was saved since is in it.
   * @param isFresh whether Continue is to restart for it
   * @returns undefined where the text has no such function
   */
  async withVersion(script: Script, key: string, text: string, isFresh: boolean): Promise<SavedFile | undefined> {
    const loaded = this.#loaded.get(script);
    if (!loaded) return undefined;
    const { path, partOf, stamps, isWaiting, byAgent, reverted: all } = loaded;
    const { codeOf, withReverted } = await import('../edit/reverted.js');
    const source = await this.texts.text(script);
    const { origin } = source;
    // What the file holds now tells when it is edited again; a compiled one is compared with what was taken.
    const whole = origin ? source.shown : await readSaved(path).catch(() => undefined);
    const inFile = whole === undefined ? undefined : codeOf(partOf?.(whole) ?? whole, key);
    const others = all.filter((each) => each.key !== key && !each.key.startsWith(`${key}/`));
    if (codeOf(withReverted(source.shown, others), key) === undefined) return undefined;
    const reverted = [...others, { key, text, inFile, isFresh }];
    const texts = { saved: withReverted(source.shown, reverted), taken: withReverted(source.shown, all) };
    return { script, path, source, inFile: source.shown, origin, ...texts, reverted, stamps, isWaiting, byAgent };
  }

  revertedIn(script: Script): readonly Reverted[] {
    return this.#loaded.get(script)?.reverted ?? [];
  }

  setReverted(script: Script, reverted: readonly Reverted[]): void {
    const loaded = this.#loaded.get(script);
    if (loaded) loaded.reverted = reverted;
  }

  async #check(script: Script, loaded: Loaded): Promise<SavedFile | LostFile | undefined> {
    const { path: own, partOf, isWaiting, byAgent, reverted } = loaded;
    const changed = changedIn(loaded);
    if (!changed.length && !isWaiting) return undefined;
    const stamps = stampsOf(loaded);
    const [path = own] = changed;
    try {
      const source = await this.texts.text(script);
      const now = source.origin
        ? await this.#compiledNow(partOf ? await this.#whole(source) : source, changed)
        : await plainNow(path);
      if (!now) {
        // Written anew with the text that it had.
        loaded.stamps = stamps;
        return undefined;
      }
      if ('failure' in now) return { path: now.path, failure: now.failure };
      const { text, origin } = now;
      const inFile = partOf ? partOf(text) : text;
      if (inFile === undefined || (inFile === source.shown && !isWaiting)) return undefined;
      const file = { script, path: now.path, source, inFile, origin, stamps, isWaiting, byAgent };
      if (!reverted.length) return { ...file, saved: inFile, taken: source.shown, reverted };
      const { stillReverted, withReverted } = await import('../edit/reverted.js');
      const old = reverted.filter(({ isFresh }) => !isFresh);
      const still = stillReverted(inFile, reverted).map((each) => ({ ...each, isFresh: false }));
      const texts = { saved: withReverted(inFile, still), taken: withReverted(source.shown, old) };
      return { ...file, ...texts, reverted: still };
    } catch (error) {
      return { path, error: (error as Error).message };
    }
  }

  /** The text of the script that a part of its file was made for. */
  async #whole(source: SourceText): Promise<SourceText> {
    const { path } = source.script;
    const whole = path === undefined ? undefined : this.texts.scripts.ofScriptPath(path).at(-1);
    return whole ? this.texts.text(whole) : source;
  }

  /**
   * The text that a script made from other files is to have: what the user's build has written of them, or else what
   * compiling them gives.
   * @param changed the files that were written
   * @returns undefined where none of them has another text
   */
  async #compiledNow(source: SourceText, changed: readonly string[]): Promise<Now | Failed | undefined> {
    const { script, origin, shown } = source;
    const { path: own = '' } = script;
    const edited: { path: string; text: string }[] = [];
    for (const path of changed) {
      const known = origin && fileOf(origin, path);
      if (!known) continue;
      const text = await readSaved(path);
      if (text !== known.text) edited.push({ path, text });
    }
    const [first, ...others] = edited;
    const isOutput = !origin?.files.some(({ path }) => fileKey(path) === fileKey(own));
    if (isOutput && changed.some((path) => fileKey(path) === fileKey(own))) this.#built.add(script);
    if (isOutput && this.build && first) return this.#builtNow(this.build, script, own, edited);
    if (isOutput && (await this.#isBuilt(script, own, edited))) {
      const text = await readSaved(own);
      const now = await this.texts.origins.of(script, text);
      if (now) return { path: first?.path ?? own, text, origin: now };
      if (!first) return { path: own, failure: { reason: 'output cut short' } };
    }
    if (!first) return changed.length ? undefined : { path: own, text: shown, origin };
    const compiled = await this.compiled.compile(source, [first, ...others]);
    return { path: first.path, ...compiled };
  }

  /** What the user's own command makes of what was saved. */
  async #builtNow(
    build: BuildCommand,
    script: Script,
    output: string,
    edited: readonly { path: string }[],
  ): Promise<Now | Failed> {
    const newest = Math.max(...(await Promise.all(edited.map(({ path }) => writtenAt(path)))));
    const [{ path } = { path: output }] = edited;
    const error = (await writtenAt(output)) < newest ? await build.run(newest) : undefined;
    if (error !== undefined) return { path, failure: { reason: 'build failed', command: build.command, error } };
    const text = await readSaved(output);
    return { path, text, origin: await this.texts.origins.of(script, text) };
  }

  /** Whether a build has written its output since its sources were saved; one that was seen to is waited for. */
  async #isBuilt(script: Script, output: string, edited: readonly { path: string }[]): Promise<boolean> {
    const saved = await Promise.all(edited.map(({ path }) => writtenAt(path)));
    const newest = Math.max(0, ...saved);
    const isSeen = this.#built.has(script);
    const before = performance.now();
    for (;;) {
      if (isSeen && (await writtenAt(output)) >= newest) return true;
      if (!isSeen || performance.now() - before > BUILD_TIME) return false;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

interface Now extends CompiledText {
  readonly path: string;
}

interface Failed {
  readonly path: string;
  readonly failure: CompileFailure;
}

async function plainNow(path: string): Promise<Now> {
  return { path, text: await readSaved(path), origin: undefined };
}

async function writtenAt(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}

function loadedNow(path: string): Loaded {
  const key = fileKey(path);
  const files = new Map([[key, path]]);
  return { path, files, stamps: new Map([[key, saveStamp(path)]]), isWaiting: false, byAgent: NONE, reverted: [] };
}

/** The files that were written since. */
function changedIn({ files, stamps }: Loaded): string[] {
  return [...files].flatMap(([key, path]) => (saveStamp(path) === stamps.get(key) ? [] : path));
}

function stampsOf({ files }: Loaded): Stamps {
  return new Map([...files].map(([key, path]) => [key, saveStamp(path)]));
}
