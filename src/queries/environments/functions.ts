/** Functions and aliases by name, while files define them. */
import type { Fact, Scope } from '../../core.ts';
import type { State } from './state.ts';

export interface Functions {
  get(name: string): Scope | undefined;
  set(name: string, scope: Scope): void;
}

/** No functions yet, except those of a finished session, which must not change any more. */
export function newFunctions(under?: Functions): Functions {
  const own = new Map<string, Scope>();
  return { get: (name) => own.get(name) ?? under?.get(name), set: (name, scope) => own.set(name, scope) };
}

/** The variables that are local to a function as they were: they come back when it ends. */
export function keepLocals(facts: readonly Fact[], state: State): () => void {
  const names = new Set(
    facts.flatMap((fact) => (fact.kind === 'env' && fact.reach === 'local' && fact.name.known ? [fact.name.text] : [])),
  );
  const before = [...names].map((name) => [name, state.has(name), state.get(name)] as const);
  return () => {
    for (const [name, isKnown, slot] of before) isKnown ? state.set(name, slot) : state.drop(name);
  };
}
