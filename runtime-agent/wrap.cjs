'use strict';
// The functions that stand for wrapped ones. A failed call does not end here if the debugger has given it new code: it
// is made again with the same `this`, arguments and `new.target`. Every exception that leaves a wrapped function passes
// through functions of this file only, and through `finally`, never `catch`: V8 would take it for handled (X1).
const { types } = require('util');
const { registry, newCell, textOf } = require('./registry.cjs');
const { resemble } = require('./likeness.cjs');

const { apply, construct } = Reflect;

/** The most values sent into a generator that are kept, so that it can get them again. */
const MOST_SENT = 1000;

/** Calls `code`, and calls again as often as the debugger wants. */
function call(cell, code, self, args) {
  const receiver = self === cell.from ? cell.to : self;
  for (;;) {
    let hasFailed = true;
    try {
      const result = apply(code, receiver, args);
      hasFailed = false;
      return result;
    } finally {
      const next = hasFailed ? registry.take(cell) : undefined;
      if (next !== undefined) {
        code = next;
        continue;
      }
    }
  }
}

/** As `call`, for `new`. */
function create(cell, args, newTarget) {
  for (let code = cell.code ?? cell.fn; ;) {
    let hasFailed = true;
    try {
      const result = construct(code, args, newTarget);
      hasFailed = false;
      return result;
    } finally {
      const next = hasFailed ? registry.take(cell) : undefined;
      if (next !== undefined) {
        code = next;
        continue;
      }
    }
  }
}

/** Calls the code of an async function again: `isRestarting()` up to its first await. */
function start(code, self, args) {
  registry.starting += 1;
  try {
    return apply(code, self, args);
  } finally {
    registry.starting -= 1;
  }
}

// The two shapes of a sync function differ in `new` only. They are for speed (bench/README.md): `arguments` that is only
// handed on costs nothing, and a constant callee can be inlined.

function functionShape(cell) {
  const { fn } = cell;
  return function wrapped() {
    if (new.target !== undefined) return create(cell, arguments, ownTarget(cell, wrapped, new.target));
    if (cell.code !== undefined || this === cell.from) return call(cell, cell.code ?? fn, this, arguments);
    let hasFailed = true;
    try {
      const result = apply(fn, this, arguments);
      hasFailed = false;
      return result;
    } finally {
      const next = hasFailed ? registry.take(cell) : undefined;
      if (next !== undefined) return call(cell, next, this, arguments);
    }
  };
}

function methodShape(cell) {
  const { fn } = cell;
  return {
    wrapped() {
      if (cell.code !== undefined || this === cell.from) return call(cell, cell.code ?? fn, this, arguments);
      let hasFailed = true;
      try {
        const result = apply(fn, this, arguments);
        hasFailed = false;
        return result;
      } finally {
        const next = hasFailed ? registry.take(cell) : undefined;
        if (next !== undefined) return call(cell, next, this, arguments);
      }
    },
  }.wrapped;
}

/** The code of a constructor finds itself in `new.target`, unless somebody has given the wrapped one another prototype. */
function ownTarget(cell, wrapped, newTarget) {
  return newTarget === wrapped && wrapped.prototype === cell.fn.prototype ? cell.fn : newTarget;
}

/**
 * For a class, a bound constructor and a Proxy, which no function can resemble.
 * @param {boolean} isKnown whether its own code knows it by the wrapped one: then that is its `new.target`
 */
function proxyShape(cell, isKnown) {
  const { fn } = cell;
  const handler = {
    apply: (_, self, args) => call(cell, cell.code ?? fn, self, args),
    construct: (_, args, newTarget) => create(cell, args, newTarget === wrapped && !isKnown ? fn : newTarget),
  };
  // `instanceof` looks into a bound function, but not into its Proxy.
  if (!types.isProxy(fn) && !Object.hasOwn(fn, 'prototype')) {
    const hasInstance = (value) => value instanceof fn;
    handler.get = (_, key, receiver) =>
      key === Symbol.hasInstance && receiver === wrapped ? hasInstance : Reflect.get(fn, key, receiver);
  }
  const wrapped = new Proxy(fn, handler);
  return wrapped;
}

function asyncShape(cell) {
  return async function () {
    const self = this === cell.from ? cell.to : this;
    let next;
    for (;;) {
      let hasFailed = true;
      try {
        // Awaited here, so that this function stands in V8's async stack trace.
        const result = await (next === undefined
          ? apply(cell.code ?? cell.fn, self, arguments)
          : start(next, self, arguments));
        hasFailed = false;
        return result;
      } finally {
        const code = hasFailed ? registry.take(cell) : undefined;
        if (code !== undefined) {
          next = code;
          continue;
        }
      }
    }
  };
}

const RUN = Symbol('run');

// The code of a generator starts with its parameters when it is called, before its first `next`. So the wrapped one
// calls it from a parameter of its own: an initializer that no argument can displace.

function generatorShape(cell) {
  return function* (...{ [RUN]: run = new Run(cell, this, arguments) }) {
    return yield* run;
  };
}

function asyncGeneratorShape(cell) {
  return async function* (...{ [RUN]: run = new AsyncRun(cell, this, arguments) }) {
    return yield* run;
  };
}

/** What a generator has had from its consumer, so that another one can be brought to the same place. */
class History {
  /** How many values it has yielded. */
  yielded = 0;
  #sent = new Map();

  constructor(cell, self, args) {
    this.cell = cell;
    this.self = self === cell.from ? cell.to : self;
    this.args = args;
    this.inner = call(cell, cell.code ?? cell.fn, self, args);
  }

