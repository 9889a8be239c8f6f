'use strict';
// What `require('hot-restart')` gives. The types and the meaning of each function are in api.d.cts.
const { registry } = require('./registry.cjs');
const { wrapValue, wrapClass, wrapModule, decorate, decorateLegacy, nameOf } = require('./members.cjs');
const { reloadModule } = require('./reload.cjs');

function wrap(value, context, descriptor) {
  if (isContext(context)) return decorate(value, context);
  if (isLegacy(value, context, descriptor)) return decorateLegacy(value, context, descriptor);
  if (typeof value !== 'function') throw new TypeError(`wrap takes a function or a class, not ${nameOf(value)}.`);
  return wrapValue(value);
}

function isContext(context) {
  return (
    Object(context) === context && typeof context.kind === 'string' && typeof context.addInitializer === 'function'
  );
}

/** A key and a descriptor, which is missing for a field; others who call back with a key give other things besides. */
function isLegacy(target, key, descriptor) {
  const isKey = typeof key === 'string' || typeof key === 'symbol';
  return (
    isKey && Object(target) === target && (descriptor === undefined || typeof descriptor?.configurable === 'boolean')
  );
}

function wrapOnlyClass(value) {
  if (typeof value !== 'function') throw new TypeError(`wrapClass takes a class, not ${nameOf(value)}.`);
  return wrapClass(value);
}

function isRestarting() {
  return registry.isRestarting();
}

Object.defineProperty(wrapOnlyClass, 'name', { value: 'wrapClass' });
module.exports = { wrap, wrapClass: wrapOnlyClass, wrapModule, isRestarting, reloadModule };
//# sourceURL=node:hot-restart/api.cjs
