'use strict';
// What the load hook puts around the code of a generator. One that fails after it has yielded is started again, and
// its consumer gets only the values that it has not had yet.
const { isPromise } = require('util').types;
const { newerThan, replace } = require('./replaced.cjs');

/** What a consumer sends in by `next(value)` is kept for the case that it must be sent again: so many values. */
const MOST_SENT = 1000;

/** One call of a wrapped generator, as the debugger sees it in the frame that failed (`$$t`). */
class GeneratorCall {
  constructor(site, self, args, version) {
    this.site = site;
    this.self = self;
    // The array of today: code may assign to its parameters, and so to `arguments`.
    this.args = Array.from(args);
    this.next = newerThan(site, version);
    this.yielded = 0;
    this.sent = new Map();
  }

  /**
   * Called by the debugger: the call, which is about to fail, is to be made again.
   * @param {Function} code the new generator function
   * @param {number} version its number; 0 where later calls are not to run it
   * @returns {number} how many values the consumer has had
   */
  again(code, version) {
    this.next = code;
    if (version) replace(this.site, code, version);
    return this.yielded;
  }

  /** Counts a value that is about to be yielded; an async generator yields what a promise comes to. */
  out(value) {
    if (isPromise(value)) {
      return value.then((settled) => {
        this.yielded++;
        return settled;
      });
    }
    this.yielded++;
    return value;
  }

  /** Takes down what the consumer sent for the last value. */
  in(value) {
    if (value !== undefined && this.sent.size < MOST_SENT) this.sent.set(this.yielded, value);
    return value;
  }

  /** The same values as those of an iterable that the generator yields one by one. */
  all(iterable) {
    const method = iterable?.[Symbol.iterator];
    // Where this is not one, V8 says so.
    if (typeof method !== 'function') return iterable;
    return this.#counted(Reflect.apply(method, iterable, []), Symbol.iterator, (step) => this.#count(step));
  }

  /** The same for an async generator. */
  allAsync(iterable) {
    const method = iterable?.[Symbol.asyncIterator];
    if (method == null && typeof iterable?.[Symbol.iterator] !== 'function') return iterable;
    const iterator = method == null ? fromSync(iterable) : Reflect.apply(method, iterable, []);
    return this.#counted(iterator, Symbol.asyncIterator, async (step) => this.#count(await step));
  }

  #count(step) {
    if (!step.done) this.yielded++;
    return step;
  }

  #counted(iterator, symbol, count) {
    const counted = {
      [symbol]: () => counted,
      next: (value) => {
        this.in(value);
        return count(iterator.next(value));
      },
    };
    for (const name of ['throw', 'return']) {
      if (typeof iterator[name] === 'function') counted[name] = (value) => count(iterator[name](value));
    }
    return counted;
  }

  /** The new code's generator, taken to where the consumer is. */
  *anew() {
    const { generator, yielded, sent } = this.#start();
    let step;
    for (let n = 0; n < yielded; n++) {
      step = generator.next(sent.get(n));
      if (step.done) return step.value;
    }
    return yield* goingOn(generator, Symbol.iterator, sent.get(yielded));
  }

  /** The same for an async generator. */
  async *anewAsync() {
    const { generator, yielded, sent } = this.#start();
    for (let n = 0; n < yielded; n++) {
      const step = await generator.next(sent.get(n));
      if (step.done) return step.value;
    }
    return yield* goingOn(generator, Symbol.asyncIterator, sent.get(yielded));
  }

  #start() {
    const { next, yielded, sent } = this;
    this.next = undefined;
    return { generator: Reflect.apply(next, this.self, this.args), yielded, sent };
  }
}

/** A generator that is under way: the first `next` resumes it with what its consumer has sent already. */
function goingOn(generator, symbol, sent) {
  let first = [sent];
  const rest = {
    [symbol]: () => rest,
    next(value) {
      const [own] = first ?? [value];
      first = undefined;
      return generator.next(own);
    },
    throw: (error) => generator.throw(error),
    return: (value) => generator.return(value),
  };
  return rest;
}

async function* fromSync(iterable) {
  return yield* iterable;
}

/**
 * @param {number} site the function's number
 * @param {unknown} self its `this`
 * @param {ArrayLike<unknown>} args its arguments
 * @param {number} version of the code: 0 for the file's own
 */
function call(site, self, args, version) {
  return new GeneratorCall(site, self, args, version);
}

module.exports = { call };
//# sourceURL=node:hot-restart/generators.cjs
