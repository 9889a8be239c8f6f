'use strict';
// What the user's modules and the debugger call by the name `$$hr`.
const { home, hideWrapping } = require('./hiding.cjs');
const { evaluators } = require('./inlined.cjs');
const { forget, replace } = require('./replaced.cjs');

module.exports = {
  ...require('./calls.cjs'),
  ...require('./generators.cjs'),
  ...require('./constructors.cjs'),
  ...require('./modules.cjs'),
  ...require('./load.cjs'),
  evaluators,
  home,
  forget,
  replace,
  hideWrapping,
};
//# sourceURL=node:hot-restart/agent.cjs
