import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { Program, type Pause, type ProgramOptions } from './program.js';

const BINARIES = join(__dirname, '..', 'nodes', 'node_modules');

/** The Node majors that V8-FACTS.md speaks of as "Node". */
export const MATRIX: readonly number[] = [20, 22, 24, 26];

/** One Node of the matrix, and the programs that a test runs on it. */
export interface NodeUnderTest {
  readonly major: number;
  /** Starts a program, and stops it at its first statement. */
  readonly start: (source: string, options?: ProgramOptions) => Promise<{ program: Program; entry: Pause }>;
  /** Starts a program whose inspector waits for a connection. */
  readonly spawn: (source: string, options?: ProgramOptions) => Program;
}

/** Declares one fact, with one test for each Node. A Node that is not installed is reported as skipped. */
export function onEveryNode(fact: string, body: (node: NodeUnderTest) => Promise<void>, majors = MATRIX): void {
  describe(fact, () => {
    for (const major of majors) {
      const binary = join(BINARIES, `node-${major}`, 'bin', 'node');
      const skip = existsSync(binary) ? false : `Node ${major} is not installed`;
      test(`Node ${major}`, { skip, timeout: 60_000 }, () => runOn(major, binary, body));
    }
  });
}

async function runOn(major: number, binary: string, body: (node: NodeUnderTest) => Promise<void>): Promise<void> {
  const programs: Program[] = [];
  const spawn: NodeUnderTest['spawn'] = (source, options) => {
    const program = new Program(binary, source, options);
    programs.push(program);
    return program;
  };
  const start: NodeUnderTest['start'] = async (source, options) => {
    const program = spawn(source, options);
    return { program, entry: await program.connect() };
  };
  try {
    await body({ major, start, spawn });
  } catch (error) {
    throw new Error([String(error), ...programs.map(({ timeline }) => String(timeline))].join('\n'), { cause: error });
  } finally {
    await Promise.all(programs.map((program) => program.dispose()));
  }
}
