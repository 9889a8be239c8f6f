import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DEFAULT_OVERRIDES, PathOverrides } from '../../debug-adapter/source-maps/path-overrides.js';
import { SourcePaths } from '../../debug-adapter/source-maps/source-path.js';

interface Case {
  readonly source: string;
  readonly root?: string;
  readonly overrides?: Readonly<Record<string, string>>;
  /** The workspace folder; null for none. */
  readonly workspace?: string | null;
  /** The map's path; null for one inside the script. */
  readonly map?: string | null;
  readonly script?: string | null;
  /** The files that there are. */
  readonly files?: readonly string[];
  readonly path: string | undefined;
}

const SCRIPT = '/w/shop/dist/main.js';

function resolved({ source, root, overrides, workspace, map, script, files }: Case) {
  const place = {
    scriptPath: script === undefined ? SCRIPT : (script ?? undefined),
    mapPath: map === undefined ? '/w/shop/dist/main.js.map' : (map ?? undefined),
  };
  const folder = workspace === undefined ? '/w/shop' : (workspace ?? undefined);
  return new SourcePaths(place, overrides ?? {}, folder, (path) => files?.includes(path) ?? false).resolve(
    source,
    root,
  );
}

const GROUPS: { readonly [group: string]: readonly Case[] } = {
  'paths and URLs': [
    { source: '../src/cart.ts', path: '/w/shop/src/cart.ts' },
    { source: 'cart.ts', path: '/w/shop/dist/cart.ts' },
    { source: 'cart.ts', map: '/maps/main.js.map', path: '/maps/cart.ts' },
    { source: 'cart.ts', map: '/maps/main.js.map', files: ['/w/shop/dist/cart.ts'], path: '/w/shop/dist/cart.ts' },
    { source: 'cart.ts', map: null, path: '/w/shop/dist/cart.ts' },
    { source: 'src/cart.ts', files: ['/w/shop/src/cart.ts'], path: '/w/shop/src/cart.ts' },
    { source: 'cart.ts', map: null, script: null, workspace: null, path: undefined },
    { source: '/w/lib/../shop/cart.ts', path: '/w/shop/cart.ts' },
    { source: 'file:///w/my%20shop/cart.ts', path: '/w/my shop/cart.ts' },
    { source: 'file:///w/%zz/cart.ts', path: undefined },
    { source: '../my%20src/cart.ts', files: ['/w/shop/my src/cart.ts'], path: '/w/shop/my src/cart.ts' },
    { source: '../my%20src/cart.ts', files: ['/w/shop/my%20src/cart.ts'], path: '/w/shop/my%20src/cart.ts' },
    { source: '../100%/cart.ts', path: '/w/shop/100%/cart.ts' },
    { source: '../src/what?.ts', files: ['/w/shop/src/what?.ts'], path: '/w/shop/src/what?.ts' },
    { source: 'C:\\shop\\src\\cart.ts', path: 'C:\\shop\\src\\cart.ts' },
    { source: 'C:/shop/src/../cart.ts', path: 'C:\\shop\\cart.ts' },
    { source: 'https://example.com/cart.ts', path: undefined },
    { source: 'node:fs', path: undefined },
    { source: 'virtual:shop/cart.ts', path: undefined },
    { source: '../\0commonjsHelpers.js', path: undefined },
    { source: '', path: undefined },
  ],
  sourceRoot: [
    { source: 'cart.ts', root: '../src', path: '/w/shop/src/cart.ts' },
    { source: 'cart.ts', root: '../src/', path: '/w/shop/src/cart.ts' },
    { source: '../lib/cart.ts', root: '../src/', path: '/w/shop/lib/cart.ts' },
    { source: 'cart.ts', root: '/srv/src', path: '/srv/src/cart.ts' },
    { source: 'cart.ts', root: '/src', files: ['/w/shop/src/cart.ts'], path: '/w/shop/src/cart.ts' },
    { source: 'src/cart.ts', root: '/', files: ['/w/shop/src/cart.ts'], path: '/w/shop/src/cart.ts' },
    { source: '/srv/cart.ts', root: '../src', path: '/srv/cart.ts' },
    { source: 'file:///srv/cart.ts', root: '../src', path: '/srv/cart.ts' },
    { source: 'cart.ts', root: 'file:///srv/my%20src/', path: '/srv/my src/cart.ts' },
    { source: '../cart.ts', root: 'file:///srv/src', path: '/srv/cart.ts' },
    { source: './src/cart.ts', root: 'webpack://shop/', path: '/w/shop/src/cart.ts' },
    { source: '/src/cart.ts', root: 'webpack://shop', path: '/w/shop/src/cart.ts' },
    { source: 'cart.ts', root: 'https://example.com/src', path: undefined },
    { source: 'cart.ts', root: 'C:\\shop\\src', path: 'C:\\shop\\src\\cart.ts' },
  ],
  webpack: [
    { source: 'webpack://shop/./src/cart.ts', path: '/w/shop/src/cart.ts' },
    { source: 'webpack:///./src/cart.ts', path: '/w/shop/src/cart.ts' },
    { source: 'webpack:///src/cart.ts?1a2b', path: '/w/shop/src/cart.ts' },
    { source: 'webpack://shop/./src/cart.ts?a=/b?c', path: '/w/shop/src/cart.ts' },
    { source: 'webpack://@ada/shop/./src/cart.ts', path: '/w/shop/src/cart.ts' },
    { source: 'webpack:///./~/left/pad.js', path: '/w/shop/node_modules/left/pad.js' },
    { source: 'webpack:////srv/cart.ts', path: '/srv/cart.ts' },
    { source: 'webpack:///C:/shop/cart.ts', path: 'C:\\shop\\cart.ts' },
    { source: 'webpack://shop/../lib/rate.ts', path: '/w/lib/rate.ts' },
    { source: 'webpack-internal:///./src/cart.ts', path: '/w/shop/src/cart.ts' },
    { source: 'webpack-internal:///(rsc)/./src/cart.ts', path: '/w/shop/src/cart.ts' },
    { source: 'webpack-internal:///./src/cart.ts', map: null, script: null, path: '/w/shop/src/cart.ts' },
    { source: 'webpack-internal:///./src/cart.ts', map: null, script: null, workspace: null, path: undefined },
    { source: 'webpack://_N_E/(rsc)/./src/cart.ts', files: ['/w/shop/src/cart.ts'], path: '/w/shop/src/cart.ts' },
    // A package in a larger workspace.
    {
      source: 'webpack://shop/./src/cart.ts',
      workspace: '/w',
      files: ['/w/shop/src/cart.ts'],
      path: '/w/shop/src/cart.ts',
    },
    {
      source: 'webpack://shop/./src/cart.ts',
      workspace: null,
      files: ['/w/shop/src/cart.ts'],
      path: '/w/shop/src/cart.ts',
    },
    { source: 'webpack://shop/./src/cart.ts', workspace: null, path: '/w/shop/src/cart.ts' },
    {
      source: 'webpack://shop/./src/cart.ts',
      workspace: '/other',
      files: ['/w/shop/src/cart.ts'],
      path: '/other/src/cart.ts',
    },
    // The bundle of a file with the same name is not its source.
    {
      source: 'webpack://shop/./main.js',
      workspace: '/w',
      files: [SCRIPT, '/w/shop/main.js'],
      path: '/w/shop/main.js',
    },
    { source: 'webpack://shop/./main.js', files: [SCRIPT], path: '/w/shop/main.js' },
    // What webpack makes itself.
    { source: 'webpack://shop/webpack/bootstrap', path: undefined },
    { source: 'webpack:///webpack/runtime/define property getters', path: undefined },
    { source: 'webpack://shop/external node-commonjs "fs"', path: undefined },
    { source: 'webpack:///(webpack)/buildin/module.js', path: undefined },
    { source: 'webpack://shop/ignored|./src|fs', path: undefined },
  ],
  'Vite, Turbopack, Meteor': [
    { source: '/@fs/w/lib/rate.ts', path: '/w/lib/rate.ts' },
    { source: '/@fs/C:/lib/rate.ts', path: 'C:\\lib\\rate.ts' },
    { source: '/w/shop/src/cart.ts?v=1a2b', path: '/w/shop/src/cart.ts' },
    { source: '/src/cart.ts', files: ['/w/shop/src/cart.ts'], path: '/w/shop/src/cart.ts' },
    { source: 'cart.ts', map: null, script: '/w/shop/src/cart.ts', path: '/w/shop/src/cart.ts' },
    { source: '/w/shop/src/App.vue?vue&type=script', path: '/w/shop/src/App.vue?vue&type=script' },
    { source: 'turbopack://[project]/src/cart.ts', path: '/w/shop/src/cart.ts' },
    { source: 'turbopack:///[project]/src/cart.ts', path: '/w/shop/src/cart.ts' },
    {
      source: 'turbopack:///[project]/src/cart.ts [app-rsc] (ecmascript)',
      files: ['/w/shop/src/cart.ts'],
      path: '/w/shop/src/cart.ts',
    },
    { source: 'turbopack:///[turbopack]/runtime.ts', path: undefined },
    { source: 'meteor://💻app/imports/cart.ts', path: '/w/shop/imports/cart.ts' },
    { source: 'meteor://other/cart.ts', path: undefined },
  ],
  sourceMapPathOverrides: [
    { source: 'webpack://shop/./src/cart.ts', overrides: { 'webpack://shop/./*': '/srv/*' }, path: '/srv/src/cart.ts' },
    {
      source: 'webpack://shop/./src/cart.ts',
      overrides: { 'webpack://shop/./*': '${workspaceFolder}/client/*' },
      path: '/w/shop/client/src/cart.ts',
    },
    {
      source: 'webpack://shop/./src/cart.ts',
      overrides: { 'webpack://shop/./*': '/gone/*' },
      files: ['/w/shop/src/cart.ts'],
      path: '/w/shop/src/cart.ts',
    },
    { source: '../src/cart.ts', overrides: { '../src/*': 'file:///srv/my%20src/*' }, path: '/srv/my src/cart.ts' },
    { source: '/build/src/cart.ts', overrides: { '/build': '/srv' }, path: '/srv/src/cart.ts' },
    { source: 'cart.ts', root: '/build/', overrides: { '/build/*': '/srv/*' }, path: '/srv/cart.ts' },
    { source: 'app:///cart.ts', overrides: { 'app:///*': '../src/*' }, path: '/w/shop/src/cart.ts' },
    { source: 'app:///cart.ts', overrides: { 'app:///*': '${workspaceFolder}/*' }, workspace: null, path: undefined },
  ],
};

