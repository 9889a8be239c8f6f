'use strict';
// Passes the session on to the processes that this one starts: through the environment of each, so that the program's
// own `process.env` stays as its user made it.
const childProcess = require('child_process');

/**
 * @param {{ folder: string }} session what every process of the session knows
 * @param {string} agent the file that they load first
 */
module.exports = function passOn(session, agent) {
  /**
   * @param given the child's own NODE_OPTIONS, undefined where it has none
   * @param args its command line
   */
  function added(given, args) {
    // T3: the inspector's secret path on no page. `node --test` would take the word for a debugger of its own.
    const isTestRunner = args.indexOf('--test') >= 0;
    const options = '--require ' + JSON.stringify(agent) + (isTestRunner ? '' : ' --inspect-publish-uid=stderr');
    const message = Object.assign({}, session, { isChild: true, nodeOptions: given === undefined ? null : given });
    return {
      NODE_OPTIONS: given ? given + ' ' + options : options,
      HOT_RESTART_SESSION: JSON.stringify(message),
    };
  }

  // `spawn`, `exec`, `execFile`, `fork` and `cluster` all end here; the environment is a list of NAME=value.
  const spawn = childProcess.ChildProcess.prototype.spawn;
  childProcess.ChildProcess.prototype.spawn = function (settings) {
    const pairs = settings && settings.envPairs;
    if (!Array.isArray(pairs)) return spawn.call(this, settings);
    const own = pairs.find(function (pair) {
      return /^NODE_OPTIONS=/i.test(pair);
    });
    const given = own === undefined ? undefined : own.slice('NODE_OPTIONS='.length);
    const variables = added(given, settings.args || []);
    const envPairs = pairs
      .filter(function (pair) {
        return pair !== own;
      })
      .concat(
        Object.keys(variables).map(function (name) {
          return name + '=' + variables[name];
        }),
      );
    return spawn.call(this, Object.assign({}, settings, { envPairs: envPairs }));
  };

  // The synchronous ones have no such place in common. Their last argument may be the options.
  ['spawnSync', 'execFileSync', 'execSync'].forEach(function (name) {
    const original = childProcess[name];
    const patched = function () {
      const args = Array.prototype.slice.call(arguments);
      const last = args[args.length - 1];
      const hasOptions = args.length > 1 && typeof last === 'object' && last !== null && !Array.isArray(last);
      const given = hasOptions ? args.pop() : {};
      const env = given.env || process.env;
      return original.apply(
        this,
        args.concat(
          Object.assign({}, given, {
            env: Object.assign({}, env, added(env.NODE_OPTIONS, Array.isArray(args[1]) ? args[1] : [])),
          }),
        ),
      );
    };
    Object.defineProperty(patched, 'name', { value: name });
    childProcess[name] = patched;
  });
  require('module').syncBuiltinESMExports();
};
//# sourceURL=node:hot-restart/children.cjs
