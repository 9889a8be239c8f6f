import type { DebugProtocol } from '@vscode/debugprotocol';
import { fit, plain, type Paint } from './style.js';

type Variable = DebugProtocol.Variable;

/** The variables of one scope. */
export interface ScopeView {
  readonly name: string;
  readonly variables: readonly Variable[];
}

/** One line for each variable, cut to the terminal's width, below the name of its scope. */
export function scopeLines(scopes: readonly ScopeView[], width: number, paint: Paint): string[] {
  return scopes.flatMap(({ name, variables }) => [
    paint(name, 'dim'),
    ...variables.map((variable) => `  ${variableLine(variable, width - 2, paint)}`),
  ]);
}

/** A value in full: its one line, or, where that leaves something out, one line for each of its parts. */
export function valueLines(value: string, parts: readonly Variable[], width: number, paint: Paint): string[] {
  if (!parts.length) return value.split('\n').map(plain);
  const head = value.replace(/\s*[{[].*$/s, '').trim();
  const isList = /^(?:\w+)?\(\d+\)/.test(value);
  return [
    `${head}${head && ' '}${isList ? '[' : '{'}`,
    ...parts.map((part) => `  ${variableLine(part, width - 2, paint)}`),
    isList ? ']' : '}',
  ];
}

function variableLine({ name, value }: Variable, width: number, paint: Paint): string {
  const label = plain(name);
  return `${paint(label, 'cyan')} = ${fit(plain(value.split('\n', 1)[0] ?? ''), width - label.length - 3)}`;
}
