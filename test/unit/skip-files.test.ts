import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Script } from '../../debug-adapter/target/script.js';
import { SkipFiles } from '../../debug-adapter/target/skip-files.js';

/** @param place a path, or a URL of something that is no file */
function script(place: string): Script {
  const isPath = place.startsWith('/') || /^[A-Z]:\\/.test(place);
  const url = isPath ? `file://${place}` : place;
  const end = { line: 1, column: 0 };
  return {
    id: '1',
    url,
    path: isPath ? place : undefined,
    isModule: false,
    isFragment: false,
    sourceMapUrl: undefined,
    mayHaveOrigin: false,
    end,
  };
}

const INTERNALS = '<node_internals>/**';

/** What is skipped by these globs, and what is not. */
const GLOBS: readonly (readonly [globs: readonly string[], skipped: readonly string[], others: readonly string[]])[] = [
  [[], [], ['/shop/cart.js', 'node:fs', '/shop/node_modules/left/pad.js', 'evalmachine.<anonymous>']],
  [[INTERNALS], ['node:fs', 'node:internal/modules/run_main'], ['/shop/cart.js', '/node_internals/cart.js']],
  [['<node_internals>/internal/**'], ['node:internal/modules/run_main'], ['node:fs']],
  [
    ['**/generated/**'],
    ['/shop/generated/cart.js', '/shop/generated/deep/er/cart.js'],
    ['/shop/generated.js', 'node:fs'],
  ],
  [['/shop/*.js'], ['/shop/cart.js'], ['/shop/deep/cart.js', '/shop/cart.mjs', '/other/cart.js']],
  [['/shop/**/*.{cjs,mjs}'], ['/shop/a.cjs', '/shop/deep/a.mjs'], ['/shop/a.js']],
  [['**/.cache/**'], ['/shop/.cache/cart.js'], ['/shop/cache/cart.js']],
  [['**'], ['/shop/cart.js', '/shop/.cache/cart.js', 'node:fs'], []],
  [
    ['**/node_modules/**', '!**/node_modules/mine/**'],
    ['/a/node_modules/left/pad.js'],
    ['/a/node_modules/mine/pad.js'],
  ],
  [['!**/cart.js', '**/shop/**'], ['/shop/shop/cart.js'], ['/cart.js']],
  [['**/shop/**', '!**/cart.js', '**/old/**'], ['/shop/a.js', '/shop/old/cart.js'], ['/shop/cart.js']],
  [['**\\generated\\**'], ['/shop/generated/cart.js', 'C:\\shop\\generated\\cart.js'], ['/shop/cart.js']],
];

for (const [globs, skipped, others] of GLOBS) {
  test(`skipFiles ${JSON.stringify(globs)}`, () => {
    const files = new SkipFiles(globs);
    for (const place of skipped) assert.ok(files.isSkipped(script(place)), `${place} is skipped`);
    for (const place of others) assert.ok(!files.isSkipped(script(place)), `${place} is not skipped`);
  });
}

test('your own code is what has a file, is no dependency, and is not skipped', () => {
  const files = new SkipFiles([INTERNALS, '**/generated/**']);
  assert.ok(files.isUserCode(script('/shop/cart.js')));
  assert.ok(files.isUserCode(script('/node_modules_of_mine/cart.js')));
  for (const place of [
    '/shop/generated/cart.js',
    '/shop/node_modules/left/pad.js',
    'C:\\shop\\node_modules\\left\\pad.js',
    'node:fs',
    'evalmachine.<anonymous>',
    '',
  ]) {
    assert.ok(!files.isUserCode(script(place)), place);
  }
});

test('Node’s own code and dependencies are not yours, whatever is not skipped', () => {
  const files = new SkipFiles(['!**', '!<node_internals>/**']);
  for (const place of ['node:fs', '/shop/node_modules/left/pad.js']) {
    assert.ok(!files.isSkipped(script(place)), place);
    assert.ok(!files.isUserCode(script(place)), place);
  }
});

test('the runtime agent is never yours', () => {
  const files = new SkipFiles(['!**']);
  for (const place of ['node:hot-restart/bootstrap.cjs', 'node:hot-restart/hook.cjs']) {
    assert.ok(files.isAgent(script(place)), place);
    assert.ok(files.isSkipped(script(place)), place);
  }
  for (const place of ['/shop/runtime-agent/bootstrap.cjs', '/node:hot-restart/hook.cjs', 'node:fs']) {
    assert.ok(!files.isAgent(script(place)), place);
  }
});
