import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { runInNewContext } from 'node:vm';
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

async function build(context: { after(done: () => void): void }, options: BuildOptions): Promise<Built> {
  const folder = mkdtempSync(join(tmpdir(), 'function-inside-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const files = { 'src/app.ts': APP, 'src/lib.ts': LIB };
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
