'use strict';
// What all copies of the package in a program share, whatever their version or format: which functions are wrapped, and
// which failed calls the debugger wants made again. The first copy that loads defines it.

const KEY = Symbol.for('hot-restart.wrapped');
const { toString } = Function.prototype;

/** What no `this` is. */
const NOBODY = Symbol('nobody');

/** The source text of a function. */
function textOf(fn) {
  return Reflect.apply(toString, fn, []);
}

/**
 * What is known of a wrapped function `fn`. Its calls run `code`, or `fn` where that is undefined. It shows the text of
 * `source`. Where its `this` is `from`, the code gets `to`. `texts` are the source texts of its later code.
 */
function newCell(fn) {
  return { fn, code: undefined, source: fn, from: NOBODY, to: undefined, texts: [] };
}

class Registry {
  /** What `again` was told and no failed call has taken yet. */
  pending = [];
  /** How many calls are being started again, and modules evaluated again, at this moment. */
  starting = 0;
  /** What is done about a failed call that nobody has said anything about (wait.cjs). @type {Function | undefined} */
  onFailure = undefined;
  /** What is called in the place of a function, so that its errors are known (wait.cjs). @type {Function | undefined} */
  recorded = undefined;
  /** True while a debugger is attached: it has seen each failure where it happened. */
  isDebugged = false;
  #refs = new Set();
  #sweepAt = 1000;
  #cells = new WeakMap();
  #wrappers = new WeakMap();

  /** @returns {number} how many wrapped functions that are alive have a source text that ends with `text` */
  find(text) {
    return this.#ending(text).length;
  }

  /**
   * The next call of these functions that fails is made again with `code`: once for each time that this is called.
   * @param {string} text what their source text ends with: that of the original, or of any code given here before
   * @param {Function | null} code the new function; null takes back what no failed call has taken yet
   * @param {boolean} [forAll] whether later calls run it, too
   * @returns {number} how many functions these are
   */
  again(text, code, forAll = false) {
    const cells = this.#ending(text);
    if (code === null) {
      this.pending = this.pending.filter((one) => one.text !== text);
    } else if (cells.length > 0) {
      for (const cell of cells) {
        if (forAll) cell.code = code;
        cell.texts.push(textOf(code));
      }
      this.pending.push({ text, code, cells: new WeakSet(cells) });
    }
    return cells.length;
  }

  /** Later calls of these functions run their original code again, as V8 has it. @returns {number} how many these are */
  forget(text) {
    const cells = this.#ending(text);
    for (const cell of cells) cell.code = undefined;
    return cells.length;
  }

  isRestarting() {
    return this.pending.length > 0 || this.starting > 0;
  }

  /** The code that a failed call is to be made again with; undefined if there is none. The first one that waits is taken. */
  take(cell) {
    const index = this.pending.findIndex(({ cells }) => cells.has(cell));
    return index < 0 ? this.onFailure?.(cell) : this.pending.splice(index, 1)[0].code;
  }

  add(wrapped, cell) {
    if (this.#refs.size === 0) showSources(this);
    this.#cells.set(wrapped, cell);
    this.#wrappers.set(cell.fn, wrapped);
    this.#refs.add(new WeakRef(cell));
    if (this.#refs.size > this.#sweepAt) this.#sweep();
  }

  /** What is known of a wrapped function; undefined for anything else. */
  cellOf(wrapped) {
    return this.#cells.get(wrapped);
  }

  /** The wrapped function that stands for an original; undefined if there is none. */
  wrapperOf(fn) {
    return this.#wrappers.get(fn);
  }

  #ending(text) {
    if (typeof text !== 'string' || text === '') return [];
    const cells = [...this.#refs].map((ref) => ref.deref()).filter((cell) => cell !== undefined);
    return cells.filter(({ fn, texts }) => [textOf(fn), ...texts].some((one) => one.endsWith(text)));
  }

  #sweep() {
    for (const ref of this.#refs) if (ref.deref() === undefined) this.#refs.delete(ref);
    this.#sweepAt = Math.max(1000, this.#refs.size * 2);
  }
}

let isShowing = false;

/** A wrapped function shows the text of what it stands for. */
function showSources(registry) {
  if (isShowing) return;
  isShowing = true;
  const apply = (target, self, args) => Reflect.apply(target, registry.cellOf(self)?.source ?? self, args);
  Reflect.set(Function.prototype, 'toString', new Proxy(Function.prototype.toString, { apply }));
}

if (!globalThis[KEY]) Object.defineProperty(globalThis, KEY, { value: new Registry() });

module.exports = { registry: globalThis[KEY], newCell, textOf };
//# sourceURL=node:hot-restart/registry.cjs
