import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const ROOT = join(__dirname, '../..');

test('the demo tells its story without a terminal, and the result is right', () => {
  if (!existsSync(join(ROOT, 'dist/debug-adapter.js'))) {
    const build = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: ROOT, encoding: 'utf8' });
    assert.equal(build.status, 0, build.stderr);
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/demo.mjs'], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 120_000,
  });
  const story = `${stdout}\n--- stderr\n${stderr}`;
  assert.equal(status, 0, story);
  assert.match(
    stdout,
    /Stopped\n {2}TypeError: Cannot read properties of null \(reading 'toString'\)\n {2}in budgetClass/,
    story,
  );
  assert.match(stdout, /movie\.Title = 'Baby Mama'/, story);
  assert.match(stdout, /\+ {2}if \(movie\['Production Budget'\] === null\) return 'unknown';/, story);
  assert.match(stdout, /`budgetClass` \(movies\.mjs:\d+\) runs again with the new code/, story);
  assert.match(stdout, /3201 records, 3201 computed\./, story);
});
