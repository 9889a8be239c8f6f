'use strict';
// The load hook: a module of the user's own with functions that V8 cannot restart is shown to the debug adapter before it
// runs, which answers with the text to run instead (those functions wrapped), or that it is to run as it is. The adapter
// has the parser; it is asked through the session's folder, so that also a thread that may not wait for its event loop
// gets its answer. Every module of the user's own gets a last line that keeps its scope (V8 facts E6a and E9a).
// What is used here is taken as this is loaded: the program may replace it.
const { existsSync, readFileSync, renameSync, unlinkSync, writeFileSync } = require('fs');
const { join } = require('path');
const { threadId } = require('worker_threads');
const { apply, ownPattern } = require('./intrinsics.cjs');
const { compileWhole } = require('./compile-whole.cjs');
const inlined = require('./inlined.cjs');
const jest = require('./jest.cjs');
const stripTypes = require('./strip-types.cjs');

const { parse, stringify } = JSON;
const { from: bufferFrom } = Buffer;
const { toString: bufferToString } = Buffer.prototype;
const { repeat } = String.prototype;
const { wait } = Atomics;

let asked = 0;
let modules = 0;

/** A part of this package. */
const OWN = ownPattern('\\n//# sourceURL=node:hot-restart/[\\w-]+\\.[cm]js\\s*$', '');
const FILE = ownPattern('^(?:file:|/|[A-Za-z]:[\\\\/])', '');
const DEPENDENCY = ownPattern('[\\\\/]node_modules[\\\\/]', '');
/** The names of ours: a text that has them stays as it is. */
const TAKEN = ownPattern('\\$\\$(?:hr|t|c)(?![\\w$])', '');
/** What the parser is asked about. */
const WRAPPABLE = ownPattern('\\b(?:async|yield|extends)\\b', '');

/** What has breakpoints at other lines than its file. */
const COMPILED = ownPattern('//[#@]\\s*sourceMappingURL=', '');
const TYPESCRIPT = ownPattern('\\.[cm]?tsx?(?:[?#].*)?$', '');

/** The formats of TypeScript modules, and those of what Node makes of them: where it does not know, it looks. */
const STRIPPED = {
  __proto__: null,
  'commonjs-typescript': 'commonjs',
  'module-typescript': 'module',
  typescript: undefined,
};

/** Loaders that have a thread of their own. */
const LOADER = ownPattern('(?:^| )--(?:experimental-)?loader[= ]', '');

/** Lines that declare variables, of a file's top level, or of a function that is not indented. */
const DECLARATIONS = ownPattern('^(?:export |async )*(?:const|let|var|function|class)\\b.*', 'gm');

/** For what Node hands to a module, for what is between the braces of a pattern over several lines, and for edits. */
const SPARE_REGISTERS = 64;
/** Each takes 8 bytes of the stack while the module runs. */
const MOST_REGISTERS = 4096;

/** Something to wait for that never comes. */
const NOTHING = new Int32Array(new SharedArrayBuffer(4));

/** Milliseconds, more or less: an adapter that was killed answers nothing, and leaves its folder behind. */
const MOST_WAITS = 15_000;

/** @param {{ folder: string, asksAll: boolean } | undefined} session undefined where no debugger has started the program */
module.exports = function hook(session) {
  const Module = require('module');
  inlined.prepare((url, code, linesBefore) => textToRun(session, url, code, 0, linesBefore));
  const compile = Module.prototype._compile;
  Module.prototype._compile = function (content, filename, format) {
    const before = compileWhole(isOwn(filename));
    try {
      const stripped = isOwn(filename) && format in STRIPPED ? stripTypes(content, filename) : undefined;
      const text = textFor(filename, stripped === undefined ? content : stripped);
      const rest = stripped === undefined ? arguments : [text, filename, STRIPPED[format]];
      rest[0] = text;
      const result = apply(compile, this, rest);
      jest.loaded(filename, this.exports, textForVm, isOwn);
      return result;
    } finally {
      compileWhole(before);
    }
  };
  // Before Node.js 24, hooks of this thread break those that have a thread of their own.
  const canMix = parseInt(process.versions.node, 10) >= 24;
  if (!Module.registerHooks || (!canMix && LOADER.exec(startOptions()) !== null)) standLastInThread(Module, session);
  else standLast(Module, { load }, canMix, session);

  function load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    // CommonJS comes by `_compile`.
    const stripped =
      loaded.format === 'module-typescript' && isOwn(url) ? stripTypes(toText(loaded.source), url) : undefined;
    if (loaded.format !== 'module' && stripped === undefined) return loaded;
    const source = withEvaluators(url, loaded.source);
    if (source !== undefined) return { ...loaded, source };
    // V8 compiles it some time after this, perhaps after others that are not the user's.
    if (isOwn(url)) compileWhole(true);
    return { ...loaded, format: 'module', source: textFor(url, stripped === undefined ? loaded.source : stripped) };
  }

  /** jest knows the lines by itself. */
  function textForVm(filename, code) {
    return textToRun(session, filename, code, 0, 0);
  }

  function textFor(url, source) {
    return textToRun(session, url, source, 0);
  }
};

