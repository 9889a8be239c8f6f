'use strict';
// A worker thread that is given options or an environment of its own does not load what its process has loaded first.
// It is told to, and its program does not see that.
const threads = require('worker_threads');
const { apply, construct, getOwnPropertyDescriptor, listOf } = require('./intrinsics.cjs');

const { defineProperty, assign } = Object;
const { isArray } = Array;
const { stringify } = JSON;
const { endsWith, slice } = String.prototype;

/** @param {string} agent the file that each thread loads first */
function loadIntoWorkers(agent) {
  const Worker = threads.Worker;
  const patched = new Proxy(Worker, {
    construct(target, args, newTarget) {
      const given = listOf(args);
      given[1] = withAgent(given[1], agent);
      return construct(target, given, newTarget === patched ? target : newTarget);
    },
  });
  const descriptor = getOwnPropertyDescriptor(threads, 'Worker');
  defineProperty(threads, 'Worker', { ...descriptor, value: patched });
}

/** The options of a worker, with the agent where it would not be inherited. */
function withAgent(options, agent) {
  if (typeof options !== 'object' || options === null) return options;
  const { execArgv, env } = options;
  if (isArray(execArgv)) {
    const added = listOf(execArgv);
    added[added.length] = '--require';
    added[added.length] = agent;
    return { ...options, execArgv: added };
  }
  if (typeof env !== 'object' || env === null) return options;
  const { NODE_OPTIONS = '' } = env;
  return { ...options, env: assign({}, env, { NODE_OPTIONS: NODE_OPTIONS + inEnvironment(agent) }) };
}

function inEnvironment(agent) {
  return ' --require ' + stringify(agent);
}

/** Called in a worker: takes out again what it was started with. */
function hideAgent(agent) {
  const { execArgv, env } = process;
  const last = execArgv.length - 1;
  if (last > 0 && execArgv[last] === agent && execArgv[last - 1] === '--require') execArgv.length = last - 1;
  const { NODE_OPTIONS } = env;
  const added = inEnvironment(agent);
  if (NODE_OPTIONS === undefined || !apply(endsWith, NODE_OPTIONS, [added])) return;
  const own = apply(slice, NODE_OPTIONS, [0, -added.length]);
  if (own === '') delete env.NODE_OPTIONS;
  else env.NODE_OPTIONS = own;
}

module.exports = { loadIntoWorkers, hideAgent };
//# sourceURL=node:hot-restart/worker-threads.cjs
