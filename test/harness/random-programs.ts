import fc from 'fast-check';

/** How a function stands in its program. */
const FORMS = ['declaration', 'arrow', 'method', 'static', 'object', 'closure', 'async', 'generator'] as const;
type Form = (typeof FORMS)[number];

/** One statement, written for the function that it stands in. */
type Statement = (place: Place) => string;

interface Place {
  readonly form: Form;
  readonly index: number;
  /** Calls a synchronous function that stands before this one, if there is one. */
  readonly call: (which: number, argument: string) => string;
}

interface FunctionModel {
  readonly form: Form;
  readonly body: readonly Statement[];
}

/** What happens to a function's statements; places are taken modulo their number. */
type Operation = { readonly at: number } & (
  { readonly does: 'remove' } | { readonly does: 'insert' | 'replace'; readonly statement: Statement }
);

/** How the program stops in its middle. The edit takes a `throw` away, and a `debugger` that stands in a function. */
type Checkpoint = 'between calls' | 'throw' | 'debugger';

/** A program that stops in its middle, and an edit of some of its functions. */
export interface RandomProgram {
  readonly node: number;
  readonly isModule: boolean;
  readonly functions: readonly FunctionModel[];
  readonly checkpoint: Checkpoint;
  /** Which function stops, and after how many of its statements; both are taken modulo what there is. */
  readonly target: number;
  readonly after: number;
  readonly edits: readonly { readonly which: number; readonly operations: readonly Operation[] }[];
  readonly grows: boolean;
}

const small = fc.integer({ min: 1, max: 9 });

const statement: fc.Arbitrary<Statement> = fc.oneof(
  small.map((k) => () => `x = x * ${k} + a;`),
  small.map((k) => () => `x += b - ${k};`),
  small.map((k) => () => `x += unit${k % 3};`),
  small.map((k) => () => `tally += x + ${k};`),
  small.map((k) => () => `for (let i = 0; i < ${k}; i++) x += i * b;`),
  small.map((k) => () => `if (x % 2) x -= ${k}; else { const y = a + ${k}; x += y; }`),
  small.map(
    (k) => () => `try { if (x % 3 === 0) throw new Error('${k}'); } catch (error) { x += error.message.length; }`,
  ),
  small.map(
    (k) => () => `outer: for (const i of [1, 2, 3]) for (const j of [1, 2]) { if (i * j > ${k}) break outer; x += i; }`,
  ),
  small.map(
    (k) =>
      ({ index }: Place) =>
        `{ const within${index} = (q) => { return q % 7 + x % ${k}; }; x += [a, b].map(within${index}).length + within${index}(a); }`,
  ),
  fc.tuple(fc.nat(5), small).map(
    ([which, k]) =>
      ({ call }: Place) =>
        `x += ${call(which, `x + ${k}`)};`,
  ),
  small.map(
    (k) =>
      ({ form }: Place) =>
        own(form, k),
  ),
);

/** What only this form of function has: its class's private name, its object, the variables of the function around it. */
function own(form: Form, k: number): string {
  switch (form) {
    case 'method':
      return `x += this.#own + ${k};`;
    case 'object':
      return `x += this.rate * ${k};`;
    case 'closure':
      return `x += ${k % 2 ? 'c' : 'd'} + ${k};`;
    case 'async':
      return `x += await ${k};`;
    case 'generator':
      return `yield x + ${k};`;
    default:
      return `x += arguments_${form}(${k});`;
  }
}

const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ at: fc.nat(9), does: fc.constant('remove' as const) }),
  fc.record({ at: fc.nat(9), does: fc.constantFrom('insert' as const, 'replace' as const), statement }),
);

export const randomProgram: fc.Arbitrary<RandomProgram> = fc.record({
  node: fc.constantFrom(20, 22, 24, 26),
  isModule: fc.boolean(),
  functions: fc.array(
    fc.record({ form: fc.constantFrom(...FORMS), body: fc.array(statement, { minLength: 1, maxLength: 5 }) }),
    {
      minLength: 1,
      maxLength: 6,
    },
  ),
  checkpoint: fc.constantFrom<Checkpoint>('between calls', 'throw', 'throw', 'debugger'),
  target: fc.nat(5),
  after: fc.nat(5),
  edits: fc.array(fc.record({ which: fc.nat(5), operations: fc.array(operation, { minLength: 1, maxLength: 3 }) }), {
    minLength: 1,
    maxLength: 3,
  }),
  grows: fc.boolean(),
});

/** Which version of each function a text has: the one before the edit, that one without its stop, or the edited one. */
export type Version = 'old' | 'open' | 'new';

export function targetOf({ functions, target, checkpoint }: RandomProgram): number {
  // V8 does not restart these at a `debugger` statement (R5).
  const isFit = ({ form }: FunctionModel): boolean =>
    checkpoint !== 'debugger' || (form !== 'async' && form !== 'generator');
  const fit = functions.flatMap((each, index) => (isFit(each) ? [index] : []));
  return fit.length ? (fit[target % fit.length] ?? -1) : -1;
}

