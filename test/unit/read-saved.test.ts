import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readSaved, UnreadableFile } from '../../debug-adapter/target/source-text.js';

test('a file that is being written is read when it is whole', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'hot-restart-test-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'a.js');
  // As a save does it: first nothing, then the text.
  writeFileSync(path, '');
  const read = readSaved(path);
  setImmediate(() => writeFileSync(path, '\uFEFFone();'));
  assert.equal(await read, 'one();');
  writeFileSync(path, '');
  assert.equal(await readSaved(path), '', 'one that stays empty is');
  await assert.rejects(readSaved(join(folder, 'b.js')), UnreadableFile);
});
