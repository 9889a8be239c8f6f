import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { transformSync } from 'esbuild';
import { breakLongLines } from '../../debug-adapter/source-maps/break-lines.js';
import { readSourceMap } from '../../debug-adapter/source-maps/read-map.js';
import type { SourceMap } from '../../debug-adapter/source-maps/source-map.js';
import { LineIndex } from '../../debug-adapter/positions.js';

const SOURCE = `interface Row { price: number }
class Cart {
  readonly rows: Row[] = [];
  static limit = 10;
  add(row: Row): this { this.rows.push(row); return this; }
  get total(): number { let sum = 0; for (const { price } of this.rows) { sum += price } return sum }
}
label: for (const n of [1, 2, 3]) { switch (n) { case 1: continue label; default: console.log(n); } }
const text = \`a\${(() => { const inner = 'b'; return inner })()}c\`;
if (text === 'abc') console.log(new Cart().add({ price: 2 }).total); else throw new Error('not abc');
`;

async function mapOf(json: string): Promise<SourceMap> {
  const sourceMapUrl = `data:application/json,${encodeURIComponent(json)}`;
  const options = { overrides: {}, workspaceFolder: undefined, resolveLocations: undefined };
  const read = await readSourceMap({ sourceMapUrl, scriptUrl: 'file:///x/a.js', scriptPath: '/x/a.js', options });
  assert.ok('map' in read);
  return read.map;
}

test('a text in one line gets a line for each statement and member, and its map goes with it', async () => {
  const made = transformSync(SOURCE, { loader: 'ts', minifyWhitespace: true, sourcemap: true, sourcefile: 'a.ts' });
  const broken = breakLongLines(made.code, made.map);
  assert.ok(broken);
  assert.equal(broken.text.replaceAll('\n', ''), made.code.replaceAll('\n', ''));
  assert.ok(new LineIndex(broken.text).lines().every((line) => line.length < 120));
  const [before, after] = [await mapOf(made.map), await mapOf(broken.map)];
  const [oldLines, lines] = [new LineIndex(made.code), new LineIndex(broken.text)];
  let offset = 0;
  for (let at = 0; at < broken.text.length; at++) {
    if (broken.text[at] === '\n') continue;
    while (made.code[offset] === '\n') offset++;
    const [was, is] = [before.originalOf(oldLines.positionAt(offset)), after.originalOf(lines.positionAt(at))];
    assert.deepEqual(is?.position, was?.position, `at ${at}: ${broken.text.slice(at, at + 20)}`);
    offset++;
  }
});

test('the broken text does the same', () => {
  const made = transformSync(SOURCE, { loader: 'ts', minifyWhitespace: true, sourcemap: true });
  const broken = breakLongLines(made.code, made.map);
  const run = (code: string): string[] => {
    const output: string[] = [];
    runInNewContext(code, { console: { log: (...values: unknown[]) => output.push(values.join()) } });
    return output;
  };
  assert.deepEqual(run(broken?.text ?? ''), run(made.code));
  assert.deepEqual(run(made.code), ['2', '3', '2']);
});

test('nothing is broken where lines are short, or where there is no map to move', () => {
  assert.equal(breakLongLines('one();two();', '{"mappings":""}'), undefined);
  const long = `${'one();'.repeat(100)}\n`;
  assert.equal(breakLongLines(long, '{"sections":[]}'), undefined);
  assert.equal(breakLongLines(long, '{"mappi'), undefined);
});
