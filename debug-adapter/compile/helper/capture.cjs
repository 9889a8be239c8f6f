'use strict';
// How an address says that its module is to be compiled and not to run: by a mark, which the user's loaders never see.
const MARK = /[?&]hot-restart-compile=\d+$/;

/** @returns {{ url: string, remark(resolved: object): object, nothing: object } | undefined} undefined for all others */
function marked(url) {
  const mark = MARK.exec(url);
  if (!mark) return undefined;
  return {
    url: url.slice(0, mark.index),
    remark: (resolved) => ({
      ...resolved,
      url: mark_(resolved.url, mark[0].slice(1)),
      shortCircuit: true,
    }),
    nothing: { format: 'module', source: '', shortCircuit: true },
  };
}

function mark_(url, mark) {
  return `${url}${url.includes('?') ? '&' : '?'}${mark}`;
}

/** What the loaders gave for a module; null for the text where that is left to `require`. */
function recorded({ format, source }) {
  return { format, text: source == null ? null : typeof source === 'string' ? source : Buffer.from(source).toString() };
}

let count = 0;

function markNext(url) {
  return mark_(url, `hot-restart-compile=${++count}`);
}

module.exports = { marked, recorded, markNext };
