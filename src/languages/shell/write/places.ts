/** Finds what is around a place without looking at everything: a file can contain tens of thousands of statements. */
import type { Assignment, Comment, Fact, Scope, Span, Value } from '../../../core.ts';
import { countBefore, groupBy, memo } from '../../../text.ts';
import type { SimpleCommand } from '../syntax.ts';

/** The items whose characters include all from `start` to `end`, in the order they were given. */
export type Around<T> = (start: number, end: number) => readonly T[];

/** What a writer looks up again and again in one file. */
export interface Lookup {
  readonly commandsAround: Around<SimpleCommand>;
  readonly commentsAround: Around<Comment>;
  readonly bodiesAround: Around<Value>;
  /** By `placeOf` of their statement. */
  readonly assignments: ReadonlyMap<string, readonly Assignment[]>;
  /** Names that some statement of the file hands to child processes. */
  readonly exported: ReadonlySet<string>;
  /** Names that can't be set again as a plain string. */
  readonly fixed: ReadonlySet<string>;
  /** Names that belong to one call of a function: `local NAME` there, by `localOf`. */
  readonly locals: ReadonlySet<string>;
}

interface Parts {
  readonly facts: readonly Fact[];
  readonly comments: readonly Comment[];
  readonly commands: readonly SimpleCommand[];
  readonly bodies: readonly Value[];
}

/** The places of a file, worked out when they are first asked for. */
export const placesOf = memo(({ facts, comments, commands, bodies }: Parts): Lookup => {
  const assignments = facts.filter((fact) => fact.kind === 'env');
  const exporting = assignments.filter(
    ({ reach, operation, scope }) => reach === 'environment' && operation !== 'unset' && scope.kind !== 'session',
  );
  return {
    commandsAround: around(commands),
    commentsAround: around(comments),
    bodiesAround: around(bodies),
    assignments: groupBy(assignments, ({ statement }) => placeOf(statement)),
    exported: new Set(exporting.map(({ name }) => name.text)),
    fixed: new Set(assignments.filter(({ fixed }) => fixed).map(({ name }) => name.text)),
    locals: new Set(
      assignments.filter(({ reach }) => reach === 'local').map(({ name, scope }) => localOf(name.text, scope)),
    ),
  };
});

/** A name in one scope as a key. */
export function localOf(name: string, { at }: Scope): string {
  return `${at.start} ${name}`;
}

/** A span as a key. */
export function placeOf({ start, end }: Span): string {
  return `${start} ${end}`;
}

/** Back from the last item that begins early enough, for as long as any before it reaches far enough. */
function around<T extends { readonly at: Span }>(items: readonly T[]): Around<T> {
  const sorted = items
    .map((item, order) => ({ item, order, reach: 0 }))
    .sort((a, b) => a.item.at.start - b.item.at.start);
  let reach = 0;
  for (const entry of sorted) entry.reach = reach = Math.max(reach, entry.item.at.end);
  return (start, end) => {
    const count = countBefore(sorted, ({ item }) => item.at.start <= start);
    const found: (typeof sorted)[number][] = [];
    for (let at = count - 1; at >= 0 && sorted[at]!.reach >= end; at--) {
      if (sorted[at]!.item.at.end >= end) found.push(sorted[at]!);
    }
    return found.sort((a, b) => a.order - b.order).map(({ item }) => item);
  };
}
