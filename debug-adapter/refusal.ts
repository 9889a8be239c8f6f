import type { CompileFailure } from './compile/compile-request.js';
import type { Base0Position } from './positions.js';

/** A place in a file, as V8 counts it. `path` is absent for a script without a file. */
export interface Place {
  readonly path: string | undefined;
  readonly position: Base0Position;
}

/** Why a frame cannot be restarted (R5, R6, R6a, X6). */
export type FrameObstacle =
  | 'async function'
  | 'generator'
  | 'module top level'
  | 'derived constructor'
  | 'below native code'
  | 'below an async function'
  | 'class field'
  | 'constructor with fields'
  | 'not user code';

/** Everything that can be refused, with what its sentence needs. A closed union: messages.ts has one sentence for each. */
export type Refusal =
  | { readonly reason: 'syntax'; readonly place: Place; readonly error: string }
  | { readonly reason: 'frame'; readonly function: string; readonly place: Place; readonly obstacle: FrameObstacle }
  /** What failed is caught before it leaves the function, so that there is no failed call to make again. */
  | { readonly reason: 'caught'; readonly function: string; readonly place: Place }
  /** V8 cannot restart the function, and without new code a call would only fail once more. */
  | { readonly reason: 'unchanged'; readonly function: string; readonly place: Place }
  | { readonly reason: 'capture gained'; readonly function: string; readonly place: Place; readonly variable: string }
  | { readonly reason: 'capture lost'; readonly function: string; readonly place: Place; readonly variable: string }
  | { readonly reason: 'assignment lost'; readonly function: string; readonly place: Place; readonly variable: string }
  | { readonly reason: 'new name'; readonly function: string; readonly place: Place; readonly variable: string }
  | {
      readonly reason: 'parameters grew';
      readonly function: string;
      readonly place: Place;
      readonly from: number;
      readonly to: number;
    }
  | { readonly reason: 'kind changed'; readonly function: string; readonly place: Place; readonly to: string }
  | { readonly reason: 'top level'; readonly place: Place }
  | { readonly reason: 'function added'; readonly function: string; readonly place: Place }
  | { readonly reason: 'suspended'; readonly function: string; readonly place: Place }
  | { readonly reason: 'no effect'; readonly function: string; readonly place: Place }
  /** What is new cannot be published under its name: there is another global of that name. */
  | { readonly reason: 'name taken'; readonly function: string; readonly place: Place; readonly variable: string }
  | { readonly reason: 'addition failed'; readonly function: string; readonly place: Place; readonly error: string }
  /** TypeScript reports errors that the edit brings, and `hotRestart.typeCheck` is `refuse`. */
  | {
      readonly reason: 'types';
      readonly function: string | undefined;
      readonly place: Place;
      readonly error: string;
      /** How many other errors it brings. */
      readonly more: number;
    }
  /** What runs is made from the file by a compiler that is not known, or that refuses it. */
  | { readonly reason: 'transformed'; readonly path: string; readonly failure?: CompileFailure }
  | { readonly reason: 'unreadable'; readonly path: string; readonly error: string }
  | { readonly reason: 'no frame' }
  | { readonly reason: 'not paused' }
  | { readonly reason: 'busy' }
  | { readonly reason: 'program ended' }
  | { readonly reason: 'lost position'; readonly function: string; readonly place: Place; readonly status: string }
  | { readonly reason: 'inspector'; readonly function: string; readonly place: Place; readonly answer: string };
