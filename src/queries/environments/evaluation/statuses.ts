/** Conditions with one possible answer: commands that always end in the same way. */

import type { Fact, Scope } from '../../../core.ts';
import { entryOf } from '../../../text.ts';
import type { Functions } from './functions.ts';

/** A command alone, with words but nothing that combines it with others. */
const ALONE = /^[\w:-]+(?: [\w./:="'$@*-]+)*$/;
const BUILTIN: Readonly<Record<string, 'yes' | 'no'>> = { true: 'yes', ':': 'yes', false: 'no' };

/**
 * The answer of `true`, `false`, `:`, and of a function that does nothing but end with a status that is written out; undefined for
 * everything else. `bodyOf`: what is in a function, and its text.
 */
export function constantAnswer(
  question: string,
  functions: Functions,
  bodyOf: (scope: Scope) => Body,
): 'yes' | 'no' | undefined {
  if (!ALONE.test(question)) return undefined;
  const [name = ''] = question.split(' ');
  const scope = functions.get(name).at(-1);
  if (!scope) return entryOf(BUILTIN, name);
  return scope.ways || scope.kind !== 'function' ? undefined : statusOf(bodyOf(scope));
}

export interface Body {
  readonly facts: readonly Fact[];
  readonly text: string;
}

/** `! true`, `not false`: facts do not tell that an answer is turned around. */
const NEGATION = /(?:^|[\s;{(])(?:!|not)\s/;

/** The status of a body that is one plain command: `return 1`, `true`, `false`. */
function statusOf({ facts, text }: Body): 'yes' | 'no' | undefined {
  const [only, ...more] = facts;
  if (NEGATION.test(text)) return undefined;
  if (only?.kind !== 'command' || more.length > 0 || !only.certain || only.ways || only.background) return undefined;
  const [name = '', status = '', ...rest] = only.words.map(({ text, known }) => (known ? text : '?'));
  if (rest.length > 0) return undefined;
  if (name === 'return') return /^\d+$/.test(status) ? (Number(status) % 256 === 0 ? 'yes' : 'no') : undefined;
  return entryOf(BUILTIN, name);
}
