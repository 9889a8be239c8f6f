'use strict';
// What the load hook puts around the code of an async function calls `run`. A failed call does not end here if the
// debugger has given it new code: it is made again with the same `this` and the same arguments, and its promise stays
// pending (V8 facts X1, X3).

const { toString } = Function.prototype;

/** New code of a function that is not nested in another one, by its number: what later calls run. */
const replaced = new Map();

/** The new code that is being called: it is itself wrapped, and arrives here once more. */
let entered;

/** One call of a wrapped function, as the debugger sees it in the frame that failed (`$$t`). */
class Call {
  /** @param {number} site the number of its function */
  constructor(site) {
    this.site = site;
    this.next = undefined;
  }

  /**
   * Called by the debugger: the call, which is about to fail, is to be made again.
   * @param {Function} code the new function
   * @param {boolean} forAll whether later calls run it, too
   */
  again(code, forAll) {
    this.next = code;
    if (forAll) replaced.set(this.site, code);
  }
}

/**
 * Runs the code of a wrapped function.
 * @param {number} site the function's number
 * @param {unknown} self its `this`
 * @param {(call: Call) => Promise<unknown>} code what it does
 * @param {ArrayLike<unknown>} args its arguments
 */
async function run(site, self, code, args) {
  const call = new Call(site);
  const newer = replaced.size === 0 ? undefined : replaced.get(site);
  // The array of today: code may assign to its parameters, and so to `arguments`.
  const given = Array.from(args);
  if (newer && newer !== entered) code = () => enter(newer, self, given);
  entered = undefined;
  for (;;) {
    let hasFailed = true;
    try {
      const result = await code(call);
      hasFailed = false;
      return result;
    } finally {
      // X1: not a `catch`, which would make V8 take every exception for a handled one.
      const { next } = call;
      if (hasFailed && next) {
        call.next = undefined;
        code = () => enter(next, self, given);
        continue;
      }
    }
  }
}

function enter(code, self, args) {
  entered = code;
  return code.apply(self, args);
}

/** Called by the debugger: the object whose own method the wrapped function is, from `this` on along its prototypes. */
function home(self, site) {
  const mark = '$$hr.run(' + site + ',';
  for (let object = Object(self); object !== null; object = Object.getPrototypeOf(object)) {
    for (const { value } of Object.values(Object.getOwnPropertyDescriptors(object))) {
      if (typeof value === 'function' && toString.call(value).includes(mark)) return object;
    }
  }
  return null;
}

/** Called by the debugger once V8 itself runs the new code of these functions. */
function forget(sites) {
  for (const site of sites) replaced.delete(site);
}

/** What stands around the code of a function and of an arrow function (debug-adapter/edit/instrument.ts). */
const NAME = '"(?:[^"\\\\]|\\\\.)*"';
const AROUND = [
  `return await \\$\\$hr\\.run\\(\\d+,this,\\{${NAME}:async\\(\\$\\$t\\)=>\\{`,
  `\\}\\}\\[(\\d+),${NAME}\\],arguments,\\1\\)`,
  `await \\$\\$hr\\.run\\(\\d+,0,\\{${NAME}:async\\(\\$\\$t\\)=>`,
  `\\}\\[(\\d+),${NAME}\\],\\[.*?\\],\\1\\)`,
].map((pattern) => new RegExp(pattern, 'g'));

/**
 * The program sees the text that its user wrote: functions are sent elsewhere as text, to a browser or to a worker, where
 * the agent is not.
 */
function hideWrapping() {
  Function.prototype.toString = new Proxy(toString, {
    apply(target, self, args) {
      const text = Reflect.apply(target, self, args);
      return text.includes('$$hr.run(') ? AROUND.reduce((left, around) => left.replace(around, ''), text) : text;
    },
  });
}

module.exports = { run, home, forget, hideWrapping };
//# sourceURL=node:hot-restart/calls.cjs
