/** Functions and aliases by name, while files define them. */
import type { Fact, Scope, Value } from '../../../core.ts';
import type { State } from './state.ts';

export interface Functions {
  /** All that a call can mean, the newest last: one that is only defined on some runs leaves those before it. */
  get(name: string): readonly Scope[];
  set(name: string, scope: Scope): void;
  /** `unset -f`, `functions -e`. */
  remove(name: string): void;
  /** Those of fish that run whenever a variable changes. */
  watching(variable: string): readonly Scope[];
}

/** No functions yet, except those of a finished session, which must not change any more. */
export function newFunctions(under?: Functions): Functions {
  const own = new Map<string, readonly Scope[]>();
  const watching = new Map<string, Set<Scope>>();
  const get = (name: string): readonly Scope[] => own.get(name) ?? under?.get(name) ?? NONE;
  return {
    get,
    set(name, scope) {
      own.set(name, scope.ways ? [...get(name), scope] : [scope]);
      for (const variable of scope.watches ?? [])
        watching.set(variable, (watching.get(variable) ?? new Set()).add(scope));
    },
    remove: (name) => own.set(name, NONE),
    watching(variable) {
      const lower = under?.watching(variable) ?? NONE;
      const here = watching.get(variable);
      return here ? [...lower, ...here] : lower;
    },
  };
}

const NONE: readonly Scope[] = [];

/** The functions that a command takes away: bash's `unset -f`, zsh's `unfunction`, fish's `functions -e`. */
export function removedBy(words: readonly Value[]): readonly string[] {
  const [name = '', ...rest] = words.map(({ text }) => text);
  const options = rest.filter((word) => word.startsWith('-')).join(' ');
  const isRemoval =
    name === 'unfunction' ||
    (name === 'unset' && /(?:^| )-\w*f/.test(options)) ||
    (name === 'functions' && /(?:^| )(?:-\w*e|--erase)/.test(options));
  return isRemoval ? rest.filter((word) => !word.startsWith('-')) : [];
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
