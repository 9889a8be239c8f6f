import { join } from 'node:path';

export const RUNNERS = join(__dirname, '../../runners/node_modules');

/** How a test file is written. */
type Style = 'node:test' | 'mocha' | 'vitest' | 'jest';

/** One way in which people run tests. */
export interface Runner {
  readonly name: string;
  readonly style: Style;
  readonly isModule: boolean;
  readonly ending: string;
  /** The file of the runner, in the packages of test/runners; Node.js itself if left out. */
  readonly program?: string;
  readonly runtimeArgs?: readonly string[];
  readonly args?: readonly string[];
  /** Files beside the program's. */
  readonly files?: Readonly<Record<string, string>>;
  /** What it compiles cannot be compiled again yet: only the stop is looked at. */
  readonly isCompiled?: boolean;
  /** The majors of Node.js that it runs on; all of the matrix if left out. */
  readonly majors?: readonly number[];
  /** Whether the first scenario alone is tried on the other majors; the runners that differ only in a loader are not. */
  readonly isForAll?: boolean;
}

const JAVASCRIPT = { isModule: false, ending: '.js' };
const MODULE = { isModule: true, ending: '.js' };
const VITEST = { ...MODULE, style: 'vitest', program: 'vitest/vitest.mjs', isCompiled: true } as const;
const JEST = { ...JAVASCRIPT, style: 'jest', program: 'jest/bin/jest.js' } as const;
const MOCHA = { ...JAVASCRIPT, style: 'mocha', program: 'mocha/bin/mocha.js' } as const;
const NODE_TEST = { ...JAVASCRIPT, style: 'node:test' } as const;

// Packages are linked into the project: what a runner keeps must not go there.
const VITEST_CONFIG = { 'vitest.config.js': "export default { cacheDir: './.cache' };\n" };
const VITEST_ARGS = ['run', '--reporter=verbose', '--testTimeout=0'];

function jestConfig(more: object): Readonly<Record<string, string>> {
  return {
    'jest.config.json': JSON.stringify({ cacheDirectory: '<rootDir>/.cache', watchman: false, ...more }),
    'babel.config.json': JSON.stringify({ presets: [['@babel/preset-env', { targets: { node: 'current' } }]] }),
  };
}

const JEST_ARGS = ['--config', 'jest.config.json', '--ci', '--testTimeout=600000'];
const SWC = { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } };
const TSCONFIG = {
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      target: 'es2022',
      module: 'commonjs',
      moduleResolution: 'node',
      ignoreDeprecations: '5.0',
      strict: true,
      esModuleInterop: true,
      types: ['node'],
    },
  }),
};

export const ALL_RUNNERS: readonly Runner[] = [
  { ...VITEST, name: 'vitest', args: VITEST_ARGS, files: VITEST_CONFIG, isForAll: true },
  { ...VITEST, name: 'vitest --pool=forks', args: [...VITEST_ARGS, '--pool=forks'], files: VITEST_CONFIG },
  { ...VITEST, name: 'vitest --pool=threads', args: [...VITEST_ARGS, '--pool=threads'], files: VITEST_CONFIG },
  { ...VITEST, name: 'vitest, TypeScript', ending: '.ts', args: VITEST_ARGS, files: VITEST_CONFIG },
  { ...JEST, name: 'jest as it is', args: JEST_ARGS, files: jestConfig({ transform: {} }), isForAll: true },
  { ...JEST, name: 'jest with two workers', args: [...JEST_ARGS, '-w', '2'], files: jestConfig({ transform: {} }) },
  { ...JEST, name: 'jest with babel-jest', isModule: true, isCompiled: true, args: JEST_ARGS, files: jestConfig({}) },
  {
    ...JEST,
    name: 'jest with ts-jest',
    isCompiled: true,
    isModule: true,
    ending: '.ts',
    args: JEST_ARGS,
    files: { ...TSCONFIG, ...jestConfig({ transform: { '\\.ts$': ['ts-jest', { diagnostics: false }] } }) },
  },
  {
    ...JEST,
    name: 'jest with @swc/jest',
    isCompiled: true,
    isModule: true,
    ending: '.ts',
    args: JEST_ARGS,
    files: jestConfig({ transform: { '\\.ts$': ['@swc/jest', SWC] } }),
  },
  // V8 of Node.js 26 ends with "Check failed: new_capacity > 0" as mocha's test throws under the debugger.
  { ...MOCHA, name: 'mocha', args: ['--timeout=0', 'total.test.js'], isForAll: true, majors: [20, 22, 24] },
  { ...MOCHA, ...MODULE, name: 'mocha, ES modules', args: ['--timeout=0', 'total.test.js'] },
  {
    ...MOCHA,
    isModule: true,
    ending: '.ts',
    name: 'mocha with tsx',
    args: ['--timeout=0', '--import=tsx', 'total.test.ts'],
  },
  {
    ...MOCHA,
    isModule: true,
    ending: '.ts',
    name: 'mocha with ts-node',
    args: ['--timeout=0', '-r', 'ts-node/register', 'total.test.ts'],
    files: { ...TSCONFIG, 'package.json': JSON.stringify({ type: 'commonjs' }) },
  },
  { ...NODE_TEST, name: 'node --test', runtimeArgs: ['--test', 'total.test.js'], isForAll: true },
  { ...NODE_TEST, ...MODULE, name: 'node --test, ES modules', runtimeArgs: ['--test', 'total.test.js'] },
  {
    ...NODE_TEST,
    isModule: true,
    ending: '.ts',
    name: 'node --test, type stripping',
    runtimeArgs: ['--test', 'total.test.ts'],
  },
  {
    ...NODE_TEST,
    isModule: true,
    ending: '.ts',
    name: 'node --test with tsx',
    runtimeArgs: ['--import', 'tsx', '--test', 'total.test.ts'],
  },
];

