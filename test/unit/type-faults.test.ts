import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { mayBeChecked } from '../../debug-adapter/type-check/may-be-checked.js';
import { newFaults } from '../../debug-adapter/type-check/new-faults.js';
import { Projects } from '../../debug-adapter/type-check/projects.js';
import type { Answer, TypeFault } from '../../debug-adapter/type-check/question.js';
import { Project } from '../harness/debuggee.js';

/** Written `LINE:CODE:TEXT`, where the text of the line stands for the message, too. */
function faults(...written: string[]): TypeFault[] {
  return written.map((each) => {
    const [line = '', code = '', text = ''] = each.split(':');
    return {
      path: '/a.js',
      position: { line: Number(line), column: 0 },
      code: Number(code),
      error: text.trim(),
      line: text,
    };
  });
}

/** Which errors count as brought by the edit. */
const NEW: readonly (readonly [title: string, before: string[], after: string[], brought: string[]])[] = [
  ['none of those that were there', ['3:2322:a = 1'], ['3:2322:a = 1'], []],
  ['not one whose line has moved', ['3:2322:a = 1'], ['9:2322:a = 1'], []],
  ['not one whose line is indented otherwise', ['3:2322:a = 1'], ['3:2322:  a = 1'], []],
  ['one with another code', ['3:2322:a = 1'], ['3:2345:a = 1'], ['3:2345:a = 1']],
  ['one on a line with another text', ['3:2322:a = 1'], ['3:2322:a = 2'], ['3:2322:a = 2']],
  ['one more of the same', ['3:2322:a = 1'], ['3:2322:a = 1', '4:2322:a = 1'], ['4:2322:a = 1']],
  ['none of fewer', ['3:2322:a = 1', '4:2322:a = 1'], ['3:2322:a = 1'], []],
];

for (const [title, before, after, brought] of NEW) {
  test(`what an edit brings: ${title}`, () => {
    assert.deepEqual(newFaults(faults(...before), faults(...after)), faults(...brought));
  });
}

const CONFIG = { 'jsconfig.json': '{ "compilerOptions": { "checkJs": true, "strict": true } }' };

/** Whether a file `src/a.js` (or the one named) may be checked. */
const ASKED: readonly (readonly [title: string, files: Record<string, string>, isAsked: boolean])[] = [
  ['JavaScript', { 'src/a.js': 'f();' }, false],
  ['JavaScript that asks for it', { 'src/a.js': '#!/usr/bin/env node\n// @ts-check\nf();' }, true],
  ['JavaScript in a project with checkJs', { 'src/a.js': 'f();', ...CONFIG }, true],
  ['JavaScript in a project without it', { 'src/a.js': 'f();', 'tsconfig.json': '{}' }, false],
  ['JavaScript in a project that turns it off', { 'src/a.js': '', 'tsconfig.json': '{ "checkJs": false }' }, false],
  [
    'JavaScript in a project that extends one with it',
    { 'src/a.js': 'f();', 'tsconfig.json': '{ "extends": "./base" }', 'base.json': CONFIG['jsconfig.json'] },
    true,
  ],
  [
    'JavaScript in a project that refers to one with it',
    {
      'src/a.js': 'f();',
      'tsconfig.json': '{ "files": [], "references": [{ "path": "./src" }] }',
      'src/tsconfig.json': CONFIG['jsconfig.json'],
    },
    true,
  ],
  [
    'JavaScript in a project that extends itself',
    { 'src/a.js': '', 'tsconfig.json': '{ "extends": "./tsconfig" }' },
    false,
  ],
];

for (const [title, files, isAsked] of ASKED) {
  test(`${isAsked ? 'may be' : 'is not'} checked: ${title}`, () => {
    inFolder(files, (project) => {
      assert.equal(mayBeChecked(project.path('src/a.js'), project.read('src/a.js')), isAsked);
    });
  });
}

test('may be checked: TypeScript of any kind', () => {
  for (const name of ['a.ts', 'a.mts', 'a.cts', 'a.tsx']) assert.ok(mayBeChecked(join('/nowhere', name), ''));
});