/** The program's text, with a version chosen for each function. */
export function textOf(program: RandomProgram, versions: readonly Version[]): string {
  const { functions, checkpoint } = program;
  const target = targetOf(program);
  const parts = functions.map((_, index) => functionText(program, index, versions[index] ?? 'old', index === target));
  const calls = (phase: string): string =>
    functions
      .flatMap(({ form }, index) => [
        `  tally = 0; console.log('${phase} f${index}', ${callOf(form, index, `${index + 2}, 3`, true)}, tally);`,
        ...(form === 'closure' ? [`  console.log('${phase} new f${index}', make${index}(3, 4)(5, 6));`] : []),
      ])
      .join('\n');
  const stop =
    target < 0 || checkpoint === 'between calls' ? '  debugger;' : stopIn(functions[target]?.form ?? 'async', target);
  return `const unit0 = 10, unit1 = 20, unit2 = 30;
let tally = 0, stage = 0;
const arguments_declaration = (k) => k + 1, arguments_arrow = (k) => k + 2, arguments_static = (k) => k + 3;
${parts.join('\n')}
async function main() {
${calls('before')}
${stop}
  debugger;
${calls('after')}
}
main();
`;
}

function stopIn(form: Form, index: number): string {
  return `  stage = 1; console.log('stopped', ${callOf(form, index, '4, 5', true)}); stage = 0;`;
}

function functionText(program: RandomProgram, index: number, version: Version, isTarget: boolean): string {
  const { functions, checkpoint, after, edits, grows } = program;
  const { form, body } = functions[index] as FunctionModel;
  const call = (which: number, argument: string): string => {
    const before = functions.slice(0, index).flatMap((each, at) => (isSynchronous(each.form) ? [at] : []));
    const callee = before[which % Math.max(1, before.length)];
    return callee === undefined
      ? argument
      : callOf((functions[callee] as FunctionModel).form, callee, `${argument}, b`, false);
  };
  const place: Place = { form, index, call };
  let lines = body.map((each) => each(place));
  if (isTarget && checkpoint !== 'between calls') {
    const at = after % (lines.length + 1);
    const stop = `if (stage === 1) ${checkpoint === 'throw' ? "throw new Error('checkpoint')" : 'debugger'};`;
    if (version === 'old') lines.splice(at, 0, stop);
  }
  if (version === 'new') {
    for (const { which, operations } of edits) {
      if (which % functions.length === index) for (const each of operations) lines = operate(lines, each, place);
    }
  }
  const parameters =
    version === 'new' && isTarget && grows && checkpoint !== 'between calls' ? 'a, b, e = a + b' : 'a, b';
  const indent = form === 'declaration' || form === 'arrow' || form === 'async' || form === 'generator' ? '  ' : '    ';
  const code = ['let x = a;', ...lines, 'x %= 10007;', parameters === 'a, b' ? 'return x;' : 'return x + e;']
    .map((line) => `\n${indent}${line}`)
    .join('');
  switch (form) {
    case 'declaration':
      return `function f${index}(${parameters}) {${code}\n}`;
    case 'async':
      return `async function f${index}(${parameters}) {${code}\n}`;
    case 'generator':
      return `function* f${index}(${parameters}) {${code}\n}`;
    case 'arrow':
      return `const f${index} = (${parameters}) => {${code}\n};`;
    case 'method':
      return `class K${index} {\n  #own = 7;\n  f${index}(${parameters}) {${code}\n  }\n}\nconst o${index} = new K${index}();`;
    case 'static':
      return `class K${index} {\n  static f${index}(${parameters}) {${code}\n  }\n}`;
    case 'object':
      return `const o${index} = {\n  rate: 3,\n  f${index}(${parameters}) {${code}\n  },\n};`;
    case 'closure':
      return `function make${index}(c, d) {\n  const f${index} = (${parameters}) => {${code}\n  };\n  return f${index};\n}\nconst f${index} = make${index}(1, 2);`;
  }
}

function operate(lines: readonly string[], operation: Operation, place: Place): string[] {
  const at = operation.at % (lines.length + 1);
  const end = operation.does === 'insert' ? at : at + 1;
  return [
    ...lines.slice(0, at),
    ...(operation.does === 'remove' ? [] : [operation.statement(place)]),
    ...lines.slice(end),
  ];
}

function isSynchronous(form: Form): boolean {
  return form !== 'async' && form !== 'generator';
}

function callOf(form: Form, index: number, list: string, mayWait: boolean): string {
  if (form === 'method' || form === 'object') return `o${index}.f${index}(${list})`;
  if (form === 'static') return `K${index}.f${index}(${list})`;
  if (form === 'generator') return `[...f${index}(${list})].join()`;
  return `${form === 'async' && mayWait ? 'await ' : ''}f${index}(${list})`;
}
