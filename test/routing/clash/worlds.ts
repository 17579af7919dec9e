/** Random configurations, requests and worlds over a small alphabet, so that rules meet often. */
import fc from 'fast-check';
import type { ClashConfig } from './file.ts';
import type { NaiveRequest, World } from './naive.ts';

const label = fc.constantFrom('a', 'b', 'www', 'api', 'cn');
const top = fc.constantFrom('com', 'cn', 'io');
const domain = fc.tuple(fc.array(label, { maxLength: 3 }), top).map(([labels, last]) => [...labels, last].join('.'));
const octet = fc.constantFrom(1, 8, 10, 31, 168);
const address = fc.tuple(octet, octet, octet, octet).map((octets) => octets.join('.'));
const cidr = fc.tuple(address, fc.constantFrom(0, 8, 12, 16, 24, 32)).map(([network, bits]) => `${network}/${bits}`);
const passive = fc.constantFrom('', ',no-resolve');
const policy = fc.constantFrom('P', 'Q', 'DIRECT', 'REJECT');

const leaf = fc.oneof(
  { weight: 4, arbitrary: domain.map((name) => `DOMAIN,${name}`) },
  { weight: 6, arbitrary: domain.map((name) => `DOMAIN-SUFFIX,${name}`) },
  { weight: 2, arbitrary: fc.constantFrom('a', 'pi', '.c', 'www', 'w.c').map((word) => `DOMAIN-KEYWORD,${word}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('^www\\.', '\\.cn$', '^(a|b)\\.', 'API').map((text) => `DOMAIN-REGEX,${text}`),
  },
  { weight: 1, arbitrary: fc.constantFrom('80', '443', '443/8443').map((ports) => `DST-PORT,${ports}`) },
  { weight: 1, arbitrary: fc.constantFrom('tcp', 'UDP').map((name) => `NETWORK,${name}`) },
  { weight: 1, arbitrary: fc.constantFrom('curl', 'node').map((name) => `PROCESS-NAME,${name}`) },
  { weight: 1, arbitrary: fc.constant('GEOSITE,cn') },
);
const onAddress = fc.tuple(
  fc.oneof(
    cidr.map((text) => `IP-CIDR,${text}`),
    fc.constant('GEOIP,CN'),
  ),
  passive,
);

/** A rule without its policy and parameters. */
const inner = fc.oneof(
  { weight: 3, arbitrary: leaf },
  { weight: 1, arbitrary: onAddress.map((parts) => parts.join('')) },
);
const { logic } = fc.letrec<{ logic: string; part: string }>((tie) => ({
  part: fc.oneof({ maxDepth: 2 }, inner, tie('logic')),
  logic: fc.oneof(
    tie('part').map((part) => `NOT,((${part}))`),
    fc
      .tuple(fc.constantFrom('AND', 'OR'), fc.array(tie('part'), { minLength: 1, maxLength: 3 }))
      .map(([type, parts]) => `${type},(${parts.map((part) => `(${part})`).join(',')})`),
  ),
}));

const target = fc.oneof({ weight: 12, arbitrary: policy }, { weight: 1, arbitrary: fc.constant('PASS') });
const plainRule = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(leaf, target).map((parts) => parts.join(',')) },
  { weight: 3, arbitrary: fc.tuple(onAddress, target).map(([[text, param], to]) => `${text},${to}${param}`) },
  { weight: 2, arbitrary: fc.tuple(logic, target).map((parts) => parts.join(',')) },
);
const rule = fc.oneof(
  { weight: 12, arbitrary: plainRule },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('d', 'c', 'i', 'far', 'farip'), target, passive)
      .map(([set, to, param]) => `RULE-SET,${set},${to}${param}`),
  },
  { weight: 1, arbitrary: leaf.map((condition) => `SUB-RULE,(${condition}),s`) },
);

// No stars: what mihomo's set does with them can't be said in one line, see the vectors.
const entry = fc.tuple(fc.constantFrom('', '.', '+.'), domain).map((parts) => parts.join(''));

/** A configuration with every kind of rule list. */
export const config: fc.Arbitrary<ClashConfig> = fc
  .record({
    rules: fc.array(rule, { maxLength: 14 }),
    last: fc.constantFrom('MATCH,Q', 'MATCH,DIRECT', undefined),
    sub: fc.array(plainRule, { maxLength: 4 }),
    domains: fc.array(entry, { maxLength: 5 }),
    classical: fc.array(
      fc.oneof(
        leaf,
        onAddress.map((parts) => parts.join('')),
      ),
      { maxLength: 4 },
    ),
    cidrs: fc.array(cidr, { minLength: 1, maxLength: 4 }),
  })
  .map(({ rules, last, sub, domains, classical, cidrs }) => ({
    rules: last ? [...rules, last] : rules,
    'sub-rules': { s: sub },
    'rule-providers': {
      d: { type: 'inline', behavior: 'domain', payload: domains },
      c: { type: 'inline', behavior: 'classical', payload: classical },
      i: { type: 'inline', behavior: 'ipcidr', payload: cidrs },
      far: { type: 'http', behavior: 'domain', url: 'https://example.org/a' },
      farip: { type: 'http', behavior: 'ipcidr', url: 'https://example.org/b' },
    },
  }));

export const request: fc.Arbitrary<NaiveRequest> = fc
  .record({
    host: fc.oneof({ weight: 5, arbitrary: domain }, { weight: 1, arbitrary: fc.constant('') }),
    address,
    port: fc.constantFrom(80, 443, 8443),
  })
  .map(({ host, address, port }) => (host === '' ? { host, address, port } : { host, port }));

/** One world for a request: what the evaluator isn't told. */
export function world({ host, address: known }: NaiveRequest): fc.Arbitrary<World> {
  return fc
    .record({
      found: fc.option(address, { nil: undefined }),
      inLists: fc.boolean(),
      inRanges: fc.boolean(),
      process: fc.constantFrom('curl', 'node', 'git'),
      lazy: fc.boolean(),
    })
    .map(({ found, inLists, inRanges, process, lazy }) => ({
      address: found,
      hosts: new Set(inLists ? [host] : []),
      addresses: new Set(inRanges ? [found ?? '', known ?? ''].filter((text) => text !== '') : []),
      process,
      lazy,
    }));
}
