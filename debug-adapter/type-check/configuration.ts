import type { ts } from '@ts-morph/common';
import { saveStamp } from '../target/source-text.js';
import type { Compiler } from './compiler.js';

/** A project file, read. */
export interface Configuration {
  readonly options: ts.CompilerOptions;
  readonly files: readonly string[];
  readonly references: readonly ts.ProjectReference[];
  /** What makes it unusable, in words: it is no JSON, or extends what is not there. */
  readonly fault: string | undefined;
  /** What changes with every save of it, or of what it extends. */
  readonly stamp: () => string;
}

/** @param file with slashes, as TypeScript writes paths */
export function readConfiguration({ ts, isOurs }: Compiler, file: string): Configuration {
  let fault: ts.Diagnostic | undefined;
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (each: ts.Diagnostic) => (fault = each) };
  const parsed = ts.getParsedCommandLineOfConfigFile(file, {}, host);
  const faults = parsed ? ts.getConfigFileParsingDiagnostics(parsed) : [];
  fault ??= faults.find(({ code }) => code < 2000 || UNREADABLE.has(code));
  const { extendedSourceFiles: extended = [] } = (parsed?.options['configFile'] ?? {}) as ts.TsConfigSourceFile;
  return {
    options: parsed ? asToday(parsed.options, isOurs) : {},
    files: parsed?.fileNames ?? [],
    references: parsed?.projectReferences ?? [],
    fault: fault && ts.flattenDiagnosticMessageText(fault.messageText, ' '),
    stamp: () => [file, ...extended].map(saveStamp).join(' '),
  };
}

/** A file that does not exist, cannot be read, or is extended in a circle. */
const UNREADABLE = new Set([5083, 6053, 5012, 18000]);

/**
 * TypeScript 6, which is ours, leaves out the types of the packages installed unless they are named. A project without a
 * TypeScript of its own is seen by editors, which take them all.
 */
function asToday(options: ts.CompilerOptions, isOurs: boolean): ts.CompilerOptions {
  return { ...options, noEmit: true, ...(isOurs && options.types === undefined ? { types: ['*'] } : {}) };
}

/** For a file of no project: what editors take for JavaScript, as strict as needs no annotations. */
export function withoutProject({ ts, isOurs }: Compiler): ts.CompilerOptions {
  const options: ts.CompilerOptions = {
    allowJs: true,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ESNext,
    strict: false,
    strictNullChecks: true,
    strictFunctionTypes: true,
    strictBindCallApply: true,
    allowImportingTsExtensions: true,
    resolveJsonModule: true,
    esModuleInterop: true,
  };
  return asToday(options, isOurs);
}