/**
 * The hooks that come last see first and last what a module is: loaders that the program registers later come before ours.
 * @param {boolean} canMix otherwise ours go to a thread of their own as soon as others do
 */
function standLast(Module, hooks, canMix, session) {
  const register = Module.registerHooks;
  let own = apply(register, Module, [hooks]);
  Module.registerHooks = function registerHooks() {
    const registered = apply(register, this, arguments);
    own.deregister();
    own = apply(register, Module, [hooks]);
    return registered;
  };
  if (!canMix) {
    const registerInThread = Module.register;
    Module.register = function () {
      own.deregister();
      Module.registerHooks = register;
      Module.register = registerInThread;
      const registered = apply(registerInThread, this, arguments);
      standLastInThread(Module, session);
      return registered;
    };
  }
  Module.syncBuiltinESMExports();
}

function startOptions() {
  return process.execArgv.join(' ') + ' ' + (process.env.NODE_OPTIONS || '');
}

/** The same where hooks have a thread of their own. Ours cannot be taken off there: those before the last do nothing. */
function standLastInThread(Module, session) {
  const register = Module.register;
  const parentURL = require('url').pathToFileURL(__filename);
  let number = 0;
  const registerOwn = function () {
    number++;
    apply(register, Module, ['./hook-thread.mjs?' + number, { parentURL, data: { session, number } }]);
  };
  Module.register = function () {
    const registered = apply(register, this, arguments);
    registerOwn();
    return registered;
  };
  Module.syncBuiltinESMExports();
  registerOwn();
}

/**
 * The text to run for a module.
 * @param {0 | 1} thread 1 where hooks run in a thread of their own: its numbers are apart from those of CommonJS
 * @param {number} [linesBefore] for code that is put into a function: how many lines come before it there
 */
function textToRun(session, url, source, thread, linesBefore) {
  if (!isOwn(url)) return source;
  const text = toText(source);
  if (OWN.exec(text) !== null || TAKEN.exec(text) !== null) return source;
  const isAsked =
    session !== undefined &&
    (session.asksAll || WRAPPABLE.exec(text) !== null || COMPILED.exec(text) !== null || TYPESCRIPT.exec(url) !== null);
  const running = isAsked ? answerTo(session, { url, text, linesBefore }) : text;
  return running + scopeSuffix(++modules * 2 + thread, running);
}

/** The text of a file of Vite's or vitest's that compiles modules itself; undefined for all others. */
function withEvaluators(url, source) {
  return inlined.withEvaluators(url, toText, source);
}

function toText(source) {
  return typeof source === 'string'
    ? source
    : source == null
      ? ''
      : apply(bufferToString, bufferFrom(source), ['utf8']);
}

/** Whether a module is the user's own. */
function isOwn(url) {
  return typeof url === 'string' && FILE.exec(url) !== null && DEPENDENCY.exec(url) === null;
}

/**
 * A line of its own: the last one may be a comment. The zeros are there for the registers that V8 passes them in: a debugger
 * that evaluates in the frame of the module reads one by the number of its variables (V8 fact E15).
 */
function scopeSuffix(number, text) {
  const zeros = apply(repeat, ',0', [registersFor(text)]);
  return `\n;$$hr.module(${number},$$c=>{'use strict';return eval($$c)},$$c=>eval($$c)${zeros})`;
}

/** At least as many as the variables that the module's top level declares, as code is written. */
function registersFor(text) {
  let registers = SPARE_REGISTERS;
  // After the last one it starts anew.
  for (let found = DECLARATIONS.exec(text); found !== null; found = DECLARATIONS.exec(text)) {
    registers++;
    const [line] = found;
    for (let index = 0; index < line.length; index++) if (line[index] === ',') registers++;
  }
  return registers < MOST_REGISTERS ? registers : MOST_REGISTERS;
}

function answerTo(session, { url, text, linesBefore }) {
  const name = 'load-' + process.pid + '-' + threadId + '-' + ++asked;
  const question = join(session.folder, name + '.json');
  const answer = join(session.folder, name + '.answer');
  try {
    writeFileSync(question + '.part', stringify({ url, text, linesBefore }));
    renameSync(question + '.part', question);
    for (let waits = 0; !existsSync(answer); waits++) {
      if (waits > MOST_WAITS || !existsSync(session.folder)) return text;
      wait(NOTHING, 0, 0, 1);
    }
    const { text: instead } = parse(readFileSync(answer, 'utf8'));
    unlinkSync(answer);
    return instead === null ? text : instead;
  } catch (error) {
    return text; // The adapter is gone, and its folder with it: the program runs on its own.
  }
}

module.exports.textToRun = textToRun;
module.exports.withEvaluators = withEvaluators;
//# sourceURL=node:hot-restart/hook.cjs
