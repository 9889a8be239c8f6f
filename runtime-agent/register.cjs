'use strict';
// `node --require hot-restart/register app.js`: without a debugger, and with HOT_RESTART=wait in the environment, a
// program in which a wrapped function fails does not lose what it has done: it waits there for a debugger to attach.
if (process.env.HOT_RESTART === 'wait' && !globalThis.$$hr) {
  Object.defineProperty(globalThis, '$$hr', { value: require('./agent.cjs') });
  require('./hook.cjs')(undefined);
  require('./wait.cjs')();
}
//# sourceURL=node:hot-restart/register.cjs
