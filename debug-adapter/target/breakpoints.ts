import type Protocol from 'devtools-protocol';
import type { Origin } from '../edit/origin.js';
import { fileKey, urlPattern } from '../files.js';
import { InspectorError, type Connection } from '../inspector/connection.js';
import { lineMapOf } from '../edit/line-map.js';
import { stoppingCondition, type BreakpointTerms } from './breakpoint-terms.js';
import type { Base0Position } from '../positions.js';
import { isTypeScript } from './origins.js';
import type { ScriptTexts } from './outlines.js';
import type { Pause } from './pause.js';
import type { Script, Scripts } from './script.js';
import type { SourceText } from './source-text.js';

/** One breakpoint that the client asked for, in all threads. */
export interface RequestedBreakpoint extends BreakpointTerms {
  /** Its id in the DAP. */
  readonly id: number;
  readonly path: string;
  /** Where the user put it, in lines of `seenText`; a column left out means anywhere on the line. */
  readonly line: number;
  readonly column: number | undefined;
  /** Why it is set nowhere. */
  readonly fault?: string | undefined;
  /** The file's text when the client asked: what its lines count in. Undefined where it could not be read. */
  readonly seenText: string | undefined;
}

/** The same breakpoint in one isolate; `line`, `column` and `seenText` move on with each edit. */
export interface Breakpoint extends RequestedBreakpoint {
  line: number;
  column: number | undefined;
  seenText: string | undefined;
  /** V8's own: several where its line is in several scripts, or in one of them more than once. */
  v8Ids: string[];
  /** Where V8 put it, in lines of what the client shows; undefined while no script has it. */
  actual?: Base0Position | undefined;
  message?: string | undefined;
  /** The same places as V8 names them, in the running texts. */
  locations: Protocol.Debugger.Location[];
}

/** A script that is about to be loaded. */
export interface ExpectedScript {
  readonly path: string;
  readonly origin: Origin;
  /** Where a position of the compiled text is in the text that is going to run. */
  readonly toRunning: (position: Base0Position) => Base0Position;
}

/** The breakpoints of one isolate: what the client asked for, and where V8 has put them. */
export class Breakpoints {
  readonly #byPath = new Map<string, Breakpoint[]>();
  /** The files of scripts whose breakpoints were set before they were loaded. */
  readonly #expected = new Set<string>();

  constructor(
    private readonly connection: Connection,
    private readonly scripts: Scripts,
    private readonly texts: ScriptTexts,
    private readonly onMoved: (breakpoint: Breakpoint) => void,
  ) {
    connection.on('Debugger.breakpointResolved', ({ breakpointId, location }) => {
      const found = this.#all().find(({ v8Ids }) => v8Ids.includes(breakpointId));
      if (found) void this.#place(found, location).then((isFirst) => isFirst && this.onMoved(found));
    });
  }

