// What a call of a wrapped function costs without a debugger. `npm run bench`, or with another Node.js: NODE bench/wrap.mjs
import { wrap } from '../runtime-agent/api.mjs';

const CALLS = 20_000_000;
const ROUNDS = 5;
const ARGUMENTS = ['', 'i', 'i, 3', 'i, 3, sum'];

/** A function that cannot be left out, with so many parameters. */
function makeCallee(count) {
  const names = ['a', 'b', 'c'].slice(0, count);
  return new Function(`let state = 0; return function plain${count}(${names}) {
    state = (state + ${names.join(' * ') || 1}) | 0; return state; }`)();
}

/** A loop with feedback of its own: V8 shares it between functions of one text. */
function makeLoop(count, label) {
  return new Function(
    'callee',
    `/* ${label} ${count} */ let sum = 0;
    for (let i = 0; i < ${CALLS}; i++) sum = (sum + callee(${ARGUMENTS[count]})) | 0; return sum;`,
  );
}

/** Nanoseconds for one call. */
function time(loop, callee) {
  const start = process.hrtime.bigint();
  loop(callee);
  return Number(process.hrtime.bigint() - start) / CALLS;
}

/** Calls of many other wrapped functions, so that V8 has not just one to know. */
function makeNoise() {
  for (let k = 0; k < 30; k++) {
    const other = wrap(new Function('a', 'b', `return (a + ${k}) | 0;`));
    for (let i = 0; i < 20_000; i++) other(i, other(i));
  }
}

makeNoise();
console.log(`Node.js ${process.version}, ${process.arch}: nanoseconds for one call, the best of ${ROUNDS} rounds`);
console.log('arguments    plain  wrapped  difference  ratio');
for (const count of ARGUMENTS.keys()) {
  const plain = { loop: makeLoop(count, 'plain'), callee: makeCallee(count), best: Infinity };
  const wrapped = { loop: makeLoop(count, 'wrapped'), callee: wrap(makeCallee(count)), best: Infinity };
  for (let round = 0; round < ROUNDS; round++)
    for (const one of [plain, wrapped]) one.best = Math.min(one.best, time(one.loop, one.callee));
  const numbers = [plain.best, wrapped.best, wrapped.best - plain.best, wrapped.best / plain.best];
  const cells = numbers.map((value, index) => value.toFixed(2).padStart([8, 9, 12, 7][index]));
  console.log(String(count).padStart(9) + cells.join(''));
}
