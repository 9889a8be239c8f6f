/**
 * A module that Vite's module runner has made a function of: what it has put in front of the module's code, the code, and
 * what stands behind it. A direct runner has `new AsyncFunction` make it, vitest has `vm`.
 */
const INLINED =
  /^(\(async function anonymous\(__vite_ssr_[^)]*\)\s*\{\n"use strict";\n|'use strict';async \(__vite_ssr_[^)]*\)=>\{\{)([^]*)(\n\}[)}])$/;

/** The code of such a module inside its script's text; undefined for every other text. */
export function inlinedModule(
  text: string,
): { readonly before: string; readonly code: string; readonly after: string } | undefined {
  const [, before, code, after] = INLINED.exec(text) ?? [];
  return before === undefined || code === undefined || after === undefined ? undefined : { before, code, after };
}
