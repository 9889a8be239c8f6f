import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createProgram,
  flattenDiagnosticMessageText,
  getPreEmitDiagnostics,
  ModuleKind,
  ModuleResolutionKind,
  ScriptTarget,
  type CompilerOptions,
} from 'typescript';
import { Project } from '../harness/debuggee.js';
import { install } from './child.js';

const IMPORT = `import { wrap, wrapClass, wrapModule, isRestarting, reloadModule } from 'hot-restart';\n`;

const FUNCTIONS = `${IMPORT}
const sum: (a: number, b?: string) => number = wrap((a: number, b?: string) => a + (b?.length ?? 0));
const generic = wrap(<T,>(value: T): T[] => [value]);
const texts: string[] = generic('x');
const later: Promise<number> = wrap(async (a: number) => a)(1);
const rows: Generator<number, string, boolean> = wrap(function* (): Generator<number, string, boolean> { yield 1; return 'x'; })();
class Shape { constructor(readonly x: number) {} static make(): Shape { return new Shape(1); } }
const Wrapped: typeof Shape = wrap(Shape);
const shape: Shape = new (wrapClass(Shape))(1);
abstract class Base { abstract area(): number; }
const WrappedBase: typeof Base = wrapClass(Base);
class Square extends WrappedBase { area() { return 1; } }
const exported: { f: () => number; n: number } = wrapModule({ f: () => 1, n: 2 });
const flag: boolean = isRestarting();
const module: Promise<{ f(): number }> = reloadModule<{ f(): number }>('./x.js');
const other: Promise<unknown> = reloadModule(new URL('file:///x.js'));
const all: (() => number)[] = [() => 1].map((f) => wrap(f));
export { sum, texts, later, rows, Wrapped, shape, Square, exported, flag, module, other, all };
`;

const MEMBERS = `${IMPORT}
class Shape {
  #x = 1;
  @wrap method(a: number): string { return a + ''; }
  @wrap static make(): Shape { return new Shape(); }
  @wrap async later(): Promise<number> { return this.#x; }
  @wrap *all(): Generator<number> { yield this.#x; }
  @wrap get x(): number { return this.#x; }
  @wrap set y(value: number) { this.#x = value; }
  @wrap field = (a: number): number => a;
  @wrap static helper = () => 'x';
}
@wrap class Decorated { constructor(readonly x: number) {} }
const result: string = new Shape().method(1);
export { result, Decorated };
`;

const STANDARD = `${IMPORT}
class Shape {
  @wrap accessor handler: () => number = () => 1;
  @wrap #secret(): number { return 1; }
  @wrap static accessor made = 0;
  tell() { return this.#secret(); }
}
@wrap abstract class Base { abstract area(): number; }
export { Shape, Base };
`;

/** Each line is wrong by itself. */
const WRONG = `${IMPORT}
wrap(5);
wrap('text');
wrapClass(() => 1);
wrapModule(5);
reloadModule(7);
const text: string = wrap(() => 1)();
`;

/** What TypeScript says about a program that uses the package: the line and the message of each fault. */
function faults(file: string, text: string, options: CompilerOptions): string[] {
  const project = new Project({ [file]: text });
  try {
    install(project);
    const program = createProgram([project.path(file)], {
      target: ScriptTarget.ES2022,
      module: ModuleKind.NodeNext,
      moduleResolution: ModuleResolutionKind.NodeNext,
      strict: true,
      noEmit: true,
      types: [],
      lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
      ...options,
    });
    return getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
      const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
      return `${line}: ${flattenDiagnosticMessageText(messageText, ' ')}`;
    });
  } finally {
    project.remove();
  }
}

const LEGACY: CompilerOptions = { experimentalDecorators: true };
const BUNDLER: CompilerOptions = { module: ModuleKind.ESNext, moduleResolution: ModuleResolutionKind.Bundler };

for (const [kind, file, options] of [
  ['ES module, NodeNext', 'app.mts', {}],
  ['CommonJS, NodeNext', 'app.cts', {}],
  ['a bundler', 'app.ts', BUNDLER],
] as const) {
  test(`types of functions, classes and modules (${kind})`, () => {
    assert.deepEqual(faults(file, FUNCTIONS, options), []);
  });
  test(`types of standard decorators (${kind})`, () => {
    assert.deepEqual(faults(file, MEMBERS, options), []);
    assert.deepEqual(faults(file, STANDARD, options), []);
  });
  test(`types of legacy decorators (${kind})`, () => {
    assert.deepEqual(faults(file, MEMBERS, { ...options, ...LEGACY }), []);
  });
  test(`wrong uses do not compile (${kind})`, () => {
    const lines = faults(file, WRONG, options).map((fault) => parseInt(fault));
    assert.deepEqual(lines, [3, 4, 5, 6, 7, 8]);
  });
}
