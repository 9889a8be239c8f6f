'use strict';
// TypeScript's own compiler, as it is run ahead of the program. Most files can be compiled alone; where what they import
// makes a difference (constants of enums, types that are exported again, types told to decorators) it takes the project.
const { existsSync } = require('fs');
const { dirname, resolve } = require('path');
const { filesAround, packageOf } = require('./project.cjs');

const projects = new Map();

function variants(request) {
  const ts = typescriptFor(request);
  const found = new Map();
  for (const file of filesAround(request.path, /^tsconfig(?:\..*)?\.json$/)) collect(ts, file, found);
  const rank = new Map([...found].map(([file, parsed]) => [file, rankOf(ts, parsed, request)]));
  return [...found.keys()]
    .filter((file) => rank.get(file) > 0)
    .sort((one, other) => rank.get(other) - rank.get(one))
    .flatMap((config) => ['alone', 'project'].map((how) => ({ config, how })));
}

/** A project file, and those that it refers to. */
function collect(ts, file, found) {
  if (found.has(file)) return;
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
  const parsed = ts.getParsedCommandLineOfConfigFile(file, {}, host);
  if (!parsed) return;
  found.set(file, parsed);
  for (const { path } of parsed.projectReferences ?? []) {
    const referred = resolve(dirname(file), path);
    const inside = /\.json$/.test(referred) ? referred : resolve(referred, 'tsconfig.json');
    if (existsSync(inside)) collect(ts, inside, found);
  }
}

/** 2 for the project that writes this very script, 1 for one that has the source; 0 otherwise. */
function rankOf(ts, parsed, { path, script }) {
  const input = parsed.fileNames.find((each) => resolve(each) === resolve(path));
  if (input === undefined) return 0;
  try {
    const outputs = ts.getOutputFileNames(parsed, input, !ts.sys.useCaseSensitiveFileNames);
    return outputs.some((each) => resolve(each) === resolve(script.path)) ? 2 : 1;
  } catch {
    return 1;
  }
}

function compile({ config, how }, request, text) {
  const ts = typescriptFor(request);
  const project = projects.get(config) ?? open(ts, config);
  projects.set(config, project);
  const { source = text } = request;
  const isAlone =
    how === 'alone' && !project.options.emitDecoratorMetadata && imports(ts, source) === imports(ts, text);
  const made = emit(ts, project, isAlone, request.path, text);
  // An import that is new in the output may be that of a constant.
  const isSame = !isAlone || imports(ts, made.text) === imports(ts, request.running);
  return isSame ? made : emit(ts, project, false, request.path, text);
}

/** What a text imports and exports again, in its own words. */
function imports(ts, text) {
  const file = ts.createSourceFile('file.tsx', text, ts.ScriptTarget.Latest, false);
  const calls = [...text.matchAll(/\brequire\(\s*["'][^"']*["']\s*\)/g)].map(([call]) => call);
  const statements = file.statements.filter((each) => each.moduleSpecifier || each.moduleReference);
  return [...statements.map((each) => text.slice(each.pos, each.end).trim()), ...calls].join('\n');
}

function open(ts, config) {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
  const { fileNames, options, projectReferences } = ts.getParsedCommandLineOfConfigFile(config, {}, host);
  const wanted = { ...options, noEmit: false, noEmitOnError: false, noCheck: undefined };
  for (const name of UNWANTED) delete wanted[name];
  const hasMap = options.sourceMap === true || options.inlineSourceMap === true;
  if (!hasMap) wanted.sourceMap = true;
  return { options: wanted, hasMap, fileNames, projectReferences, files: new Map(), program: undefined };
}

/** What is written beside the script. */
const UNWANTED = ['declaration', 'declarationMap', 'declarationDir', 'emitDeclarationOnly'].concat([
  'incremental',
  'composite',
  'tsBuildInfoFile',
  'isolatedDeclarations',
]);

function emit(ts, project, isAlone, path, text) {
  const options = isAlone ? { ...project.options, noResolve: true, noLib: true, types: [] } : project.options;
  const host = hostFor(ts, project, options, path, text);
  const roots = isAlone ? [path] : project.fileNames;
  const references = isAlone ? {} : { projectReferences: project.projectReferences, oldProgram: project.program };
  const program = ts.createProgram({ rootNames: roots, options, host, ...references });
  if (!isAlone) project.program = program;
  const source = program.getSourceFiles().find((each) => resolve(each.fileName) === resolve(path));
  const [fault] = program.getSyntacticDiagnostics(source);
  if (fault) throw errorOf(ts, fault);
  const made = {};
  program.emit(source, (name, content) => {
    if (/\.[cm]?jsx?$/.test(name)) made.text = content;
    else if (/\.map$/.test(name)) made.map = content;
  });
  if (made.text === undefined) return undefined;
  if (!project.hasMap) made.text = made.text.replace(/^\/\/# sourceMappingURL=.*\r?\n?$(?![\s\S])/m, '');
  return made;
}

/** Files on disk but for one; read once for as long as they stay as they are. */
function hostFor(ts, project, options, path, text) {
  const host = ts.createCompilerHost(options, true);
  const read = host.getSourceFile;
  host.getSourceFile = (name, language, ...rest) => {
    if (resolve(name) === resolve(path)) return ts.createSourceFile(name, text, language, true);
    const stamp = ts.sys.getModifiedTime?.(name)?.getTime();
    const known = project.files.get(name);
    if (known && known.stamp === stamp && stamp !== undefined && options === project.options) return known.file;
    const file = read.call(host, name, language, ...rest);
    if (options === project.options) project.files.set(name, { stamp, file });
    return file;
  };
  return host;
}

function errorOf(ts, { file, start, messageText }) {
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  const error = new SyntaxError(ts.flattenDiagnosticMessageText(messageText, ' '));
  return Object.assign(error, { loc: { line: line + 1, column: character } });
}

/** The project's own; from version 7 on there is none in JavaScript. */
function typescriptFor({ path, typescript }) {
  try {
    const ts = packageOf(path, 'typescript');
    if (typeof ts.createProgram === 'function' && typeof ts.transpileModule === 'function') return ts;
  } catch {
    // It has none.
  }
  return require(typescript).ts;
}

module.exports = { variants, compile };
