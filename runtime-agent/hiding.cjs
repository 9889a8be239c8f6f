'use strict';
// The program sees the text that its user wrote: functions are sent elsewhere as text, to a browser or to a worker,
// where the agent is not. What is taken off here is put on by debug-adapter/edit/instrument.ts.
const {
  apply,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  ownKeys,
  ownPattern,
  textOf,
  toString,
  without,
} = require('./intrinsics.cjs');

const NAME = '"(?:[^"\\\\]|\\\\.)*"';
const AROUND = [
  `return await \\$\\$hr\\.run\\(\\d+,this,\\{${NAME}:async\\(\\$\\$t\\)=>\\{`,
  `\\}\\}\\[(\\d+),${NAME}\\],arguments,\\d+,\\1\\)`,
  `await \\$\\$hr\\.run\\(\\d+,0,\\{${NAME}:async\\(\\$\\$t\\)=>`,
  `\\}\\[(\\d+),${NAME}\\],\\[.*?\\],\\d+,\\1\\)`,
  'const \\$\\$t=\\$\\$hr\\.(?:call|construct)\\([^;]*;(?:if\\(\\$\\$t\\.next\\)return yield\\*\\$\\$t\\.\\w+\\(\\);)?try\\{',
  'if\\(\\$\\$t\\.code\\)return eval\\(\\$\\$t\\.code\\)\\(\\.\\.\\.arguments\\);',
  '\\}finally\\{if\\(\\$\\$t\\.next\\)return (?:yield\\*)?\\$\\$t\\.\\w+\\(\\)\\}',
  '\\$\\$t\\.out\\(\\),',
  ' \\$\\$t\\.out\\(\\)',
  '\\$\\$t\\.(?:in|out|all|allAsync)\\(',
  ',\\$\\$t\\)',
  ";\\(\\)=>eval\\(''\\)",
].map((pattern) => ownPattern(pattern, 'g'));

/** What stands in a text that has any of them. */
const OURS = ownPattern("\\$\\$hr\\.|;\\(\\)=>eval\\(''\\)", '');

/** Called by the debugger: the object whose own method the wrapped function is, from `this` on along its prototypes. */
function home(self, site) {
  const mark = ownPattern('\\$\\$hr\\.(?:run|call)\\(' + site + ',', '');
  for (let object = Object(self); object !== null; object = getPrototypeOf(object)) {
    const keys = ownKeys(object);
    for (let index = 0; index < keys.length; index++) {
      const { value } = getOwnPropertyDescriptor(object, keys[index]);
      if (typeof value === 'function' && mark.exec(textOf(value)) !== null) return object;
    }
  }
  return null;
}

function hideWrapping() {
  const shown = new Proxy(toString, {
    apply(target, self, args) {
      // A Proxy of a native function tells no name.
      let text = apply(target, self === shown ? target : self, args);
      if (OURS.exec(text) === null) return text;
      for (let index = 0; index < AROUND.length; index++) text = without(text, AROUND[index]);
      return text;
    },
  });
  Function.prototype.toString = shown;
}

module.exports = { home, hideWrapping };
//# sourceURL=node:hot-restart/hiding.cjs
