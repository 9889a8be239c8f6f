import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathOfUrl } from '../../debug-adapter/files.js';
import { mapStackText, type Locate } from '../../debug-adapter/source-maps/stack-text.js';

/** Knows all that is called `cart.js`, whose source is beside it, 100 lines further down. */
const locate: Locate = (url, line1, column1) => {
  const path = pathOfUrl(url);
  if (path === undefined || !/[\\/]cart\.js$/.test(path) || path.includes('\n')) return undefined;
  return { path: path.replace(/\.js$/, '.ts'), line1: line1 + 100, column1: column1 + 10 };
};

const FRAMES: readonly (readonly [frame: string, mapped: string])[] = [
  ['    at total (file:///shop/cart.js:1:2)', '    at total (/shop/cart.ts:101:12)'],
  ['    at file:///shop/cart.js:1:2', '    at /shop/cart.ts:101:12'],
  ['    at /shop/cart.js:1:2', '    at /shop/cart.ts:101:12'],
  ['    at async /shop/cart.js:1:2', '    at async /shop/cart.ts:101:12'],
  ['    at async total (/shop/cart.js:1:2)', '    at async total (/shop/cart.ts:101:12)'],
  ['    at new Cart (/shop/cart.js:1:2)', '    at new Cart (/shop/cart.ts:101:12)'],
  ['    at Cart.total [as sum] (/shop/cart.js:1:2)', '    at Cart.total [as sum] (/shop/cart.ts:101:12)'],
  ['    at Object.<anonymous> (/shop/cart.js:1:2)', '    at Object.<anonymous> (/shop/cart.ts:101:12)'],
  ['    at Cart.a (b) c (/shop/cart.js:1:2)', '    at Cart.a (b) c (/shop/cart.ts:101:12)'],
  ['    at total (/my shop (1)/at home/cart.js:1:2)', '    at total (/my shop (1)/at home/cart.ts:101:12)'],
  ['    at /my shop (1)/cart.js:1:2', '    at /my shop (1)/cart.ts:101:12'],
  ['    at total (file:///my%20shop/cart.js:1:2)', '    at total (/my shop/cart.ts:101:12)'],
  ['    at total (C:\\my shop\\cart.js:1:2)', '    at total (C:\\my shop\\cart.ts:101:12)'],
  ['    at C:\\shop\\cart.js:1:2', '    at C:\\shop\\cart.ts:101:12'],
  ['    at total (/$1/$&/cart.js:1:2)', '    at total (/$1/$&/cart.ts:101:12)'],
  [
    '    at eval (eval at total (/shop/cart.js:1:2), <anonymous>:3:4)',
    '    at eval (eval at total (/shop/cart.ts:101:12), <anonymous>:3:4)',
  ],
  [
    '    at eval (eval at a (eval at b (file:///shop/cart.js:1:2), <anonymous>:5:6), <anonymous>:3:4)',
    '    at eval (eval at a (eval at b (/shop/cart.ts:101:12), <anonymous>:5:6), <anonymous>:3:4)',
  ],
  // As `util.inspect` shows errors: with properties after them, in lists, inside others, in colours.
  ['    at total (/shop/cart.js:1:2) {', '    at total (/shop/cart.ts:101:12) {'],
  ['      at /shop/cart.js:1:2,', '      at /shop/cart.ts:101:12,'],
  ['      at /shop/cart.js:1:2 ]', '      at /shop/cart.ts:101:12 ]'],
  ['\x1b[90m    at total (/shop/cart.js:1:2)\x1b[39m', '\x1b[90m    at total (/shop/cart.ts:101:12)\x1b[39m'],
  ['\tat /shop/cart.js:1:2', '\tat /shop/cart.ts:101:12'],
];

// A drive letter means a path on every system, but only Windows has its slashes.
for (const [frame, mapped] of FRAMES) {
  test(frame.trim(), () => assert.equal(mapStackText(frame, locate), mapped));
}

const OTHERS = [
  '',
  'Error: at /shop/cart.js:1:2',
  'at /shop/cart.js:1:2',
  'Error: nothing at all',
  '/shop/cart.js:1\nthrow new Error()\n^\n',
  '    at total (/shop/other.js:1:2)',
  '    at total (/shop/cart.js)',
  '    at total (/shop/cart.js:1)',
  '    at total (/shop/cart.js:1:2) and more',
  '    at Array.map (<anonymous>)',
  '    at async Promise.all (index 0)',
  '    at node:internal/main/run_main_module:23:47',
  '    at Module._compile (node:internal/modules/cjs/loader:1554:14)',
  '    at new Promise (<anonymous>)',
  '    at evalmachine.<anonymous>:1:1',
  '    at ',
  '    at (',
  '    at :1:2',
  `    at ${'('.repeat(5_000)}/shop/cart.js:1:2)`,
];

for (const text of OTHERS) {
  test(`stays as it is: ${JSON.stringify(text).slice(0, 80)}`, () => assert.equal(mapStackText(text, locate), text));
}

test('a whole stack, with whatever ends its lines', () => {
  for (const ending of ['\n', '\r\n', '\r']) {
    const lines = ['Error: a $1 (b)', '', ...FRAMES.map(([frame]) => frame), ...OTHERS, '  [cause]: Error: c', ''];
    const mapped = ['Error: a $1 (b)', '', ...FRAMES.map(([, each]) => each), ...OTHERS, '  [cause]: Error: c', ''];
    assert.equal(mapStackText(lines.join(ending), locate), mapped.join(ending));
  }
});

test('nothing is changed where nothing is known', () => {
  const text = [...FRAMES.flat(), ...OTHERS].join('\n');
  assert.equal(
    mapStackText(text, () => undefined),
    text,
  );
});

test('each place is asked for as V8 knows the script', () => {
  const asked: unknown[] = [];
  mapStackText('    at total (file:///my%20shop/cart.mjs:12:34)', (...place) => {
    asked.push(place);
    return undefined;
  });
  assert.deepEqual(asked.at(-1), ['file:///my%20shop/cart.mjs', 12, 34]);
});
