import type { DebugProtocol } from '@vscode/debugprotocol';
import { helpTable } from './commands.js';
import { frameLines } from './frames-view.js';
import type { Afterwards } from './going-on.js';
import { frameSource } from './stop-view.js';
import type { Stopped } from './stopped.js';
import { scopeLines, valueLines, type ScopeView } from './variables-view.js';
import { say } from './words.js';

type Variable = DebugProtocol.Variable;
type Evaluated = DebugProtocol.EvaluateResponse['body'];

const AROUND = 4;
const AROUND_LIST = 12;
/** How many parts of a value are shown. */
const PARTS = 100;

/** Evaluates in the selected frame and shows the value. @throws RequestRefused with the expression's own error */
export async function evaluate(at: Stopped, expression: string): Promise<Afterwards> {
  if (!expression) return show(at, [say.printWhat()]);
  const { client, paint } = at.around;
  const context = { expression, context: 'repl', ...(at.frame?.id === undefined ? {} : { frameId: at.frame.id }) };
  const { result, variablesReference } = await client.request<Evaluated>('evaluate', context);
  const parts = variablesReference && result.includes('…') ? await children(at, variablesReference) : [];
  return show(at, valueLines(result, parts, at.around.prompt.width, paint));
}

/** True where a name stands for something in the selected frame. */
export async function isVariable(at: Stopped, name: string): Promise<boolean> {
  if (at.frame?.id === undefined) return false;
  const asked = { expression: `typeof ${name}`, frameId: at.frame.id, context: 'hover' };
  const answer = await at.around.client.request<Evaluated>('evaluate', asked).catch(() => undefined);
  return answer !== undefined && answer.result !== "'undefined'";
}

/** The variables of the selected frame: those of its function, then those of the functions around it. */
export async function locals(at: Stopped): Promise<Afterwards> {
  if (at.frame?.id === undefined) return show(at, [say.noFrames()]);
  const { client, paint } = at.around;
  const { scopes } = await client.request<DebugProtocol.ScopesResponse['body']>('scopes', { frameId: at.frame.id });
  const wanted = scopes.filter(({ name, expensive }) => !expensive && name !== 'Exception');
  const inner = wanted.filter(({ name }) => !/^(?:Closure|Module|Script)\b/.test(name));
  const read = async (asked: readonly DebugProtocol.Scope[]): Promise<ScopeView[]> => {
    const found = asked.map(async ({ name, variablesReference }) => {
      const variables = await children(at, variablesReference);
      return { name, variables: variables.filter((variable) => isOfInterest(variable)) };
    });
    return (await Promise.all(found)).filter(({ variables }) => variables.length);
  };
  const own = await read(inner);
  const outer = await read(wanted.filter((scope) => !inner.includes(scope)));
  const lines = scopeLines([...own, ...outer], at.around.prompt.width, paint);
  return show(at, lines.length ? lines : [say.nothingLocal()]);
}

/** All frames. */
export function showFrames(at: Stopped): Afterwards {
  const { stop, selected, around } = at;
  return show(
    at,
    stop.frames.length
      ? frameLines({ stop, selected, cwd: around.cwd, brief: false, offersRestart: true }, around.paint)
      : [say.noFrames()],
  );
}

/** Selects a frame and shows where it stands. */
export async function select(at: Stopped, number: number): Promise<Afterwards> {
  const last = at.stop.frames.length - 1;
  if (last < 0) return show(at, [say.noFrames()]);
  if (number < 0) return show(at, [say.topFrame()]);
  if (number === last + 1 && at.selected === last) return show(at, [say.bottomFrame()]);
  if (number > last) return show(at, [say.noFrame(number, last)]);
  at.selected = number;
  return show(at, frameSource(await at.view(), AROUND, at.around.paint));
}

/** Shows more of the source. */
export async function list(at: Stopped): Promise<Afterwards> {
  if (!at.frame) return show(at, [say.noFrames()]);
  return show(at, frameSource(await at.view(), AROUND_LIST, at.around.paint));
}

/** The list of commands. */
export function help(at: Stopped): Afterwards {
  const table = helpTable();
  const width = Math.max(...table.map(([typed]) => typed.length));
  return show(
    at,
    table.map(([typed, does]) => `  ${at.around.paint(typed.padEnd(width), 'bold')}  ${does}`),
  );
}

async function children(at: Stopped, variablesReference: number): Promise<Variable[]> {
  const { variables } = await at.around.client.request<{ variables: Variable[] }>('variables', { variablesReference });
  const shown = variables.filter(({ presentationHint }) => presentationHint?.visibility !== 'internal').slice(0, PARTS);
  const missing = variables.length - shown.length;
  return missing > 0 && shown.length === PARTS
    ? [...shown, { name: '…', value: `${missing} more`, variablesReference: 0 }]
    : shown;
}

/** False for what every function has around it and nobody asks for. */
function isOfInterest({ name, value }: Variable): boolean {
  const isWrapper = /^(?:exports|require|module|__filename|__dirname)$/.test(name);
  return !isWrapper && !(name === 'this' && /^(?:undefined|global)$/.test(value));
}

function show(at: Stopped, lines: readonly string[]): Afterwards {
  at.print(lines);
  return 'stopped';
}
