import { wayOf } from '../edit/way.js';
import { editSentence, noteSentence, outcomeSentence } from '../messages.js';
import { toClient, type ClientBase } from '../positions.js';
import { notesOf } from '../restart/note.js';
import type { Place } from '../refusal.js';
import type { Outcome } from '../restart/restart-outcome.js';

/** An outcome as the client gets it, in responses and in the event `hotRestart/outcome`: lines in the client's base. */
export function outcomeBody(client: ClientBase, outcome: Outcome): object {
  const placeBody = ({ path, position }: Place): object => ({ path, ...toClient(position, client) });
  const edits = outcome.edits.map((edit) => ({
    status: edit.status,
    way: wayOf(edit),
    function: edit.function,
    ...placeBody(edit.place),
    ...(edit.status === 'refused' ? { reason: edit.refusal.reason } : {}),
    message: editSentence(edit),
  }));
  const notes = notesOf(outcome).map((note) => ({
    kind: note.kind,
    ...('place' in note ? placeBody(note.place) : {}),
    message: noteSentence(note),
  }));
  const common = {
    strategy: outcome.strategy,
    edits,
    message: outcomeSentence(outcome),
    ...(notes.length ? { notes } : {}),
  };
  switch (outcome.strategy) {
    case 'refused':
      return {
        ...common,
        reason: outcome.refusal.reason,
        ...('place' in outcome.refusal ? placeBody(outcome.refusal.place) : {}),
      };
    case 'none':
      return { ...common, milliseconds: outcome.milliseconds };
    case 'wrapper': {
      const { function: name, place, milliseconds } = outcome;
      return { ...common, function: name, ...placeBody(place), milliseconds };
    }
    case 'frame': {
      const { function: name, place, activations, milliseconds } = outcome;
      return { ...common, function: name, ...placeBody(place), activations, milliseconds };
    }
  }
}
