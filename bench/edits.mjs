// How long Continue with an edit takes, by the size of the file, as a ratio to a file of ten lines; and what keeping all
// scopes costs a program that runs (`hotRestart.keepScopes`), as a ratio to keeping those of modules.
//   npm run build && node bench/edits.mjs [the adapter's file]
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DapClient } from '../scripts/demo-client.mjs';

const FAILING = `function half(n) {
  if (n === 4) throw new Error('four');
  return n / 2;
}
`;
const filler = (n) => `function filler${n}(list, limit) {
  let sum = 0;
  for (const each of list) {
    if (each > limit) continue;
    sum += each * ${n};
  }
  return { sum, name: 'filler ${n}' };
}
`;
const SIZES = { '10 lines': 1, '2,000 lines': 250, '20,000 lines': 2500 };
/** Loops in functions that have functions in them: what keeps their variables keeps them out of registers. */
const LOOPING = `function work(rounds) {
  let sum = 0;
  const add = (n) => n + 1;
  for (let i = 0; i < rounds; i++) { const double = i * 2; sum += add(double); }
  return sum;
}
work(1e6);
const began = process.hrtime.bigint();
work(3e7);
console.log('|' + Number(process.hrtime.bigint() - began) / 1e6);
`;

const adapter = resolve(process.argv[2] ?? 'dist/debug-adapter.js');
const folder = mkdtempSync(join(tmpdir(), 'hot-restart-bench-'));
const program = join(folder, 'app.cjs');
try {
  for (const major of [20, 22, 24, 26]) {
    const node = resolve(`test/nodes/node_modules/node-${major}/bin/node`);
    if (!existsSync(node)) continue;
    let small;
    for (const [name, count] of Object.entries(SIZES)) {
      const milliseconds = await timeOfEdit(node, count);
      small ??= milliseconds;
      print(major, `Continue with an edit, ${name}`, milliseconds / small, milliseconds);
    }
    const ofModules = await timeOfLoop(node, 'module');
    const ofAll = await timeOfLoop(node, 'all');
    print(major, 'a loop beside a closure, keepScopes "all"', ofAll / ofModules, ofAll);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function print(major, name, ratio, milliseconds) {
  console.log(
    `Node ${major}  ${name.padEnd(45)} ${ratio.toFixed(1).padStart(7)} ×  ${milliseconds.toFixed(0).padStart(7)} ms`,
  );
}

/** The best of three programs: from Continue, with an edit, to its answer. */
async function timeOfEdit(runtimeExecutable, count) {
  const text = Array.from({ length: count }, (_, n) => filler(n)).join('') + FAILING + 'half(4);\n';
  let best = Infinity;
  for (let round = 0; round < 3; round++) {
    writeFileSync(program, text);
    const time = await withProgram(runtimeExecutable, {}, async (client) => {
      await client.event('stopped');
      writeFileSync(program, text.replace("throw new Error('four');", 'n++;'));
      const began = performance.now();
      await client.request('continue', { threadId: 1 });
      return performance.now() - began;
    });
    best = Math.min(best, time);
  }
  return best;
}

async function timeOfLoop(runtimeExecutable, keepScopes) {
  writeFileSync(program, LOOPING);
  return withProgram(runtimeExecutable, { hotRestart: { keepScopes } }, async (client) => {
    await client.event('exited');
    return Number(/\|([\d.]+)/.exec(client.output('stdout'))?.[1]);
  });
}

async function withProgram(runtimeExecutable, attributes, body) {
  const client = new DapClient(adapter);
  try {
    await client.request('initialize', { adapterID: 'hot-restart', pathFormat: 'path' });
    await client.request('launch', { program, runtimeExecutable, ...attributes });
    await client.event('initialized');
    await client.request('setExceptionBreakpoints', { filters: ['userUnhandled'] });
    await client.request('configurationDone');
    return await body(client);
  } finally {
    await client.close();
  }
}