/** The function under test and its test. */
export function filesOf(
  runner: Runner,
  { isAsync, isWrong }: { isAsync: boolean; isWrong: boolean },
): Record<string, string> {
  const { isModule, ending, style, files } = runner;
  const isTyped = ending === '.ts';
  const rows = isTyped ? 'rows: readonly Row[]' : 'rows';
  const result = isTyped ? (isAsync ? ': Promise<number>' : ': number') : '';
  const [async, wait, called] = isAsync ? ['async ', '  await null;\n', 'await '] : ['', '', ''];
  // What a type needs is gone from what runs.
  const types = isTyped ? 'export interface Row {\n  readonly price: number;\n  readonly count: number;\n}\n\n' : '';
  const sum = isWrong ? 'sum += row.price;' : 'sum += row.price * row.count;';
  const guard = isWrong ? '' : "    if (row.count < 0) throw new Error('bad row'); // @throw\n";
  const own = `${async}function total(${rows})${result} {
  let sum = 0;
${wait}  for (const row of rows) {
${guard}    ${sum}
  }
  return sum;
}
`;
  const from =
    style === 'node:test' && isTyped ? './total.ts' : isModule ? `./total${isTyped ? '' : '.js'}` : './total.js';
  const imports = [
    ...(style === 'node:test' ? [['test', 'node:test']] : []),
    ...(style === 'vitest' ? [['{ expect, test }', 'vitest']] : []),
    ...(style === 'jest' || style === 'vitest' ? [] : [['assert', 'node:assert/strict']]),
    ['{ total }', from],
  ].map(([names, module]) =>
    isModule ? `import ${names} from '${module}';\n` : `const ${names} = require('${module}');\n`,
  );
  const value = `${called}total(rows)`;
  const check = style === 'jest' || style === 'vitest' ? `expect(${value}).toBe(3);` : `assert.equal(${value}, 3);`;
  const bad = isWrong ? '' : ', { price: 9, count: -1 }';
  const declared =
    isTyped && style !== 'node:test' && style !== 'vitest' ? 'declare const it: any, test: any, expect: any;\n' : '';
  return {
    'package.json': JSON.stringify({ type: isModule ? 'module' : 'commonjs' }),
    ...files,
    [`total${ending}`]: isModule ? `${types}export ${own}` : `${own}module.exports = { total };\n`,
    [`total.test${ending}`]: `${imports.join('')}${declared}
${style === 'mocha' ? 'it' : 'test'}('adds up', ${async}() => {
  const rows = [{ price: 1, count: 1 }, { price: 1, count: 2 }${bad}];
  ${check} // @assert
});
`,
  };
}
