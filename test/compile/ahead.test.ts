import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { nodeVersion } from '../harness/nodes.js';
import { BUILDS } from './builds.js';
import { assertMapped, Program, textOf, withoutMap } from './program.js';
import { edited } from './sources.js';

for (const [title, { command, files, source, nodes = [24], name = 'app.ts' }] of Object.entries(BUILDS)) {
  for (const node of nodes) {
    const { path } = nodeVersion(node);
    test(`${title}, Node ${node}: a saved source becomes what a build gives`, { skip: !path }, async () => {
      const file = `src/${name}`;
      const program = new Program(path ?? '', { 'package.json': '{}', [file]: source, ...files }, {}, 'dist/app.js');
      const build = (text: string): void => {
        program.project.write(file, text);
        const { status, stdout, stderr } = spawnSync(process.execPath, command, {
          cwd: program.project.folder,
          encoding: 'utf8',
        });
        assert.equal(status, 0, stdout + stderr);
      };
      try {
        build(source);
        const running = program.run('app.js');
        const after = edited(source);
        build(after);
        const expected = program.run('app.js');
        const ran = program.project.read('ran');
        assert.notEqual(withoutMap(expected.text), withoutMap(running.text));
        build(source);

        const first = await program.save(file, running, source, after, 'dist/app.js');
        assert.equal(textOf(first), withoutMap(expected.text));
        assertMapped(first, after, ['goodbye']);
        const second = await program.save(file, running, source, source, 'dist/app.js');
        assert.equal(textOf(second), withoutMap(running.text));
        const wrong = await program.save(file, running, source, after + '\nlet x: = 3;\n', 'dist/app.js');
        assert.ok('failure' in wrong && wrong.failure.reason === 'syntax', JSON.stringify(wrong));
        assert.equal(wrong.failure.line0, after.split('\n').length);
        assert.equal(program.project.read('ran'), ran, 'the helper ran the code of the user');
      } finally {
        program.end();
      }
    });
  }
}
