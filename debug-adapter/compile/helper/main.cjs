'use strict';
// The helper: a process like the program's own, with its loaders, that compiles texts and runs none of them. It answers
// the debug adapter and ends with it.
const Module = require('module');
const { standBefore } = require('./loader.cjs');
const send = process.send.bind(process);

const TOOLS = {
  loader: './loader.cjs',
  jiti: './jiti.cjs',
  tsc: './tsc.cjs',
  esbuild: './esbuild.cjs',
  swc: './swc.cjs',
  babel: './babel.cjs',
};

const [, , command] = process.argv;
if (command) startCommand(JSON.parse(command));
standBefore();
process.on('message', async ({ number, ask, tool, request, variant, text }) => {
  if (number === undefined) return; // A loader's own.
  try {
    const { variants, compile } = require(TOOLS[tool]);
    const answer = ask === 'variants' ? variants(request) : compile(variant, request, text);
    send({ number, answer: (await answer) ?? null });
  } catch (error) {
    send({ number, fault: described(error) });
  }
});
// What a loader leaves behind must not end the helper.
process.on('uncaughtException', () => undefined);
process.on('unhandledRejection', () => undefined);
send({ number: 0, answer: null });

/** Starts a command, such as that of ts-node, up to where it would run the program. */
function startCommand({ main, args }) {
  Module.runMain = () => undefined;
  process.argv.splice(1, process.argv.length, main, ...args);
  const { main: run } = require(main);
  if (/[\\/]bin\.js$/.test(main)) run();
}

/** What of an error says where it is in the source: each compiler has its own way, and a hook's thread may lose some. */
function described(error) {
  const { name, message, stack, loc, errors, diagnosticText } = Object(error);
  const location = Array.isArray(errors) ? errors[0]?.location : undefined;
  return {
    name: string(name),
    message: string(diagnosticText) || string(message) || string(error) || 'It says nothing',
    stack: string(stack),
    loc: typeof loc?.line === 'number' ? loc : typeof location?.line === 'number' ? location : undefined,
  };
}

function string(value) {
  return typeof value === 'string' ? value : '';
}
