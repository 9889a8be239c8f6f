import type Protocol from 'devtools-protocol';
import { urlPattern } from '../files.js';
import { InspectorError, type Connection } from '../inspector/connection.js';
import { lineMapOf } from '../edit/line-map.js';
import type { Base0Position } from '../positions.js';
import type { ScriptTexts } from './outlines.js';
import type { Pause } from './pause.js';
import { ownScript, type Script, type Scripts } from './script.js';

/** One breakpoint that the client asked for, in all threads. */
export interface RequestedBreakpoint {
  /** Its id in the DAP. */
  readonly id: number;
  readonly path: string;
  /** Where the user put it, in lines of `seenText`; a column left out means anywhere on the line. */
  readonly line: number;
  readonly column: number | undefined;
  readonly condition: string | undefined;
  /** The file's text when the client asked: what its lines count in. Undefined where it could not be read. */
  readonly seenText: string | undefined;
}

/** The same breakpoint in one isolate; `line`, `column` and `seenText` move on with each edit. */
export interface Breakpoint extends RequestedBreakpoint {
  line: number;
  column: number | undefined;
  seenText: string | undefined;
  v8Id?: string;
  /** Where V8 put it, in lines of the shown text; undefined while no script has it. */
  actual?: Base0Position | undefined;
  message?: string | undefined;
  /** The same place as V8 names it, in the running text. */
  location?: Protocol.Debugger.Location | undefined;
}

/** The breakpoints of one isolate: what the client asked for, and where V8 has put them. */
export class Breakpoints {
  readonly #byPath = new Map<string, Breakpoint[]>();

  constructor(
    private readonly connection: Connection,
    private readonly scripts: Scripts,
    private readonly texts: ScriptTexts,
    private readonly onMoved: (breakpoint: Breakpoint) => void,
  ) {
    connection.on('Debugger.breakpointResolved', ({ breakpointId, location }) => {
      const found = this.#all().find(({ v8Id, actual }) => v8Id === breakpointId && !actual);
      if (found) void this.#place(found, location).then(() => this.onMoved(found));
    });
  }

  /** Replaces the breakpoints of one file. @returns where V8 has them now, in the same order */
  async replace(key: string, requested: readonly RequestedBreakpoint[]): Promise<readonly Breakpoint[]> {
    await Promise.all((this.#byPath.get(key) ?? []).map((old) => this.#remove(old)));
    const breakpoints = requested.map((each): Breakpoint => ({ ...each }));
    this.#byPath.set(key, breakpoints);
    for (const breakpoint of breakpoints) await this.#set(breakpoint);
    return breakpoints;
  }

  /** E8: sets the breakpoints of an edited file again, each at the line that its statement is on now. */
  async restore(script: Script): Promise<void> {
    const [whole = script] = script.path === undefined ? [] : this.scripts.ofFile(script.path).slice(-1);
    const { shown } = await this.texts.text(whole);
    for (const breakpoint of this.#all().filter(({ path }) => this.scripts.ofFile(path).includes(whole))) {
      await this.#remove(breakpoint);
      if (breakpoint.seenText !== undefined && breakpoint.seenText !== shown) {
        const { line, column } = moved(breakpoint, shown);
        Object.assign(breakpoint, { line, seenText: shown, ...(breakpoint.column === undefined ? {} : { column }) });
      }
      await this.#set(breakpoint);
      this.onMoved(breakpoint);
    }
  }

  /** The DAP ids of the breakpoints that V8 says were hit. */
  idsOf(v8Ids: readonly string[]): number[] {
    return this.#all()
      .filter(({ v8Id }) => v8Id !== undefined && v8Ids.includes(v8Id))
      .map(({ id }) => id);
  }

  /** Whether a breakpoint stands where a pause of another reason is, and its condition holds there. */
  async stopsAt({ callFrames: [frame] }: Pause): Promise<boolean> {
    if (!frame) return false;
    const { location, callFrameId } = frame;
    const here = this.#all().filter(({ v8Id, location: own }) => v8Id !== undefined && own && isSame(own, location));
    for (const { condition: expression } of here) {
      if (expression === undefined) return true;
      const answer = await this.connection.send('Debugger.evaluateOnCallFrame', {
        callFrameId,
        expression: ownScript(`!!(${expression}\n)`),
        returnByValue: true,
        silent: true,
      });
      if (answer.result.value === true) return true;
    }
    return false;
  }

  #all(): Breakpoint[] {
    return [...this.#byPath.values()].flat();
  }

  async #set(breakpoint: Breakpoint): Promise<void> {
    const [script] = this.scripts.ofFile(breakpoint.path).slice(-1);
    const text = script && (await this.texts.text(script));
    const position = text
      ? text.toRunning(moved(breakpoint, text.shown))
      : { line: breakpoint.line, column: breakpoint.column ?? 0 };
    breakpoint.actual = undefined;
    breakpoint.location = undefined;
    breakpoint.message = undefined;
    try {
      const { breakpointId, locations } = await this.connection.send('Debugger.setBreakpointByUrl', {
        urlRegex: urlPattern(breakpoint.path),
        lineNumber: position.line,
        ...(breakpoint.column === undefined ? {} : { columnNumber: position.column }),
        ...(breakpoint.condition === undefined ? {} : { condition: ownScript(breakpoint.condition) }),
      });
      breakpoint.v8Id = breakpointId;
      const [location] = locations;
      if (location) await this.#place(breakpoint, location);
    } catch (error) {
      if (!(error instanceof InspectorError)) throw error;
      delete breakpoint.v8Id;
      breakpoint.message = error.message;
    }
  }

  async #remove(breakpoint: Breakpoint): Promise<void> {
    const { v8Id: breakpointId } = breakpoint;
    if (breakpointId === undefined) return;
    delete breakpoint.v8Id;
    await this.connection.send('Debugger.removeBreakpoint', { breakpointId });
  }

  async #place(breakpoint: Breakpoint, location: Protocol.Debugger.Location): Promise<void> {
    const { scriptId, lineNumber: line, columnNumber: column = 0 } = location;
    breakpoint.location = location;
    breakpoint.actual = await this.texts.toShown(scriptId, { line, column });
  }
}

/** Where a breakpoint's statement is in another version of the text that it was put in. */
function moved({ seenText, line, column = 0 }: RequestedBreakpoint, to: string): Base0Position {
  const position = { line, column };
  return seenText === undefined || seenText === to ? position : lineMapOf(seenText, to).move(position);
}

function isSame(one: Protocol.Debugger.Location, other: Protocol.Debugger.Location): boolean {
  return (
    one.scriptId === other.scriptId &&
    one.lineNumber === other.lineNumber &&
    (one.columnNumber ?? 0) === (other.columnNumber ?? 0)
  );
}
