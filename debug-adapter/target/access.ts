const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;
/** What may be followed by a `.` as it is. */
const PATH = /^[\p{ID_Start}$_][\p{ID_Continue}$]*(?:\.#?[\p{ID_Start}$_][\p{ID_Continue}$]*|\[(?:\d+|"[^"\\]*")\])*$/u;

export function isIdentifier(name: string): boolean {
  return IDENTIFIER.test(name);
}

/** An expression for a property; `parent` is empty for a variable. */
export function access(parent: string, name: string): string {
  if (parent === '') return name;
  if (/^(?:0|[1-9]\d*)$/.test(name)) return `${parent}[${name}]`;
  return IDENTIFIER.test(name.replace(/^#/, '')) ? `${parent}.${name}` : `${parent}[${JSON.stringify(name)}]`;
}

/** An expression as one can be used for an operand: in brackets where it needs them. */
export function operand(expression: string): string {
  const trimmed = expression.trim().replace(/[;\s]+$/, '');
  return PATH.test(trimmed) ? trimmed : `(${trimmed})`;
}
