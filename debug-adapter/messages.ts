import type { EditOutcome } from './edit/edit-outcome.js';
import { basename } from 'node:path';
import type { CompileFailure } from './compile/compile-request.js';
import type { FrameObstacle, Place, Refusal } from './refusal.js';
import { notesOf, type Note } from './restart/note.js';
import type { Outcome } from './restart/restart-outcome.js';
import type { MapFault } from './source-maps/flat-map.js';
import type { MapProblem } from './source-maps/read-map.js';

/** All the text that a user reads about an outcome or a refusal. Lines in it are counted from 1. */

export function refusalSentence(refusal: Refusal): string {
  switch (refusal.reason) {
    case 'syntax':
      return `${at(refusal.place, 'column')} does not compile (${refusal.error}), so nothing was changed and the program is still paused: correct it, save, and continue.`;
    case 'frame':
      return `\`${refusal.function}\` (${at(refusal.place)}) cannot be restarted: ${obstacleWords(refusal.obstacle)}`;
    case 'caught':
      return `What failed is caught before it leaves \`${refusal.function}\` (${at(refusal.place)}), so that call goes on and is not made again: restart the function that failed, or set the error free by removing the \`catch\` and start the program again.`;
    case 'unchanged':
      return `V8 cannot restart \`${refusal.function}\` (${at(refusal.place)}), and with its present code the call would fail once more: edit the function, save, and restart it.`;
    case 'capture gained':
      return `\`${refusal.variable}\` (${at(refusal.place)}) is not reachable from the running \`${refusal.function}\`, because no function used it before: use a value it already has, or start the program again.`;
    case 'capture lost':
      return `The new \`${refusal.function}\` (${at(refusal.place)}) no longer uses \`${refusal.variable}\`, which no other function uses, and V8 would ignore the edit: keep one use of it, or start the program again.`;
    case 'assignment lost':
      return `The new \`${refusal.function}\` (${at(refusal.place)}) no longer assigns to \`${refusal.variable}\`, which nothing else does, and Node.js 26 would end the process: keep one assignment, or start the program again.`;
    case 'new name':
      return `\`${refusal.variable}\` (${at(refusal.place)}) is new outside \`${refusal.function}\`, and code that is already loaded cannot see it: define it inside the function, or start the program again.`;
    case 'parameters grew':
      return `\`${refusal.function}\` (${at(refusal.place)}) has ${refusal.to} parameters now and was called when it had ${refusal.from}: restart its caller instead, or read the new ones from \`arguments\`.`;
    case 'kind changed':
      return `\`${refusal.function}\` (${at(refusal.place)}) has become ${refusal.to}, and V8 replaces a function only by one of its kind: undo that, restart its caller instead, or start the program again.`;
    case 'top level':
      return `The top level of ${at(refusal.place)} has changed, but it ran when the file was loaded and does not run again: start the program again for this change.`;
    case 'function added':
      return `\`${refusal.function}\` (${at(refusal.place)}) is new at its level, and code that is already loaded cannot see it: start the program again for this change.`;
    case 'name taken':
      return `\`${refusal.function}\` (${at(refusal.place)}) is new, and a global is called \`${refusal.variable}\` already, under whose name code that is loaded would see it: give it another name.`;
    case 'addition failed':
      return `\`${refusal.function}\` (${at(refusal.place)}) is new and could not be made (${refusal.error}), so nothing was changed: correct it, save, and continue.`;
    case 'suspended':
      return `\`${refusal.function}\` (${at(refusal.place)}) has calls that wait in the middle of it, and V8 changes no function in that state: let them finish, or start the program again.`;
    case 'no effect':
      return `V8 would take the edit of \`${refusal.function}\` (${at(refusal.place)}) without changing the running function, so it was not sent: use only variables that the function used before, or start the program again.`;
    case 'types':
      return `${refusal.function === undefined ? at(refusal.place) : `\`${refusal.function}\` (${at(refusal.place)})`} has an error of types that was not there before (${refusal.error}${refusal.more ? `, and ${refusal.more} more` : ''}), so nothing was changed and the program is still paused: correct it, save, and continue, or start the program again with "typeCheck": "warn".`;
    case 'transformed':
      return compileFailureSentence(refusal.failure ?? { reason: 'unknown compiler' }, refusal.path);
    case 'unreadable':
      return `${refusal.path} cannot be read (${refusal.error}), so nothing was changed and the program is still paused: restore the file, and continue.`;
    case 'no frame':
      return 'There is no call of your own code on the stack to restart: set a breakpoint in the function, or let the program go on.';
    case 'not paused':
      return 'The program is running, and only a paused call can be restarted: pause it first.';
    case 'busy':
      return 'Another restart is in progress: wait until it has ended.';
    case 'program ended':
      return 'The program ended before the restart did: start it again.';
    case 'lost position':
      return `V8 answered ${refusal.status} to the edit of \`${refusal.function}\` (${at(refusal.place)}) after the call had been taken back to its start: it is paused there with its old code; continue to run that, or start the program again.`;
    case 'inspector':
      return `V8 refused the edit of \`${refusal.function}\` (${at(refusal.place)}) with ${refusal.answer}, so nothing of it was changed: undo it, or start the program again.`;
  }
}

