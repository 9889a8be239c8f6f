'use strict';
// What the load hook puts around the code of a derived class's constructor, which V8 cannot restart (V8 fact R6): an
// object whose construction failed is made anew. New code is a text that the constructor itself evaluates, as only
// there `super()` and the private names of the class have a meaning.
const { construct, getPrototypeOf, listOf, ownPattern, textOf } = require('./intrinsics.cjs');
const { newerThan, replace } = require('./replaced.cjs');

/** One call of a wrapped constructor, as the debugger sees it in the frame that failed (`$$t`). */
class ConstructorCall {
  constructor(site, target, args) {
    this.site = site;
    this.target = target;
    this.args = listOf(args);
    this.next = false;
    this.code = newerThan(site, 0);
  }

  /**
   * Called by the debugger: the call, which is about to fail, is to be made again.
   * @param {string} code the text of an arrow function
   * @param {number} version its number
   */
  again(code, version) {
    this.next = true;
    replace(this.site, code, version);
  }

  /** @returns {object} the new object */
  anew() {
    return construct(classOf(this.target, this.site), this.args, this.target);
  }
}

/** The class whose constructor this is, from `new.target` on along its superclasses. */
function classOf(target, site) {
  const mark = ownPattern('\\$\\$hr\\.construct\\(' + site + ',', '');
  for (let found = target; typeof found === 'function'; found = getPrototypeOf(found)) {
    if (mark.exec(textOf(found)) !== null) return found;
  }
  return target;
}

/**
 * @param {number} site the constructor's number
 * @param {Function} target its `new.target`
 * @param {ArrayLike<unknown>} args its arguments
 */
function call(site, target, args) {
  return new ConstructorCall(site, target, args);
}

module.exports = { construct: call };
//# sourceURL=node:hot-restart/constructors.cjs
