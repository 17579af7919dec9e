/** Functions and aliases by name, while files define them. */
import type { Scope } from '../../core.ts';

export interface Functions {
  get(name: string): Scope | undefined;
  set(name: string, scope: Scope): void;
}

/** None yet but those that a session which ended has left, which stay as they are. */
export function newFunctions(under?: Functions): Functions {
  const own = new Map<string, Scope>();
  return { get: (name) => own.get(name) ?? under?.get(name), set: (name, scope) => own.set(name, scope) };
}
