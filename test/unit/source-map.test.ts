import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, describe, test } from 'node:test';
import { buildSync } from 'esbuild';
import ts from 'typescript';
import { mapProblemSentence } from '../../debug-adapter/messages.js';
import { LineIndex, type Base0Position } from '../../debug-adapter/positions.js';
import { OutFiles } from '../../debug-adapter/source-maps/out-files.js';
import { readSourceMap, type MapOptions, type MapProblem } from '../../debug-adapter/source-maps/read-map.js';
import type { MappedSource, SourceMap } from '../../debug-adapter/source-maps/source-map.js';

const folder = mkdtempSync(join(tmpdir(), 'source maps (é) '));
after(() => rmSync(folder, { recursive: true }));

const OPTIONS: MapOptions = { overrides: {}, workspaceFolder: folder, resolveLocations: undefined };

/** Writes a file below the folder of this test and returns its path. */
function write(name: string, text: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** Reads a map as a script in `dist/cart.js` would name it. */
function read(sourceMapUrl: string, options: Partial<MapOptions> = {}, script = 'dist/cart.js') {
  const scriptPath = join(folder, script);
  const scriptUrl = pathToFileURL(scriptPath).href;
  return readSourceMap({ sourceMapUrl, scriptUrl, scriptPath, options: { ...OPTIONS, ...options } });
}

async function mapOf(...given: Parameters<typeof read>): Promise<SourceMap> {
  const result = await read(...given);
  assert.ok('map' in result, JSON.stringify(result));
  return result.map;
}

async function problemOf(...given: Parameters<typeof read>): Promise<MapProblem> {
  const result = await read(...given);
  assert.ok('problem' in result, 'there is a map');
  return result.problem;
}

function inline(map: unknown): string {
  const json = typeof map === 'string' ? map : JSON.stringify(map);
  return `data:application/json;base64,${Buffer.from(json).toString('base64')}`;
}

/** A small map: `sources`, `mappings`, and what else is to be said. */
function made(mappings: string, others: object = {}): object {
  return { version: 3, sources: ['../src/cart.ts'], names: ['total'], mappings, ...others };
}

/** The place of a piece of text that is in there once. */
function placeOf(text: string, piece: string): Base0Position {
  const offset = text.indexOf(piece);
  assert.ok(offset >= 0, `${piece} in: ${text}`);
  assert.equal(text.indexOf(piece, offset + 1), -1, `${piece} is there once`);
  return new LineIndex(text).positionAt(offset);
}

/** The text of a line from a place on. */
function textAt(text: string, { line, column }: Base0Position): string {
  return new LineIndex(text).lineAt(line).slice(column);
}

function sourceOf(map: SourceMap, path: string): MappedSource {
  const source = map.sources.find((each) => each.path === path);
  assert.ok(source, `${path} in ${map.sources.map((each) => each.path ?? each.url).join(', ')}`);
  return source;
}

const TYPESCRIPT = `interface Item {
  price: number;
}

export function total(items: Item[]): number {
  let sum: number = 0;
  for (const item of items) sum += item.price;
  return sum;
}
`;

describe('a map of the TypeScript compiler', () => {
  const compiled = ts.transpileModule(TYPESCRIPT, {
    fileName: '../src/cart.ts',
    compilerOptions: { sourceMap: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 },
  });
  const js = compiled.outputText;
  const path = join(folder, 'src/cart.ts');

  const load = () => {
    write(
      'dist/cart.js.map',
      compiled.sourceMapText?.replace(/"sources":\["[^"]*"\]/, '"sources":["../src/cart.ts"]') ?? '',
    );
    return mapOf('cart.js.map');
  };

  test('leads from what runs to the source and back', async () => {
    const map = await load();
    const source = sourceOf(map, path);
    for (const piece of ['let sum', 'sum += item', 'return sum']) {
      const original = placeOf(TYPESCRIPT, piece);
      const generated = placeOf(js, piece);
      const found = map.originalOf(generated);
      assert.deepEqual(found && [found.source, found.position], [source, original], piece);
      assert.ok(map.isMapped(generated));
      assert.deepEqual(map.generatedOf(source, original, true), [generated], piece);
    }
    // The line, whatever the column: at the first code of it.
    assert.deepEqual(map.generatedOf(source, placeOf(TYPESCRIPT, 'sum += item'), false), [placeOf(js, 'for (')]);
  });

  test('of a line that only the types have, the next line is found', async () => {
    const map = await load();
    const [place, ...more] = map.generatedOf(sourceOf(map, path), placeOf(TYPESCRIPT, 'price: number'), true);
    assert.ok(place && more.length === 0);
    assert.match(textAt(js, place), /^export function total/);
    assert.deepEqual(map.generatedOf(sourceOf(map, path), { line: 99, column: 0 }, false), []);
  });

  test('the mapped places of a range of lines', async () => {
    const map = await load();
    const source = sourceOf(map, path);
    assert.deepEqual(map.positionsOf(source, 0, 3), []);
    const places = map.positionsOf(source, 5, 7);
    assert.deepEqual([...new Set(places.map(({ line }) => line))], [5, 6, 7]);
    const texts = places.map((place) => textAt(TYPESCRIPT, place));
    for (const text of ['let sum: number = 0;', 'sum += item.price;', 'return sum;'])
      assert.ok(texts.includes(text), text);
    const distinct = new Set(places.map(({ line, column }) => `${line}:${column}`));
    assert.equal(distinct.size, places.length);
  });
});

describe('a bundle of esbuild', () => {
  const files = {
    'bundled/src/rate.ts':
      'export function rateOf(country: string): number {\n  return country.length > 1 ? 19 : 7;\n}\n',
    'bundled/src/main.ts':
      "import { rateOf } from './rate';\nexport function priceOf(amount: number): number {\n  const rate = rateOf('de');\n  return amount * rate;\n}\nconsole.log(priceOf(3));\n",
  };

  const load = async (minify: boolean) => {
    const [main = ''] = Object.entries(files)
      .map(([name, text]) => write(name, text))
      .reverse();
    const outfile = join(folder, 'bundled/out dir/main.js');
    const { outputFiles } = buildSync({
      entryPoints: [main],
      bundle: true,
      minify,
      sourcemap: true,
      outfile,
      write: false,
    });
    for (const { path, contents } of outputFiles) write(path.slice(folder.length), contents);
    const js = outputFiles.find(({ path }) => path.endsWith('.js'))?.text ?? '';
    const url = /sourceMappingURL=(\S+)/.exec(js)?.[1] ?? '';
    return { js, map: await mapOf(url, {}, 'bundled/out dir/main.js') };
  };

  for (const minify of [false, true]) {
    test(minify ? 'minified' : 'as it is', async () => {
      const { js, map } = await load(minify);
      for (const [name, text] of Object.entries(files)) {
        const source = sourceOf(map, join(folder, name));
        assert.equal(source.content, text);
        const place = placeOf(text, 'return');
        const [generated, ...more] = map.generatedOf(source, place, false);
        assert.ok(generated && more.length === 0);
        assert.match(textAt(js, generated), /^\s*return/);
        assert.deepEqual(map.originalOf(generated)?.position, place);
      }
    });
  }

  test('the names that the minifier took away', async () => {
    const { js, map } = await load(true);
    const lines = new LineIndex(js);
    const all = map.namesIn({ line: 0, column: 0 }, { line: lines.lineCount, column: 0 });
    const names = new Set(all.map(({ name }) => name));
    for (const name of ['rateOf', 'priceOf', 'country', 'amount']) assert.ok(names.has(name), name);
    const use = all.find(({ name }) => name === 'amount');
    assert.ok(use);
    assert.match(textAt(js, use.position), /^[a-z]\b/);
    assert.equal(map.originalOf(use.position)?.name, 'amount');
    const { line, column } = use.position;
    assert.deepEqual(map.namesIn(use.position, { line, column: column + 1 }), [use]);
    assert.deepEqual(map.namesIn(use.position, use.position), []);
  });
});

/** Columns and lines of segments, from the VLQ digits: A is 0, C is 1, E is 2, D is -1. */
describe('where a line is in the generated text', () => {
  const source = (map: SourceMap) => map.sources[0] as MappedSource;

  test('once for each time that it was taken over', async () => {
    // Line 0 twice in a row and once more after line 1, all in one generated line; then a second file, with it again.
    const map = await mapOf(inline(made('AAAA,EAAE,EACA,EADA;AAAA')));
    assert.deepEqual(map.generatedOf(source(map), { line: 0, column: 0 }, false), [
      { line: 0, column: 0 },
      { line: 0, column: 6 },
    ]);
    // The column of the second segment counts on through the last two, which therefore have it too.
    assert.deepEqual(map.generatedOf(source(map), { line: 0, column: 1 }, true), [
      { line: 0, column: 2 },
      { line: 0, column: 6 },
    ]);
    assert.deepEqual(map.generatedOf(source(map), { line: 0, column: 99 }, true), [
      { line: 0, column: 2 },
      { line: 0, column: 6 },
    ]);
    assert.deepEqual(map.generatedOf(source(map), { line: 0, column: 0 }, true), [{ line: 0, column: 0 }]);
  });

  test('a file that a map names twice is one', async () => {
    const map = await mapOf(inline(made('AAAA;ACAA', { sources: ['../src/cart.ts', '../dist/../src/cart.ts'] })));
    assert.deepEqual(
      map.sources.map(({ path, index }) => [path, index]),
      [[join(folder, 'src/cart.ts'), 0]],
    );
    assert.deepEqual(map.generatedOf(source(map), { line: 0, column: 0 }, false), [{ line: 0, column: 0 }]);
    assert.equal(map.originalOf({ line: 1, column: 0 })?.source, source(map));
  });

  test('two texts under one name are two', async () => {
    const sources = ['../src/cart.ts', '../src/cart.ts'];
    const map = await mapOf(inline(made('AAAA;ACAA', { sources, sourcesContent: ['a', 'b'] })));
    assert.deepEqual(
      map.sources.map(({ content }) => content),
      ['a', 'b'],
    );
    const one = await mapOf(inline(made('AAAA;ACAA', { sources, sourcesContent: [null, 'b'] })));
    assert.deepEqual(
      one.sources.map(({ content }) => content),
      ['b'],
    );
  });

  test('nothing before the first segment of a line, nor on a line without, nor for a segment without a source', async () => {
    const map = await mapOf(inline(made('EAAA,E;;A')));
    assert.equal(map.originalOf({ line: 0, column: 1 }), undefined);
    assert.deepEqual(map.originalOf({ line: 0, column: 3 })?.position, { line: 0, column: 0 });
    for (const place of [
      { line: 0, column: 4 },
      { line: 1, column: 0 },
      { line: 2, column: 5 },
      { line: 99, column: 0 },
    ]) {
      assert.equal(map.originalOf(place), undefined);
      assert.equal(map.isMapped(place), false);
    }
  });
});

describe('where a map is', () => {
  const MAP = made('AAAAA');
  const JSON_TEXT = JSON.stringify(MAP);

  const SHAPES: { readonly [name: string]: () => string } = {
    'base64 in the script': () => inline(MAP),
    'base64 with a charset': () => inline(MAP).replace('json;', 'json;charset=utf-8;'),
    'base64 whose signs are escaped': () => inline(MAP).replaceAll('=', '%3D').replaceAll('+', '%2B'),
    'escaped in the script': () => `data:application/json,${encodeURIComponent(JSON_TEXT)}`,
    'escaped, with a charset': () => `DATA:application/json;charset="utf-8",${encodeURIComponent(JSON_TEXT)}`,
    'not escaped at all': () => `data:,${JSON_TEXT}`,
    'a relative path': () => (write('dist/a.map', JSON_TEXT), 'a.map'),
    'a relative path in another folder': () => (
      write('dist/maps/a.map', JSON_TEXT.replace('..', '../..')),
      './maps/a.map'
    ),
    'a relative path that is escaped': () => (write('dist/a b(é).map', JSON_TEXT), 'a%20b(%C3%A9).map'),
    'a relative path that is not': () => (write('dist/c d%20(é).map', JSON_TEXT), 'c d%20(é).map'),
    'a relative path with a query': () => (write('dist/a.map', JSON_TEXT), 'a.map?v=12#x'),
    'an absolute path': () => write('dist/a.map', JSON_TEXT),
    'a file: URL': () => pathToFileURL(write('dist/e f%(é).map', JSON_TEXT)).href,
    'with a byte-order mark': () => (write('dist/bom.map', `\uFEFF${JSON_TEXT}`), 'bom.map'),
    'with a guard': () => (write('dist/guard.map', `)]}'\n${JSON_TEXT}`), 'guard.map'),
    'with a guard and more in its line': () => (write('dist/guard.map', `)]}' abc\r\n${JSON_TEXT}`), 'guard.map'),
    'with a guard in the same line': () => (write('dist/guard.map', `)]}'${JSON_TEXT}`), 'guard.map'),
    'with a text for a version': () => inline({ ...MAP, version: '3' }),
    'with sections': () => inline({ version: 3, sections: [{ offset: { line: 0, column: 0 }, map: MAP }] }),
    'with empty segments': () => inline(made(',,AAAAA,,,;,')),
  };

  for (const [name, url] of Object.entries(SHAPES)) {
    test(name, async () => {
      const map = await mapOf(url());
      assert.deepEqual(map.originalOf({ line: 0, column: 7 }), {
        source: { index: 0, path: join(folder, 'src/cart.ts'), url: map.sources[0]?.url, content: undefined },
        position: { line: 0, column: 0 },
        name: 'total',
      });
    });
  }

  test('sections keep their sources, names and columns to themselves', async () => {
    const section = (line: number, column: number, source: string, more: object = {}) => ({
      offset: { line, column },
      map: made('AAAAA,ECAAC', {
        sources: [source],
        sourcesContent: [source],
        sourceRoot: 'src/',
        names: [source],
        ...more,
      }),
    });
    const map = await mapOf(
      inline({
        version: 3,
        sections: [section(0, 0, 'a.ts'), section(0, 10, 'b.ts', { sourcesContent: undefined }), section(2, 0, 'c.ts')],
      }),
    );
    const seen = [
      [0, 0],
      [0, 2],
      [0, 11],
      [0, 12],
      [2, 1],
    ].map(([line = 0, column = 0]) => map.originalOf({ line, column }));
    assert.deepEqual(
      seen.map((each) => each && [each.source.path, each.source.content, each.name]),
      [
        [join(folder, 'dist/src/a.ts'), 'a.ts', 'a.ts'],
        undefined,
        [join(folder, 'dist/src/b.ts'), undefined, 'b.ts'],
        undefined,
        [join(folder, 'dist/src/c.ts'), 'c.ts', 'c.ts'],
      ],
    );
  });

  test('code without a file has its map inside', async () => {
    const request = { scriptUrl: 'evalmachine.<anonymous>', scriptPath: undefined, options: OPTIONS };
    const result = await readSourceMap({ ...request, sourceMapUrl: inline(made('AAAA', { sources: ['/src/a.ts'] })) });
    assert.ok('map' in result);
    assert.equal(result.map.sources[0]?.path, '/src/a.ts');
    const nowhere = await readSourceMap({ ...request, sourceMapUrl: 'a.js.map' });
    assert.deepEqual(nowhere, { problem: { kind: 'not found', map: 'a.js.map' } });
  });
});

describe('what is no map', () => {
  const NONE: { readonly [name: string]: readonly [url: () => string, problem: Partial<MapProblem>] } = {
    'a file that is not there': [() => 'gone.map', { kind: 'not found', map: join(folder, 'dist/gone.map') }],
    'a file below a file': [() => (write('dist/file', ''), 'file/a.map'), { kind: 'not found' }],
    'a folder': [() => '.', { kind: 'unreadable', error: 'it is not a file' }],
    'a path with a NUL': [() => 'a\0b.map', { kind: 'not found' }],
    'a file: URL that is none': [() => 'file:///%zz', { kind: 'not found' }],
    'something on a server': [() => 'https://example.com/a.map', { kind: 'remote', map: 'https://example.com/a.map' }],
    'a scheme that nobody knows': [() => 'app://a.map', { kind: 'not found', map: 'app://a.map' }],
    'an empty file': [() => (write('dist/empty.map', ''), 'empty.map'), { kind: 'truncated' }],
    'an empty data URL': [() => 'data:application/json;base64,', { kind: 'truncated', map: undefined }],
    'a data URL that ends early': [() => 'data:application/json;bas', { kind: 'truncated' }],
    'a page': [() => inline('<html></html>'), { kind: 'not JSON' }],
    'JSON with too much after it': [() => inline('{}}'), { kind: 'not JSON' }],
    'a list': [() => inline([]), { kind: 'malformed', fault: 'object' }],
    nothing: [() => inline('null'), { kind: 'malformed', fault: 'object' }],
    'version 2': [() => inline({ ...made(''), version: 2 }), { kind: 'malformed', fault: 'version' }],
    'no version': [() => inline({}), { kind: 'malformed', fault: 'version' }],
    'no sources': [() => inline(made('', { sources: undefined })), { kind: 'malformed', fault: 'sources' }],
    'a text for sources': [() => inline(made('', { sources: 'a.ts' })), { kind: 'malformed', fault: 'sources' }],
    'no mappings': [() => inline(made('', { mappings: undefined })), { kind: 'malformed', fault: 'mappings' }],
    'decoded mappings': [() => inline(made('', { mappings: [[[0]]] })), { kind: 'malformed', fault: 'mappings' }],
    'a sign that is no digit': [() => inline(made('AAAA,A!AA')), { kind: 'malformed', fault: 'mappings' }],
    'a sign beyond ASCII': [() => inline(made('AAAA,ÄAAA')), { kind: 'malformed', fault: 'mappings' }],
    'two fields': [() => inline(made('AA')), { kind: 'malformed', fault: 'mappings' }],
    'six fields': [() => inline(made('AAAAAA')), { kind: 'malformed', fault: 'mappings' }],
    'a number without an end': [() => inline(made('AAAg')), { kind: 'malformed', fault: 'mappings' }],
    'a number without bounds': [() => inline(made('AAAggggggggggA')), { kind: 'malformed', fault: 'mappings' }],
    'sections that are none': [() => inline({ version: 3, sections: {} }), { kind: 'malformed', fault: 'sections' }],
    'a section elsewhere': [
      () => inline({ version: 3, sections: [{ offset: { line: 0, column: 0 }, url: 'a.map' }] }),
      { kind: 'malformed', fault: 'sections' },
    ],
    'sections out of order': [
      () => inline({ version: 3, sections: [5, 4].map((line) => ({ offset: { line, column: 0 }, map: made('') })) }),
      { kind: 'malformed', fault: 'sections' },
    ],
    'a section at the end of the world': [
      () => inline({ version: 3, sections: [{ offset: { line: 1e12, column: 0 }, map: made('AAAA') }] }),
      { kind: 'malformed', fault: 'sections' },
    ],
  };

  const advice = /: (?:build|correct|let|add) .*\.$/;
  for (const [name, [url, expected]] of Object.entries(NONE)) {
    test(name, async () => {
      const problem = await problemOf(url());
      assert.deepEqual({ ...problem, ...expected }, problem);
      const sentence = mapProblemSentence(problem, 'cart.js');
      assert.match(sentence, /^The source map .*cart\.js /s);
      assert.match(sentence, advice);
      assert.doesNotMatch(sentence, /[.!?] [A-Z]|undefined|\[object/);
    });
  }

  test('cut off after any of its bytes, also within a letter', async () => {
    const whole = Buffer.from(
      JSON.stringify({
        ...made('AAAAA,ECCA;;AAAA', { sourcesContent: ['a "quoted" \\ Ünï 💻\n'] }),
        x: { a: [1, -2.5e3, true, null, '\u2028'] },
      }),
    );
    for (let length = 0; length < whole.length; length++) {
      const cut = whole.subarray(0, length);
      write('dist/cut.map', cut);
      assert.deepEqual(await read('cut.map'), {
        problem: { kind: 'truncated', map: join(folder, 'dist/cut.map') },
      });
      const base64 = await problemOf(`data:application/json;base64,${cut.toString('base64')}`);
      assert.equal(base64.kind, 'truncated', `base64, ${length} bytes`);
    }
    write('dist/cut.map', whole);
    await mapOf('cut.map');
    const guarded = `)]}'\n${whole.toString()}`;
    for (let length = 0; length < 6; length++) {
      write('dist/cut.map', guarded.slice(0, length));
      assert.equal((await problemOf('cut.map')).kind, 'truncated', guarded.slice(0, length));
    }
    const url = `data:application/json,${encodeURIComponent(whole.toString())}`;
    for (let length = 6; length < url.length; length++) {
      assert.equal((await problemOf(url.slice(0, length))).kind, 'truncated', url.slice(0, length));
    }
  });

  const ODD = [null, true, 7, -1, 'x', '', [], {}, [null], [7], [[]], [{}], { length: 1e9 }];

  test('anything in any field: a map or a problem, and never an error', async () => {
    const indexed = { version: 3, sections: [{ offset: { line: 1, column: 2 }, map: made('AAAAA') }] };
    const fields = [
      'version',
      'file',
      'sources',
      'sourcesContent',
      'sourceRoot',
      'names',
      'mappings',
      'sections',
      'ignoreList',
    ];
    const maps = [
      ...fields.flatMap((field) => ODD.map((odd) => made('AAAAA;ECCAA', { [field]: odd }))),
      ...ODD.map((odd) => ({ ...indexed, sections: [odd] })),
      ...ODD.map((odd) => ({ ...indexed, sections: [{ offset: odd, map: made('AAAA') }] })),
      ...ODD.map((odd) => ({ ...indexed, sections: [{ offset: { line: odd, column: 0 }, map: made('AAAA') }] })),
      ...ODD.map((odd) => ({ ...indexed, sections: [{ offset: { line: 0, column: 0 }, map: odd }] })),
    ];
    for (const each of maps) {
      const result = await read(inline(each));
      if ('problem' in result) {
        assert.equal(result.problem.kind, 'malformed', JSON.stringify(each));
        continue;
      }
      const { map } = result;
      map.originalOf({ line: 0, column: 0 });
      map.namesIn({ line: 0, column: 0 }, { line: 9, column: 0 });
      for (const source of map.sources) {
        map.generatedOf(source, { line: 0, column: 0 }, true);
        map.positionsOf(source, 0, 9);
      }
    }
  });

  test('a nesting that is too deep', async () => {
    const depth = 20_000;
    const text = `${'{"version":3,"sections":[{"offset":{"line":0,"column":0},"map":'.repeat(depth)}${JSON.stringify(made(''))}${'}]}'.repeat(depth)}`;
    assert.ok(await read(inline(text)));
  });

  test('what leads out of the map has no source, and the rest of it holds', async () => {
    // Sources 0, 9, -1; line -1; column -1; names 0, 5; and the first again.
    const map = await mapOf(
      inline(made(['AAAAA', 'ASAA', 'ATAA', 'ADAA;CCAA', 'CADA', 'CACD', 'CAAC', 'CAAAK', 'CAAAL'].join(';'))),
    );
    const sources = Array.from({ length: 10 }, (_, line) => map.originalOf({ line, column: 9 })?.position);
    assert.deepEqual(sources, [
      { line: 0, column: 0 },
      undefined,
      { line: 0, column: 0 },
      undefined,
      { line: 0, column: 0 },
      undefined,
      undefined,
      { line: 0, column: 0 },
      { line: 0, column: 0 },
      { line: 0, column: 0 },
    ]);
    assert.equal(map.originalOf({ line: 8, column: 9 })?.name, undefined);
    assert.equal(map.originalOf({ line: 9, column: 9 })?.name, 'total');
    assert.equal(map.isMapped({ line: 1, column: 9 }), false);
  });

  test('100,000 lines, and a line of 100,000 segments', async () => {
    const count = 100_000;
    const lines = await mapOf(inline(made(`AAAAA${';AACAA'.repeat(count - 1)}`)));
    const [source] = lines.sources;
    assert.ok(source);
    const last = { line: count - 1, column: 0 };
    assert.deepEqual(lines.originalOf(last)?.position, last);
    assert.deepEqual(lines.generatedOf(source, last, false), [last]);
    assert.equal(lines.positionsOf(source, 0, count).length, count);
    assert.equal(lines.namesIn({ line: 0, column: 0 }, { line: count, column: 0 }).length, count);
    const wide = await mapOf(inline(made(`AAAAA${',CAACA'.repeat(count - 1)}`)));
    const [only] = wide.sources;
    assert.ok(only);
    assert.deepEqual(wide.generatedOf(only, { line: 0, column: 0 }, false), [{ line: 0, column: 0 }]);
    assert.deepEqual(wide.generatedOf(only, { line: 0, column: count }, true), [{ line: 0, column: count - 1 }]);
    assert.equal(wide.positionsOf(only, 0, 0).length, count);
  });
});

describe('which maps are allowed', () => {
  const ALLOWED: readonly (readonly [globs: readonly string[] | undefined, script: string, allowed: boolean])[] = [
    [undefined, 'node_modules/left/pad.js', true],
    [[], 'node_modules/left/pad.js', true],
    [['**', '!**/node_modules/**'], 'dist/cart.js', true],
    [['**', '!**/node_modules/**'], 'node_modules/left/pad.js', false],
    [['**', '!**/node_modules/**', '**/node_modules/left/**'], 'node_modules/left/pad.js', true],
    [['!**/node_modules/**'], 'dist/cart.js', true],
    [['!**/node_modules/**'], 'node_modules/left/pad.js', false],
    [['${workspaceFolder}/dist/**/*.js'], 'dist/cart.js', true],
    [[`${folder}/dist/**/*.js`], 'dist/cart.js', true],
    [[`${folder}/other/../dist/*.js`], 'dist/cart.js', true],
    [['dist/*.js'], 'dist/cart.js', true],
    [['./dist/*.js'], 'dist/cart.js', true],
    [['out/*.js'], 'dist/cart.js', false],
    [['${workspaceFolder}/../elsewhere/**'], 'dist/cart.js', false],
  ];
  for (const [globs, script, allowed] of ALLOWED) {
    test(`${script} by ${JSON.stringify(globs?.map((glob) => glob.replace(folder, '…')))}`, async () => {
      write(`${script}.map`, JSON.stringify(made('AAAA')));
      for (const url of [`${script.split('/').at(-1)}.map`, inline(made('AAAA'))]) {
        const result = await read(url, { resolveLocations: globs }, script);
        assert.equal('map' in result, allowed, JSON.stringify(result));
        if ('problem' in result) {
          assert.equal(result.problem.kind, 'not allowed');
          assert.match(mapProblemSentence(result.problem, 'pad.js'), /"resolveSourceMapLocations"/);
        }
      }
    });
  }

  test('the files that a build makes', () => {
    const own = new OutFiles(undefined, '/w (1)/[shop]');
    for (const name of ['a.js', 'dist/a.mjs', 'dist/deep/.b/a.cjs'])
      assert.ok(own.isOutFile(`/w (1)/[shop]/${name}`), name);
    for (const path of ['/w (1)/[shop]/a.ts', '/w (1)/[shop]/node_modules/x/a.js', '/w (1)/a.js', '/w (1)/s/a.js']) {
      assert.ok(!own.isOutFile(path), path);
    }
    assert.ok(new OutFiles(undefined, undefined).isOutFile('/anywhere/a.js'));
    assert.ok(new OutFiles([], '/w').isOutFile('/anywhere/a.js'));
    assert.ok(new OutFiles(['build/**'], 'C:\\w').isOutFile('C:\\w\\build\\a.js'));
    assert.ok(!new OutFiles(['build/**'], 'C:\\w').isOutFile('C:\\w\\src\\a.js'));
    assert.ok(new OutFiles(['build/**'], undefined).isOutFile('/w/build/a.js'));
  });
});
