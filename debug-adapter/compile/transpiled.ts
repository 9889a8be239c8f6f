import { decodedMappings, TraceMap } from '@jridgewell/trace-mapping';
import { ts } from 'ts-morph';
import { checkerFor } from '../edit/captures.js';
import { outline, type Outline } from '../edit/definitions.js';
import { LineIndex } from '../positions.js';
import type { CompileFailure } from './compile-request.js';

/** One source, made JavaScript by itself: types are taken out, and nothing is rewritten for older engines. */
export interface Transpiled {
  readonly source: LineIndex;
  readonly outline: Outline;
  readonly checker: ts.TypeChecker;
  /** Where the start of a token is in the source; offsets. */
  readonly places: ReadonlyMap<number, number>;
}

export interface TranspileOptions {
  /** `useDefineForClassFields`: false puts the values of fields into constructors. */
  readonly definesFields: boolean;
  /** Whether JSX is calls of `jsx` and not of `React.createElement`. */
  readonly isNewJsx: boolean;
}

/** @throws SourceFault where the source has an error of syntax */
export function transpile(path: string, source: string, { definesFields, isNewJsx }: TranspileOptions): Transpiled {
  const made = ts.transpileModule(source, {
    fileName: path,
    reportDiagnostics: true,
    compilerOptions: {
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      moduleDetection: ts.ModuleDetectionKind.Force,
      jsx: isNewJsx ? ts.JsxEmit.ReactJSX : ts.JsxEmit.React,
      newLine: ts.NewLineKind.LineFeed,
      useDefineForClassFields: definesFields,
      experimentalDecorators: true,
      sourceMap: true,
      allowJs: true,
    },
  });
  const lines = new LineIndex(source);
  const [fault] = (made.diagnostics ?? []).filter(({ code }) => code < FIRST_SEMANTIC);
  if (fault) {
    const { line, column } = lines.positionAt(fault.start ?? 0);
    const error = ts.flattenDiagnosticMessageText(fault.messageText, ' ');
    throw new SourceFault({ reason: 'syntax', line0: line, column0: column, error });
  }
  const text = made.outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, '');
  const tree = outline(text);
  const out = new LineIndex(text);
  const places = new Map<number, number>();
  decodedMappings(new TraceMap(made.sourceMapText ?? '')).forEach((segments, line) => {
    for (const segment of segments) {
      if (segment.length === 1) continue;
      const [column, , sourceLine, sourceColumn] = segment;
      places.set(out.offsetAt({ line, column }), lines.offsetAt({ line: sourceLine, column: sourceColumn }));
    }
  });
  return { source: lines, outline: tree, checker: checkerFor(tree.source, text), places };
}

/** TypeScript's errors of syntax have smaller numbers. */
const FIRST_SEMANTIC = 2000;

export class SourceFault extends Error {
  constructor(readonly failure: CompileFailure) {
    super(failure.reason);
  }
}
