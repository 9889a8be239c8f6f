import { declaredNow, valuesOf, type Addition } from '../edit/additions.js';
import { addingMember, memberOf, removingMember } from '../edit/class-members.js';
import { outline, type Definition } from '../edit/definitions.js';
import type { EditOutcome } from '../edit/edit-outcome.js';
import type { Numbering } from '../edit/instrument.js';
import type { FilePlan } from '../edit/plan.js';
import { LineIndex } from '../positions.js';
import type { Refusal } from '../refusal.js';
import type { PartOf } from '../target/saved-files.js';
import { ownScript, type Script } from '../target/script.js';
import type { Target } from '../target/target.js';
import type { Edited } from './composition.js';
import type { StackEntry } from './frames.js';
import { moduleScope } from './module-scope.js';

/** Changes the live classes as a plan says; one member that cannot be does not hold up the others. */
export async function changeMembers(
  target: Target,
  { script, saved, path, running }: Edited,
  { members }: FilePlan,
  stack: readonly StackEntry[],
): Promise<EditOutcome[]> {
  const scope = moduleScope(target, script, running.text, stack);
  const outcomes: EditOutcome[] = [];
  for (const { kind, label, definition } of members) {
    const lines = new LineIndex(kind === 'add' ? saved : running.text);
    const named = { function: label, place: { path, position: lines.positionAt(definition.start) } };
    const code =
      kind === 'add'
        ? addingExpression(saved, definition, script.url, numberingOf(target))
        : removingMember(definition);
    const error = await scope?.(code);
    if (error !== undefined) {
      outcomes.push({ status: 'refused', ...named, refusal: { reason: 'addition failed', ...named, error } });
      continue;
    }
    target.published.changed(script, label, kind === 'add' ? 'added' : 'removed');
    outcomes.push({ status: kind === 'add' ? 'added' : 'removed', ...named });
    if (kind === 'add') {
      followFragment(target, script, path, (now) => {
        const member = memberOf(outline(now), definition.key);
        return member && addingExpression(now, member, script.url);
      });
    }
  }
  return outcomes;
}

function addingExpression(saved: string, definition: Definition, url: string, numbering?: Numbering): string {
  const { line } = new LineIndex(saved).positionAt(definition.start);
  return `${addingMember(saved, definition, line, numbering)}\n//# sourceURL=${url}`;
}

function numberingOf({ texts: { instrumented } }: Target): Numbering | undefined {
  return instrumented.wraps ? { siteOf: () => instrumented.nextSite() } : undefined;
}

/**
 * Makes what a plan adds, and publishes it as globals (E6c).
 * @returns why the first one that could not be made was not; those before it stay, as nothing uses them yet
 */
export async function publish(
  target: Target,
  { script, saved, path, running }: Edited,
  { publishing }: FilePlan,
  stack: readonly StackEntry[],
): Promise<Refusal | undefined> {
  const scope = moduleScope(target, script, running.text, stack);
  const lines = new LineIndex(saved);
  for (const addition of publishing) {
    const place = { path, position: lines.positionAt(addition.start) };
    const named = { function: addition.names.join(), place };
    // Sent again after it was published: a restart's other files are applied once its frame stands at its entry.
    if (isPublishedNow(target, script, addition)) continue;
    const taken = await takenNames(target, script, addition);
    if (taken.length) return { reason: 'name taken', ...named, variable: taken.join() };
    const error = await scope?.(expressionOf(saved, addition, script.url, numberingOf(target)));
    if (error !== undefined) return { reason: 'addition failed', ...named, error };
    target.published.add(script, addition.names, addition.text);
    if (addition.kind !== 'function' && addition.kind !== 'class') continue;
    followFragment(target, script, path, (now) => {
      const declared = declaredNow(outline(now), addition.names);
      return declared && expressionOf(now, declared, script.url);
    });
  }
  return undefined;
}

function isPublishedNow({ published }: Target, script: Script, { names, text }: Addition): boolean {
  return names.every((name) => published.textOf(script, name) === text);
}

function expressionOf(saved: string, addition: Addition, url: string, numbering?: Numbering): string {
  const { line } = new LineIndex(saved).positionAt(addition.node.getStart());
  const values = valuesOf(saved, addition, line, url, numbering);
  return `((all) => { for (const name of Object.keys(all)) Object.defineProperty(globalThis, name, { value: all[name], writable: true, configurable: true }); })(${values})\n//# sourceURL=${url}`;
}

/** Names of globals that are not ours. */
async function takenNames(target: Target, script: Script, { names }: Addition): Promise<string[]> {
  const others = names.filter((name) => !target.published.has(script, name));
  if (!others.length) return [];
  const { result } = await target.connection.send('Runtime.evaluate', {
    expression: ownScript(`${JSON.stringify(others)}.filter((name) => name in globalThis)`),
    returnByValue: true,
    silent: true,
  });
  return result.value as string[];
}

/** What was published is code that can be edited: its script stands for its part of the file. */
function followFragment(target: Target, script: Script, path: string, partOf: PartOf): void {
  const fragment = [...target.scripts].findLast((each) => each.isFragment && each.path === script.path);
  if (fragment) target.saved.addFragment(fragment, path, partOf);
}
