'use strict';
// Wraps what holds functions: classes, objects, and what decorators are given.
const { types } = require('util');
const { registry, textOf } = require('./registry.cjs');
const { wrapFunction, isClass, isNative } = require('./wrap.cjs');

/** What a value that is of no use here is called in a sentence. */
function nameOf(value) {
  if (value === null || value === undefined) return String(value);
  return Array.isArray(value) ? 'an array' : `a value of type ${typeof value}`;
}

/** A function or a class, wrapped; any other value as it is. */
function wrapValue(value) {
  if (typeof value !== 'function') return value;
  return isClass(value) ? wrapClass(value) : wrapFunction(value);
}

/**
 * Wraps the methods, static methods and accessors of a class in place. Of a native class only
 * the constructor is wrapped.
 * @param {Function} given
 * @param {ClassDecoratorContext} [context] where it is a standard decorator
 * @returns {Function} the class with its constructor wrapped, to be used in the place of the other. A decorated class knows
 *   itself by this one, which is then its `new.target`, others by the original
 */
function wrapClass(given, context) {
  if (registry.cellOf(given) !== undefined) return given;
  const isLegacy = context === undefined && isDecorated();
  const isFixed = !types.isProxy(given) && hasStaticPrivate(given);
  // Its code would look for its static private names in what is returned here, and only the original has them.
  const wrapped = isLegacy && isFixed ? given : wrapFunction(given, isLegacy || context !== undefined);
  if (types.isProxy(given) || isNative(given)) return wrapped;
  if (Object(given.prototype) === given.prototype) wrapMembers(given.prototype);
  wrapMembers(given);
  if (context !== undefined)
    context.addInitializer(() => wrapMembers(given)); // Its static fields are not there before.
  else if (isFixed) redirect(given, wrapped);
  return wrapped;
}

function hasStaticPrivate(given) {
  return /\bstatic\b[^;{}()=]*#/.test(textOf(given));
}

/** Wraps the own methods and accessors of an object, as far as it can be changed. */
function wrapMembers(object) {
  for (const key of Reflect.ownKeys(object)) {
    const descriptor = Reflect.getOwnPropertyDescriptor(object, key);
    const { value, get, set } = descriptor;
    if (key === 'constructor' || isClassOrNative(value)) continue;
    const wrapped =
      get || set
        ? { ...descriptor, get: wrapValue(get), set: wrapValue(set) }
        : { ...descriptor, value: wrapValue(value) };
    if (wrapped.value !== value || get || set) Reflect.defineProperty(object, key, wrapped);
  }
}

function isClassOrNative(value) {
  return typeof value === 'function' && (isClass(value) || isNative(value));
}

/** Static private names are those of the original class: its static members get that for `this`. */
function redirect(given, wrapped) {
  for (const key of Reflect.ownKeys(given)) {
    for (const member of Object.values(Reflect.getOwnPropertyDescriptor(given, key))) {
      const cell = registry.cellOf(member);
      if (cell !== undefined) Object.assign(cell, { from: wrapped, to: given });
    }
  }
}

/** Whether a compiler's helper for legacy decorators is calling, such as `__decorate`: it gives a class and nothing else. */
function isDecorated() {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 8;
  const { stack } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  const caller = String(stack)
    .split('\n')
    .find((line) => /^\s+at /.test(line) && !line.includes('node:hot-restart/'));
  return caller !== undefined && /^\s+at (?:async )?\S*decorat\S* \(/i.test(caller);
}

/**
 * Wraps the functions that an object has of its own: methods and classes. What cannot be changed stays, and getters do.
 * @returns {object} the same object; for the namespace of an ES module, which cannot be changed, an object with its names
 */
function wrapModule(exports) {
  if (types.isModuleNamespaceObject(exports))
    return Object.fromEntries(Object.entries(exports).map(([name, value]) => [name, wrapValue(value)]));
  if (Object(exports) !== exports)
    throw new TypeError(`wrapModule takes the exports of a module, not ${nameOf(exports)}.`);
  for (const key of Reflect.ownKeys(exports)) {
    const descriptor = Reflect.getOwnPropertyDescriptor(exports, key);
    if (typeof descriptor.value !== 'function' || !descriptor.writable || key === 'constructor') continue;
    Reflect.defineProperty(exports, key, { ...descriptor, value: wrapValue(descriptor.value) });
  }
  return wrapValue(exports);
}

/** What a standard decorator (2023-11) gives back. */
function decorate(value, context) {
  switch (context.kind) {
    case 'class':
      return wrapClass(value, context);
    case 'field':
      return wrapValue;
    case 'accessor':
      return { init: wrapValue };
    default:
      return wrapFunction(value);
  }
}

/** What a decorator of TypeScript's `experimentalDecorators` gives back; for a field, it changes `target`. */
function decorateLegacy(target, key, descriptor) {
  if (descriptor !== undefined) {
    const { value, get, set } = descriptor;
    return get || set
      ? { ...descriptor, get: wrapValue(get), set: wrapValue(set) }
      : { ...descriptor, value: wrapValue(value) };
  }
  if (Object.hasOwn(target, key)) {
    target[key] = wrapValue(target[key]);
  } else {
    // A field that is assigned (`useDefineForClassFields: false`) passes here; one that is defined cannot be reached.
    const set = function (value) {
      Reflect.defineProperty(this, key, {
        value: wrapValue(value),
        writable: true,
        enumerable: true,
        configurable: true,
      });
    };
    Reflect.defineProperty(target, key, { set, configurable: true });
  }
  return undefined;
}

module.exports = { wrapValue, wrapClass, wrapModule, decorate, decorateLegacy, nameOf };
//# sourceURL=node:hot-restart/members.cjs
