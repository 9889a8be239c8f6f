import type { Handler } from '../session/session.js';
import { breakpointLocations, setBreakpoints, setExceptionBreakpoints, setFunctionBreakpoints } from './breakpoints.js';
import { completions } from './completions.js';
import { evaluate } from './evaluate.js';
import { next, pause, stepIn, stepOut } from './execution.js';
import { apply, continueThread, letFail, restart, restartFrame } from './hot-restart.js';
import { attach, configurationDone, disconnect, initialize, launch, terminate } from './lifecycle.js';
import { loadedSources } from './loaded-sources.js';
import { readMemory, writeMemory } from './memory.js';
import { setExpression, setVariable } from './set-variable.js';
import { exceptionInfo, source, stackTrace, threads } from './stack.js';
import { scopes, variables } from './variables.js';
import { revert, versions } from './versions.js';

/** Every request that this adapter answers; the names are the protocol's. */
export const requests: Readonly<Record<string, Handler>> = {
  initialize,
  launch,
  attach,
  configurationDone,
  disconnect,
  terminate,
  setBreakpoints,
  breakpointLocations,
  setFunctionBreakpoints,
  setExceptionBreakpoints,
  threads,
  stackTrace,
  scopes,
  variables,
  setVariable,
  setExpression,
  readMemory,
  writeMemory,
  exceptionInfo,
  source,
  loadedSources,
  evaluate,
  completions,
  continue: continueThread,
  next,
  stepIn,
  stepOut,
  pause,
  restartFrame,
  'hotRestart/restart': restart,
  'hotRestart/apply': apply,
  'hotRestart/letFail': letFail,
  'hotRestart/versions': versions,
  'hotRestart/revert': revert,
};