  /** Replaces the breakpoints of one file. @returns where V8 has them now, in the same order */
  async replace(key: string, requested: readonly RequestedBreakpoint[]): Promise<readonly Breakpoint[]> {
    await Promise.all((this.#byPath.get(key) ?? []).map((old) => this.#remove(old)));
    const breakpoints = requested.map((each): Breakpoint => ({ ...each, v8Ids: [], locations: [] }));
    this.#byPath.set(key, breakpoints);
    for (const breakpoint of breakpoints) await this.#set(breakpoint);
    return breakpoints;
  }

  /** Sets the breakpoints of a script that is about to be loaded, so that none is passed before it is known. */
  async expect({ path: own, origin, toRunning }: ExpectedScript): Promise<void> {
    for (const { path } of origin.files) {
      for (const breakpoint of this.#byPath.get(fileKey(path)) ?? []) {
        if (breakpoint.fault !== undefined) continue;
        this.#expected.add(fileKey(own));
        const { column } = breakpoint;
        const position = moved(breakpoint, origin.files.find((each) => each.path === path)?.text);
        const [first] = origin.positionsOf(path, position, column !== undefined);
        if (!first) continue;
        const { line: lineNumber, column: columnNumber } = toRunning(first);
        await this.#send(breakpoint, () =>
          this.connection.send('Debugger.setBreakpointByUrl', {
            urlRegex: urlPattern(own),
            lineNumber,
            columnNumber,
            ...conditionOf(breakpoint),
          }),
        );
      }
    }
  }

  /** A script is known to be made from these files: their breakpoints are in it. */
  async loaded({ path: own = '' }: Script, { files }: Origin): Promise<void> {
    if (this.#expected.has(fileKey(own))) return;
    for (const { path } of files) {
      for (const breakpoint of this.#byPath.get(fileKey(path)) ?? []) await this.#reset(breakpoint);
    }
  }

  /** E8: sets the breakpoints of an edited file again, each at the line that its statement is on now. */
  async restore(script: Script): Promise<void> {
    const [whole = script] = script.path === undefined ? [] : this.scripts.ofScriptPath(script.path).slice(-1);
    const text = await this.texts.text(whole);
    for (const breakpoint of this.#all().filter(({ path }) => this.scripts.ofFile(path).includes(whole))) {
      const shown = text.textOf(breakpoint.path);
      if (shown !== undefined && breakpoint.seenText !== undefined && breakpoint.seenText !== shown) {
        const { line, column } = moved(breakpoint, shown);
        Object.assign(breakpoint, { line, seenText: shown, ...(breakpoint.column === undefined ? {} : { column }) });
      }
      await this.#reset(breakpoint);
    }
  }

  async #reset(breakpoint: Breakpoint): Promise<void> {
    await this.#remove(breakpoint);
    await this.#set(breakpoint);
    this.onMoved(breakpoint);
  }

  /**
   * Where in a part of a file a breakpoint can stand; as the user's editor shows it.
   * @param end the first position after the part
   * @returns undefined where no script is made from the file
   */
  async possible(path: string, start: Base0Position, end: Base0Position): Promise<Base0Position[] | undefined> {
    const [script] = this.scripts.ofFile(path).slice(-1);
    if (!script) return undefined;
    const text = await this.texts.text(script);
    const at = ({ line: lineNumber, column: columnNumber }: Base0Position): Protocol.Debugger.Location => ({
      scriptId: script.id,
      lineNumber,
      columnNumber,
    });
    // Compiled code can stand in another order than its source.
    const part = text.origin
      ? { start: at({ line: 0, column: 0 }) }
      : { start: at(text.toRunning(start)), end: at(text.toRunning(end)) };
    const { locations } = await this.connection.send('Debugger.getPossibleBreakpoints', part);
    const found = new Map<string, Base0Position>();
    for (const { lineNumber: line, columnNumber: column = 0 } of locations) {
      const place = text.placeOf({ line, column });
      if (place?.path === undefined || fileKey(place.path) !== fileKey(path)) continue;
      const { position } = place;
      if (isBefore(position, start) || !isBefore(position, end)) continue;
      found.set(`${position.line}:${position.column}`, position);
    }
    return [...found.values()].sort((one, other) => (isBefore(one, other) ? -1 : 1));
  }

  /** The DAP ids of the breakpoints that V8 says were hit. */
  idsOf(v8Ids: readonly string[]): number[] {
    return this.#all()
      .filter((breakpoint) => breakpoint.v8Ids.some((id) => v8Ids.includes(id)))
      .map(({ id }) => id);
  }

  /** Whether a breakpoint stands where a pause of another reason is, and its condition holds there. */
  async stopsAt({ callFrames: [frame] }: Pause): Promise<boolean> {
    if (!frame) return false;
    const { location, callFrameId } = frame;
    const here = this.#all().filter(({ locations }) => locations.some((own) => isSame(own, location)));
    let stops = false;
    // A logpoint beside others is to print, too.
    for (const breakpoint of here) {
      const { condition: expression } = conditionOf(breakpoint);
      if (expression === undefined) stops = true;
      else {
        const question = { callFrameId, expression, silent: true };
        const { result, exceptionDetails } = await this.connection.send('Debugger.evaluateOnCallFrame', question);
        // An object is not told by its value.
        stops ||= !exceptionDetails && (result.objectId !== undefined || Boolean(result.value));
      }
    }
    return stops;
  }

  #all(): Breakpoint[] {
    return [...this.#byPath.values()].flat();
  }

  async #set(breakpoint: Breakpoint): Promise<void> {
    const { path, column, fault } = breakpoint;
    breakpoint.actual = undefined;
    breakpoint.locations = [];
    breakpoint.message = fault;
    if (fault !== undefined) return;
    const scripts = this.scripts.ofFile(path);
    const [last] = scripts.slice(-1);
    const text = last && (await this.texts.text(last));
    if (text?.origin) {
      for (const script of scripts) await this.#setIn(breakpoint, await this.texts.text(script));
      return;
    }
    // What is compiled has other lines, which are known once it is loaded.
    if (!text && isTypeScript(path)) return;
    const position = text
      ? text.toRunning(moved(breakpoint, text.shown))
      : { line: breakpoint.line, column: column ?? 0 };
    await this.#send(breakpoint, () =>
      this.connection.send('Debugger.setBreakpointByUrl', {
        urlRegex: urlPattern(path),
        lineNumber: position.line,
        ...(column === undefined ? {} : { columnNumber: position.column }),
        ...conditionOf(breakpoint),
      }),
    );
  }

