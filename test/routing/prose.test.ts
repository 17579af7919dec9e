/** What rules say of clients in sentences written by hand is what the models of those clients do. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ClientVerdict } from '../../src/routing/client.ts';
import { clientByName, clients } from '../../src/routing/clients/index.ts';
import { parseTarget } from '../../src/routing/url/target.ts';

const PROXY = 'http://127.0.0.1:7890';
const HTTP = 'http://api.example/';
const HTTPS = 'https://api.example/';

/** What a sentence calls a client: one name for several programs, or one of ours. */
const MEANT: Readonly<Record<string, readonly string[]>> = {
  Python: ['urllib', 'requests', 'httpx'],
  Node: ['node-fetch', 'node-http'],
  'Node’s fetch': ['node-fetch'],
  "Node's fetch": ['node-fetch'],
  "Node's http": ['node-http'],
  'Claude Code': ['claude'],
  'Gemini CLI': ['gemini'],
  Go: ['go'],
  Ruby: ['ruby'],
  '.NET': [],
  apt: [],
};

interface Claim {
  readonly rule: string;
  /** As the rule says it; `{}` is where the clients are named. */
  readonly says: string;
  readonly env: Readonly<Record<string, string>>;
  readonly url: string;
  readonly verdict: ClientVerdict;
}

const listed = (list: string) => ({ http_proxy: PROXY, https_proxy: PROXY, no_proxy: list, NO_PROXY: list });

const CLAIMS: readonly Claim[] = [
  {
    rule: 'all-proxy-only',
    says: '{} ignore ${all.name}',
    env: { ALL_PROXY: PROXY, all_proxy: PROXY },
    url: HTTPS,
    verdict: 'direct',
  },
  {
    rule: 'all-proxy-only',
    says: '{} use `ALL_PROXY` when',
    env: { ALL_PROXY: PROXY, all_proxy: PROXY },
    url: HTTPS,
    verdict: 'proxy',
  },
  {
    rule: 'client-dependent-no-proxy',
    says: '**Ranges** (`10.0.0.0/8`) work in {};',
    env: listed('10.0.0.0/8'),
    url: 'http://10.1.2.3/',
    verdict: 'direct',
  },
  {
    rule: 'client-dependent-no-proxy',
    says: 'Ruby; not in {}.',
    env: listed('10.0.0.0/8'),
    url: 'http://10.1.2.3/',
    verdict: 'proxy',
  },
  {
    rule: 'client-dependent-no-proxy',
    says: 'leaves out `x` itself in {}.',
    env: listed('.corp.example'),
    url: 'http://corp.example/',
    verdict: 'proxy',
  },
  {
    rule: 'client-dependent-no-proxy',
    says: 'leaves out everything below it in {}, undici before 7.22, Claude Code and Gemini CLI',
    env: listed('corp.example'),
    url: 'http://api.corp.example/',
    verdict: 'proxy',
  },
  {
    rule: 'https-proxy-missing',
    says: 'With the first alone, {} connect to https hosts directly',
    env: { http_proxy: PROXY, HTTP_PROXY: PROXY },
    url: HTTPS,
    verdict: 'direct',
  },
  {
    rule: 'https-proxy-missing',
    says: 'Only {}\nRuby and apt fall back',
    env: { http_proxy: PROXY, HTTP_PROXY: PROXY },
    url: HTTPS,
    verdict: 'proxy',
  },
  {
    rule: 'proxy-case-conflict',
    says: 'When both spellings are set, {} take the lower-case one',
    env: { http_proxy: PROXY, https_proxy: PROXY, no_proxy: 'api.example', NO_PROXY: 'other.example' },
    url: HTTPS,
    verdict: 'direct',
  },
  {
    rule: 'proxy-case-conflict',
    says: 'lower-case one, {} the upper-case one',
    env: { HTTP_PROXY: PROXY, HTTPS_PROXY: PROXY, NO_PROXY: 'api.example', no_proxy: 'other.example' },
    url: HTTPS,
    verdict: 'direct',
  },
  {
    rule: 'proxy-mixed-case',
    says: '{} do not read ${name}',
    env: { HTTPS_proxy: PROXY },
    url: HTTPS,
    verdict: 'direct',
  },
  {
    rule: 'no-proxy-lacks-loopback',
    says: '{} compare the text of the entry with the host of the URL',
    env: listed('localhost'),
    url: 'http://127.0.0.1:8000/',
    verdict: 'proxy',
  },
  {
    rule: 'schemeless-proxy',
    says: 'is read as http by {}.',
    env: { http_proxy: '127.0.0.1:7890', HTTP_PROXY: '127.0.0.1:7890' },
    url: HTTP,
    verdict: 'proxy',
  },
];

const sourceOf = (rule: string): string =>
  readFileSync(new URL(`../../rules/${rule}.ts`, import.meta.url), 'utf8')
    .replaceAll('\\`', '`')
    .replaceAll("\\'", "'");

/** `a, b and c`, over a line's end too. */
const namesIn = (text: string): string[] => text.split(/\s*,\s*|\s+and\s+/).filter((name) => name !== '');

/** The clients that a claim names, as they stand in the rule's own text. */
function named({ rule, says }: Claim): string[] {
  const [before = '', after = ''] = says
    .split('{}')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s'));
  const found = new RegExp(`${before}([^;:.\`]{3,160}?(?:\\.NET)?)${after}`).exec(sourceOf(rule));
  return namesIn(found?.[1]?.trim() ?? '');
}

function verdictOf(name: string, { env, url }: Claim): ClientVerdict {
  const client = clientByName(name);
  if (!client) throw new Error(`no client is called ${name}`);
  return client.decide(new Map(Object.entries(env)), parseTarget(url)).verdict;
}

describe.each(CLAIMS)('$rule: $says', (claim) => {
  const names = named(claim);

  test(`is so of ${names.join(', ')}`, () => {
    expect(names.length).toBeGreaterThan(1);
    for (const name of names)
      for (const client of MEANT[name] ?? [name])
        expect(`${client} ${verdictOf(client, claim)}`).toBe(`${client} ${claim.verdict}`);
  });
});

describe('a list that says who ignores ALL_PROXY', () => {
  const claim = CLAIMS[0] as Claim;
  const ignoring = clients.filter(({ name }) => verdictOf(name, claim) === 'direct').map(({ name }) => name);
  test('leaves none out', () => {
    const said = named(claim).flatMap((name) => MEANT[name] ?? [name]);
    expect([...said, 'undici'].toSorted()).toEqual([...ignoring].toSorted());
  });
});
