import type Protocol from 'devtools-protocol';

type RemoteObject = Protocol.Runtime.RemoteObject;
type ObjectPreview = Protocol.Runtime.ObjectPreview;
type PropertyPreview = Protocol.Runtime.PropertyPreview;

const MAX_STRING = 10_000;

/** One line that shows a value as developer tools do: `{a: 1}`, `(3) [1, 2, 3]`, `ƒ total(cart)`, `'text'`. */
export function previewOf(value: RemoteObject): string {
  switch (value.type) {
    case 'string':
      return quoted(String(value.value));
    case 'undefined':
      return 'undefined';
    case 'function':
      return functionPreview(value.description ?? '');
    case 'object':
      return objectPreview(value);
    default:
      return value.unserializableValue ?? value.description ?? String(value.value);
  }
}

/** As `previewOf`, but a string is given as it is: for the Debug Console and for conditions. */
export function plainText(value: RemoteObject): string {
  return value.type === 'string' ? String(value.value) : previewOf(value);
}

/** The error's own first line: `TypeError: x is not a function`. */
export function errorLine({ exception, text }: Protocol.Runtime.ExceptionDetails): string {
  return firstLine(exception ? plainText(exception) : text) || text;
}

function objectPreview({ subtype, description = 'Object', preview }: RemoteObject): string {
  if (subtype === 'null') return 'null';
  if (subtype === 'error') return firstLine(description);
  if (!preview || subtype === 'regexp' || subtype === 'date' || subtype?.startsWith('internal#')) return description;
  return compound(preview, description);
}

function compound(preview: ObjectPreview, description: string): string {
  const more = preview.overflow ? ['…'] : [];
  const { subtype, entries, properties } = preview;
  if (entries) {
    const shown = entries.map(({ key, value }) => (key ? `${nested(key)} => ${nested(value)}` : nested(value)));
    return `${description} {${[...shown, ...more].join(', ')}}`;
  }
  if (subtype === 'array' || subtype === 'typedarray') {
    const [, className = 'Array', length = ''] = /^(\w+)\((\d+)\)$/.exec(description) ?? [];
    const items = elements(properties, preview.overflow ? undefined : Number(length));
    const head = className === 'Array' ? `(${length})` : description;
    return `${head} [${[...items, ...more].join(', ')}]`;
  }
  const inside = insideOf(preview);
  if (inside !== undefined) return `${description} {${inside}}`;
  const fields = properties.map((field) => `${field.name}: ${property(field)}`);
  const body = `{${[...fields, ...more].join(', ')}}`;
  return description === 'Object' ? body : `${description} ${body}`;
}

/** The elements of an array, with what V8 leaves out: holes. @param length undefined where not all elements are there */
function elements(properties: readonly PropertyPreview[], length: number | undefined): string[] {
  const items: string[] = [];
  let next = 0;
  const fillUpTo = (index: number): void => {
    const count = index - next;
    if (count > 0) items.push(count === 1 ? 'empty' : `empty × ${count}`);
  };
  for (const field of properties) {
    if (/^\d+$/.test(field.name)) {
      const index = Number(field.name);
      fillUpTo(index);
      items.push(property(field));
      next = index + 1;
      continue;
    }
    if (length !== undefined) fillUpTo(length);
    if (length !== undefined) next = length;
    items.push(`${field.name}: ${property(field)}`);
  }
  if (length !== undefined) fillUpTo(length);
  return items;
}

/** The state of a promise or a generator, or what a wrapper object holds, as developer tools show it. */
function insideOf({ subtype, properties }: ObjectPreview): string | undefined {
  const of = (name: string): PropertyPreview | undefined => properties.find((each) => each.name === name);
  const primitive = of('[[PrimitiveValue]]');
  if (primitive && properties.length === 1) return property(primitive);
  const state = of('[[PromiseState]]') ?? of('[[GeneratorState]]');
  if (!state) return undefined;
  const result = of('[[PromiseResult]]');
  const inner =
    subtype !== 'promise' || !result || state.value === 'pending'
      ? `<${state.value}>`
      : `<${state.value}>: ${property(result)}`;
  const others = properties.filter(({ name }) => !name.startsWith('[['));
  return [inner, ...others.map((field) => `${field.name}: ${property(field)}`)].join(', ');
}

function nested(preview: ObjectPreview): string {
  if (preview.type === 'string') return quoted(preview.description ?? '');
  if (preview.type === 'function') return 'ƒ';
  if (preview.subtype === 'error') return firstLine(preview.description ?? '');
  if (preview.type !== 'object' || preview.subtype === 'null') return preview.description ?? 'null';
  return preview.description === 'Object' ? '{…}' : (preview.description ?? '{…}');
}

function property({ type, subtype, value = '' }: PropertyPreview): string {
  if (type === 'string') return quoted(value);
  if (type === 'function') return 'ƒ';
  if (type === 'accessor') return '(...)';
  if (subtype === 'error') return firstLine(value);
  if (type === 'object' && subtype !== 'null') return value === 'Object' ? '{…}' : value;
  return value;
}

function functionPreview(source: string): string {
  if (source.startsWith('class')) return firstLine(source).replace(/\s*\{.*$/, '');
  const head = /^(async\s*)?(?:function\s*)?(\*?)\s*([^(=]*)\(([^)]*)\)/.exec(source);
  if (!head) return `ƒ ${firstLine(source)}`;
  const [, isAsync = '', star = '', name = '', parameters = ''] = head;
  return `${isAsync ? 'async ' : ''}ƒ${star} ${name.trim()}(${parameters.replace(/\s+/g, ' ').trim()})`;
}

function quoted(text: string): string {
  const shown = text.length > MAX_STRING ? `${text.slice(0, MAX_STRING)}…` : text;
  return `'${shown.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')}'`;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
