'use strict';
// What the agent uses of the language while the program runs, as it was before the program: that may replace any of it.
const { apply, construct, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
const { exec, [Symbol.replace]: replace } = RegExp.prototype;
const { get, set, delete: remove } = Map.prototype;
const { then } = Promise.prototype;
const { toString } = Function.prototype;
const { iterator, asyncIterator } = Symbol;
const { defineProperty } = Object;
const NativeRegExp = RegExp;

/** The elements of a list, without asking it to iterate. */
function listOf(arrayLike) {
  const list = [];
  for (let index = 0; index < arrayLike.length; index++) list[index] = arrayLike[index];
  return list;
}

/** A Map whose methods are its own. To be called as the agent is loaded. */
function ownMap() {
  const map = new Map();
  defineProperty(map, 'get', { value: get });
  defineProperty(map, 'set', { value: set });
  defineProperty(map, 'delete', { value: remove });
  return map;
}

/**
 * A regular expression that asks none of the program's own methods, for `without` and `exec`.
 * @param {'' | 'g'} flags
 */
function ownPattern(source, flags) {
  const pattern = new NativeRegExp(source, flags);
  defineProperty(pattern, 'exec', { value: exec });
  defineProperty(pattern, 'flags', { value: flags });
  defineProperty(pattern, 'global', { value: flags === 'g' });
  defineProperty(pattern, 'unicode', { value: false });
  return pattern;
}

/** A text without what a pattern of ours finds in it. */
function without(text, pattern) {
  return apply(replace, pattern, [text, '']);
}

/** The text of a function, as V8 has it. */
function textOf(fn) {
  return apply(toString, fn, []);
}

module.exports = {
  apply,
  construct,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  ownKeys,
  then,
  iterator,
  asyncIterator,
  listOf,
  ownMap,
  ownPattern,
  without,
  textOf,
  toString,
};
//# sourceURL=node:hot-restart/intrinsics.cjs
