/** Functions and aliases by name, while files define them. */
import type { Scope } from '../../core.ts';

export interface Functions {
  get(name: string): Scope | undefined;
  set(name: string, scope: Scope): void;
}

/** No functions yet, except those of a finished session, which must not change any more. */
export function newFunctions(under?: Functions): Functions {
  const own = new Map<string, Scope>();
  return { get: (name) => own.get(name) ?? under?.get(name), set: (name, scope) => own.set(name, scope) };
}
