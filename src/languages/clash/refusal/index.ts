/**
 * Why mihomo refuses a configuration (`mihomo -t`), all at once and each with its place. Read from the source of
 * 1c4f7c4d (2026-07-01); rules, names and loops have rules of their own.
 */
import type { Refusal } from '../../../core.ts';
import { get, type Node } from '../tree.ts';
import { checkHostCircles, checkSubRules } from './circles.ts';
import { checkMap } from './decode.ts';
import { checkDns } from './dns.ts';
import { checkGroups } from './groups.ts';
import { checkListeners, checkTunnels } from './listeners.ts';
import { checkMerges } from './merges.ts';
import { checkNames } from './names.ts';
import { checkNodes } from './nodes/index.ts';
import { checkProxyProviders, checkRuleProviders } from './providers.ts';
import type { Report } from './report.ts';
import { checkRuleSets } from './rule-sets.ts';
import { checkController, checkHosts, checkSniffer } from './sections.ts';
import { partShape } from './shape.ts';

/**
 * All refusals of a configuration, in the order of the file. `textOf` gives the text of a file by name: a configuration
 * that was put together has parts from several.
 */
export function refusalsOf(root: Node | undefined, textOf: (file: string) => string): readonly Refusal[] {
  if (root?.kind !== 'map') return [];
  const report: Report = { textOf, found: [], seen: new Map() };
  checkMap(report, root, partShape('config'), 'yaml', 'exact');
  checkMerges(report, root);
  checkController(report, root);
  checkNodes(report, get(root, 'proxies'));
  checkProxyProviders(report, get(root, 'proxy-providers'));
  checkGroups(report, get(root, 'proxy-groups'));
  checkNames(report, root);
  checkListeners(report, get(root, 'listeners'));
  checkRuleProviders(report, get(root, 'rule-providers'));
  checkSubRules(report, get(root, 'sub-rules'));
  checkHosts(report, get(root, 'hosts'));
  checkHostCircles(report, get(root, 'hosts'));
  checkRuleSets(report, root);
  checkDns(report, get(root, 'dns'));
  checkTunnels(report, get(root, 'tunnels'));
  checkSniffer(report, get(root, 'sniffer'));
  return report.found.sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end);
}
