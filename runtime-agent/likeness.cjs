'use strict';
// Makes a function look like the one that it stands for.

/** What every function has of its own. The rest was given to it, and lives on the original for both. */
const BORN_WITH = new Set(['length', 'name', 'prototype', 'arguments', 'caller']);

/**
 * Gives `wrapped` the prototype and the own properties of `fn`. A writable one is read and written in `fn`, so that both
 * always have the same value; one that is added later is not seen by the other.
 */
function resemble(wrapped, fn) {
  const prototype = Object.getPrototypeOf(fn);
  if (Object.getPrototypeOf(wrapped) !== prototype) Object.setPrototypeOf(wrapped, prototype);
  for (const key of Reflect.ownKeys(wrapped)) if (!Object.hasOwn(fn, key)) Reflect.deleteProperty(wrapped, key);
  for (const key of Reflect.ownKeys(fn)) {
    const descriptor = Reflect.getOwnPropertyDescriptor(fn, key);
    const isShared = descriptor.writable && !BORN_WITH.has(key);
    Reflect.defineProperty(wrapped, key, isShared ? shared(fn, key, descriptor) : descriptor);
  }
  if (!Object.isExtensible(fn)) Object.preventExtensions(wrapped);
}

function shared(fn, key, { enumerable, configurable }) {
  const get = () => fn[key];
  const set = (value) => {
    fn[key] = value;
  };
  return { get, set, enumerable, configurable };
}

module.exports = { resemble };
//# sourceURL=node:hot-restart/likeness.cjs
