/** Every key with many values: what envlint says beside what systemd does. */

import { judgeLine } from '../../../src/knowledge/systemd/judge.ts';
import { type Kind, kindOf, sinceVersion } from '../../../src/knowledge/systemd/keys.ts';
import { UNIT_SECTIONS } from '../../../src/knowledge/systemd/table.ts';
import { reasonFor } from './differences.ts';
import { valuesFor } from './values.ts';
import { type Outcome, TRIED_SECTIONS, verdicts } from './verify.ts';

export interface Disagreement {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  readonly ours: Outcome;
  readonly theirs: Outcome;
  readonly said: string;
  /** Why it is meant to be so; undefined: it is not. */
  readonly reason?: string;
}

export interface Comparison {
  readonly keys: number;
  readonly pairs: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  readonly disagreements: readonly Disagreement[];
}

export interface Key {
  readonly section: string;
  readonly key: string;
  readonly kind: Kind;
}

/** All keys that systemd 252 reads, in every section that can be tried. */
export function allKeys(): Key[] {
  return TRIED_SECTIONS.flatMap((section) =>
    UNIT_SECTIONS[section]!.flatMap((group) =>
      Object.values(group).flatMap((words) => words.trim().split(/\s+/)),
    ).flatMap((key) => {
      const kind = kindOf(section, key);
      return kind && sinceVersion(key) === undefined ? [{ section, key, kind }] : [];
    }),
  );
}

/** Keys of which only one line is read, so that each value needs a unit of its own. */
const ALONE: ReadonlySet<Kind> = new Set<Kind>(['trigger', 'slice', 'service']);

/** Compares all values of these keys, a few units at a time. */
export async function compare(keys: readonly Key[], atOnce = 2): Promise<Comparison> {
  const outcomes: Record<Outcome, number> = { accepted: 0, noted: 0, ignored: 0, refused: 0 };
  const disagreements: Disagreement[] = [];
  let pairs = 0;
  const queue = [...keys];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { section, key, kind } = next;
      const values = valuesFor(kind);
      const theirs = ALONE.has(kind)
        ? (await Promise.all(values.map((value) => verdicts(section, key, [value])))).flat()
        : await verdicts(section, key, values);
      for (const [index, value] of values.entries()) {
        const { outcome, said } = theirs[index]!;
        const ours = ourOutcome(next, value);
        pairs++;
        outcomes[outcome]++;
        if (ours === outcome) continue;
        const reason = reasonFor(next, value, ours, outcome);
        disagreements.push({ section, key, value, ours, theirs: outcome, said, ...(reason ? { reason } : {}) });
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { keys: keys.length, pairs, outcomes, disagreements };
}

function ourOutcome({ section, key, kind }: Key, value: string): Outcome {
  const effect = judgeLine(section, key, kind, value)?.effect;
  return effect === 'part' ? 'ignored' : (effect ?? 'accepted');
}
