/** The conditions of a `Match` line (ssh_config(5); OpenSSH readconf.c, match_cfg_line). */
import type { SshLine } from './model.ts';
import { hostListFits, listFits } from './patterns.ts';

/** What is known when a `Match` line is read. */
export interface Known {
  /** The name as it was typed, and the one that ssh would connect to by now. */
  readonly original: string;
  readonly target: string;
  /** Undefined: the user's own name, which is not known here. */
  readonly user: string | undefined;
  readonly localUser: string | undefined;
  readonly tag: string;
  /** The file is read again with the final name. */
  readonly isFinal: boolean;
}

export interface Answer {
  /** Undefined: only run time decides. */
  readonly holds: boolean | undefined;
  /** `final`: the file is read a second time. */
  readonly wantsFinal: boolean;
}

/** Do all conditions of the line hold? */
export function matchHolds({ words }: SshLine, known: Known): Answer {
  let holds: boolean | undefined = true;
  let wantsFinal = false;
  for (let at = 0; at < words.length; at++) {
    const [, negation = '', name = '', joined] = /^(!?)([A-Za-z]+)(?:=(.*))?$/.exec(words[at] ?? '') ?? [];
    const criterion = name.toLowerCase();
    wantsFinal ||= criterion === 'final';
    const value = joined ?? (WITHOUT_VALUE.has(criterion) ? '' : (words[++at] ?? ''));
    const answer = criterionHolds(criterion, value, known);
    if (answer === undefined) holds = holds && undefined;
    else if (answer === (negation === '!')) holds = false;
  }
  return { holds, wantsFinal };
}

const WITHOUT_VALUE: ReadonlySet<string> = new Set(['all', 'final', 'canonical']);

function criterionHolds(criterion: string, value: string, known: Known): boolean | undefined {
  const named = (name: string | undefined): boolean | undefined =>
    name === undefined ? undefined : listFits(value.split(','), name);
  switch (criterion) {
    case 'all':
      return true;
    case 'final':
    case 'canonical':
      return known.isFinal;
    case 'host':
      return hostListFits(value, known.target);
    case 'originalhost':
      return hostListFits(value, known.original);
    case 'user':
      return named(known.user);
    case 'localuser':
      return named(known.localUser);
    case 'tagged':
      return named(known.tag);
    default:
      return undefined;
  }
}