function obstacleWords(obstacle: FrameObstacle): string {
  switch (obstacle) {
    case 'async function':
      return 'V8 does not restart async functions, and this one is not wrapped or has not failed; restart a synchronous function that it called, or start the program again.';
    case 'generator':
      return 'V8 does not restart generators, and this one is not wrapped or has not failed; restart a synchronous function that it called, or start the program again.';
    case 'module top level':
      return 'the top level of an ES module runs once; restart a function that it called, or start the program again.';
    case 'derived constructor':
      return 'V8 would end the process on restarting the constructor of a derived class, and this one is not wrapped or has not failed; restart its caller instead.';
    case 'constructor with fields':
      return 'V8 would initialise the fields of the same object a second time; restart the caller that creates it instead.';
    case 'below native code':
      return 'native code stands between it and the top of the stack; restart a function above it instead.';
    case 'below an async function':
      return 'an async function or a generator stands between it and the top of the stack; restart a function above that instead.';
    case 'class field':
      return 'it is the initialiser of class fields; restart the function that creates the object instead.';
    case 'not user code':
      return 'it is not your own code; restart one of your own functions instead.';
  }
}

export function editSentence(edit: EditOutcome): string {
  const name = `\`${edit.function}\` (${at(edit.place)})`;
  switch (edit.status) {
    case 'applied':
      return `${name} runs its new code.`;
    case 'added':
      return edit.was === undefined
        ? `${name} is new, and the code that runs can use it.`
        : `${name} is the new name of \`${edit.was}\`, which code that runs may go on using.`;
    case 'waiting':
      return `${name} has calls under way; its change is applied once they have ended.`;
    case 'removed':
      return `${name} is gone from the file; code that still refers to it goes on with it.`;
    case 'refused':
      return refusalSentence(edit.refusal);
  }
}

