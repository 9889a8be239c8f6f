import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Change } from '../../debug-adapter/edit/compare.js';
import { outline } from '../../debug-adapter/edit/definitions.js';
import { settleScopes, type Settled } from '../../debug-adapter/edit/scope-check.js';
import { LineIndex } from '../../debug-adapter/positions.js';
import { changesBetween } from './changes.js';

interface Case {
  readonly name: string;
  readonly running: string;
  readonly saved: string;
  /** `reason variable`, and what stands in the saved text at the place that the sentence names. */
  readonly refused?: readonly (readonly [what: string, at: string])[];
  /** `read name` or `assigned name`, of all changes. */
  readonly keeps?: readonly string[];
  /** The functions that are sent; all that changed, where it is left out. */
  readonly sent?: readonly string[];
  readonly kind?: 'CommonJS' | 'ES module';
}

function settle(running: string, saved: string, kind = 'CommonJS'): { changes: Change[]; settled: Settled } {
  const versions = {
    path: '/f.js',
    running: outline(running),
    saved: outline(saved),
    isCommonJs: kind === 'CommonJS',
    additions: [],
  };
  const changes = changesBetween(versions.running, versions.saved);
  return { changes, settled: settleScopes(versions, changes) };
}

const CASES: readonly Case[] = [
  {
    name: 'the variables that the function used, in another way',
    running: 'const k = 1;\nfunction f(n) { return n + k; }',
    saved: 'const k = 1;\nfunction f(n) { const m = k; return m * n * k; }',
  },
  {
    name: 'a variable that another function uses',
    running: 'const k = 1;\nfunction f(n) { return n; }\nfunction g() { return k; }',
    saved: 'const k = 1;\nfunction f(n) { return n + k; }\nfunction g() { return k; }',
  },
  {
    name: 'a global',
    running: 'function f(n) { return n; }',
    saved: 'function f(n) { return Math.max(n, globalThis.k, process.pid, undefined); }',
  },
  {
    name: 'variables, functions and classes of its own',
    running: 'function f(n) { return n; }',
    saved:
      'function f(n) { const m = n, g = () => m + n; class A { #p = m; q() { return this.#p; } } return g() + new A().q(); }',
  },
  {
    name: 'names that are no variables: of properties, members and labels',
    running: 'const k = 1;\nfunction f(n) { return n; }',
    saved:
      'const k = 1;\nfunction f(n) { const { k: m } = n; class A { k() {} get k() {} }\n' +
      'k: for (;;) break k; return { k: m, l: n.k, m: new A().k }; }',
  },
  {
    name: 'a variable that no function used (E6)',
    running: 'const k = 1;\nfunction f(n) { return n; }',
    saved: 'const k = 1;\nfunction f(n) { return n + k; }',
    refused: [['capture gained k', 'k; }']],
    sent: [],
  },
  {
    name: 'an import that no function used',
    running: "import { k } from 'k';\nfunction f(n) { return n; }",
    saved: "import { k } from 'k';\nfunction f(n) { return k; }",
    refused: [['capture gained k', 'k; }']],
    sent: [],
    kind: 'ES module',
  },
  {
    name: 'a variable of the function around it that no function used',
    running: 'function outer(k) { return () => { return 1; }; }',
    saved: 'function outer(k) { return () => { return k; }; }',
    refused: [['capture gained k', 'k; }; }']],
    sent: [],
  },
  {
    name: 'the same name in another function is another variable',
    running: 'function outer(k) { return () => { return 1; }; }\nfunction other(k) { return () => k; }',
    saved: 'function outer(k) { return () => { return k; }; }\nfunction other(k) { return () => k; }',
    refused: [['capture gained k', 'k; }; }\n']],
    sent: [],
  },
  {
    name: 'the same name in another block is another variable',
    running: '{ const k = 1; g(() => k); }\n{ const k = 2; g(() => { return 1; }); }',
    saved: '{ const k = 1; g(() => k); }\n{ const k = 2; g(() => { return k; }); }',
    refused: [['capture gained k', 'k; }); }']],
    sent: [],
  },
  {
    name: '`this` of the function around an arrow function',
    running: 'function outer() { return () => { return 1; }; }',
    saved: 'function outer() { return () => { return this; }; }',
    refused: [['capture gained this', 'this']],
    sent: [],
  },
  {
    name: '`arguments` of the function around an arrow function',
    running: 'function outer() { return () => { return 1; }; }',
    saved: 'function outer() { return () => { return arguments; }; }',
    refused: [['capture gained arguments', 'arguments']],
    sent: [],
  },
  {
    name: '`this` and `arguments` of its own',
    running: 'function f() { return 1; }',
    saved: 'function f() { return [this, arguments, new.target]; }',
  },
  {
    name: '`require` is a parameter of a CommonJS module',
    running: "'use strict';\nfunction f(n) { return n; }",
    saved: "'use strict';\nfunction f(n) { return require('k'); }",
    refused: [['capture gained require', "require('k')"]],
    sent: [],
  },
  {
    name: '`require` is a global of an ES module',
    running: "'use strict';\nfunction f(n) { return n; }",
    saved: "'use strict';\nfunction f(n) { return require('k'); }",
    kind: 'ES module',
  },
  {
    name: 'with an eval in the module all its variables are there (E6a)',
    running: "const k = 1, used = 2;\nfunction f(n) { return used; }\n() => eval('');",
    saved: "const k = 1, used = 2;\nfunction f(n) { return k; }\n() => eval('');",
  },
  {
    name: 'an eval that the edit brings changes what is kept',
    running: 'const k = 1;\nfunction f(n) { return n; }',
    saved: "const k = 1;\nfunction f(n) { eval(''); return k; }",
    refused: [['capture gained eval', 'function f']],
    sent: [],
  },
  {
    name: 'the last `eval` of a module',
    running: "const k = 1, used = 2;\nfunction f(n) { return used + eval('1'); }",
    saved: 'const k = 1, used = 2;\nfunction f(n) { return used; }',
    keeps: ['read eval'],
  },

  {
    name: 'the last use of a variable (E6b)',
    running: 'const k = 1;\nfunction f(n) { return n + k; }',
    saved: 'const k = 1;\nfunction f(n) { return n; }',
    keeps: ['read k'],
  },
  {
    name: 'one of two uses',
    running: 'const k = 1;\nfunction f(n) { return n + k; }\nfunction g() { return k; }',
    saved: 'const k = 1;\nfunction f(n) { return n; }\nfunction g() { return k; }',
  },
  {
    name: 'the last assignment of a variable (E11)',
    running: 'let k = 1;\nfunction f(n) { k++; }\nfunction g() { return k; }',
    saved: 'let k = 1;\nfunction f(n) { return n; }\nfunction g() { return k; }',
    keeps: ['assigned k'],
  },
  {
    name: 'one of two assignments',
    running: 'let k = 1;\nfunction f(n) { k++; }\nfunction g() { k = 3; }',
    saved: 'let k = 1;\nfunction f(n) { return n; }\nfunction g() { k = 3; }',
  },
  {
    name: 'an assignment at the top level is one, too',
    running: 'let k = 1;\nk = 2;\nfunction f(n) { k++; }',
    saved: 'let k = 1;\nk = 2;\nfunction f(n) { return n; }',
    keeps: ['read k'],
  },
  {
    name: 'the last use and the last assignment in one',
    running: 'let k = 1;\nfunction f(n) { [k] = [n]; }',
    saved: 'let k = 1;\nfunction f(n) { return n; }',
    keeps: ['read k', 'assigned k'],
  },
  {
    name: 'an assignment in place of the use',
    running: 'let k = 1;\nfunction f(n) { return k; }',
    saved: 'let k = 1;\nfunction f(n) { k = n; }',
  },
  {
    name: 'a use in a function inside it that goes',
    running: 'const k = 1;\nfunction f(rows) { return rows.map((row) => row * k); }',
    saved: 'const k = 1;\nfunction f(rows) { return rows; }',
    keeps: ['read k'],
  },
  {
    name: 'a private name',
    running: 'class A { #p = 1; f() { return this.#p; } }',
    saved: 'class A { #p = 1; f() { return 1; } }',
  },
  {
    name: 'the name of the class in the class',
    running: 'class A { f() { return A; } }\nnew A();',
    saved: 'class A { f() { return 1; } }\nnew A();',
    keeps: ['read A'],
  },
  {
    name: 'a name that something inside now hides cannot be kept',
    running: 'const k = 1;\nfunction f(n) { return n + k; }',
    saved: 'const k = 1;\nfunction f(n) { const k = 2; return n + k; }',
    refused: [['capture lost k', 'function f']],
    keeps: ['read k'],
    sent: [],
  },
  {
    name: '`super` is kept, too',
    running: 'class A extends B { f() { return () => { return super.f(); }; } }',
    saved: 'class A extends B { f() { return () => { return 1; }; } }',
    keeps: ['read super'],
  },

  {
    name: 'a name that is new at the top level (E6c)',
    running: 'function f(n) { return n; }',
    saved: 'function f(n) { return help(n); }\nfunction help(n) { return n; }',
    refused: [['new name help', 'help(n); }\n']],
    sent: [],
  },
  {
    name: 'a name that is new in the function around it',
    running: 'function outer() { return () => { return 1; }; }',
    saved: 'function outer() { const k = 2; return () => { return k; }; }',
    sent: ['outer'],
  },
  {
    name: 'a function that may go takes the others along',
    running: 'const k = 1, m = 1;\nfunction f() { return 1; }\nfunction g() { return m; }',
    saved: 'const k = 1, m = 1;\nfunction f() { return k; }\nfunction g() { return m + 1; }',
    refused: [['capture gained k', 'k; }']],
    sent: ['g'],
  },
  {
    name: 'a use that moves from one function to another',
    running: 'const k = 1;\nfunction f() { return k; }\nfunction g() { return 1; }',
    saved: 'const k = 1;\nfunction f() { return 1; }\nfunction g() { return k; }',
  },
  {
    name: 'a use that would move, to a function that is refused',
    running: 'const k = 1;\nfunction f() { return k; }\nfunction g() { return 1; }',
    saved:
      'const k = 1;\nfunction f() { return 1; }\nfunction g() { return k + help(); }\nfunction help() { return 1; }',
    refused: [['new name help', 'help(); }']],
    keeps: ['read k'],
    sent: ['f'],
  },
];

