/** Rules of a Clash file that can never take effect, and lines that were copied and only partly edited. */
import type { ClashFile, ClashRule } from '../../core.ts';
import { folded } from '../../knowledge/spelling.ts';
import { type ClashRouter, routerOf } from '../../routing/clash/evaluate.ts';
import { type Shadow, shadows } from '../../routing/clash/shadow.ts';
import { allRules } from './clash.ts';

export interface DeadRule {
  readonly line: ClashRule;
  readonly catcher: ClashRule;
  readonly relation: Shadow['relation'];
  /** The rule was plainly meant to take effect: it is below MATCH, or is a narrower exception with another outcome. */
  readonly isMeant: boolean;
}

/** The dead rules of the main list and of each sub-rule list. */
export function deadRules(file: ClashFile): readonly DeadRule[] {
  const router = routerOf(file);
  const dead: DeadRule[] = [];
  for (const [list, lines] of [[undefined, file.rules] as const, ...file.subRules]) {
    for (const { rule, by, relation } of shadows(router, list)) {
      const [line, catcher] = [lines[rule]!, lines[by]!];
      const isLost = relation === 'narrower' && differ(router, line, catcher) && !isBlocked(router, lines, catcher);
      const isMeant = relation === 'after-match' || isLost;
      dead.push({ line, catcher, relation, isMeant });
    }
  }
  return dead;
}

/** Do both lead to a known policy, with different outcomes among direct, proxy and reject? */
function differ({ policies }: ClashRouter, line: ClashRule, catcher: ClashRule): boolean {
  const [wanted, got] = [policies(line.target).outcome, policies(catcher.target).outcome];
  return wanted !== got && wanted !== 'unknown' && got !== 'unknown';
}

/** A list with more rules than this was merged by a tool. */
const MOST_BY_HAND = 300;

/** Merged lists begin with what they block, so that it is blocked whatever comes later. */
function isBlocked({ policies }: ClashRouter, list: readonly ClashRule[], { target }: ClashRule): boolean {
  return list.length > MOST_BY_HAND && policies(target).outcome === 'reject';
}

/** A line copied from above, in which the rule set was not changed. */
export interface CopiedLine {
  readonly line: ClashRule;
  readonly original: ClashRule;
  /** The rule set that was meant: the only unused one whose name equals the policy of the line. */
  readonly meant: string;
}

/** With more unused rule sets than this the list was written by a program. */
const MOST_IDLE = 50;

/** `RULE-SET,Netflix,Telegram` below `RULE-SET,Netflix,Netflix`, when a rule set `Telegram` exists and is unused. */
export function copiedLines(file: ClashFile): readonly CopiedLine[] {
  const idle = idleSets(file).filter((name) => folded(name).length > 2);
  if (idle.length === 0 || idle.length > MOST_IDLE) return [];
  const originals = new Map<string, ClashRule>();
  return file.rules.flatMap((line) => {
    if (line.type !== 'RULE-SET') return [];
    const original = originals.get(line.payload);
    if (!original) originals.set(line.payload, line);
    if (!original || original.target === line.target) return [];
    const target = folded(line.target);
    const [meant, another] = idle.filter((name) => target.includes(folded(name)));
    return meant !== undefined && another === undefined ? [{ line, original, meant }] : [];
  });
}

/** The rule sets that no rule names, not even inside AND, OR and NOT. */
function idleSets(file: ClashFile): readonly string[] {
  const used = new Set<string>();
  for (const { text } of allRules(file))
    for (const [, name = ''] of text.matchAll(/\bRULE-SET *, *([^,()]+)/gi)) used.add(name.trim());
  return file.providers.flatMap(({ kind, name }) => (kind === 'rule' && !used.has(name.text) ? [name.text] : []));
}
