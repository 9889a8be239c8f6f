import type { DebugProtocol } from '@vscode/debugprotocol';
import { fromClient, LineIndex, toClient } from '../positions.js';
import type { Reply, Session } from '../session/session.js';
import { isIdentifier } from '../target/access.js';
import type { CompletionPlace } from '../target/completion-place.js';
import { members, variablesAt, type Proposal } from '../target/completions.js';
import { evaluatedIn } from './stack.js';

/** What can be written at a place of an expression; the client's columns count UTF-16 code units. */
export async function completions(session: Session, args: DebugProtocol.CompletionsArguments): Promise<Reply> {
  const { text, column, line, frameId } = args;
  const { target, frame } = evaluatedIn(session, frameId);
  const lines = new LineIndex(text);
  const at = fromClient(line ?? (session.client.linesStartAt1 ? 1 : 0), column, session.client);
  const offset = lines.offsetAt(at);
  const { completionPlace } = await import('../target/completion-place.js');
  const place = completionPlace(text, offset);
  if (!place) return { body: { targets: [] } };
  const { object, quote } = place;
  const found = object === undefined ? [] : await members(target, frame, object);
  const fitting = found.filter(({ name }) => quote !== undefined || isIdentifier(name.replace(/^#/, '')));
  const named = fitting.map((each) =>
    item(each, quote === undefined ? undefined : quoted(each.name, quote, text, offset)),
  );
  const variables = object === undefined || quote === '' ? await variablesAt(target, frame) : [];
  // A client may count from elsewhere, and the name may stand in another line than the first.
  const start = toClient(lines.positionAt(place.start), session.client).column;
  const items = [...named, ...variables.map((each) => item(each))].filter(({ label }) => startsWith(label, place));
  const targets = items.map((each, index) => ({
    ...each,
    start,
    length: offset - place.start,
    sortText: String(index).padStart(5, '0'),
  }));
  return { body: { targets } };
}

function item({ name, type }: Proposal, text?: string): DebugProtocol.CompletionItem {
  return { label: name, type, ...(text === undefined ? {} : { text }) };
}

/** Clients match loosely, but no client wants a thousand globals where one letter is there. */
function startsWith(label: string, { prefix }: CompletionPlace): boolean {
  return label.toLowerCase().startsWith(prefix.toLowerCase());
}

/** A member in brackets, with what closes it where nothing does yet. */
function quoted(name: string, quote: NonNullable<CompletionPlace['quote']>, text: string, offset: number): string {
  const mark = quote || "'";
  const inside = JSON.stringify(name).slice(1, -1).replaceAll('\\"', '"').replaceAll(mark, `\\${mark}`);
  const end = text.slice(offset).trim() === '' ? `${mark}]` : text.slice(offset).startsWith(mark) ? '' : mark;
  return `${quote ? '' : mark}${inside}${end}`;
}
