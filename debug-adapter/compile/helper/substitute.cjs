'use strict';
// What loaders read for one file: a text of ours instead of what is on disk. For the thread that runs modules and for the
// one that runs load hooks.
const fs = require('fs');
const { fileURLToPath } = require('url');
const { resolve } = require('path');

/** A file under all its names, e.g. through a link and without, and its text; undefined between two compilations. */
let current = { paths: [], text: undefined };
/** What was substituted last, where that is said in another thread. */
let look = () => undefined;
let times = 0;

function substitute(next) {
  current = next;
  times++;
}

/** @param {() => { paths: string[], text: string | undefined } | undefined} news */
function listen(news) {
  look = news;
}

/** The text of ours for a file, given by path or address; undefined for every other one. */
function substituteFor(file) {
  for (let next; (next = look());) substitute(next);
  if (current.text === undefined) return undefined;
  try {
    const text = String(file);
    const path = file instanceof URL || text.startsWith('file:') ? fileURLToPath(text.replace(/[?#].*$/, '')) : text;
    return current.paths.includes(resolve(path)) ? current.text : undefined;
  } catch {
    return undefined;
  }
}

function encoded(text, options) {
  const encoding = typeof options === 'string' ? options : options && options.encoding;
  return encoding ? text : Buffer.from(text);
}

const { readFileSync, readFile, statSync } = fs;
const readFilePromise = fs.promises.readFile;

fs.readFileSync = function (file, options) {
  const text = substituteFor(file);
  return text === undefined ? readFileSync.apply(this, arguments) : encoded(text, options);
};
fs.readFile = function (file, options) {
  const text = substituteFor(file);
  if (text === undefined) return readFile.apply(this, arguments);
  const callback = arguments[arguments.length - 1];
  process.nextTick(callback, null, encoded(text, options));
};
fs.promises.readFile = async function (file, options) {
  const text = substituteFor(file);
  return text === undefined ? readFilePromise.apply(this, arguments) : encoded(text, options);
};
// Caches go by the time of a file.
fs.statSync = function (file) {
  const stats = statSync.apply(this, arguments);
  if (!stats || typeof stats.mtimeMs !== 'number' || substituteFor(file) === undefined) return stats;
  const mtimeMs = stats.mtimeMs + times;
  return Object.defineProperties(stats, { mtimeMs: { value: mtimeMs }, mtime: { value: new Date(mtimeMs) } });
};
require('module').syncBuiltinESMExports();

/** A load hook's answer with our text in the place of that on disk. */
function substituted(url, loaded) {
  const text = loaded.source == null ? undefined : substituteFor(url);
  return text === undefined ? loaded : { ...loaded, source: text };
}

module.exports = { listen, substitute, substituted };
