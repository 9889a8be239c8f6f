import { declaredNow, valuesOf, type Addition } from '../edit/additions.js';
import { addingMember, removingMember, renamingMember, type MemberChange } from '../edit/class-members.js';
import { outline } from '../edit/definitions.js';
import { definitionOf } from '../edit/edited-code.js';
import type { EditOutcome } from '../edit/edit-outcome.js';
import type { Numbering } from '../edit/instrument.js';
import type { FilePlan } from '../edit/plan.js';
import { placeInFile } from '../edit/position-in-file.js';
import type { Renamed } from '../edit/renames.js';
import { LineIndex } from '../positions.js';
import type { Place, Refusal } from '../refusal.js';
import { placeInRunning, type PartOf } from '../target/saved-files.js';
import { ownScript } from '../target/script.js';
import type { Target } from '../target/target.js';
import type { Edited } from './composition.js';
import type { StackEntry } from './frames.js';
import { moduleScope, type ModuleScope } from './module-scope.js';

/** V8's handles of what globals were before: kept until the transaction has ended. */
const OLD_VALUES = 'hot-restart-old-values';

/** What has been made of one file's plan before its text is sent. */
export interface Publication {
  /** How the changes of live classes ended; one that cannot be made does not hold up the others. */
  readonly members: readonly EditOutcome[];
  /** Why something that the new code uses could not be made; nothing of the file is published then. */
  readonly failure: Refusal | undefined;
  /** Takes back all of it. */
  readonly undo: () => Promise<void>;
  /** Takes from live classes what is gone from the file: once nothing can fail any more. */
  readonly finish: () => Promise<readonly EditOutcome[]>;
}

/**
 * Makes what the plans add, and publishes it as globals (E6c); adds members to live classes. A file may import what
 * another one has new, whichever comes first.
 */
export async function publishAll(
  target: Target,
  plans: ReadonlyMap<Edited, FilePlan>,
  stack: readonly StackEntry[],
): Promise<Map<Edited, Publication>> {
  const publications = new Map<Edited, Publication>();
  if ([...plans.values()].some(({ publishing }) => publishing.length > 0)) {
    await target.connection.send('Runtime.releaseObjectGroup', { objectGroup: OLD_VALUES });
  }
  let left = [...plans];
  for (let count = Infinity; left.length && left.length < count;) {
    count = left.length;
    for (const [file, plan] of left) publications.set(file, await new Publisher(target, file, stack).publish(plan));
    left = left.filter(([file]) => publications.get(file)?.failure);
  }
  return publications;
}

/** Publishes what one file adds. */
class Publisher {
  readonly #scope: ModuleScope | undefined;
  readonly #undo: (() => unknown)[] = [];

  constructor(
    private readonly target: Target,
    private readonly file: Edited,
    stack: readonly StackEntry[],
  ) {
    this.#scope = moduleScope(target, file.script, file.running.text, stack);
  }

  async publish({ publishing, members }: FilePlan): Promise<Publication> {
    const undo = async (): Promise<void> => {
      for (const step of this.#undo.splice(0).reverse()) await step();
    };
    for (const addition of publishing) {
      const failure = await this.#publish(addition);
      if (!failure) continue;
      await undo();
      return { members: [], failure, undo, finish: () => Promise.resolve([]) };
    }
    const changeAll = async (kind: MemberChange['kind']): Promise<EditOutcome[]> => {
      const outcomes: EditOutcome[] = [];
      for (const each of members) if (each.kind === kind) outcomes.push(await this.#change(each));
      return outcomes;
    };
    return { members: await changeAll('add'), failure: undefined, undo, finish: () => changeAll('remove') };
  }

  async #publish(addition: Addition): Promise<Refusal | undefined> {
    const { published } = this.target;
    const { saved, script } = this.file;
    const { names, text, kind } = addition;
    const named = { function: names.join(), place: this.#placeAt(addition.start) };
    const isImported = kind === 'import' && names.every((name) => published.isMade(name));
    if (!isImported) {
      const taken = await this.#takenNames(names);
      if (taken.length) return { reason: 'name taken', ...named, variable: taken.join() };
      const old = await this.#globals(names);
      const error = await this.#scope?.(expressionOf(saved, addition, script.url, this.#numbering));
      if (error !== undefined) return { reason: 'addition failed', ...named, error };
      this.#undo.push(() => this.#restoreGlobals(old));
    }
    const texts = names.map((name) => published.textOf(script, name));
    published.add(script, names, text);
    this.#undo.push(() => published.restore(script, names, texts));
    if (addition.renamed) this.#renamed(addition.renamed);
    else if (kind === 'function' || kind === 'class') {
      this.#follow((now) => {
        const declared = declaredNow(outline(now), names);
        return declared && expressionOf(now, declared, script.url);
      });
    }
    return undefined;
  }

