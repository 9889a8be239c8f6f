'use strict';
// Loaded first into a program: writes down what V8 is given for its files.
const { writeFileSync } = require('fs');
const { Session } = require('inspector');
const { isMainThread } = require('worker_threads');

if (isMainThread) {
  const { FILE, FOLDER, OUT } = JSON.parse(process.env.RECORD);
  delete process.env.RECORD;
  const session = new Session();
  session.connect();
  let found;
  session.on('Debugger.scriptParsed', ({ params: { url, isModule, scriptId } }) => {
    if (!url.includes(FOLDER) || !url.endsWith(FILE)) return;
    session.post('Debugger.getScriptSource', { scriptId }, (_, { scriptSource }) => {
      found = { url, isModule: isModule === true, text: scriptSource };
      writeFileSync(OUT, JSON.stringify(found));
    });
  });
  session.post('Debugger.enable');
}