const TOTAL = `/** @param {number} count @returns {number} */
function total(count) {
  return count * 2; // here
}
total(1);
`;

test('a file with // @ts-check is checked without a project', () => {
  const { errors } = edited({ 'a.js': `// @ts-check\n${TOTAL}` }, 'count * 2', "'two'");
  assert.deepEqual(errors, ["a.js:4 2322 Type 'string' is not assignable to type 'number'"]);
});

test('without it, nothing is said', () => {
  assert.deepEqual(edited({ 'a.js': TOTAL }, 'count * 2', "'two'").errors, []);
});

test('an edit that asks for the check is not blamed for what is older', () => {
  assert.deepEqual(edited({ 'a.js': TOTAL.replace('total(1)', "total('1')") }, /^/, '// @ts-check\n').errors, []);
});

test('an error that was there does not count', () => {
  const files = { 'a.js': `// @ts-check\n${TOTAL.replace('total(1)', "total('1')")}` };
  assert.deepEqual(edited(files, 'count * 2', 'count * 3').errors, []);
  assert.deepEqual(edited(files, 'count * 2', "count *\n 2 * 'x'.length").errors, []);
  assert.equal(edited(files, 'count * 2', 'count.length').errors.length, 1);
});

test('Node.js is not missing where its types are', () => {
  const files = { 'a.js': `// @ts-check\n${TOTAL}` };
  assert.deepEqual(edited(files, 'return', "process.exitCode = require('node:fs').constants.R_OK; return").errors, []);
});

const TWO = {
  'rate.js': '/** @param {string} name */\nexport function rate(name) {\n  return name.length;\n}\n',
  'a.js': "import { rate } from './rate.js';\nexport function total() {\n  return rate('net');\n}\n",
  'package.json': '{ "type": "module" }',
};

test('the project file says what is checked, and an import is followed', () => {
  const { errors } = edited({ ...TWO, ...CONFIG }, "rate('net')", 'rate(5)');
  assert.deepEqual(errors, ["a.js:3 2345 Argument of type 'number' is not assignable to parameter of type 'string'"]);
});

test('files that were edited together are seen together', () => {
  inFolder({ ...TWO, ...CONFIG }, (project) => {
    const before = [project.read('a.js'), project.read('rate.js')] as const;
    project.edit('a.js', "rate('net')", 'rate(5)');
    project.edit('rate.js', '{string}', '{number}');
    project.edit('rate.js', 'name.length', 'name / 2');
    const edits = [
      { path: project.path('a.js'), before: before[0], after: project.read('a.js') },
      { path: project.path('rate.js'), before: before[1], after: project.read('rate.js') },
    ];
    const projects = new Projects();
    const both = edits.map(({ path }) => path);
    assert.deepEqual(shown(project, projects.check(both, edits)), []);
    assert.deepEqual(shown(project, projects.check(both.slice(0, 1), edits)), []);
  });
});

test('a project that names its files takes what they import', () => {
  const jsconfig = '{ "compilerOptions": { "checkJs": true }, "files": ["main.js"] }';
  const files = { ...TWO, 'main.js': "import './a.js';\n", 'jsconfig.json': jsconfig };
  assert.equal(edited(files, "rate('net')", 'rate(5)').errors.length, 1);
  assert.deepEqual(edited({ ...files, 'main.js': '' }, "rate('net')", 'rate(5)').errors, []);
});

test('a project that only refers to others', () => {
  const files = {
    'tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }',
    'tsconfig.app.json':
      '{ "compilerOptions": { "checkJs": true, "composite": true, "outDir": "out" }, "include": ["*.js"] }',
  };
  assert.equal(edited({ ...TWO, ...files }, "rate('net')", 'rate(5)').errors.length, 1);
});

test('TypeScript is checked, with its project and without one', () => {
  const text = 'export function total(count: number): number {\n  return count * 2;\n}\n';
  const error = "a.ts:2 2322 Type 'string' is not assignable to type 'number'";
  assert.deepEqual(edited({ 'a.ts': text }, 'count * 2', "'two'", 'a.ts').errors, [error]);
  const files = { 'a.ts': text, 'tsconfig.json': '{ "compilerOptions": { "strict": true, "noUnusedLocals": true } }' };
  assert.deepEqual(edited(files, 'count * 2', "'two'", 'a.ts').errors, [error]);
  assert.deepEqual(
    edited(files, 'return', 'const unused = 1; return', 'a.ts').errors,
    [],
    'what is not used is no type',
  );
});