for (const [group, cases] of Object.entries(GROUPS)) {
  describe(group, () => {
    for (const each of cases) {
      const { path, ...given } = each;
      test(JSON.stringify(given), () => assert.equal(resolved(each).path, path));
    }
  });
}

test('a source that is no file has its URL, with the root', () => {
  assert.deepEqual(resolved({ source: 'cart.ts', root: 'https://example.com/src', path: undefined }), {
    path: undefined,
    url: 'https://example.com/src/cart.ts',
  });
});

describe('a rule of sourceMapPathOverrides', () => {
  const FOLDER = '/w/$1 & co';
  const RULES: readonly (readonly [Record<string, string>, source: string, applied: string | undefined])[] = [
    [{ '/a/*': '/b/*' }, '/a/foo/bar', '/b/foo/bar'],
    [{ '/a/*': '/b/*' }, '/q/foo/bar', undefined],
    [{ '/a/*': '/b/*' }, '/A/Foo', '/b/Foo'],
    [{ '/a/*': '/b' }, '/a/foo/bar', '/b'],
    [{ '/a': '/b' }, '/a', '/b'],
    [{ '/a': '/b' }, '/a/foo', '/b/foo'],
    [{ '/a': '/b' }, '/another', undefined],
    [{ '/a/?:*/*': '/b/*' }, '/a/foo/bar', '/b/bar'],
    [{ '/a/*': '/c', '/a/foo': '/b' }, '/a/foo', '/b'],
    [{ '/a/*': '/c/$/$1/$$/*' }, '/a/foo', '/c/$/$1/$$/foo'],
    [{ '/a/([^/]+)/(.+)': '/c/dir-$1/$2' }, '/a/b/foo', '/c/dir-b/foo'],
    [{ '/a/(.+)': '${workspaceFolder}/$1' }, '/a/b', `${FOLDER}/b`],
    [{ '/a/*': '${workspaceFolder}/*' }, '/a/$1', `${FOLDER}/$1`],
    [{ '/a/(': '/c/$1' }, '/a/(', undefined],
    [{ '/*/a/*': '/b/*' }, '/x/a/y', undefined],
    [{ '/a/*': '/b/*/*' }, '/a/foo', undefined],
    [{ 'H:\\shop\\*': 'D:\\*' }, 'H:/shop/a.ts', 'D:\\a.ts'],
    [{ 'H:/shop/*': 'D:/*' }, 'H:\\shop\\a.ts', 'D:/a.ts'],
    [{ '/a.b/*': '/c/*' }, '/aXb/foo', undefined],
    [{ '*': '/b/*' }, 'foo.ts', '/b/foo.ts'],
    [DEFAULT_OVERRIDES, 'https://example.com/a.ts', undefined],
    [DEFAULT_OVERRIDES, 'file:///dev/a.ts', undefined],
    [DEFAULT_OVERRIDES, 'webpack:///D:/a.ts', 'D:/a.ts'],
    [DEFAULT_OVERRIDES, 'webpack:///./~/left/pad.js', `${FOLDER}/node_modules/left/pad.js`],
  ];
  for (const [rules, source, applied] of RULES) {
    test(`${rules === DEFAULT_OVERRIDES ? 'the defaults' : JSON.stringify(rules)} with ${source}`, () => {
      assert.equal(new PathOverrides(rules, FOLDER).apply(source), applied);
    });
  }
});
