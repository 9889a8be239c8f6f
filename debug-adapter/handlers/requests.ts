import type { Handler } from '../session/session.js';
import { breakpointLocations, setBreakpoints, setExceptionBreakpoints, setFunctionBreakpoints } from './breakpoints.js';
import { evaluate } from './evaluate.js';
import { next, pause, stepIn, stepOut } from './execution.js';
import { apply, continueThread, letFail, restart, restartFrame } from './hot-restart.js';
import { attach, configurationDone, disconnect, initialize, launch, terminate } from './lifecycle.js';
import { exceptionInfo, scopes, source, stackTrace, threads, variables } from './stack.js';
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
  exceptionInfo,
  source,
  evaluate,
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
