'use strict';
// What a program does about a wrapped call that failed while nobody debugs it: it opens its inspector, says how to attach,
// and stands still until somebody has.
const inspector = require('inspector');
const fs = require('fs');
const { types } = require('util');
const { registry, textOf } = require('./registry.cjs');

const { apply, construct } = Reflect;

/** The errors that wrapped functions failed with: `finally`, in which we are asked, does not tell. */
const errors = new WeakMap();

/** The same code, with its error taken down. */
function recorded(cell, code) {
  const note = (error) => {
    errors.set(cell, { error });
    throw error;
  };
  if (types.isAsyncFunction(cell.fn)) {
    return async function () {
      try {
        return await apply(code, this, arguments);
      } catch (error) {
        return note(error);
      }
    };
  }
  return function () {
    try {
      return new.target ? construct(code, arguments, new.target) : apply(code, this, arguments);
    } catch (error) {
      return note(error);
    }
  };
}

/** A wrapped call that has failed, as the debugger sees it in the frame that it finds paused (`$$failed`). */
class FailedCall {
  constructor(cell) {
    this.name = cell.fn.name;
    this.text = textOf(cell.fn);
    this.fn = cell.fn;
    this.cell = cell;
    this.error = errors.get(cell)?.error;
    this.next = undefined;
    errors.delete(cell);
  }

  /** Called by the debugger: the call is to be made again with code that V8 cannot run yet, and later calls as well. */
  again(code) {
    this.cell.texts.push(textOf(code));
    this.#runFromNow(code);
  }

  /** Called by the debugger: the call is to be made again with what V8 runs by now. */
  repeat() {
    this.#runFromNow(this.cell.fn);
  }

  #runFromNow(code) {
    this.next = recorded(this.cell, code);
    this.cell.code = this.next;
  }
}

/** @returns {Function | undefined} what the call is to be made again with */
function failed(cell) {
  if (registry.isDebugged) return undefined;
  const $$failed = new FailedCall(cell);
  tell($$failed);
  inspector.waitForDebugger();
  // The debugger finds the program here.
  debugger;
  return $$failed.next;
}

function tell({ name, error }) {
  if (!inspector.url()) inspector.open(0, '127.0.0.1');
  const { host, port } = new URL(inspector.url());
  const what = error instanceof Error ? error.stack : String(error);
  fs.writeSync(
    2,
    `${what}\nHot Restart: \`${name}\` failed, and process ${process.pid} waits: run "hot-restart --attach ${port}", or attach to ${host} in your editor ("request": "attach", "port": ${port}).\n`,
  );
}

module.exports = function wait() {
  registry.onFailure = failed;
  registry.recorded = recorded;
};
//# sourceURL=node:hot-restart/wait.cjs
