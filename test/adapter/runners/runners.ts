import { join } from 'node:path';

export const RUNNERS = join(__dirname, '../../runners/node_modules');

/** How a test file is written. */
type Style = 'node:test' | 'mocha' | 'jest' | 'vitest';

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
  /** The majors of Node.js that it runs on; all of the matrix if left out. */
  readonly majors?: readonly number[];
  /** Whether the first scenario alone is tried on the other majors; the runners that differ only in a loader are not. */
  readonly isForAll?: boolean;
}

const JAVASCRIPT = { isModule: false, ending: '.js' };
const MODULE = { isModule: true, ending: '.js' };
const JEST = { ...JAVASCRIPT, style: 'jest', program: 'jest/bin/jest.js' } as const;
const VITEST = {
  isModule: true,
  ending: '.ts',
  style: 'vitest',
  program: 'vitest/vitest.mjs',
  files: { 'vitest.config.mjs': "export default { cacheDir: '.vite' };\n" },
} as const;
const VITEST_ARGS = ['run', '--testTimeout=600000', '--teardownTimeout=60000'];
const MOCHA = { ...JAVASCRIPT, style: 'mocha', program: 'mocha/bin/mocha.js' } as const;
const NODE_TEST = { ...JAVASCRIPT, style: 'node:test' } as const;

function jestConfig(more: object): Readonly<Record<string, string>> {
  return {
    'jest.config.json': JSON.stringify({ cacheDirectory: '<rootDir>/.cache', watchman: false, ...more }),
  };
}

const JEST_ARGS = ['--config', 'jest.config.json', '--ci', '--testTimeout=600000'];
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
  { ...JEST, name: 'jest as it is', args: JEST_ARGS, files: jestConfig({ transform: {} }), isForAll: true },
  { ...JEST, name: 'jest with two workers', args: [...JEST_ARGS, '-w', '2'], files: jestConfig({ transform: {} }) },
  {
    ...JEST,
    isModule: true,
    ending: '.ts',
    name: 'jest with babel-jest',
    args: JEST_ARGS,
    files: {
      ...jestConfig({}),
      'babel.config.json': JSON.stringify({
        presets: [['@babel/preset-env', { targets: { node: 'current' } }], '@babel/preset-typescript'],
      }),
      'package.json': JSON.stringify({ type: 'commonjs' }),
    },
  },
  { ...VITEST, name: 'vitest in forks', args: [...VITEST_ARGS, '--pool=forks'], isForAll: true },
  { ...VITEST, name: 'vitest in threads', args: [...VITEST_ARGS, '--pool=threads'] },
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
  return sum; // @return
}
`;
  const usesExpect = style === 'jest' || style === 'vitest';
  const from =
    style === 'node:test' && isTyped ? './total.ts' : isModule ? `./total${isTyped ? '' : '.js'}` : './total.js';
  const imports = [
    ...(style === 'node:test' ? [['test', 'node:test']] : []),
    ...(style === 'vitest' ? [['{ expect, test }', 'vitest']] : []),
    ...(usesExpect ? [] : [['assert', 'node:assert/strict']]),
    ['{ total }', from],
  ].map(([names, module]) =>
    isModule ? `import ${names} from '${module}';\n` : `const ${names} = require('${module}');\n`,
  );
  const value = `${called}total(rows)`;
  const check = usesExpect ? `expect(${value}).toBe(3);` : `assert.equal(${value}, 3);`;
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
