/** Prints how envlint and systemd agree on all keys; exit status 1 when a disagreement has no reason. */
import { allKeys, compare, type Disagreement } from './compare.ts';

/**
 * `share`: every how-manieth key, or `once`: each key in the first section that has it (the others use the same reader);
 * `only`: keys whose name contains this.
 */
export async function main([share = '1', only = '']: readonly string[]): Promise<number> {
  const all = allKeys().filter(({ key }) => key.includes(only));
  const first = new Map(all.toReversed().map((one) => [`${one.key} ${one.kind}`, one]));
  const keys = share === 'once' ? [...first.values()] : all.filter((_, index) => index % Number(share) === 0);
  const { pairs, outcomes, disagreements } = await compare(keys);
  const unexplained = disagreements.filter((one) => one.reason === undefined);
  console.log(`${keys.length} keys, ${pairs} pairs of key and value`);
  console.log(
    Object.entries(outcomes)
      .map(([name, count]) => `${name} ${count}`)
      .join(' · '),
  );
  const byReason = new Map<string, Disagreement[]>();
  for (const one of disagreements) byReason.set(one.reason ?? '', [...(byReason.get(one.reason ?? '') ?? []), one]);
  for (const [reason, all] of byReason)
    if (reason !== '') console.log(`${all.length} differ on purpose: ${reason}`, examples(all));
  console.log(`${unexplained.length} without a reason`);
  for (const one of unexplained)
    console.log(`  [${one.section}] ${one.key}=${one.value}: envlint ${one.ours}, systemd ${one.theirs} ${one.said}`);
  return unexplained.length === 0 ? 0 : 1;
}

function examples(all: readonly Disagreement[]): string {
  return all
    .slice(0, 3)
    .map(({ key, value }) => `${key}=${value}`)
    .join(' | ');
}
