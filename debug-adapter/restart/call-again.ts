import { ts } from 'ts-morph';
import type { Change } from '../edit/compare.js';
import { allDefinitions } from '../edit/definitions.js';
import { instrument } from '../edit/instrument.js';
import { LineIndex } from '../positions.js';
import type { CallFrame } from '../target/pause.js';
import { ownScript } from '../target/script.js';
import type { Target } from '../target/target.js';
import type { Edited } from './composition.js';

/**
 * Has the agent make the call of an async function again with its new code, once the present failure has left it (X3).
 * The new function is evaluated in the failing frame: it has that frame's scopes (E9), and stands on its lines.
 * @returns undefined, or the program's own error if the new function could not be made
 */
export async function callAgain(
  target: Target,
  frame: CallFrame,
  file: Edited,
  change: Change,
): Promise<string | undefined> {
  const { before, after } = change;
  // A function of the module itself is the same one for all calls; one inside another belongs to a call of that.
  const forAll = before.parent?.kind === 'module';
  const code = functionExpression(target, file, change);
  const { line } = new LineIndex(file.saved).positionAt(after.start);
  const expression = `$$t.again((${'\n'.repeat(line)}${code}\n), ${forAll})\n//# sourceURL=${file.script.url}`;
  const { callFrameId } = frame;
  const { exceptionDetails } = await target.connection.send('Debugger.evaluateOnCallFrame', {
    callFrameId,
    expression,
    silent: true,
  });
  return exceptionDetails && (exceptionDetails.exception?.description ?? exceptionDetails.text).split('\n', 1)[0];
}

/**
 * V8 itself runs the saved code of a file's async functions again, but for these: what the agent has in their place would
 * hide it from later calls.
 */
export async function forgetReplaced(
  target: Target,
  { script, source }: Edited,
  but: readonly string[],
): Promise<void> {
  if (!source.isInstrumented) return;
  const { outline } = await target.texts.syntax(script);
  const sites = [...allDefinitions(outline.module)].flatMap(({ name, site }) =>
    but.includes(name) ? [] : (site ?? []),
  );
  const expression = ownScript(`$$hr.forget([${sites.join()}])`);
  await target.connection.send('Runtime.evaluate', { expression, silent: true });
}

function functionExpression(target: Target, { saved }: Edited, { before, after }: Change): string {
  const { node } = after;
  const site = before.site ?? 0;
  const own = instrument(saved, node, (inner) => (inner === node ? site : target.texts.instrumented.nextSite()));
  if (!ts.isMethodDeclaration(node)) return own;
  // As a method of an object it may use `super`: what that starts from is the object that the running method is of.
  const parameters = own.slice((after.head ?? after.start) - after.start);
  const name = JSON.stringify(ts.isComputedPropertyName(node.name) ? '' : node.name.text);
  const from = usesSuper(node) ? `__proto__: Object.getPrototypeOf($$hr.home(this, ${site})),` : '';
  return `({${from} async ${name}${parameters}})[${name}]`;
}

function usesSuper(node: ts.Node): boolean {
  return node.kind === ts.SyntaxKind.SuperKeyword || (ts.forEachChild(node, usesSuper) ?? false);
}
