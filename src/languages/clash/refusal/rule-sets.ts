/** Sets of rules in places that look at names only, or at addresses only (`config.go: parseDomainRuleSet`, `parseIPRuleSet`). */
import { entriesOf, fieldsOf, get, itemsOf, type MapNode, type Node, type ScalarNode } from '../tree.ts';
import { fieldOf } from './decode.ts';
import { type Report, refuse } from './report.ts';

type Behavior = 'domain' | 'ipcidr';

/** A set of addresses cannot say anything about a name, nor a set of names about an address. */
export function checkRuleSets(report: Report, root: MapNode): void {
  const behaviors = behaviorsOf(get(root, 'rule-providers'));
  if (behaviors.size === 0) return;
  const judge = (node: ScalarNode | undefined, wrong: Behavior): void => {
    const name = node && setsIn(node.value.text).find((set) => behaviors.get(set) === wrong);
    if (name !== undefined) refuseSet(report, node as ScalarNode, name, wrong);
  };
  const dns = get(root, 'dns');
  for (const key of ['nameserver-policy', 'proxy-server-nameserver-policy']) {
    const policy = get(dns, key);
    if (policy?.kind === 'map') for (const entry of entriesOf(policy).values()) judge(entry.key, 'ipcidr');
  }
  const mode = get(dns, 'enhanced-mode');
  const isFakeIp = mode?.kind === 'scalar' && mode.value.text.toLowerCase() === 'fake-ip';
  if (isFakeIp) for (const item of itemsOf(get(dns, 'fake-ip-filter'))) judge(scalarOf(item), 'ipcidr');
  const sniffer = get(root, 'sniffer');
  for (const [lists, wrong] of SNIFFER_LISTS) {
    for (const list of lists) for (const item of itemsOf(get(sniffer, list))) judge(scalarOf(item), wrong);
  }
}

const SNIFFER_LISTS: readonly (readonly [readonly string[], Behavior])[] = [
  [['force-domain', 'skip-domain'], 'ipcidr'],
  [['skip-src-address', 'skip-dst-address'], 'domain'],
];

const scalarOf = (node: Node): ScalarNode | undefined => (node.kind === 'scalar' ? node : undefined);

/** `rule-set:a,b`, or the rule `RULE-SET,a,real-ip`. */
function setsIn(text: string): readonly string[] {
  const rule = /^\s*RULE-SET\s*,([^,]+),/i.exec(text);
  if (rule) return [(rule[1] as string).trim()];
  return /^rule-set:/i.test(text) ? (text.split(':')[1] ?? '').split(',') : [];
}

function behaviorsOf(providers: Node | undefined): ReadonlyMap<string, string> {
  const behaviors = new Map<string, string>();
  for (const { key, value } of providers?.kind === 'map' ? entriesOf(providers).values() : []) {
    const behavior = value.kind === 'map' ? fieldOf(fieldsOf(value), 'behavior', 'case')?.value : undefined;
    if (behavior?.kind === 'scalar') behaviors.set(key.value.text, behavior.value.text);
  }
  return behaviors;
}

function refuseSet(report: Report, at: ScalarNode, name: string, wrong: Behavior): void {
  const isOfNetworks = wrong === 'ipcidr';
  refuse(report, {
    at: at.at,
    what: isOfNetworks
      ? {
          en: `the rule set ${name} holds networks, and names are looked at here`,
          zh: `规则集“${name}”是 IP 网段，而这里只看域名`,
        }
      : {
          en: `the rule set ${name} holds names, and addresses are looked at here`,
          zh: `规则集“${name}”是域名，而这里只看 IP`,
        },
    label: { en: `its behavior is ${wrong}`, zh: `它的 behavior 是 ${wrong}` },
    said: isOfNetworks
      ? 'rule provider type error, except domain,actual IPCIDR'
      : 'rule provider type error, except ipcidr,actual Domain',
  });
}
