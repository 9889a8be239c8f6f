import type { Outline } from '../edit/definitions.js';
import type { CatchSites } from '../exceptions/catch-sites.js';
import { LineIndex, type Base0Position } from '../positions.js';
import type { Connection } from '../inspector/connection.js';
import type { InstrumentedTexts } from './instrumented.js';
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
    private readonly scripts: Scripts,
    readonly instrumented: InstrumentedTexts,
  ) {}

  text(script: Script): Promise<SourceText> {
    let text = this.#texts.get(script.id);
    if (!text) {
      text = SourceText.load(this.connection, script, (running) => this.instrumented.originalOf(running));
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

  /** A position of the running text, in lines of the text that the user's editor shows. */
  async toShown(scriptId: string, position: Base0Position): Promise<Base0Position> {
    const script = this.scripts.get(scriptId);
    const text = script && (await this.known(script));
    return text ? text.toShown(position) : position;
  }
}
