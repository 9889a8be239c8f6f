import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Project } from '../harness/debuggee.js';
import { Terminal } from './terminal.js';

const ROOT = join(__dirname, '../..');

/** The demo runs what is built. */
function ensureBuilt(): void {
  if (existsSync(join(ROOT, 'dist/debug-adapter.js')) && existsSync(join(ROOT, 'dist/cli.js'))) return;
  const build = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: ROOT, encoding: 'utf8' });
  assert.equal(build.status, 0, build.stderr);
}

test('the demo tells its story without a terminal, and the result is right', () => {
  ensureBuilt();
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

test('on a terminal the demo lets its user do it', async () => {
  ensureBuilt();
  const project = new Project({ 'tmp/.keep': '' });
  const env = { TMPDIR: project.path('tmp') };
  const terminal = new Terminal(project, [], { env, command: [join(ROOT, 'scripts/demo.mjs')] });
  try {
    await terminal.see('A program is about to summarise 3,201 films');
    const told = await terminal.prompt();
    const [, path = ''] = /Correct budgetClass in (.*movies\.mjs)/.exec(told) ?? [];
    assert.match(told, /in budgetClass \(movies\.mjs:/);
    assert.match(await terminal.ask('movie.Title'), /^'Baby Mama'$/m);
    const before = readFileSync(path, 'utf8');
    const [guard] = /if \(movie\['Production Budget'\] === null\).*/.exec(told) ?? [''];
    writeFileSync(
      path,
      before.replace('  const digits', () => `  ${guard}\n  const digits`),
    );
    await terminal.see('movies.mjs was saved (changed: `budgetClass`)');
    await terminal.prompt();
    terminal.enter('continue');
    await terminal.see('1 films with a budget: unknown');
    await terminal.see('3201 records, 3201 computed.');
    assert.equal(await terminal.end(), 0);
  } catch (error) {
    console.error(`The screen:\n${terminal.screen}`);
    throw error;
  } finally {
    await terminal.close();
    project.remove();
  }
});
