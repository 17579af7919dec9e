/**
 * The assignments that an environment makes itself; the assignments of a file that many environments load are stored once and
 * shared.
 */
import type { Assignment } from '../../core.ts';
import { memo } from '../../text.ts';
import { proxyRole } from '../proxies/proxy-names.ts';

/** Assignments in sets, some of which other environments have too. */
export interface Own extends Iterable<Assignment> {
  has(fact: Assignment): boolean;
  readonly parts: readonly ReadonlySet<Assignment>[];
}

export interface OwnBuilder extends Own {
  add(fact: Assignment): void;
  /** All members of a set that must not change any more. */
  lay(shared: ReadonlySet<Assignment>): void;
  clear(): void;
}

/** A set that grows while files are followed. */
export function newOwn(first: Iterable<Assignment> = []): OwnBuilder {
  const single = new Set(first);
  const parts: ReadonlySet<Assignment>[] = [single];
  return {
    parts,
    has: (fact) => parts.some((part) => part.has(fact)),
    add: (fact) => single.add(fact),
    lay(shared) {
      if (!parts.includes(shared)) parts.push(shared);
    },
    clear() {
      single.clear();
      parts.length = 1;
    },
    *[Symbol.iterator]() {
      for (const part of parts) yield* part;
    },
  };
}

const proxiesAndLists = memo((part: ReadonlySet<Assignment>) =>
  [...part].filter(({ name }) => proxyRole(name.text) !== undefined),
);

/** Those that set or clear a proxy or a list. An environment is complete by the time this is asked. */
export function decidingFacts({ parts }: Own): readonly Assignment[] {
  return parts.flatMap(proxiesAndLists);
}
