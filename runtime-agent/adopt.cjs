'use strict';
// Gives what holds old functions the new ones of the same name.
const { types } = require('util');
const { registry } = require('./registry.cjs');
const { isClass, isNative } = require('./wrap.cjs');

/**
 * Has an old wrapped function run the code of a new one.
 * @returns {boolean} false if the old one is not wrapped, or the two are not of one kind
 */
function adopt(old, fresh) {
  const cell = registry.cellOf(old);
  if (cell === undefined || typeof fresh !== 'function' || old === fresh) return false;
  const code = registry.cellOf(fresh)?.fn ?? fresh;
  if (kindOf(cell.fn) !== kindOf(code)) return false;
  cell.code = code;
  cell.source = code;
  cell.texts.push(Function.prototype.toString.call(code));
  if (isClass(code) && !isNative(code)) {
    adoptMembers(cell.fn, code);
    adoptMembers(cell.fn.prototype, code.prototype);
  }
  return true;
}

/** An async function may become a sync one and the reverse; a generator or a class stays what it is. */
function kindOf(fn) {
  if (types.isGeneratorFunction(fn)) return types.isAsyncFunction(fn) ? 'async generator' : 'generator';
  return isClass(fn) ? 'class' : 'function';
}

/** Methods and accessors, wrapped ones in place; what is new is added. Static fields keep their values. */
function adoptMembers(old, fresh) {
  for (const key of Reflect.ownKeys(fresh)) {
    if (key === 'constructor' || key === 'prototype') continue;
    const now = Reflect.getOwnPropertyDescriptor(fresh, key);
    const before = Reflect.getOwnPropertyDescriptor(old, key);
    if (before === undefined) Reflect.defineProperty(old, key, now);
    else if (!adopt(before.value, now.value)) {
      const hasGet = adopt(before.get, now.get);
      const hasSet = adopt(before.set, now.set);
      const isMethod = typeof before.value === 'function' && typeof now.value === 'function';
      if (!hasGet && !hasSet && (isMethod || before.get || before.set)) Reflect.defineProperty(old, key, now);
    }
  }
}

/**
 * What a module that was evaluated again exports: the old object, changed, if that was a plain one, so that whoever has
 * it sees the new exports; the old function if it is wrapped. What the module exports no longer is removed.
 */
function adoptExports(old, fresh) {
  if (typeof old === 'function') return adopt(old, fresh) ? old : fresh;
  if (!isPlain(old) || !isPlain(fresh) || Object.isFrozen(old)) return fresh;
  for (const key of Reflect.ownKeys(old)) if (!Object.hasOwn(fresh, key)) Reflect.deleteProperty(old, key);
  for (const key of Reflect.ownKeys(fresh)) {
    const now = Reflect.getOwnPropertyDescriptor(fresh, key);
    const before = Reflect.getOwnPropertyDescriptor(old, key);
    if (!adopt(before?.value, now.value)) Reflect.defineProperty(old, key, now);
  }
  return old;
}

function isPlain(value) {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

module.exports = { adopt, adoptExports };
//# sourceURL=node:hot-restart/adopt.cjs