for (const { name, running, saved, refused = [], keeps = [], sent, kind } of CASES) {
  test(name, () => {
    const { changes, settled } = settle(running, saved, kind);
    const lines = new LineIndex(saved);
    const found = settled.refused.map(({ change, refusal }) => {
      assert.ok('variable' in refusal && 'place' in refusal);
      assert.equal(refusal.function, change.after.name);
      assert.equal(refusal.place.path, '/f.js');
      const offset = lines.offsetAt(refusal.place.position);
      return { what: `${refusal.reason} ${refusal.variable}`, rest: saved.slice(offset) };
    });
    assert.deepEqual(
      found.map(({ what }) => what),
      refused.map(([what]) => what),
    );
    for (const [index, [, at]] of refused.entries()) assert.equal(found[index]?.rest.slice(0, at.length), at);
    const kept = [...settled.keeps.values()].flat().map(({ use, variable }) => `${use} ${variable}`);
    assert.deepEqual(kept, keeps);
    const { splices } = settled.composed;
    assert.deepEqual(
      splices.map(({ change }) => change.before.name),
      sent ?? changes.map(({ before }) => before.name),
    );
  });
}

/** Edits of a function that is not running: V8 would answer `Ok`, and no later edit would reach the function (E6). */
const WITHOUT_EFFECT: readonly { readonly name: string; readonly running: string; readonly saved: string }[] = [
  {
    name: 'a variable that no function used, in the function that the file starts with',
    running: 'function f(n) { return n; }\nconst k = 1;',
    saved: 'function f(n) { return n + k; }\nconst k = 1;',
  },
  {
    name: 'the first `eval` of a module',
    running: 'const k = 1, used = 2;\nfunction f(n) { return used; }',
    saved: "const k = 1, used = 2;\nfunction f(n) { return used + eval('1'); }",
  },
  {
    name: 'the first `super` of a class',
    running: 'class A extends B { f() { return 1; } }',
    saved: 'class A extends B { f() { return super.f(); } }',
  },
];

for (const { name, running, saved } of WITHOUT_EFFECT) {
  test(`is not sent: ${name}`, () => {
    assert.deepEqual(settle(running, saved).settled.composed.splices, []);
  });
}

test('a top level as a whole has no scope around it', () => {
  const running = outline('const k = 1;\nfunction f() { return k; }\nf();');
  const saved = outline('const k = 2;\nfunction f() { return k + m; }\nf();');
  const versions = { path: '/f.js', running, saved, isCommonJs: true, additions: [] };
  const change: Change = { kind: 'changed', before: running.module, after: saved.module, inside: [] };
  const { refused, composed } = settleScopes(versions, [change]);
  assert.deepEqual(refused, []);
  assert.equal(composed.text, saved.text);
});