export function noteSentence(note: Note): string {
  switch (note.kind) {
    case 'parameters kept': {
      const values = list(note.values.map(({ name, value }) => `${name} = ${value}`));
      return `\`${note.function}\` (${at(note.place)}) had assigned to its ${note.values.length === 1 ? 'parameter' : 'parameters'}, so the call starts with ${values} and not with what it was called with: restart its caller where that matters.`;
    }
    case 'type error':
      return `TypeScript reports an error in ${note.function === undefined ? at(note.place) : `\`${note.function}\` (${at(note.place)})`} that was not there before (${note.error}).`;
    case 'more type errors':
      return `TypeScript reports ${note.count} more ${note.count === 1 ? 'error' : 'errors'} that ${note.count === 1 ? 'was' : 'were'} not there before.`;
    case 'types late':
      return `The types of ${names(note.paths)} were not checked in time: that took longer than ${note.seconds} s.`;
    case 'project unreadable':
      return `The types of ${names([note.path])} were not checked, as ${basename(note.configuration)} cannot be read (${note.error}): correct it.`;
    case 'checker failed':
      return `The types of ${names(note.paths)} were not checked, as the type checker failed (${note.error}).`;
  }
}

/** One line for the Debug Console and the status bar: the first sentence is the outcome, the others are its parts. */
export function outcomeSentence(outcome: Outcome): string {
  const rest = outcome.edits.filter(
    ({ status }) => status === 'waiting' || status === 'refused' || status === 'removed',
  );
  const parts = [...rest.map(editSentence), ...notesOf(outcome).map(noteSentence)];
  const applied = outcome.edits.filter(({ status }) => status === 'applied').map((edit) => `\`${edit.function}\``);
  switch (outcome.strategy) {
    case 'refused':
      return `Hot Restart: ${[refusalSentence(outcome.refusal), ...otherRefusals(outcome.refusal, rest)].join(' ')}`;
    case 'none': {
      const first = applied.length
        ? `applied to ${list(applied)} in ${outcome.milliseconds} ms.`
        : 'nothing was applied.';
      return `Hot Restart: ${[first, ...parts].join(' ')}`;
    }
    case 'wrapper':
      return `Hot Restart: ${[`\`${outcome.function}\` (${at(outcome.place)}) is called again ${applied.length ? `with the new code of ${list(applied)}` : 'with its present code'}, after ${outcome.milliseconds} ms.`, ...yielded(outcome.yielded), ...parts].join(' ')}`;
    case 'frame': {
      const code = applied.length ? `with the new code of ${list(applied)}` : 'with its present code';
      const deep = outcome.activations > 1 ? `, from the outermost of its ${outcome.activations} calls` : '';
      const first = `\`${outcome.function}\` (${at(outcome.place)}) runs again ${code}${deep}, after ${outcome.milliseconds} ms.`;
      return `Hot Restart: ${[first, ...parts].join(' ')}`;
    }
  }
}

/**
 * Why a script is shown as it runs, not in its sources.
 * @param script the name of the script's file
 */
export function mapProblemSentence(problem: MapProblem, script: string): string {
  const map =
    problem.map === undefined ? `The source map inside ${script}` : `The source map ${problem.map} of ${script}`;
  const shown = 'so this file is debugged as the JavaScript that runs';
  switch (problem.kind) {
    case 'not found':
      return `${map} is not there, ${shown}: build the program again with source maps, or set "sourceMaps" to false.`;
    case 'remote':
      return `${map} is on a server, and maps are only read from files, ${shown}: build the program with maps beside its files, or inside of them.`;
    case 'unreadable':
      return `${map} cannot be read (${problem.error}), ${shown}: correct that, and start the program again.`;
    case 'truncated':
      return `${map} ends in the middle, ${shown}: let the build end, and start the program again.`;
    case 'not JSON':
      return `${map} is not JSON (${problem.error}), ${shown}: build the program again.`;
    case 'malformed':
      return `${map} is malformed (${mapFaultWords(problem.fault)}), ${shown}: build the program again, or with another compiler.`;
    case 'not allowed':
      return `${map} is at a place that "resolveSourceMapLocations" leaves out, ${shown}: add the place to that attribute if you want to debug the sources.`;
  }
}

function mapFaultWords(fault: MapFault): string {
  switch (fault) {
    case 'object':
      return 'it is no object';
    case 'version':
      return 'its version is not 3';
    case 'sources':
      return 'it has no list of sources';
    case 'mappings':
      return 'its mappings cannot be decoded';
    case 'sections':
      return 'its sections are out of order, or incomplete';
  }
}

/** A generator starts from its beginning: what it did before repeats, but for the values that it has handed out. */
function yielded(count: number): string[] {
  if (count === 0) return [];
  const values =
    count === 1 ? 'value that it has yielded already is' : `${count} values that it has yielded already are`;
  return [`The ${values} not given again, but what it did for ${count === 1 ? 'it' : 'them'} is done again.`];
}

function otherRefusals(refusal: Refusal, edits: readonly EditOutcome[]): string[] {
  return edits.filter((edit) => !(edit.status === 'refused' && edit.refusal === refusal)).map(editSentence);
}

function names(paths: readonly string[]): string {
  return list([...new Set(paths.map((path) => basename(path)))]);
}

/** `cart.js:12`, as editors and terminals link it. */
function at({ path, position }: Place, precision: 'line' | 'column' = 'line'): string {
  const line = `${path === undefined ? 'a script without a file' : basename(path)}:${position.line + 1}`;
  return precision === 'column' ? `${line}:${position.column + 1}` : line;
}

