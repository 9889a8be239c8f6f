'use strict';
// What the load hook puts around the code of a generator. One that fails after it has yielded is started again, and
// its consumer gets only the values that it has not had yet.
const { isPromise } = require('util').types;
const { apply, asyncIterator, iterator, listOf, then } = require('./intrinsics.cjs');
const { newerThan, replace } = require('./replaced.cjs');

/** What a consumer sends in by `next(value)` is kept for the case that it must be sent again: so many values. */
const MOST_SENT = 1000;

/** One call of a wrapped generator, as the debugger sees it in the frame that failed (`$$t`). */
class GeneratorCall {
  constructor(site, self, args, version) {
    this.site = site;
    this.self = self;
    // The array of today: code may assign to its parameters, and so to `arguments`.
    this.args = listOf(args);
    this.next = newerThan(site, version);
    this.yielded = 0;
    /** By the number of the value that it was the answer to. */
    this.sent = { __proto__: null };
    this.room = MOST_SENT;
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
      const count = (settled) => {
        this.yielded++;
        return settled;
      };
      return apply(then, value, [count]);
    }
    this.yielded++;
    return value;
  }

  /** Takes down what the consumer sent for the last value. */
  in(value) {
    if (value !== undefined && this.room-- > 0) this.sent[this.yielded] = value;
    return value;
  }

  /** The same values as those of an iterable that the generator yields one by one. */
  all(iterable) {
    const method = iterable?.[iterator];
    // Where this is not one, V8 says so.
    if (typeof method !== 'function') return iterable;
    return this.#counted(apply(method, iterable, []), iterator, (step) => this.#count(step));
  }

  /** The same for an async generator. */
  allAsync(iterable) {
    const method = iterable?.[asyncIterator];
    if (method == null && typeof iterable?.[iterator] !== 'function') return iterable;
    const source = method == null ? fromSync(iterable) : apply(method, iterable, []);
    return this.#counted(source, asyncIterator, async (step) => this.#count(await step));
  }

  #count(step) {
    if (!step.done) this.yielded++;
    return step;
  }

  #counted(source, symbol, count) {
    const counted = {
      [symbol]: () => counted,
      next: (value) => {
        this.in(value);
        return count(source.next(value));
      },
    };
    if (typeof source.throw === 'function') counted.throw = (value) => count(source.throw(value));
    if (typeof source.return === 'function') counted.return = (value) => count(source.return(value));
    return counted;
  }

  /** The new code's generator, taken to where the consumer is. */
  *anew() {
    const { generator, yielded, sent } = this.#start();
    let step;
    for (let n = 0; n < yielded; n++) {
      step = generator.next(sent[n]);
      if (step.done) return step.value;
    }
    return yield* goingOn(generator, iterator, sent[yielded]);
  }

  /** The same for an async generator. */
  async *anewAsync() {
    const { generator, yielded, sent } = this.#start();
    for (let n = 0; n < yielded; n++) {
      const step = await generator.next(sent[n]);
      if (step.done) return step.value;
    }
    return yield* goingOn(generator, asyncIterator, sent[yielded]);
  }

  #start() {
    const { next, yielded, sent } = this;
    this.next = undefined;
    return { generator: apply(next, this.self, this.args), yielded, sent };
  }
}

/** A generator that is under way: the first `next` resumes it with what its consumer has sent already. */
function goingOn(generator, symbol, sent) {
  let isFirst = true;
  const rest = {
    [symbol]: () => rest,
    next(value) {
      const own = isFirst ? sent : value;
      isFirst = false;
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