  /** Notes a `next`, `throw` or `return` that was answered by a yield. */
  note(method, value) {
    if ((method !== 'next' || value !== undefined) && this.#sent.size <= MOST_SENT)
      this.#sent.set(this.yielded, { method, value });
    this.yielded += 1;
  }

  /** What the consumer did for the value with this index. */
  at(index) {
    return this.#sent.get(index) ?? { method: 'next', value: undefined };
  }

  /** The code to start again with, after a failure; undefined if it goes on failing. */
  take() {
    const code = registry.take(this.cell);
    if (code === undefined || this.#sent.size <= MOST_SENT) return code;
    const { name } = this.cell.fn;
    process.emitWarning(`Hot Restart cannot run ${name} again: more than ${MOST_SENT} values were sent into it.`);
    return undefined;
  }
}

/** One call of a wrapped generator: what its `yield*` goes through. */
class Run extends History {
  [Symbol.iterator]() {
    return this;
  }

  next(value) {
    return this.step('next', value);
  }

  throw(value) {
    return this.step('throw', value);
  }

  return(value) {
    return this.step('return', value);
  }

  step(method, value) {
    for (let code; ;) {
      let hasFailed = true;
      try {
        const early = code === undefined ? undefined : this.#replay(code);
        const result = early ?? this.inner[method](value);
        hasFailed = false;
        if (!result.done) this.note(method, value);
        return result;
      } finally {
        const next = hasFailed ? this.take() : undefined;
        if (next !== undefined) {
          code = next;
          continue;
        }
      }
    }
  }

  /** Brings new code to where the old was. @returns its last result if it ends before that */
  #replay(code) {
    registry.starting += 1;
    try {
      this.inner = apply(code, this.self, this.args);
      for (let index = 0; index < this.yielded; index++) {
        const { method, value } = this.at(index);
        const result = this.inner[method](value);
        if (result.done) return result;
      }
      return undefined;
    } finally {
      registry.starting -= 1;
    }
  }
}

/** One call of a wrapped async generator. */
class AsyncRun extends History {
  [Symbol.asyncIterator]() {
    return this;
  }

  next(value) {
    return this.step('next', value);
  }

  throw(value) {
    return this.step('throw', value);
  }

  return(value) {
    return this.step('return', value);
  }

  async step(method, value) {
    for (let code; ;) {
      let hasFailed = true;
      try {
        const early = code === undefined ? undefined : await this.#replay(code);
        const result = early ?? (await this.inner[method](value));
        hasFailed = false;
        if (!result.done) this.note(method, value);
        return result;
      } finally {
        const next = hasFailed ? this.take() : undefined;
        if (next !== undefined) {
          code = next;
          continue;
        }
      }
    }
  }

  async #replay(code) {
    registry.starting += 1;
    try {
      this.inner = apply(code, this.self, this.args);
      for (let index = 0; index < this.yielded; index++) {
        const { method, value } = this.at(index);
        const result = await this.inner[method](value);
        if (result.done) return result;
      }
      return undefined;
    } finally {
      registry.starting -= 1;
    }
  }
}

/**
 * The function that stands for another one; a wrapped one stands for itself, and two wraps of one function are one.
 * @param {Function} fn
 * @param {boolean} [isKnown] see `proxyShape`
 */
function wrapFunction(fn, isKnown = false) {
  const known = registry.cellOf(fn) === undefined ? registry.wrapperOf(fn) : fn;
  if (known !== undefined) return known;
  const cell = newCell(fn);
  cell.code = registry.recorded?.(cell, fn);
  const shape = shapeOf(fn);
  const wrapped = shape(cell, isKnown);
  if (shape !== proxyShape) resemble(wrapped, fn);
  registry.add(wrapped, cell);
  if (shape === functionShape || (shape === proxyShape && isClass(fn) && !isNative(fn))) makeConstructor(wrapped, fn);
  return wrapped;
}

function shapeOf(fn) {
  if (types.isProxy(fn)) return proxyShape;
  if (types.isGeneratorFunction(fn)) return types.isAsyncFunction(fn) ? asyncGeneratorShape : generatorShape;
  if (types.isAsyncFunction(fn)) return asyncShape;
  if (isClass(fn)) return proxyShape;
  const prototype = Reflect.getOwnPropertyDescriptor(fn, 'prototype');
  // Only a function made by `function` is born with one that cannot be deleted.
  if (prototype !== undefined && !prototype.configurable) return functionShape;
  return isNative(fn) && isConstructor(fn) ? proxyShape : methodShape;
}

/** True for classes, and for native constructors. */
function isClass(fn) {
  return /^class\b/.test(textOf(fn)) || (isNative(fn) && Object.hasOwn(fn, 'prototype'));
}

/** True for native and bound functions. */
function isNative(fn) {
  return /\{\s*\[native code\]\s*\}$/.test(textOf(fn));
}

/** Calls nothing of `fn`. */
function isConstructor(fn) {
  try {
    construct(Object, [], fn);
    return true;
  } catch {
    return false;
  }
}

/** What `new` makes says that the wrapped function is its constructor. */
function makeConstructor(wrapped, fn) {
  const { prototype } = fn;
  if (prototype === null || typeof prototype !== 'object') return;
  const descriptor = Reflect.getOwnPropertyDescriptor(prototype, 'constructor');
  if (descriptor?.value === fn) Reflect.defineProperty(prototype, 'constructor', { ...descriptor, value: wrapped });
}

module.exports = { wrapFunction, isClass, isNative };
//# sourceURL=node:hot-restart/wrap.cjs
