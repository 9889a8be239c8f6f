import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { runInNewContext } from 'node:vm';
import { ts } from 'ts-morph';
import { buildSync, type BuildOptions } from 'esbuild';
import { editInside } from '../../debug-adapter/compile/function-inside.js';
import { LineIndex } from '../../debug-adapter/positions.js';
import { Origins } from '../../debug-adapter/target/origins.js';
import type { Origin } from '../../debug-adapter/edit/origin.js';

const origins = new Origins(
  { isEnabled: true, overrides: {}, workspaceFolder: undefined, resolveLocations: undefined },
  (sentence) => assert.fail(sentence),
);

const APP = `import { greet, LIMIT, type Row } from './lib.js';
import * as lib from './lib.js';

interface Local { readonly name: string }
const prefix: string = 'app';
let calls = 0;

function show(row: Row, e?: Local): string {
  calls++;
  if (row.count > LIMIT) throw new Error('too many'); // @throw
  return prefix + greet(row.name) + (e?.name ?? '');
}

export class Cart {
  readonly #rows: Row[] = [];
  add(row: Row): this {
    this.#rows.push(row);
    return this;
  }
  total(): number {
    return this.#rows.reduce((sum, row) => sum + row.count, 0);
  }
}

const twice = (n: number): number => n * 2;

print(show({ name: 'a', count: 1 }), new Cart().add({ name: 'b', count: 4 }).total(), twice(3), lib.LIMIT, calls);
`;

const LIB = `export interface Row { readonly name: string; readonly count: number }
const prefix = 'lib';
export const LIMIT = 3;
export function greet(name: string): string {
  return prefix + ':' + name;
}
export function show(): string {
  return 'other show';
}
export function calls(): string {
  return show();
}
print(calls());
`;

interface Built {
  readonly path: string;
  readonly text: string;
  readonly origin: Origin;
}

async function build(context: { after(done: () => void): void }, options: BuildOptions, app = APP): Promise<Built> {
  const folder = mkdtempSync(join(tmpdir(), 'function-inside-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const files = { 'src/app.ts': app, 'src/lib.ts': LIB };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const path = join(folder, 'dist/app.js');
  const { outputFiles } = buildSync({
    entryPoints: [join(folder, 'src/app.ts')],
    outfile: path,
    bundle: true,
    sourcemap: 'inline',
    write: false,
    logLevel: 'silent',
    absWorkingDir: folder,
    ...options,
  });
  const text = outputFiles?.[0]?.text ?? '';
  const origin = await origins.of({ url: pathToFileURL(path).href, path }, text);
  assert.ok(origin);
  return { path: join(folder, 'src/app.ts'), text, origin };
}

/** What a text prints. */
function printed(text: string): string {
  const lines: string[] = [];
  const exported = text.replace(/^export\s*\{[^}]*\};?$/m, '');
  runInNewContext(exported, { print: (...values: unknown[]) => lines.push(values.join(' ')), module: {} });
  return lines.join('\n');
}

async function originOf(path: string, map: string | undefined, saved: string): Promise<Origin> {
  const origin = await origins.ofCompiled({ url: pathToFileURL(path).href, path }, map, path, saved);
  assert.ok(origin);
  return origin;
}

function edited(text: string, ...edits: [string, string][]): string {
  for (const [from, to] of edits) {
    assert.ok(text.includes(from), from);
    text = text.replace(from, () => to);
  }
  return text;
}

const KINDS: Record<string, BuildOptions> = {
  'an ES module': { format: 'esm' },
  CommonJS: { format: 'cjs' },
  'a function': { format: 'iife' },
  'an ES module with names kept': { format: 'esm', keepNames: true },
  'minified identifiers': { format: 'esm', minifyIdentifiers: true },
  'minified identifiers and blanks': { format: 'iife', minifyIdentifiers: true, minifyWhitespace: true },
  minified: { format: 'iife', minify: true },
};

for (const [kind, options] of Object.entries(KINDS)) {
  test(`functions are replaced in a build of esbuild: ${kind}`, async (context) => {
    const { path, text, origin } = await build(context, options);
    assert.equal(printed(text), 'other show\napplib:a 4 6 3 1');
    const saved = edited(
      APP,
      ['interface Local {', '// One line more.\ninterface Local {'],
      ['(row: Row, e?: Local): string {\n', '(row: Row, e?: Local): string {\n  const s = { greet, LIMIT };\n'],
      ["throw new Error('too many'); // @throw", 'return s.greet(prefix);'],
      ['greet(row.name)', 'twice(2) + s.greet(row.name) + lib.greet("l")'],
      ['sum + row.count', 'sum + twice(row.count)'],
      ['this.#rows.push(row);', 'this.#rows.push(row, row);'],
    );
    const made = editInside({ path, running: text, origin, source: APP, saved });
    assert.ok('text' in made, JSON.stringify(made));
    assert.equal(printed(made.text), 'other show\napp4lib:alib:l 16 6 3 1');
    const after = await originOf(path, made.map, saved);
    const [lines, savedLines] = [new LineIndex(made.text), new LineIndex(saved)];
    for (const marker of ['s.greet(prefix)', 'return this.#rows', 'n * 2', 'calls);']) {
      const position = savedLines.positionAt(saved.indexOf(marker));
      const [there] = after.positionsOf(path, position, true);
      assert.ok(there, marker);
      assert.deepEqual(after.placeOf(there)?.position.line, position.line, marker);
      assert.ok(lines.offsetAt(there) > 0);
    }
  });
}

test('names that were made members of a module stay so: calls, values, and those of the module itself', async () => {
  const source = `import { greet, other } from './lib';
import * as lib from './lib';
export let count = 0;
export function show(name: string): string {
  count++;
  return greet(name) + other + lib.more(1);
}
print(show('a'), count);
`;
  const made = ts.transpileModule(source, {
    fileName: '/src/app.ts',
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, inlineSourceMap: true },
  });
  const path = '/src/app.ts';
  const origin = await origins.of({ url: 'file:///src/app.ts', path }, made.outputText);
  assert.ok(origin);
  const saved = edited(
    source,
    ['count++', 'count += 2;\n  const more = { greet, count, o: [other] }'],
    ['greet(name)', 'more.greet(name) + greet(name)'],
  );
  const result = editInside({ path, running: made.outputText, origin: withText(origin, path, source), source, saved });
  assert.ok('text' in result, JSON.stringify(result));
  assert.match(result.text, /exports\.count \+= 2;/);
  assert.match(result.text, /\{ greet: lib_1\.greet, count: exports\.count, o: \[lib_1\.other\] \}/);
  assert.match(result.text, /more\.greet\(name\) \+ \(0, lib_1\.greet\)\(name\) \+ lib_1\.other \+ lib\.more\(1\)/);
  assert.match(result.text, /^exports\.show = show;$/m);
});