  /** Sets it in a script that was made from its file. */
  async #setIn(breakpoint: Breakpoint, text: SourceText): Promise<void> {
    const { path, column } = breakpoint;
    const position = moved(breakpoint, text.textOf(path));
    for (const { line: lineNumber, column: columnNumber } of text.positionsOf(path, position, column !== undefined)) {
      const location = { scriptId: text.script.id, lineNumber, columnNumber };
      await this.#send(breakpoint, async () => {
        const set = await this.connection.send('Debugger.setBreakpoint', { location, ...conditionOf(breakpoint) });
        return { breakpointId: set.breakpointId, locations: [set.actualLocation] };
      });
    }
  }

  async #send(
    breakpoint: Breakpoint,
    send: () => Promise<Protocol.Debugger.SetBreakpointByUrlResponse>,
  ): Promise<void> {
    try {
      const { breakpointId, locations } = await send();
      breakpoint.v8Ids.push(breakpointId);
      for (const location of locations) await this.#place(breakpoint, location);
    } catch (error) {
      if (!(error instanceof InspectorError)) throw error;
      if (!breakpoint.actual) breakpoint.message = error.message;
    }
  }

  async #remove(breakpoint: Breakpoint): Promise<void> {
    const { v8Ids } = breakpoint;
    breakpoint.v8Ids = [];
    for (const breakpointId of v8Ids) await this.connection.send('Debugger.removeBreakpoint', { breakpointId });
  }

  /** @returns whether it is the first place of this breakpoint */
  async #place(breakpoint: Breakpoint, location: Protocol.Debugger.Location): Promise<boolean> {
    const { scriptId, lineNumber: line, columnNumber: column = 0 } = location;
    breakpoint.locations.push(location);
    const { position } = await this.texts.placeOf(scriptId, { line, column });
    const isFirst = !breakpoint.actual;
    if (isFirst) breakpoint.actual = position;
    breakpoint.message = undefined;
    return isFirst;
  }
}

function conditionOf(breakpoint: RequestedBreakpoint): { condition?: string } {
  const condition = stoppingCondition(breakpoint.id, breakpoint);
  return condition === undefined ? {} : { condition };
}

/** Where a breakpoint's statement is in another version of the text that it was put in. */
function moved({ seenText, line, column = 0 }: RequestedBreakpoint, to: string | undefined): Base0Position {
  const position = { line, column };
  return seenText === undefined || to === undefined || seenText === to
    ? position
    : lineMapOf(seenText, to).move(position);
}

function isBefore(one: Base0Position, other: Base0Position): boolean {
  return one.line < other.line || (one.line === other.line && one.column < other.column);
}

function isSame(one: Protocol.Debugger.Location, other: Protocol.Debugger.Location): boolean {
  return (
    one.scriptId === other.scriptId &&
    one.lineNumber === other.lineNumber &&
    (one.columnNumber ?? 0) === (other.columnNumber ?? 0)
  );
}