  async #change({ kind, label, definition, was }: MemberChange): Promise<EditOutcome> {
    const { published } = this.target;
    const { script, saved, source } = this.file;
    const isAdded = kind === 'add';
    const named = {
      function: label,
      place: isAdded ? this.#placeAt(definition.start) : placeInRunning(source, definition.start),
    };
    const adding = was
      ? renamingMember(definition, was)
      : addingExpression(saved, definition, script.url, this.#numbering);
    const error = await this.#scope?.(isAdded ? adding : removingMember(definition));
    if (error !== undefined) {
      return { status: 'refused', ...named, refusal: { reason: 'addition failed', ...named, error } };
    }
    const known = published.membersOf(script).get(label);
    published.changed(script, label, isAdded ? 'added' : 'removed');
    if (!isAdded) return { status: 'removed', ...named, through: 'class change' };
    this.#undo.push(() => {
      published.changed(script, label, known);
      return this.#scope?.(removingMember(definition));
    });
    if (was) this.#renamed({ before: was, after: definition });
    else {
      this.#follow((now) => {
        const member = definitionOf(outline(now), definition.key);
        return member && addingExpression(now, member, script.url);
      });
    }
    return { status: 'added', ...named, through: 'class change', was: was?.name };
  }

  #renamed({ before, after }: Pick<Renamed, 'before' | 'after'>): void {
    const { published } = this.target;
    const { script } = this.file;
    const known = published.renamesOf(script).get(after.key);
    published.renamed(script, before.key, after.key);
    this.#undo.push(() => published.renamed(script, known, after.key));
  }

  get #numbering(): Numbering | undefined {
    const { instrumented } = this.target.texts;
    return instrumented.wraps ? { siteOf: () => instrumented.nextSite() } : undefined;
  }

  #placeAt(offset: number): Place {
    return placeInFile(this.file, offset);
  }

  /** Names of globals that are not ours. */
  async #takenNames(names: readonly string[]): Promise<string[]> {
    const others = names.filter((name) => !this.target.published.has(this.file.script, name));
    if (!others.length) return [];
    const { result } = await this.target.connection.send('Runtime.evaluate', {
      expression: ownScript(`${JSON.stringify(others)}.filter((name) => name in globalThis)`),
      returnByValue: true,
      silent: true,
    });
    return result.value as string[];
  }

  /** What these names are now, to be restored: V8's handle of it. */
  async #globals(names: readonly string[]): Promise<string | undefined> {
    const { connection } = this.target;
    const entries = `${JSON.stringify(names)}.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)])`;
    const { result } = await connection.send('Runtime.evaluate', {
      expression: ownScript(entries),
      objectGroup: OLD_VALUES,
      silent: true,
    });
    return result.objectId;
  }

  async #restoreGlobals(objectId: string | undefined): Promise<void> {
    if (objectId === undefined || this.target.connection.isClosed) return;
    const functionDeclaration =
      'function () { for (const [name, old] of this) old ? Object.defineProperty(globalThis, name, old) : delete globalThis[name]; }';
    await this.target.connection.send('Runtime.callFunctionOn', { objectId, functionDeclaration, silent: true });
  }

  /** What was published is code that can be edited: its script stands for its part of the file. */
  #follow(partOf: PartOf): void {
    const { saved, scripts } = this.target;
    const { script, path } = this.file;
    const fragment = [...scripts].findLast((each) => each.isFragment && each.path === script.path);
    if (!fragment) return;
    saved.addFragment(fragment, path, partOf);
    this.#undo.push(() => saved.forget(fragment));
  }
}

function addingExpression(
  saved: string,
  definition: MemberChange['definition'],
  url: string,
  numbering?: Numbering,
): string {
  const { line } = new LineIndex(saved).positionAt(definition.start);
  return `${addingMember(saved, definition, line, numbering)}\n//# sourceURL=${url}`;
}

function expressionOf(saved: string, addition: Addition, url: string, numbering?: Numbering): string {
  const { line } = new LineIndex(saved).positionAt(addition.node.getStart());
  const values = valuesOf(saved, addition, line, url, numbering);
  return `((all) => { for (const name of Object.keys(all)) Object.defineProperty(globalThis, name, { value: all[name], writable: true, configurable: true }); })(${values})\n//# sourceURL=${url}`;
}
