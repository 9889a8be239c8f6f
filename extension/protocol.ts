/** What the adapter adds to the Debug Adapter Protocol, as far as the extension uses it. Names are DESIGN's fixed names. */

/** The debug type of package.json's `contributes.debuggers`. */
export const debugType = 'hot-restart';

/** Runs a call again: the frame asked for, or, without one, the frame that the saved edit changed. */
export const restartRequest = 'hotRestart/restart';

/** Brings the saved edits into the program without running any call again. */
export const applyRequest = 'hotRestart/apply';

/** Tells what a transaction did, whoever asked for it. */
export const outcomeEvent = 'hotRestart/outcome';

/** DAP ids of one activation on a paused thread; frame ids hold until the thread resumes. */
export interface FrameArguments {
  threadId: number;
  frameId: number;
}

/** The answer of both requests and the body of the event. Adapter and extension are versioned together. */
export interface OutcomeBody {
  outcome: { strategy: string; message: string };
}
