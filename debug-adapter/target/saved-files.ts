import { fileKey } from '../files.js';
import type { ScriptTexts } from './outlines.js';
import type { Script } from './script.js';
import { readSaved, saveStamp, type SourceText } from './source-text.js';

/** A file of the user's that was saved after it was loaded, or after we last took it. */
export interface SavedFile {
  readonly script: Script;
  readonly path: string;
  readonly source: SourceText;
  readonly saved: string;
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
}

const NONE: ReadonlyMap<string, number> = new Map();

/** Knows which of the user's loaded files have been saved since, by their time and size. */
export class SavedFiles {
  readonly #loaded = new Map<Script, Loaded>();

  constructor(private readonly texts: ScriptTexts) {}

  /** Remembers a script of the user's as it is loaded: what the file holds now is what runs. */
  add(script: Script): void {
    const { path } = script;
    if (path !== undefined) this.#loaded.set(script, { path, stamp: saveStamp(path), isWaiting: false, byAgent: NONE });
  }

  /** Remembers a script that was made of a part of a file that is saved already. */
  addFragment(script: Script, path: string, partOf: PartOf): void {
    this.#loaded.set(script, { path, partOf, stamp: saveStamp(path), isWaiting: false, byAgent: NONE });
  }

  /** Marks the saved text as taken. It counts as saved again only when it is written again, or while changes wait. */
  took({ script, stamp }: SavedFile, isWaiting: boolean, byAgent: ReadonlyMap<string, number>): void {
    const loaded = this.#loaded.get(script);
    if (loaded) Object.assign(loaded, { stamp, isWaiting, byAgent });
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

  async #check(script: Script, loaded: Loaded): Promise<SavedFile | LostFile | undefined> {
    const { path, partOf, stamp: before, isWaiting, byAgent } = loaded;
    const stamp = saveStamp(path);
    if (stamp === before && !isWaiting) return undefined;
    try {
      const [source, whole] = await Promise.all([this.texts.text(script), readSaved(path)]);
      const saved = partOf ? partOf(whole) : whole;
      if (saved === undefined) return undefined;
      const isTaken = saved === source.shown && !isWaiting;
      return isTaken ? undefined : { script, path, source, saved, stamp, isWaiting, byAgent };
    } catch (error) {
      return { path, error: (error as Error).message };
    }
  }
}