test("a project's own TypeScript is used, with its library", () => {
  const config = '{ "compilerOptions": { "checkJs": true, "strict": true, "types": ["node"] } }';
  inFolder({ ...TWO, 'jsconfig.json': config }, (project) => {
    project.linkPackages();
    const before = project.read('a.js');
    const path = project.path('a.js');
    const after = before.replace("rate('net')", 'rate(process.pid)');
    assert.equal(new Projects().check([path], [{ path, before, after }]).faults.length, 1);
    const good = before.replace("rate('net')", "rate([process.version].at(0) ?? '')");
    assert.deepEqual(new Projects().check([path], [{ path, before, after: good }]), { faults: [], broken: [] });
  });
});

for (const [what, text, error] of [
  ['is no JSON', '{ "compilerOptions": { "checkJs": true ', "'}' expected."],
  ['extends what is not there', '{ "extends": "./gone.json", "compilerOptions": { "checkJs": true } }', /gone\.json/],
] as const) {
  test(`a project file that ${what} is told`, () => {
    const { errors, answer } = edited({ ...TWO, 'jsconfig.json': text }, "rate('net')", 'rate(5)');
    assert.deepEqual(errors, []);
    const [broken] = answer.broken;
    assert.match(broken?.configuration ?? '', /jsconfig\.json$/);
    if (typeof error === 'string') assert.equal(broken?.error, error);
    else assert.match(broken?.error ?? '', error);
  });
}

test('a project file that is corrected is read again, and so are the files that it names', () => {
  inFolder({ ...TWO, 'jsconfig.json': '{ "compilerOptions": { "checkJs": true ' }, (project) => {
    const projects = new Projects();
    const path = project.path('a.js');
    const before = project.read('a.js');
    const after = before.replace("rate('net')", 'rate(5)');
    assert.equal(projects.check([path], [{ path, before, after }]).broken.length, 1);
    project.write('jsconfig.json', CONFIG['jsconfig.json']);
    assert.equal(projects.check([path], [{ path, before, after }]).faults.length, 1);
    project.edit('rate.js', '{string}', '{string | number}');
    project.edit('rate.js', 'name.length', 'String(name).length');
    assert.deepEqual(projects.check([path], [{ path, before, after }]), { faults: [], broken: [] });
  });
});

test('a folder behind a link is the same folder', { skip: process.platform === 'win32' }, () => {
  inFolder({ ...TWO, ...CONFIG }, (project) => {
    const other = new Project({});
    try {
      symlinkSync(project.folder, other.path('link'), 'dir');
      const path = other.path('link/a.js');
      const before = project.read('a.js');
      const after = before.replace("rate('net')", 'rate(5)');
      assert.equal(new Projects().check([path], [{ path, before, after }]).faults.length, 1);
    } finally {
      other.remove();
    }
  });
});

/** What an edit of one file brings. */
function edited(
  files: Record<string, string>,
  from: string | RegExp,
  to: string,
  name = 'a.js',
): { errors: string[]; answer: Answer } {
  return inFolder(files, (project) => {
    const path = project.path(name);
    const before = project.read(name);
    const projects = new Projects();
    projects.warmUp(path);
    project.edit(name, from, to);
    const answer = projects.check([path], [{ path, before, after: project.read(name) }]);
    return { errors: shown(project, answer), answer };
  });
}

function shown(project: Project, { faults }: Answer): string[] {
  return faults.map(
    ({ path, position, code, error }) =>
      `${path.slice(project.folder.length + 1)}:${position.line + 1} ${code} ${error}`,
  );
}

function inFolder<T>(files: Record<string, string>, work: (project: Project) => T): T {
  const project = new Project(files);
  try {
    return work(project);
  } finally {
    project.remove();
  }
}