function list(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** @param path the source file that was saved */
export function compileFailureSentence(failure: CompileFailure, path: string): string {
  switch (failure.reason) {
    case 'syntax': {
      const { line0, column0, error } = failure;
      const position = { line: line0 ?? 0, column: column0 ?? 0 };
      const where =
        line0 === undefined ? basename(path) : at({ path, position }, column0 === undefined ? 'line' : 'column');
      return `${where} does not compile (${error}), so nothing was changed and the program is still paused: correct it, save, and continue.`;
    }
    case 'rejected':
      return `${basename(path)} is refused by what compiles it for this program (${failure.error}), so nothing was changed and the program is still paused: correct it, save, and continue.`;
    case 'output cut short':
      return `${basename(path)} was written without its source map, as by a build that is not finished, so nothing was changed and the program is still paused: let the build end, and continue.`;
    case 'unknown compiler':
      return `The code that runs for ${path} cannot be made from it again, as none of the compilers known here gives exactly that code for it: start the program again for this change.`;
    case 'helper failed':
      return `${basename(path)} was not compiled, as the process that does this with the program's own loaders failed (${failure.error}): save the file once more, or start the program again for this change.`;
    case 'top level in build':
      return `${at({ path, position: { line: failure.line0, column: 0 } })} changes what its module does at the top level, and of a build only functions are replaced while it runs: ${BUILD}.`;
    case 'added in build':
      return `\`${failure.function}\` is new in ${basename(path)}, and of a build only functions that it has are replaced while it runs: put the code into a function that is there, or ${BUILD}.`;
    case 'not in build':
      return failure.name === undefined
        ? `\`${failure.function}\` of ${basename(path)} is not in the build that runs as a function of its own: ${BUILD}.`
        : `\`${failure.function}\` of ${basename(path)} now uses \`${failure.name}\`, which it cannot reach in the build that runs: ${BUILD}.`;
    case 'twice in build':
      return `\`${failure.function}\` of ${basename(path)} is in the build that runs more than once, so it is not clear which one to replace: ${BUILD}.`;
    case 'other in build':
      return `\`${failure.function}\` of ${basename(path)} is another kind of function in the build that runs, as it was made for an older engine or its parameters were changed: ${BUILD}.`;
    case 'build failed':
      return `The build \`${failure.command}\` failed (${failure.error}), so nothing was changed and the program is still paused: correct it, save, and continue.`;
  }
}

const BUILD = 'run the build and start the program again, or name the build in "hotRestart.buildCommand"';

/** What `launch` and `attach` can refuse, and what a request can ask for in vain. */
export const words = {
  programMissing: (program: string) =>
    `The program ${program} is not there: correct "program" in the configuration, or create the file.`,
  noProgram: () => 'There is nothing to run: give the path of a JavaScript file as "program" in the configuration.',
  unseenFailure: (name: string) =>
    `The variables of ${name}, which has failed, are gone, as many exceptions were handled where this one was thrown and so were no longer looked at; now they are, and ${name} can be called again after an edit.`,
  badAttribute: (name: string, expected: string) =>
    `The attribute "${name}" of the configuration must be ${expected}: correct it in launch.json.`,
  envFileUnreadable: (path: string, error: string) =>
    `The file ${path} named by "envFile" cannot be read (${error}): correct the path, or remove the attribute.`,
  cannotStart: (executable: string, error: string) =>
    `${executable} cannot be started (${error}): correct "runtimeExecutable", or install Node.js 20.6 or later.`,
  endedEarly: (executable: string, code: string) =>
    `${executable} ended (${code}) before it could be debugged: see its output in the Debug Console.`,
  tooOld: (version: string) =>
    `Node.js ${version} can neither edit nor restart a running function: use Node.js 20.6 or later ("runtimeExecutable" chooses it).`,
  cannotAttach: (address: string, error: string) =>
    `No Node.js inspector answers at ${address} (${error}): start the program with --inspect, and check address and port.`,
  terminalRefused: (error: string) =>
    `The client could not start the program in its terminal (${error}): use "console": "internalConsole".`,
  terminalMissing: () =>
    'This client has no terminal to run the program in ("runInTerminal"): use "console": "internalConsole".',
  timeout: (seconds: number) =>
    `The program did not answer within ${seconds} s: check that it runs under Node.js, or raise "timeout".`,
  badHitCondition: (text: string) =>
    `The hit condition "${text}" is not understood: use a number, or one after =, >, >=, <, <= or %.`,
  badExpression: (what: 'condition' | 'log message', expression: string, error: string) =>
    `The ${what} "${expression}" cannot be evaluated (${error}): correct it.`,
  pathFormat: (format: string) => `Paths in the format "${format}" are not supported: use "path".`,
  unknownCommand: (command: string) => `The request "${command}" is not supported by this debug adapter.`,
  noThread: (id: number) => `There is no thread ${id}: ask for the threads again.`,
  noFrame: (id: number) => `Frame ${id} is not on the stack any more: ask for the stack again.`,
  noReference: (id: number) => `The variable reference ${id} is not valid any more: ask for the scopes again.`,
  notStarted: () => 'No program is being debugged yet: send "launch" or "attach" first.',
  notPaused: () => 'The program is running: pause it first.',
  noException: () => 'The program is not paused at an exception.',
  alreadyStarted: () => 'This session debugs a program already: start another session.',
  programEnded: () => 'The program has ended.',
  internal: (error: unknown) =>
    `Hot Restart met an error of its own, which it should not have; the program is not affected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  sourceMissing: () => 'The text of this script is not available any more.',
  loaded: (name: string) => `\`${name}\` as it was before its first edit.`,
  noVersions: (name: string) =>
    `No function \`${name}\` was edited in this session, so it has no earlier version: see "hotRestart/versions" for those that have.`,
  noVersion: (name: string, version: number, first: number, last: number) =>
    `There is no version ${version} of \`${name}\`: choose one from ${first} to ${last}.`,
  severalFiles: (name: string, one: string, other: string) =>
    `Functions called \`${name}\` were edited in ${one} and ${other}: give the path of the file that is meant.`,
  severalFunctions: (name: string, path: string) =>
    `Several functions called \`${name}\` were edited in ${path}: give the "key" of the one that is meant as "function" ("hotRestart/versions" lists them).`,
  functionGone: (name: string, path: string) =>
    `\`${name}\` is no longer in ${path}, or no thread has that file loaded: put the function back into the file and save it.`,
  constantSet: (name: string) =>
    `\`${name}\` is a constant, so it was not changed: change what its value holds, or declare it with \`let\`.`,
  importSet: (name: string) =>
    `\`${name}\` is imported, so only its own module can change it: set it in a frame of that module.`,
  thisSet: () => '`this` cannot be changed during a call: change the properties of the object instead.',
  internalSet: (name: string) =>
    `The entry ${name} is what V8 tells of a value, not a variable, so it cannot be changed: change properties of the value instead.`,
  privateSet: (name: string) =>
    `The private member \`${name}\` cannot be changed from here: do it in a frame of a method of its class.`,
  entrySet: (name: string) =>
    `The part ${name} cannot be changed, as of a Map only the values of entries can: delete the entry and add another one in the Debug Console.`,
  setFailed: (name: string, error: string) =>
    `\`${name}\` was not changed (${error}): give it another value, or change what keeps it from changing.`,
  noVariable: (name: string) => `There is no variable \`${name}\` in this scope any more: ask for the scopes again.`,
  valueFailed: (name: string, error: string) =>
    `\`${name}\` was not changed, as its new value cannot be evaluated (${error}): correct the expression.`,
  moreElements: (count: number) => `There are ${count} more: ask for them in pages.`,
  awaitWhilePaused: () =>
    'A paused program cannot wait, so `await` does not work here: evaluate the promise itself and unfold it, or use `await` while the program runs.',
  tooMuchToCopy: (most: number) =>
    `The value was not copied, as it holds more than ${most} values, or one that cannot be read: copy a part of it.`,
  noMemory: (reference: string) =>
    `The memory reference ${reference} is not valid any more: ask for the variables again.`,
  memoryTooSmall: (size: number, offset: number, count: number) =>
    `Nothing was written, as ${count} bytes from ${offset} on do not fit into the ${size} bytes of the buffer: write fewer bytes.`,
  notCompiled: (error: string) => `The expression cannot be evaluated: ${error}`,
};
