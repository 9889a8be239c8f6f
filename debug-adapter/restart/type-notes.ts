import { innermostAt, outline } from '../edit/definitions.js';
import { LineIndex } from '../positions.js';
import type { Refusal } from '../refusal.js';
import { fileOf } from '../target/origin.js';
import type { TypeFault } from '../type-check/question.js';
import type { Checked, TypeCheck } from '../type-check/type-check.js';
import type { Edited } from './composition.js';
import type { Note } from './note.js';

/** How many errors an outcome tells in full. */
const TOLD = 3;

/** What the types say about saved edits: a refusal, or what is told beside the outcome. */
export interface TypeFindings {
  readonly refusal: Refusal | undefined;
  readonly notes: readonly Note[];
}

/** Checks the types of what was saved since the files were last taken. Touches nothing. */
export async function checkTypes(types: TypeCheck | null, files: readonly Edited[]): Promise<TypeFindings> {
  if (!types) return { refusal: undefined, notes: [] };
  // The files' own texts, also where functions run in earlier versions (reverted.ts).
  const whole = files.filter(({ script }) => !script.isFragment);
  const edits = whole.flatMap((file) => {
    const { path, source, origin, inFile } = file;
    const [before, after] = [source.textOf(path), origin ? fileOf(origin, path)?.text : inFile];
    return before === undefined || after === undefined ? [] : [{ path, before, after }];
  });
  const checked = await types.check(edits);
  if (checked.status !== 'checked') return { refusal: undefined, notes: [unchecked(checked)] };
  const { faults, broken } = checked;
  const errors = faults.map((fault) => placed(fault, whole));
  const [first] = errors;
  if (first && types.refuses) return { refusal: { reason: 'types', ...first, more: errors.length - 1 }, notes: [] };
  const told = errors.slice(0, TOLD).map((error): Note => ({ kind: 'type error', ...error }));
  const count = errors.length - told.length;
  const more: Note[] = count ? [{ kind: 'more type errors', count }] : [];
  const unread = broken.map((each): Note => ({ kind: 'project unreadable', ...each }));
  return { refusal: undefined, notes: [...told, ...more, ...unread] };
}

function unchecked(checked: Exclude<Checked, { status: 'checked' }>): Note {
  const { paths } = checked;
  return checked.status === 'late'
    ? { kind: 'types late', paths, seconds: checked.seconds }
    : { kind: 'checker failed', paths, error: checked.error };
}

function placed(
  { path, position, error }: TypeFault,
  files: readonly Edited[],
): Omit<Extract<Note, { kind: 'type error' }>, 'kind'> {
  const file = files.find((each) => each.path === path);
  const compiled = file?.origin ? file.origin.positionsOf(path, position, true)[0] : position;
  const offset = file && compiled && new LineIndex(file.inFile).offsetAt(compiled);
  const inside = file && offset !== undefined ? innermostAt(outline(file.inFile).module, offset) : undefined;
  const name = inside && inside.kind !== 'module' ? inside.name : undefined;
  return { function: name, place: { path, position }, error };
}
