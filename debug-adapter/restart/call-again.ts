import { ts } from 'ts-morph';
import type { Change } from '../edit/compare.js';
import { allDefinitions, type Definition } from '../edit/definitions.js';
import { instrument, type Numbering } from '../edit/instrument.js';
import type { CallFrame } from '../target/pause.js';
import { ownScript } from '../target/script.js';
import { startUnexported } from '../edit/modifiers.js';
import { positionInText } from '../edit/position-in-file.js';
import { moduleNumber } from '../edit/scope-suffix.js';
import type { Target } from '../target/target.js';
import type { Edited } from './composition.js';
import { againExpression, endOf, forgetWrapped, homeExpression, versionMark } from './wrapped-functions.js';

/** What the agent was told, or why it could not be. */
export type Told =
  /** `version` is the number of the new code; `yielded` is how many values the consumer of a generator has had. */
  { readonly version: number; readonly yielded: number } | { readonly error: string };

/**
 * Has the agent make a call again with its new code, once the present failure has left it (X3): of an async function, a
 * generator, or the constructor of a derived class. The new function is evaluated in the failing frame: it has that
 * frame's scopes (E9), and stands on its lines.
 */
export async function callAgain(target: Target, frame: CallFrame, file: Edited, change: Change): Promise<Told> {
  const version = target.texts.instrumented.nextSite();
  const code = newCode(target, file, change, version);
  const { callFrameId } = frame;
  const isForAll = isOnlyOne(change.before);
  const call =
    change.before.site === undefined
      ? againExpression(endOf(file.source.running, change.before), code, isForAll)
      : `$$t.again(${code}, ${isForAll ? version : 0})`;
  const expression = `${call}\n//# sourceURL=${file.script.url}`;
  const { result, exceptionDetails } = await target.connection.send('Debugger.evaluateOnCallFrame', {
    callFrameId,
    expression,
    silent: true,
  });
  if (exceptionDetails) {
    const { exception, text } = exceptionDetails;
    return { error: (exception?.description ?? text).split('\n', 1)[0] ?? text };
  }
  const yielded = change.before.site === undefined ? 0 : Number(result.value ?? 0);
  return { version, yielded };
}

/**
 * Has the agent make a call of an async function again with the code that it has, once the present failure has left it:
 * what it calls was edited.
 * @returns whether the agent can
 */
export async function callUnchanged(target: Target, { callFrameId }: CallFrame): Promise<boolean> {
  const question = { callFrameId, expression: ownScript('$$t.repeat()'), silent: true };
  return (await target.connection.send('Debugger.evaluateOnCallFrame', question)).exceptionDetails === undefined;
}

/**
 * Has the agent run the new code of a function for all later calls, while V8 cannot (E4). It is evaluated in the scope of
 * its module (E9a).
 * @returns the number of the new code; undefined where that is not possible: the function stands in another one, or its
 * module has not run to its end
 */
export async function replaceForLaterCalls(target: Target, file: Edited, change: Change): Promise<number | undefined> {
  const { site } = change.before;
  if (site === undefined) return undefined;
  const version = target.texts.instrumented.nextSite();
  const value = evaluationOf(target, file, change, version);
  if (value === undefined) return undefined;
  const expression = ownScript(`$$hr.replace(${site}, ${value}, ${version})`);
  const { exceptionDetails } = await target.connection.send('Runtime.evaluate', { expression, silent: true });
  return exceptionDetails ? undefined : version;
}

/**
 * An expression for the new function in the scope of its module, to be evaluated anywhere (E9a).
 * @returns undefined where the function has other scopes around it, or its module's is not kept
 */
export function evaluationOf(target: Target, file: Edited, change: Change, version = 0): string | undefined {
  const { before, after } = change;
  const module = moduleNumber(file.source.running);
  if (module === undefined || !isOnlyOne(before)) return undefined;
  // A method's `super` starts from an object that only a call of it knows.
  if (ts.isMethodDeclaration(after.node) && usesSuper(after.node)) return undefined;
  const code = newCode(target, file, change, version);
  if (before.kind === 'constructor') return code;
  const isStrict = file.script.isModule || !isSloppy(after.node);
  const text = `${code}\n//# sourceURL=${file.script.url}`;
  return `$$hr.evaluate(${module}, ${JSON.stringify(text)}, ${isStrict})`;
}

/**
 * V8 itself runs the saved code of a file's functions again, but for these: what the agent has in their place would hide
 * it from later calls.
 * @param but their keys
 */
