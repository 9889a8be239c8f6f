import type { Pause } from '../target/pause.js';
import { ownScript } from '../target/script.js';
import type { Target } from '../target/target.js';
import { chainOf } from './chain.js';
import { followException, type Escape } from './escape.js';
import { concerns, type ActiveFilter } from './filters.js';
import { HandledExceptions, type Path } from './handled.js';
import { isNamed } from './names.js';

/** What is known of all exceptions that stand at the same places. */
interface Decision {
  readonly escape: Escape;
  /** The filters that are meant for it, whatever their conditions say. */
  readonly filters: readonly ActiveFilter[];
  /** Where nothing is to stop: the way from the throw to the `catch`, as far as that may be silenced. */
  readonly path: Path | undefined;
}

/** How many shapes of stacks are kept, and how deep one may be: a recursion that fails has thousands. */
const MOST_SHAPES = 1000;
const DEEPEST = 256;

/** Decides about the exceptions of one isolate, and remembers: a program may handle the same one very often. */
export class Decisions {
  readonly handled: HandledExceptions;
  readonly #known = new Map<string, Decision>();
  #filters: readonly ActiveFilter[] = [];
  /** Counts what made everything known worthless. */
  #version = 0;

  constructor(private readonly target: Target) {
    this.handled = new HandledExceptions(target);
  }

  get filters(): readonly ActiveFilter[] {
    return this.#filters;
  }

  set filters(filters: readonly ActiveFilter[]) {
    this.#filters = filters;
    this.forget();
  }

  /** To be called before a script gets another text, as positions mean something else in it; without one, all is forgotten. */
  forget(scriptId?: string): void {
    this.#version++;
    this.#known.clear();
    this.handled.forget(scriptId);
  }

  /** Whether it is known by now that nothing is to stop here: the program can be sent on at once. */
  isKnownToPass(pause: Pause): boolean {
    const shape = shapeOf(pause);
    const known = shape === undefined ? undefined : this.#known.get(shape);
    if (!known || known.filters.length) return false;
    this.#note(known, pause);
    if (known.path) this.handled.count(known.path);
    return true;
  }

  /** The filter that stops at this exception; undefined where the program is to go on. */
  async filterFor(pause: Pause): Promise<ActiveFilter | undefined> {
    if (!this.#filters.length) return undefined;
    const decision = await this.#decide(pause);
    const { filters, escape, path } = decision;
    this.#note(decision, pause);
    const filter = await this.#firstMeant(filters, pause, escape);
    if (!filter && path) this.handled.count(path);
    return filter;
  }

  /** The same where the program stands at a wrapped call whose failure V8 did not tell, with the pause to show. */
  async unseenAt(pause: Pause): Promise<{ pause: Pause; filter: ActiveFilter } | undefined> {
    const failure = await this.handled.unseen.read(pause);
    if (!failure) return undefined;
    const filters = this.#filters.filter((filter) => concerns(filter, failure.escape));
    const filter = await this.#firstMeant(filters, failure.pause, failure.escape);
    if (!filter) return undefined;
    this.handled.distrust();
    return { pause: failure.pause, filter };
  }

  #note({ escape }: Decision, pause: Pause): void {
    if (escape.caughtAt === undefined) this.handled.unseen.saw(pause);
  }

  async #firstMeant(filters: readonly ActiveFilter[], pause: Pause, escape: Escape): Promise<ActiveFilter | undefined> {
    for (const filter of filters) {
      if (await isIgnored(this.target, pause, filter, escape)) continue;
      if (await conditionHolds(this.target, pause, filter)) return filter;
    }
    return undefined;
  }

  async #decide(pause: Pause): Promise<Decision> {
    const shape = shapeOf(pause);
    const known = shape === undefined ? undefined : this.#known.get(shape);
    if (known) return known;
    const version = this.#version;
    const chain = await chainOf(this.target, pause);
    const escape = await followException(chain, pause.predictedUncaught);
    const filters = this.#filters.filter((filter) => concerns(filter, escape));
    const learnt = await this.handled.learn(pause, chain, escape.caughtAt);
    if (version !== this.#version) return { escape, filters, path: undefined };
    const decision = { escape, filters, path: filters.length ? undefined : learnt };
    if (this.#known.size >= MOST_SHAPES) this.#known.clear();
    if (shape !== undefined) this.#known.set(shape, decision);
    return decision;
  }
}

/** Everything that a decision depends on, as long as no script gets another text; undefined for what is too deep to keep. */
function shapeOf({ callFrames, asyncStackTrace, predictedUncaught, v8Reason }: Pause): string | undefined {
  if (callFrames.length > DEEPEST) return undefined;
  let shape = `${v8Reason} ${predictedUncaught}`;
  for (const { location } of callFrames)
    shape += ` ${location.scriptId}:${location.lineNumber}:${location.columnNumber ?? 0}`;
  for (let trace = asyncStackTrace; trace; trace = trace.parent) {
    shape += ` ${trace.description ?? ''}`;
    for (const frame of trace.callFrames) shape += ` ${frame.scriptId}:${frame.lineNumber}:${frame.columnNumber}`;
  }
  return shape;
}

/** An error whose name the user has listed stops only where nobody handles it: then it ends the program. */
async function isIgnored(
  target: Target,
  { exception }: Pause,
  { name }: ActiveFilter,
  { isUncaught }: Escape,
): Promise<boolean> {
  if (name !== 'userUnhandled' || isUncaught || !exception) return false;
  return isNamed(target.connection, exception, target.ignoredErrors);
}

/** A condition that cannot be evaluated holds: a stop too many is told apart, one too few is lost work. */
async function conditionHolds(target: Target, pause: Pause, { condition }: ActiveFilter): Promise<boolean> {
  if (condition === undefined || !pause.exception) return true;
  const { exception } = pause;
  const self = exception.objectId ? { objectId: exception.objectId } : { value: exception.value as unknown };
  const [frame] = pause.callFrames;
  const isTrue = await target.connection.send('Debugger.evaluateOnCallFrame', {
    callFrameId: frame?.callFrameId ?? '',
    expression: ownScript(
      `(function (error) { return !!(0, eval)('(error => (' + ${JSON.stringify(condition)} + '))')(error) })`,
    ),
    silent: true,
  });
  const { result, exceptionDetails } = await target.connection.send('Runtime.callFunctionOn', {
    functionDeclaration: 'function (test, error) { return test(error) }',
    objectId: isTrue.result.objectId ?? '',
    arguments: [{ objectId: isTrue.result.objectId ?? '' }, self],
    returnByValue: true,
    silent: true,
  });
  return exceptionDetails !== undefined || result.value === true;
}
