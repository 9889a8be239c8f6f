import { Event } from '@vscode/debugadapter';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { basename } from 'node:path';
import { EXCEPTION_FILTERS } from '../exceptions/filters.js';
import { Connection } from '../inspector/connection.js';
import { readAttach, readLaunch, type LaunchConfiguration } from '../launch/configuration.js';
import { Debuggee } from '../launch/debuggee.js';
import { findInspector } from '../launch/inspector-address.js';
import type { Greeting } from '../launch/rendezvous.js';
import { isSupported } from '../launch/version.js';
import { words } from '../messages.js';
import { Refused } from '../refused.js';
import { ownScript } from '../target/script.js';
import type { Reply, Session } from '../session/session.js';

export function initialize(session: Session, args: DebugProtocol.InitializeRequestArguments): Reply {
  const { pathFormat = 'path', linesStartAt1 = true, columnsStartAt1 = true } = args;
  if (pathFormat !== 'path') throw new Refused(words.pathFormat(pathFormat));
  session.client = { linesStartAt1, columnsStartAt1 };
  session.abilities = args;
  const body: DebugProtocol.Capabilities = {
    supportsConfigurationDoneRequest: true,
    supportsConditionalBreakpoints: true,
    supportsHitConditionalBreakpoints: true,
    supportsLogPoints: true,
    supportsFunctionBreakpoints: true,
    supportsBreakpointLocationsRequest: true,
    supportsEvaluateForHovers: true,
    supportsClipboardContext: true,
    supportsSetVariable: true,
    supportsSetExpression: true,
    supportsCompletionsRequest: true,
    completionTriggerCharacters: ['.', '[', '"', "'"],
    supportsReadMemoryRequest: true,
    supportsWriteMemoryRequest: true,
    supportsLoadedSourcesRequest: true,
    supportsExceptionInfoRequest: true,
    supportsExceptionFilterOptions: true,
    supportsRestartFrame: true,
    supportsDelayedStackTraceLoading: true,
    supportTerminateDebuggee: true,
    supportsTerminateRequest: true,
    exceptionBreakpointFilters: [...EXCEPTION_FILTERS],
  };
  return { body };
}

export async function launch(session: Session, args: DebugProtocol.LaunchRequestArguments): Promise<Reply> {
  if (session.configuration) throw new Refused(words.alreadyStarted());
  const configuration = readLaunch(args as Record<string, unknown>);
  session.configuration = configuration;
  const debuggee = new Debuggee(configuration, session.launchHost());
  session.debuggee = debuggee;
  void debuggee.ended.then((ending) => session.end(ending));
  try {
    await debuggee.start();
    if (configuration.noDebug) return { after: () => session.sendEvent(new Event('initialized')) };
    const greeting = await debuggee.greeting;
    if (!isSupported(greeting.version)) throw new Refused(words.tooOld(greeting.version));
    return await debugLaunched(session, configuration, debuggee, greeting);
  } catch (error) {
    debuggee.kill();
    throw error;
  }
}

async function debugLaunched(
  session: Session,
  { program, stopOnEntry, autoWrap, keepScopes }: LaunchConfiguration,
  debuggee: Debuggee,
  { url, pid, main }: Greeting,
): Promise<Reply> {
  const name = program === undefined ? `node (${pid})` : basename(program);
  session.instrumented.wraps = autoWrap;
  session.instrumented.keepsScopes = keepScopes === 'all';
  const started = new Event('process', { name, systemProcessId: pid, isLocalProcess: true, startMethod: 'launch' });
  if (url === null) {
    session.withoutMainThread();
    session.onConfigured = () => Promise.resolve(debuggee.letGo());
    return { after: () => [started, new Event('initialized')].forEach((event) => session.sendEvent(event)) };
  }
  const connection = await Connection.open(url);
  void connection.closed.then(() => debuggee.connectionClosed());
  const target = await session.addTarget(name, connection);
  session.onConfigured = () => target.releaseHold(stopOnEntry ? (main ?? program) : undefined);
  const startProgram = async (): Promise<void> => {
    session.sendEvent(started);
    await target.holdAtEntry(main ?? undefined);
    session.sendEvent(new Event('initialized'));
  };
  return { after: startProgram };
}

export async function attach(session: Session, args: DebugProtocol.AttachRequestArguments): Promise<Reply> {
  if (session.configuration) throw new Refused(words.alreadyStarted());
  const configuration = readAttach(args as Record<string, unknown>);
  session.configuration = configuration;
  const url = await findInspector(configuration);
  const connection = await Connection.open(url).catch((error: Error) => {
    throw new Refused(words.cannotAttach(url, error.message));
  });
  void connection.closed.then(() => session.end({ code: undefined }));
  const { result } = await connection.send('Runtime.evaluate', { expression: 'process.version', silent: true });
  if (typeof result.value === 'string' && !isSupported(result.value)) {
    await connection.close();
    throw new Refused(words.tooOld(result.value));
  }
  const target = await session.addTarget(new URL(url).host, connection);
  await tellWrapped(connection, true);
  await connection.send('Runtime.evaluate', { expression: ownScript(OWN_SCOPE_INFOS), silent: true });
  session.onConfigured = async () => {
    target.continueAtEntry = configuration.continueOnAttach;
    await target.releaseHold(undefined);
  };
  return { after: () => session.sendEvent(new Event('initialized')) };
}

/** E14: without it, a direct `eval` after an edit ends Node.js 24. What we launch has it from the agent. */
const OWN_SCOPE_INFOS =
  "Number.parseInt(process.versions.v8) >= 13 && process.getBuiltinModule('node:v8').setFlagsFromString('--no-reuse-scope-infos')";

/** A program that waits where a wrapped call failed need not wait at the next one: we are there (wait.cjs). */
async function tellWrapped(connection: Connection, isDebugged: boolean): Promise<void> {
  const expression = ownScript(
    `{ const wrapped = globalThis[Symbol.for('hot-restart.wrapped')]; if (wrapped) wrapped.isDebugged = ${isDebugged}; }`,
  );
  await connection.send('Runtime.evaluate', { expression, silent: true });
}

export function configurationDone(session: Session): Reply {
  const go = session.onConfigured;
  session.onConfigured = undefined;
  return go ? { after: go } : {};
}

export async function disconnect(
  session: Session,
  { terminateDebuggee }: DebugProtocol.DisconnectArguments,
): Promise<Reply> {
  if (!session.debuggee) {
    const told = [...session.targets.values()].map(({ connection }) => tellWrapped(connection, false));
    await Promise.all(told.map((each) => each.catch(() => undefined)));
  }
  await session.release(terminateDebuggee ?? session.debuggee !== undefined);
  return { after: () => session.onStopped() };
}

export function terminate(session: Session): Reply {
  session.debuggee?.kill();
  return {};
}
