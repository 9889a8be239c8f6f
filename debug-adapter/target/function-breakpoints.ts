import type Protocol from 'devtools-protocol';
import type { Definition } from '../edit/definitions.js';
import { isWrapping } from '../edit/wrapping-places.js';
import { InspectorError, type Connection } from '../inspector/connection.js';
import { stoppingCondition, type BreakpointTerms } from './breakpoint-terms.js';
import type { ScriptTexts } from './outlines.js';
import type { Script } from './script.js';

/** A breakpoint at the start of every function of a name, in all threads. */
export interface FunctionBreakpoint extends BreakpointTerms {
  /** Its id in the DAP. */
  readonly id: number;
  /** As a user says it: `total`, `Cart.total`; of a member, its own name is enough. */
  readonly name: string;
  /** Why it is set nowhere. */
  readonly fault: string | undefined;
}

/** The function breakpoints of one isolate. They are set in the user's own scripts only, in each as it comes. */
export class FunctionBreakpoints {
  #requested: readonly FunctionBreakpoint[] = [];
  /** V8's own, by the DAP's and by the script. */
  readonly #set = new Map<number, Map<string, string[]>>();

  constructor(
    private readonly connection: Connection,
    private readonly texts: ScriptTexts,
    private readonly onBound: (breakpoint: FunctionBreakpoint) => void,
  ) {}

  get areThere(): boolean {
    return this.#requested.length > 0;
  }

  isBound(id: number): boolean {
    return [...(this.#set.get(id)?.values() ?? [])].some((v8Ids) => v8Ids.length > 0);
  }

  /** Replaces all of them. @param scripts those of the user that are loaded */
  async replace(requested: readonly FunctionBreakpoint[], scripts: readonly Script[]): Promise<void> {
    const old = [...this.#set.values()].flatMap((byScript) => [...byScript.values()].flat());
    this.#set.clear();
    this.#requested = requested;
    for (const breakpointId of old) await this.connection.send('Debugger.removeBreakpoint', { breakpointId });
    for (const script of scripts) await this.#setIn(script);
  }

  /** Sets them in a script that has come, or that was edited, which drops its breakpoints (E8). */
  async setIn(script: Script): Promise<void> {
    const unbound = this.#requested.filter(({ id }) => !this.isBound(id));
    await this.#setIn(script);
    for (const breakpoint of unbound) if (this.isBound(breakpoint.id)) this.onBound(breakpoint);
  }

  async #setIn(script: Script): Promise<void> {
    const asked = this.#requested.filter(({ fault }) => fault === undefined);
    if (!asked.length) return;
    const { allDefinitions } = await import('../edit/definitions.js');
    const { outline } = await this.texts.syntax(script);
    const definitions = [...allDefinitions(outline.module)];
    for (const breakpoint of asked) {
      const byScript = this.#set.get(breakpoint.id) ?? new Map<string, string[]>();
      this.#set.set(breakpoint.id, byScript);
      const before = byScript.get(script.id) ?? [];
      for (const breakpointId of before) await this.connection.send('Debugger.removeBreakpoint', { breakpointId });
      const found = definitions.filter((definition) => isNamed(definition, breakpoint.name));
      const v8Ids = await Promise.all(found.map((definition) => this.#setAt(script, definition, breakpoint)));
      byScript.set(
        script.id,
        v8Ids.flatMap((id) => id ?? []),
      );
    }
  }

  /** The DAP ids of those that V8 says were hit. */
  idsOf(v8Ids: readonly string[]): number[] {
    return [...this.#set].flatMap(([id, byScript]) =>
      [...byScript.values()].flat().some((each) => v8Ids.includes(each)) ? [id] : [],
    );
  }

  async #setAt(
    script: Script,
    { start, head, innerHead, end }: Definition,
    breakpoint: FunctionBreakpoint,
  ): Promise<string | undefined> {
    const { lines } = await this.texts.text(script);
    const at = (offset: number): Protocol.Debugger.Location => {
      const { line: lineNumber, column: columnNumber } = lines.positionAt(offset);
      return { scriptId: script.id, lineNumber, columnNumber };
    };
    const question = { start: at(innerHead ?? head ?? start), end: at(end), restrictToFunction: true };
    const condition = stoppingCondition(breakpoint.id, breakpoint);
    try {
      const { locations } = await this.connection.send('Debugger.getPossibleBreakpoints', question);
      const location = locations.find(
        ({ lineNumber, columnNumber = 0 }) => !isWrapping(lines.lineAt(lineNumber), columnNumber),
      );
      if (!location) return undefined;
      const terms = condition === undefined ? {} : { condition };
      return (await this.connection.send('Debugger.setBreakpoint', { location, ...terms })).breakpointId;
    } catch (error) {
      // V8 refuses a second one at a place: the breakpoint that is there stops as well.
      if (error instanceof InspectorError) return undefined;
      throw error;
    }
  }
}

function isNamed({ kind, name }: Definition, asked: string): boolean {
  return kind !== 'module' && (name === asked || name.split('.').at(-1) === asked);
}
