import type Protocol from 'devtools-protocol';
import { words } from '../messages.js';
import { syntaxErrorOf } from './expression-syntax.js';
import { plainText } from './preview.js';
import { ownScript } from './script.js';

/** On what terms a breakpoint stops the program, and what it prints in the place of stopping; as the client wrote them. */
export interface BreakpointTerms {
  readonly condition: string | undefined;
  readonly hitCondition: string | undefined;
  readonly logMessage: string | undefined;
}

/** What V8 is told for a logpoint, before the parts of its message. */
const LOG_MARK = 'hot-restart:log';

/**
 * The condition that makes V8 keep the terms by itself: no hit that does not count costs a pause. Hits are counted in the
 * program, under a symbol; a logpoint's message goes to the inspector alone, and then the condition is false.
 * @param id of the breakpoint in the DAP: its hits are counted under it
 * @returns undefined where it always stops
 */
export function stoppingCondition(
  id: number,
  { condition, hitCondition, logMessage }: BreakpointTerms,
): string | undefined {
  const terms = [
    ...(condition === undefined ? [] : [`(${condition}\n)`]),
    ...(hitCondition === undefined ? [] : [`(${countOf(id)}${comparison(hitCondition) ?? '<0'})`]),
    ...(logMessage === undefined ? [] : [`(${logging(partsOf(logMessage))},false)`]),
  ];
  return terms.length ? ownScript(terms.join('&&')) : undefined;
}

/** What is wrong with the terms, as a sentence; undefined where nothing is. */
export function faultOf({ condition, hitCondition, logMessage }: BreakpointTerms): string | undefined {
  if (hitCondition !== undefined && comparison(hitCondition) === undefined) return words.badHitCondition(hitCondition);
  const inCondition = condition === undefined ? [] : [['condition', condition] as const];
  const inMessage = partsOf(logMessage ?? '').map(({ expression = '0' }) => ['log message', expression] as const);
  for (const [what, expression] of [...inCondition, ...inMessage]) {
    const error = faultIn(expression);
    if (error !== undefined) return words.badExpression(what, expression, error);
  }
  return undefined;
}

/** `5` and `=5` mean the fifth hit, `%2` every second one. */
function comparison(hitCondition: string): string | undefined {
  const [, operator = '=', count] = /^\s*(==?=?|>=?|<=?|%)?\s*(\d+)\s*$/.exec(hitCondition) ?? [];
  if (count === undefined) return undefined;
  if (operator === '%') return Number(count) === 0 ? undefined : `%${count}===0`;
  return `${operator.startsWith('=') ? '===' : operator}${count}`;
}

function countOf(id: number): string {
  return (
    '((g,s)=>{const h=g[s]??Object.defineProperty(g,s,{value:Object.create(null)})[s];' +
    `return h[${id}]=(h[${id}]??0)+1})(globalThis,Symbol.for('hot-restart.hits'))`
  );
}

function logging(parts: readonly MessagePart[]): string {
  const values = parts.map(({ text, expression }) =>
    expression === undefined ? JSON.stringify(text) : `(()=>{try{return(${expression}\n)}catch(e){return e}})()`,
  );
  const inspector = "globalThis.process.getBuiltinModule('inspector')";
  return `${inspector}.console.log(${[JSON.stringify(LOG_MARK), ...values].join()})`;
}

/** A part of a logpoint's message: a text, or what stands between braces. */
interface MessagePart {
  readonly text?: string;
  readonly expression?: string;
}

function partsOf(message: string): MessagePart[] {
  const parts: MessagePart[] = [];
  let text = '';
  for (let at = 0; at < message.length; at++) {
    const end = message[at] === '{' ? endOfBraces(message, at) : undefined;
    if (message[at] === '\\' && /[{}]/.test(message[at + 1] ?? '')) text += message[++at] ?? '';
    else if (end === undefined) text += message[at] ?? '';
    else {
      parts.push({ text }, { expression: message.slice(at + 1, end).trim() || 'undefined' });
      text = '';
      at = end;
    }
  }
  return [...parts, { text }].filter((part) => part.text !== '');
}

/** Where the brace that opens here is closed, whatever is in strings between; undefined where it is not. */
function endOfBraces(message: string, start: number): number | undefined {
  let depth = 0;
  for (const { 0: found, index } of message
    .slice(start)
    .matchAll(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`|[{}]/g)) {
    if (found === '{') depth++;
    if (found === '}' && --depth === 0) return start + index;
  }
  return undefined;
}

/** What only code in a class or a function may say is left to V8. */
const ONLY_INSIDE = /private (?:field|name)|'?super'? keyword|new\.target|import\.meta|await is only valid/i;

function faultIn(expression: string): string | undefined {
  const error = syntaxErrorOf(expression);
  return !error || ONLY_INSIDE.test(error.message) ? undefined : `${error.name}: ${error.message}`;
}

/** What a logpoint has printed; undefined for what the program has. */
export function loggedBy({ args }: Protocol.Runtime.ConsoleAPICalledEvent): string | undefined {
  const [mark, ...parts] = args;
  return mark?.value === LOG_MARK ? parts.map(plainText).join('') : undefined;
}