function withText(origin: Origin, path: string, text: string): Origin {
  return {
    files: [{ path, text }],
    placeOf: (position) => origin.placeOf(position),
    positionsOf: (...place) => origin.positionsOf(...place),
  };
}

test('a local variable gives way to a name of the build', async (context) => {
  const { path, text, origin } = await build(context, { format: 'esm' });
  const name = /return (prefix\d)/.exec(text)?.[1] ?? assert.fail(text);
  const saved = edited(APP, [
    "throw new Error('too many'); // @throw",
    `{ const ${name} = 1; return prefix + ${name}; }`,
  ]);
  const made = editInside({ path, running: text, origin, source: APP, saved });
  assert.ok('text' in made, JSON.stringify(made));
  assert.ok(made.text.includes(`const ${name}_1 = 1`));
  assert.ok(made.text.includes(`return ${name} + ${name}_1`));
});

test('a name may be used that is imported only now, if the build has it', async (context) => {
  const { path, text, origin } = await build(context, { format: 'esm' });
  const saved = edited(
    APP,
    ['import { greet,', 'import { show as theirs, greet,'],
    ['return prefix + greet', 'return theirs() + prefix + greet'],
  );
  const made = editInside({ path, running: text, origin, source: APP, saved });
  assert.ok('text' in made, JSON.stringify(made));
  assert.equal(printed(made.text), 'other show\nother showapplib:a 4 6 3 1');
});

test('a function under another name is the same function', async (context) => {
  const { path, text, origin } = await build(context, { format: 'esm' });
  const saved = edited(
    APP,
    ['function show(', 'function display('],
    ['print(show(', 'print(display('],
    ['n * 2', 'n * 3'],
  );
  const made = editInside({ path, running: text, origin, source: APP, saved });
  // The call is code of the top level, which has changed.
  assert.deepEqual(made, { failure: { reason: 'top level in build', line0: 26 } });
});

const REFUSED: Record<string, [[string, string][], object]> = {
  'the top level': [[["prefix: string = 'app'", "prefix: string = 'App'"]], { reason: 'top level in build', line0: 4 }],
  'a new function': [
    [['const twice', 'function more(): void {}\nconst twice']],
    { reason: 'added in build', function: 'more' },
  ],
  'a name that is not there': [
    [
      ['import { greet,', "import { join } from 'node:path';\nimport { greet,"],
      ['n * 2', 'join(`${n}`).length'],
    ],
    { reason: 'not in build', function: 'twice', name: 'join' },
  ],
  'another source that is loaded by its name': [
    [['n * 2', "Number(require('./other.js'))"]],
    { reason: 'not in build', function: 'twice', name: "require('./other.js')" },
  ],
  'an error of syntax': [
    [['n * 2', 'n * * 2']],
    { reason: 'syntax', line0: 24, column0: 41, error: 'Expression expected.' },
  ],
};

for (const [what, [edits, failure]] of Object.entries(REFUSED)) {
  test(`refused in a build: ${what}`, async (context) => {
    const { path, text, origin } = await build(context, { format: 'esm' });
    const saved = edited(APP, ...edits);
    assert.deepEqual(editInside({ path, running: text, origin, source: APP, saved }), { failure });
  });
}

test('refused in a build: a function that was made for an older engine, and one that was left out', async (context) => {
  const source = `async function wait(): Promise<number> {
  return 1;
}
function unused(): number {
  return 1;
}
print(wait());
`;
  const { text, origin, path } = await build(context, { format: 'esm', target: 'es2016' }, source);
  const failureOf = (from: string, to: string): unknown =>
    editInside({ path, running: text, origin, source, saved: edited(source, [from, to]) });
  const before = 'async function wait(): Promise<number> {\n  return 1;';
  assert.deepEqual(failureOf(before, before.replace('1;', '2;')), {
    failure: { reason: 'other in build', function: 'wait' },
  });
  const unused = 'unused(): number {\n  return 1;';
  const { text: shaken, origin: of, path: at } = await build(context, { format: 'esm', treeShaking: true }, source);
  const saved = edited(source, [unused, unused.replace('1;', '2;')]);
  assert.deepEqual(editInside({ path: at, running: shaken, origin: of, source, saved }), {
    failure: { reason: 'not in build', function: 'unused' },
  });
});
