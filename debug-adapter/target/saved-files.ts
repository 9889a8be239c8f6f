import { fileKey } from '../files.js';
import type { Reverted } from '../edit/reverted.js';
import type { ScriptTexts } from './outlines.js';
import type { Script } from './script.js';
import { readSaved, saveStamp, type SourceText } from './source-text.js';

/** A file of the user's that was saved after it was loaded, or after we last took it. */
export interface SavedFile {
  readonly script: Script;
  readonly path: string;
  readonly source: SourceText;
  /** What is to run: the file's text, but for the functions that run in earlier versions. */
  readonly saved: string;
  /** The file's own text. */
  readonly inFile: string;
  /** As `saved` was when the file was last taken. */
  readonly taken: string;
  /** The functions that run in earlier versions. */
  readonly reverted: readonly Reverted[];
  /** Of the save that was read (source-text.ts). */
  readonly stamp: string | undefined;
  /** True where a change of it waits for a call to end. */
  readonly isWaiting: boolean;
  /** The functions whose new code the agent has, told as applied, while V8's own edit waits; with the code's number. */
  readonly byAgent: ReadonlyMap<string, number>;
}

/** A file of the user's that could not be read. */
export interface LostFile {
  readonly path: string;
  readonly error: string;
}

/** The text that a part of a file is to have, from the text of the file; undefined where that part is gone. */
export type PartOf = (saved: string) => string | undefined;

interface Loaded {
  readonly path: string;
  /** For a script that is a part of the file. */
  readonly partOf?: PartOf;
  /** Of the save that was loaded, or last taken (source-text.ts). */
  stamp: string | undefined;
  /** True while a change of it waits for a call to end. */
  isWaiting: boolean;
  byAgent: ReadonlyMap<string, number>;
  reverted: readonly Reverted[];
}

const NONE: ReadonlyMap<string, number> = new Map();

/** Knows which of the user's loaded files have been saved since, by their time and size. */
export class SavedFiles {
  readonly #loaded = new Map<Script, Loaded>();

  constructor(private readonly texts: ScriptTexts) {}

  /** Remembers a script of the user's as it is loaded: what the file holds now is what runs. */
  add(script: Script): void {
    const { path } = script;
    if (path !== undefined) this.#loaded.set(script, loadedNow(path));
  }

  /** Remembers a script that was made of a part of a file that is saved already. */
  addFragment(script: Script, path: string, partOf: PartOf): void {
    this.#loaded.set(script, { ...loadedNow(path), partOf });
  }

  forget(script: Script): void {
    this.#loaded.delete(script);
  }

  /** Marks the saved text as taken. It counts as saved again only when it is written again, or while changes wait. */
  took({ script, stamp, reverted }: SavedFile, isWaiting: boolean, byAgent: ReadonlyMap<string, number>): void {
    const loaded = this.#loaded.get(script);
    if (loaded) Object.assign(loaded, { stamp, isWaiting, byAgent, reverted });
  }

  /** The files with changes that wait for a call to end, and that were not saved again since. */
  get waiting(): string[] {
    const found = [...this.#loaded.values()].filter((each) => each.isWaiting && each.stamp === saveStamp(each.path));
    return found.map(({ path }) => path);
  }

  get paths(): string[] {
    return [...this.#loaded.values()].map(({ path }) => path);
  }

  /**
   * The files whose saved text differs from the one last taken, and those with changes that wait. Reads each file that
   * was written since.
   * @param only the one file to look at; all of them if left out
   */
  async changed(only?: string): Promise<(SavedFile | LostFile)[]> {
    const asked = [...this.#loaded].filter(([, { path }]) => only === undefined || fileKey(path) === fileKey(only));
    const found = await Promise.all(asked.map(([script, loaded]) => this.#check(script, loaded)));
    return found.filter((each) => each !== undefined);
  }

  /** The scripts of one file. */
  scriptsOf(path: string): Script[] {
    return [...this.#loaded].flatMap(([script, each]) => (fileKey(each.path) === fileKey(path) ? script : []));
  }

  /**
   * The text that was last taken with one function in an earlier version; nothing that was saved since is in it.
   * @param isFresh whether Continue is to restart for it
   * @returns undefined where the text has no such function
   */
  async withVersion(script: Script, key: string, text: string, isFresh: boolean): Promise<SavedFile | undefined> {
    const loaded = this.#loaded.get(script);
    if (!loaded) return undefined;
    const { path, partOf, stamp, isWaiting, byAgent, reverted: all } = loaded;
    const { codeOf, withReverted } = await import('../edit/reverted.js');
    const source = await this.texts.text(script);
    const whole = await readSaved(path).catch(() => undefined);
    const inFile = whole === undefined ? undefined : codeOf(partOf?.(whole) ?? whole, key);
    const others = all.filter((each) => each.key !== key && !each.key.startsWith(`${key}/`));
    if (codeOf(withReverted(source.shown, others), key) === undefined) return undefined;
    const reverted = [...others, { key, text, inFile, isFresh }];
    const texts = { saved: withReverted(source.shown, reverted), taken: withReverted(source.shown, all) };
    return { script, path, source, inFile: source.shown, ...texts, reverted, stamp, isWaiting, byAgent };
  }

  revertedIn(script: Script): readonly Reverted[] {
    return this.#loaded.get(script)?.reverted ?? [];
  }

  setReverted(script: Script, reverted: readonly Reverted[]): void {
    const loaded = this.#loaded.get(script);
    if (loaded) loaded.reverted = reverted;
  }

  async #check(script: Script, loaded: Loaded): Promise<SavedFile | LostFile | undefined> {
    const { path, partOf, stamp: before, isWaiting, byAgent, reverted } = loaded;
    const stamp = saveStamp(path);
    if (stamp === before && !isWaiting) return undefined;
    try {
      const [source, whole] = await Promise.all([this.texts.text(script), readSaved(path)]);
      const inFile = partOf ? partOf(whole) : whole;
      if (inFile === undefined || (inFile === source.shown && !isWaiting)) return undefined;
      const file = { script, path, source, inFile, stamp, isWaiting, byAgent };
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
}

function loadedNow(path: string): Loaded {
  return { path, stamp: saveStamp(path), isWaiting: false, byAgent: NONE, reverted: [] };
}
