'use strict';
// Node's own stripping of types comes after the hooks: for the parser, for breakpoints and for the scope's line it is
// done here, with Node's own function, so that what runs is what Node would run.

const Module = require('module');
const { strip, transform } = { strip: { mode: 'strip' }, transform: { mode: 'transform', sourceMap: true } };
const { stripTypeScriptTypes } = Module;
const { emitWarning } = process;

/**
 * What Node makes of a TypeScript module.
 * @param {string} text
 * @param {string} name the path or URL that Node gives its own stripping
 * @returns {string | undefined} undefined where Node is to do it: it has no function for it, or refuses the text
 */
module.exports = function stripTypes(text, name) {
  const { typescript } = process.features;
  if (!stripTypeScriptTypes || !typescript) return undefined;
  // Node says by itself that this is experimental, once for the program.
  process.emitWarning = function () {};
  try {
    return stripTypeScriptTypes(text, typescript === 'transform' ? { ...transform, sourceUrl: name } : strip);
  } catch (error) {
    return undefined;
  } finally {
    process.emitWarning = emitWarning;
  }
};
//# sourceURL=node:hot-restart/strip-types.cjs
