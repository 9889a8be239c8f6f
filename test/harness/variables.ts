import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { TestSession } from './session.js';

export type Variable = DebugProtocol.Variable;
export type Scope = DebugProtocol.Scope;

/** A program that stops at a `debugger` statement, or at an exception, in `inspect`. */
export const inspecting = (statements: string): string => `const shared = { from: 'the module' };
globalThis.reads = 0;
class Cart {
  #hidden = 'private';
  rows = [{ price: 1 }, { price: 2 }];
  get total() { return ++globalThis.reads; }
  inspect(n) {
    ${statements}
  }
}
const outer = (kept) => { const cart = new Cart(); return { cart, run: () => [kept, shared, cart.inspect(7)] }; };
console.log('result', outer('kept').run().length, globalThis.reads);
`;

export async function scopesOf(session: TestSession, frameId: number | undefined): Promise<Scope[]> {
  return (await session.client.request<{ scopes: Scope[] }>('scopes', { frameId })).scopes;
}

/** The children of a scope or a value, or a page of them. */
export async function children(
  session: TestSession,
  parent: { name?: string; variablesReference: number } | undefined,
  page: { filter?: 'indexed' | 'named'; start?: number; count?: number } = {},
): Promise<Variable[]> {
  assert.ok(parent?.variablesReference, `${parent?.name} unfolds`);
  const { variablesReference } = parent;
  const args = { variablesReference, ...page };
  return (await session.client.request<{ variables: Variable[] }>('variables', args)).variables;
}

export function named(variables: readonly Variable[], name: string): Variable {
  const found = variables.find((each) => each.name === name);
  assert.ok(found, `${name} is among ${variables.map((each) => each.name).join(', ')}`);
  return found;
}

/** A scope of a frame, by its name. */
export async function scopeOf(session: TestSession, frameId: number | undefined, name: string): Promise<Scope> {
  const scopes = await scopesOf(session, frameId);
  const found = scopes.find((each) => each.name === name);
  assert.ok(found, `${name} is among ${scopes.map((each) => each.name).join(', ')}`);
  return found;
}

/** The variables of a scope, by the scope's name, of a frame. */
export async function variablesIn(
  session: TestSession,
  frameId: number | undefined,
  scope: string,
): Promise<Variable[]> {
  return children(session, await scopeOf(session, frameId, scope));
}

export const shown = (variables: readonly Variable[]): string[] =>
  variables.map(({ name, value }) => `${name} ${value}`);
