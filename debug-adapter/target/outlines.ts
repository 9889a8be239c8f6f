import type { Outline } from '../edit/definitions.js';
import type { CatchSites } from '../exceptions/catch-sites.js';
import { LineIndex, type Base0Position } from '../positions.js';
import type { Connection } from '../inspector/connection.js';
import type { Place } from '../refusal.js';
import type { InstrumentedTexts } from './instrumented.js';
import type { Origin } from '../edit/origin.js';
import type { Origins } from './origins.js';
import type { Script, Scripts } from './script.js';
import { SourceText } from './source-text.js';

/** What is known of one version of a script's running text. */
export interface ScriptSyntax {
  readonly text: string;
  readonly lines: LineIndex;
  readonly outline: Outline;
  readonly catchSites: CatchSites;
}

/** The texts of an isolate's scripts and their syntax trees, each made when first asked for, once per version. */
export class ScriptTexts {
  readonly #texts = new Map<string, Promise<SourceText>>();
  readonly #syntax = new Map<string, ScriptSyntax>();

  constructor(
    private readonly connection: Connection,
    readonly scripts: Scripts,
    readonly instrumented: InstrumentedTexts,
    readonly origins: Origins,
  ) {}

  text(script: Script): Promise<SourceText> {
    let text = this.#texts.get(script.id);
    if (!text) {
      text = SourceText.load(
        this.connection,
        script,
        (running) => this.instrumented.originalOf(running),
        (shown) => this.#originOf(script, shown),
      );
      text.catch(() => this.#texts.delete(script.id));
      this.#texts.set(script.id, text);
    }
    return text;
  }

  /** The text, if it has been asked for before. */
  async known(script: Script): Promise<SourceText | undefined> {
    return this.#texts.get(script.id);
  }

  /** The syntax of what V8 runs now. The parser (9 MB) is loaded with the first question. */
  async syntax(script: Script): Promise<ScriptSyntax> {
    const { running } = await this.text(script);
    const made = this.#syntax.get(script.id);
    if (made?.text === running) return made;
    const { outline } = await import('../edit/definitions.js');
    const { CatchSites } = await import('../exceptions/catch-sites.js');
    const tree = outline(running);
    const syntax = { text: running, lines: new LineIndex(running), outline: tree, catchSites: new CatchSites(tree) };
    this.#syntax.set(script.id, syntax);
    return syntax;
  }

  /** Code that the agent runs has the lines of its file's text, and the file's own script says what that was made from. */
  async #originOf(script: Script, shown: string): Promise<Origin | undefined> {
    if (!script.mayHaveOrigin) return undefined;
    if (!script.isFragment || script.path === undefined) return this.origins.of(script, shown);
    const [whole] = this.scripts.ofScriptPath(script.path).slice(-1);
    return whole && (await this.text(whole)).origin;
  }

  /** Where the user's editor shows a position of the running text. */
  async placeOf(scriptId: string, position: Base0Position): Promise<Place> {
    const script = this.scripts.get(scriptId);
    const text = script && (script.mayHaveOrigin ? await this.text(script) : await this.known(script));
    return text?.placeOf(position) ?? { path: script?.path, position: text?.toShown(position) ?? position };
  }
}
