import assert from 'node:assert/strict';
import { top } from './frames.js';
import { onEveryNode } from './matrix.js';
import type { Program } from './program.js';

const SOURCE = `function run() {
  let local = 1;
  const fixed = 1;
  debugger;
  return [local, fixed].join();
}
console.log(run());
`;

async function valueOf(program: Program, objectId: string, name: string): Promise<unknown> {
  const { result } = await program.send('Runtime.getProperties', { objectId, ownProperties: true });
  return result.find((property) => property.name === name)?.value?.value;
}

onEveryNode('V1: the scopes of a pause are copies that were made when it began', async ({ start }) => {
  const { program } = await start(SOURCE);
  program.resume();
  const { callFrameId, scopeChain } = top(await program.nextPause('the debugger statement'));
  const objectId = scopeChain[0]?.object.objectId ?? '';
  assert.equal(await valueOf(program, objectId, 'local'), 1);
  await program.send('Debugger.evaluateOnCallFrame', { callFrameId, expression: 'local = 2' });
  assert.equal(await valueOf(program, objectId, 'local'), 1, 'the copy');
  const { result } = await program.send('Debugger.evaluateOnCallFrame', { callFrameId, expression: 'local' });
  assert.equal(result.value, 2, 'the variable');
  await program.runToEnd();
  assert.ok(program.output.includes('2,1'));
});

onEveryNode('V2: a debugger can assign to a constant', async ({ start }) => {
  const { program } = await start(SOURCE);
  program.resume();
  const { callFrameId } = top(await program.nextPause('the debugger statement'));
  await program.send('Debugger.setVariableValue', {
    callFrameId,
    scopeNumber: 0,
    variableName: 'fixed',
    newValue: { value: 7 },
  });
  await program.runToEnd();
  assert.ok(program.output.includes('1,7'));
});
