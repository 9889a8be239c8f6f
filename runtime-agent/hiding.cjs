'use strict';
// The program sees the text that its user wrote: functions are sent elsewhere as text, to a browser or to a worker,
// where the agent is not. What is taken off here is put on by debug-adapter/edit/instrument.ts.
const { toString } = Function.prototype;

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
].map((pattern) => new RegExp(pattern, 'g'));

/** Called by the debugger: the object whose own method the wrapped function is, from `this` on along its prototypes. */
function home(self, site) {
  const mark = new RegExp('\\$\\$hr\\.(?:run|call)\\(' + site + ',');
  for (let object = Object(self); object !== null; object = Object.getPrototypeOf(object)) {
    for (const { value } of Object.values(Object.getOwnPropertyDescriptors(object))) {
      if (typeof value === 'function' && mark.test(toString.call(value))) return object;
    }
  }
  return null;
}

function hideWrapping() {
  Function.prototype.toString = new Proxy(toString, {
    apply(target, self, args) {
      const text = Reflect.apply(target, self, args);
      return text.includes('$$hr.') ? AROUND.reduce((left, around) => left.replace(around, ''), text) : text;
    },
  });
}

module.exports = { home, hideWrapping };
//# sourceURL=node:hot-restart/hiding.cjs