export async function forgetReplaced(
  target: Target,
  { script, source, differing }: Edited,
  but: ReadonlySet<string>,
): Promise<void> {
  const isV8s = ({ after }: Change): boolean => (after.isAsync || after.isGenerator) && !but.has(after.key);
  const changed = [...differing.values()].filter(isV8s);
  await forgetWrapped(
    target,
    changed.flatMap(({ before, after }) => (before.site === undefined ? endOf(source.shown, after) : [])),
  );
  if (!source.isInstrumented) return;
  const { outline } = await target.texts.syntax(script);
  const sites = [...allDefinitions(outline.module)].flatMap(({ key, site }) => (but.has(key) ? [] : (site ?? [])));
  if (!sites.length) return;
  const expression = ownScript(`$$hr.forget([${sites.join()}])`);
  await target.connection.send('Runtime.evaluate', { expression, silent: true });
}

/**
 * Whether a function is the same one for all calls. One inside another function, or inside a block of the module, may be
 * made many times, each with variables of its own.
 */
function isOnlyOne({ parent, kind, node }: Definition): boolean {
  // A constructor evaluates its new code itself, each in its own scope.
  if (kind === 'constructor') return true;
  if (parent?.kind !== 'module') return false;
  for (let around = node.parent; !ts.isSourceFile(around); around = around.parent) {
    const isScope = ts.isBlock(around) || ts.isCaseBlock(around) || ts.isIterationStatement(around, false);
    if (isScope || (ts.isClassExpression(around) && around.name)) return false;
  }
  return true;
}

/** An expression for the new function, on the lines of the saved text. */
function newCode(
  target: Target,
  { saved, inFile, script, source }: Edited,
  { before, after }: Change,
  version: number,
): string {
  const { node } = after;
  const { site } = before;
  const numbering: Numbering | undefined =
    site === undefined
      ? undefined
      : {
          siteOf: (inner) => (inner === node ? site : target.texts.instrumented.nextSite()),
          versionOf: (inner) => (inner === node ? version : 0),
        };
  const breaks = '\n'.repeat(positionInText({ saved, inFile }, after.head ?? after.start).line);
  if (ts.isConstructorDeclaration(node) && node.body) {
    const parameters = saved.slice(after.head, node.body.getStart());
    const name = JSON.stringify(ts.isClassLike(node.parent) ? (node.parent.name?.text ?? '') : '');
    const arrow = `${parameters}=>${instrument(saved, node.body, numbering)}`;
    return JSON.stringify(`({${name}:${breaks}${arrow}})[${site},${version},${name}]\n//# sourceURL=${script.url}`);
  }
  const own = instrument(saved, node, numbering).slice(startUnexported(node) - node.getStart());
  const mark = site === undefined ? versionMark(version) : '';
  if (!ts.isMethodDeclaration(node)) return `(${breaks}${own}\n${mark})`;
  // As a method of an object it may use `super`: what that starts from is the object that the running method is of.
  const parameters = own.slice((after.head ?? after.start) - startUnexported(node));
  const name = JSON.stringify(ts.isComputedPropertyName(node.name) ? '' : node.name.text);
  const home = site === undefined ? homeExpression(endOf(source.running, before)) : `$$hr.home(this, ${site})`;
  const from = usesSuper(node) ? `__proto__: Object.getPrototypeOf(${home}),` : '';
  const kind = `${after.isAsync ? 'async ' : ''}${after.isGenerator ? '*' : ''}`;
  return `(${breaks}{${from} ${kind}${name}${parameters}}\n${mark})[${name}]`;
}

function usesSuper(node: ts.Node): boolean {
  return node.kind === ts.SyntaxKind.SuperKeyword || (ts.forEachChild(node, usesSuper) ?? false);
}

/** Whether code of a sloppy script could mean something else in strict mode. */
function isSloppy(node: ts.Node): boolean {
  const isOne =
    node.kind === ts.SyntaxKind.ThisKeyword ||
    (ts.isIdentifier(node) && node.text === 'arguments') ||
    ts.isWithStatement(node) ||
    ts.isDeleteExpression(node) ||
    (ts.isNumericLiteral(node) && /^0\d/.test(node.getText())) ||
    // An assignment to a name that nothing declares makes a global variable.
    (ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isIdentifier(node.left)) ||
    // So does a function in a block, outside it.
    (ts.isFunctionDeclaration(node) && !ts.isSourceFile(node.parent) && !ts.isFunctionLike(node.parent.parent));
  return isOne || (ts.forEachChild(node, isSloppy) ?? false);
}
