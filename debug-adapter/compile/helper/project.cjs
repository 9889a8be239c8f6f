'use strict';
// What the project of a source file has: its packages and its configuration.
const { existsSync, readdirSync } = require('fs');
const { createRequire } = require('module');
const { dirname, join } = require('path');

/** A package as the source file itself would get it. @throws where it is not installed */
function packageOf(path, name) {
  return createRequire(path)(name);
}

/** The folders from that of a file outwards. */
function foldersAround(path) {
  const folders = [];
  for (let folder = dirname(path); folders[folders.length - 1] !== folder; folder = dirname(folder))
    folders.push(folder);
  return folders;
}

/** The nearest folder that has one of these files. */
function folderWith(path, names) {
  return foldersAround(path).find((folder) => names.some((name) => existsSync(join(folder, name))));
}

/** The files around a path with such a name, nearest first; of one folder, the shortest name first. */
function filesAround(path, pattern) {
  return foldersAround(path).flatMap((folder) => namesIn(folder, pattern).map((name) => join(folder, name)));
}

function namesIn(folder, pattern) {
  try {
    const names = readdirSync(folder).filter((name) => pattern.test(name));
    return names.sort((one, other) => one.length - other.length || (one < other ? -1 : 1));
  } catch {
    return [];
  }
}

module.exports = { packageOf, folderWith, filesAround };
