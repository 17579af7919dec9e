/**
 * Environment=, DefaultEnvironment=, PassEnvironment= and UnsetEnvironment=: one fact for each word. systemd drops or
 * mangles words for reasons no one sees; there the value is what was plainly meant, and `dropped` says why.
 */
import type { Assignment, Dropped, Scope, Value } from '../../core.ts';
import { span, valueOf } from '../../text.ts';
import { sourceSpan } from '../shared/derived.ts';
import { type Meant, readMeant, takenApart } from './meant.ts';
import { apart } from './shared-quotes.ts';
import { resolveSpecifiers } from './specifiers.ts';
import type { UnitLine } from './unit-file.ts';
import { type Quote, splitWords, type Word } from './words.ts';

/** An assignment and how its word is written. */
export interface Written {
  readonly fact: Assignment;
  readonly quote: Quote;
}

/** All assignments of an Environment= line. An empty one forgets all before: an `unset` of the name `''`. */
export function environmentFacts(line: UnitLine, scope: Scope): Written[] {
  const { words, gaps } = apart(line, splitWords(line.joined, line.start, line.end));
  if (words.length === 0) return [{ fact: everythingUnset(line, scope), quote: '' }];
  const found: Written[] = [];
  const fault = words.find((word) => word.fault)?.fault;
  let isLost = false;
  for (let index = 0; index < words.length; ) {
    isLost ||= words[index]!.fault !== undefined;
    const gap = gaps.get(words[index]!);
    const read = readMeant(line, words, index);
    index = read.next;
    if (!read.meant) {
      const last = found.at(-1);
      if (read.dropped && last && !last.fact.dropped) found[found.length - 1] = withFault(last, read.dropped);
      continue;
    }
    const dropped = isLost && fault ? fault : gap && ({ reason: 'shared-quotes', at: gap } as const);
    found.push({
      fact: assignment(line, scope, { ...read.meant, dropped: dropped ?? read.meant.dropped }),
      quote: read.meant.quote,
    });
  }
  return found;
}

function withFault(written: Written, dropped: Dropped): Written {
  return { ...written, fact: { ...written.fact, dropped } };
}

function assignment(line: UnitLine, scope: Scope, meant: Meant): Assignment {
  const resolved = resolveSpecifiers(meant.value);
  const dropped = meant.dropped ?? (resolved.fault && { reason: 'specifier' as const, at: resolved.fault });
  const first = meant.name[0]?.at.start ?? meant.at.start;
  const nameAt = span(meant.at, first, meant.name.at(-1)?.at.end ?? first);
  return {
    ...base(line, scope),
    at: meant.at,
    name: valueOf(meant.name, nameAt),
    value: valueOf(resolved.pieces, meant.valueAt),
    operation: 'set',
    dropped,
  };
}

function base(line: UnitLine, scope: Scope) {
  return {
    kind: 'env',
    scope,
    certain: !line.joined.text.includes('{%'),
    reach: 'environment',
    statement: line.at,
  } as const;
}

function everythingUnset(line: UnitLine, scope: Scope): Assignment {
  const nothing = valueOf([], sourceSpan(line.joined, line.end, line.end));
  return { ...base(line, scope), at: line.at, name: nothing, value: nothing, operation: 'unset' };
}

/** PassEnvironment=: variables of the manager, with values no one here knows. */
export function passedFacts(line: UnitLine, scope: Scope): Assignment[] {
  return splitWords(line.joined, line.start, line.end).map((word) => ({
    ...base(line, scope),
    at: word.at,
    name: nameOf(word),
    value: valueOf([{ kind: 'unknown', at: word.at }], word.at),
    operation: 'set',
  }));
}

/** UnsetEnvironment=: names, or `NAME=value` which only takes that very value away. An empty line forgets the list. */
export function unsetFacts(line: UnitLine, scope: Scope): Assignment[] {
  return splitWords(line.joined, line.start, line.end).map((word) => {
    const parts = takenApart(word);
    const hasValue = word.text.includes('=');
    return {
      ...base(line, scope),
      certain: !hasValue,
      at: word.at,
      name: valueOf(parts.name, parts.nameAt),
      value: valueOf(parts.value, parts.valueAt),
      operation: 'unset',
    };
  });
}

function nameOf(word: Word): Value {
  const inset = word.quote === '' ? 0 : 1;
  return valueOf(word.pieces, span(word.at, word.at.start + inset, word.at.end - inset));
}
