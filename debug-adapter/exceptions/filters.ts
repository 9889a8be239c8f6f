import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Escape } from './escape.js';

/** The exception filters (DESIGN.md, fixed names), as `initialize` announces them. */
export const EXCEPTION_FILTERS: readonly DebugProtocol.ExceptionBreakpointsFilter[] = [
  {
    filter: 'userUnhandled',
    label: 'User-Unhandled Exceptions',
    description: 'Stops where an exception is about to leave your own code without a catch of yours having it.',
    default: true,
    supportsCondition: true,
    conditionDescription: "An expression over `error`, for example error.name === 'TypeError'",
  },
  {
    filter: 'uncaught',
    label: 'Uncaught Exceptions',
    description: 'Stops where an exception is thrown that nobody catches.',
    default: false,
    supportsCondition: true,
    conditionDescription: "An expression over `error`, for example error.name === 'TypeError'",
  },
  {
    filter: 'all',
    label: 'All Exceptions',
    description: 'Stops at every exception that reaches your own code, caught or not.',
    default: false,
    supportsCondition: true,
    conditionDescription: "An expression over `error`, for example error.name === 'TypeError'",
  },
];

export type FilterName = 'userUnhandled' | 'uncaught' | 'all';

/** One filter that is switched on. */
export interface ActiveFilter {
  readonly name: FilterName;
  /** Over `error`, the value thrown; absent for no condition. */
  readonly condition: string | undefined;
}

/** Reads the arguments of `setExceptionBreakpoints`; names that we do not know are left out. */
export function readFilters(args: DebugProtocol.SetExceptionBreakpointsArguments): ActiveFilter[] {
  const plain = (args.filters ?? []).map((filterId) => ({ filterId, condition: undefined }));
  return [...plain, ...(args.filterOptions ?? [])].flatMap(({ filterId, condition }) =>
    isFilterName(filterId) ? [{ name: filterId, condition: condition?.trim() || undefined }] : [],
  );
}

/** Tells whether a filter is meant for an exception that goes this way; its condition is another matter. */
export function concerns({ name }: ActiveFilter, escape: Escape): boolean {
  switch (name) {
    case 'all':
      return escape.reachesUser;
    case 'uncaught':
      return escape.isUncaught && escape.reachesUser;
    case 'userUnhandled':
      return escape.leavesUser;
  }
}

function isFilterName(name: string): name is FilterName {
  return EXCEPTION_FILTERS.some(({ filter }) => filter === name);
}
