/** Each client chooses a proxy and reads NO_PROXY as the real program was measured to, and as its own cases say. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Case, Client, Decision } from '../../src/routing/client.ts';
import { agents } from '../../src/routing/clients/agents.ts';
import { clientByName, clientNames, clients } from '../../src/routing/clients/index.ts';
import { families, memberDecisions } from '../../src/routing/families.ts';
import { parseTarget } from '../../src/routing/url/target.ts';

interface NoProxyVectors {
  readonly targets: readonly string[];
  readonly clients: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

interface VariableVectors {
  readonly cases: readonly {
    readonly case: string;
    readonly env: Readonly<Record<string, string>>;
    readonly url: string;
    readonly result: Readonly<Record<string, string>>;
  }[];
}

function vectors<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8')) as T;
}

function named(name: string): Client {
  const client = clientByName(name);
  if (!client) throw new Error(`no client ${name}`);
  return client;
}

function decide(client: Client, env: Readonly<Record<string, string>>, url: string): Decision {
  return client.decide(new Map(Object.entries(env)), parseTarget(url));
}

const LETTERS = { direct: 'D', proxy: 'P', error: 'X', unknown: '?' } as const;

describe('measured lists', () => {
  const { targets, clients: tables } = vectors<NoProxyVectors>('no-proxy');

  test.each(Object.keys(tables))('%s reads NO_PROXY as measured', (name) => {
    for (const [list, answers] of Object.entries(tables[name] ?? {})) {
      const env = {
        http_proxy: 'http://127.0.0.1:3128',
        ...(list === '<unset>' ? {} : { no_proxy: list, NO_PROXY: list }),
      };
      const found = targets.map((url) => LETTERS[decide(named(name), env, url).verdict]).join('');
      // Ruby compares the address behind a name, and only the resolver knows it.
      const expected =
        name === 'ruby' ? [...answers].map((letter, at) => (found[at] === '?' ? '?' : letter)).join('') : answers;
      expect(`${list} ${found}`).toBe(`${list} ${expected}`);
    }
  });

  const runtimes = vectors<NoProxyVectors>('runtimes');
  test.each(Object.keys(runtimes.clients))('%s reads NO_PROXY as the real program did', (name) => {
    const proxies = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY'].map((one) => [
      one,
      'http://127.0.0.1:3128',
    ]);
    for (const [list, answers] of Object.entries(runtimes.clients[name] ?? {})) {
      const env = { ...Object.fromEntries(proxies), NO_PROXY: list, no_proxy: list };
      const found = runtimes.targets.map((url) => LETTERS[decide(named(name), env, url).verdict]).join('');
      expect(`${list} ${found}`).toBe(`${list} ${answers}`);
    }
  });

  test('Ruby is uncertain only about names, and only where the list holds addresses', () => {
    for (const list of Object.keys(tables.ruby ?? {})) {
      for (const url of targets) {
        const { verdict } = decide(named('ruby'), { http_proxy: 'http://p:1', no_proxy: list }, url);
        if (verdict === 'unknown') expect([/10\.|192\./.test(list), parseTarget(url).ip]).toEqual([true, undefined]);
      }
    }
  });
});

describe('measured variables', () => {
  const { cases } = vectors<VariableVectors>('proxy-variables');
  const verdictOf = (result: string): string =>
    result === 'D' ? 'direct' : /^(?:P|S@|TLS@)/.test(result) ? 'proxy' : 'error';

  test.each(clients.map(({ name }) => name))('%s chooses the proxy as measured', (name) => {
    for (const { case: title, env, url, result } of cases) {
      const measured = result[name];
      // The measured curl was built without TLS.
      if (measured === undefined || measured.includes('Protocol "https" is disabled')) continue;
      const { verdict, proxy } = decide(named(name), env, url);
      const needsPackage =
        verdict === 'unknown' && (name === 'requests' || name === 'httpx') && JSON.stringify(env).includes('socks');
      if (needsPackage) continue;
      expect(`${title}: ${verdict}`).toBe(`${title}: ${verdictOf(measured)}`);
      const address = /^(?:P|S|TLS)@(\S+)/.exec(measured)?.[1];
      if (address) expect(`${title}: ${proxy}`).toContain(address);
    }
  });

  test('a SOCKS proxy is unknown only where an optional package decides', () => {
    const uncertain = clients.filter(
      (client) =>
        decide(client, { http_proxy: 'socks5://127.0.0.1:1080' }, 'http://example.test/').verdict === 'unknown',
    );
    expect(uncertain.map(({ name }) => name)).toEqual(['requests', 'httpx']);
  });
});

const CLIENT_FILES = new URL('../../src/routing/clients/', import.meta.url);

/** The `cases` that files of clients bring, by the file's name, which is the client's. */
const CASES: ReadonlyMap<string, readonly Case[]> = new Map(
  (
    await Promise.all(
      readdirSync(CLIENT_FILES).map(async (file) => {
        const { cases } = (await import(new URL(file, CLIENT_FILES).href)) as { cases?: readonly Case[] };
        return cases ? [[file.replace('.ts', ''), cases] as const] : [];
      }),
    )
  ).flat(),
);

const AGENTS = [...CASES.keys()].filter((name) => !clients.some((client) => client.name === name));

describe('agents and runtimes', () => {
  const cells =
    vectors<Readonly<Record<string, readonly (readonly [Record<string, string>, string, string])[]>>>('agents');

  test.each(Object.keys(cells))('%s does as measured', (name) => {
    for (const [env, url, letter] of cells[name] ?? []) {
      expect(`${JSON.stringify(env)} ${url} ${LETTERS[decide(named(name), env, url).verdict]}`).toBe(
        `${JSON.stringify(env)} ${url} ${letter}`,
      );
    }
  });

  test.each(AGENTS)('the cases of %s', (name) => {
    for (const one of CASES.get(name) ?? []) {
      const asked = named(one.version === undefined ? name : `${name}@${one.version}`);
      const { verdict, proxy, bypass } = decide(asked, one.env, one.url);
      expect({ one, verdict }).toEqual({ one, verdict: one.verdict });
      if (one.proxy) expect(proxy).toBe(one.proxy);
      if (one.entry) expect(bypass).toMatchObject({ entry: one.entry });
    }
  });

  test('each says what it is, in both languages, and where that was measured', () => {
    for (const { summary, source, version } of agents) {
      expect([summary.en, summary.zh, source, version].every((text) => text.length > 3)).toBe(true);
    }
  });

  test('.x covers what is below x in all of them, a bare x does not', () => {
    const outcome = (list: string): string[] =>
      agents
        .filter(({ name }) => !/-(?:http|websocket)$/.test(name))
        .filter((client) => {
          const env = { HTTPS_PROXY: 'http://p:1', NO_PROXY: list };
          return decide(client, env, 'https://api.x.test/').verdict !== 'direct';
        })
        .map(({ name }) => name);
    expect(outcome('.x.test')).toEqual([]);
    expect(outcome('x.test')).toEqual(['claude', 'gemini']);
  });
});

describe('the cases each client brings', () => {
  test.each(clients.map((client) => [client.name, client] as const))('%s', (name, client) => {
    const cases = CASES.get(name) ?? [];
    expect(cases.length).toBeGreaterThan(4);
    for (const one of cases) {
      const asked = one.version === undefined ? client : named(`${name}@${one.version}`);
      const { verdict, proxy, bypass } = decide(asked, one.env, one.url);
      const entry = bypass && 'entry' in bypass ? bypass.entry : undefined;
      expect({ ...one, verdict, ...(one.proxy ? { proxy } : {}), ...(one.entry ? { entry } : {}) }).toEqual(one);
    }
  });

  test.each(clients.map((client) => [client.name, client] as const))(
    '%s says what it is, in both languages',
    (_name, client) => {
      expect(client.version).toMatch(/^\d+(?:\.\d+)*$/);
      expect([client.summary.en, client.summary.zh, client.source].every((text) => text.length > 10)).toBe(true);
    },
  );
});

describe('names and versions', () => {
  test('aliases, versions between those listed, and older than all of them', () => {
    const list = { http_proxy: 'http://p:1', no_proxy: 'a x.test' };
    expect([clientByName('uv')?.name, clientByName('uv')?.source]).toEqual(['uv', 'uv crates/uv-client: reqwest']);
    expect(clientByName('uv@1')).toBeUndefined();
    expect(decide(named('curl@8.5'), list, 'http://x.test/').verdict).toBe('direct');
    expect(decide(named('curl@8.8.0'), list, 'http://x.test/').verdict).toBe('direct');
    expect(decide(named('curl@8.10'), list, 'http://x.test/').verdict).toBe('proxy');
    expect(decide(named('undici@5.1'), { http_proxy: 'socks5://p:1' }, 'http://x.test/').verdict).toBe('error');
    expect(named('curl@8.5').version).toBe('8.5');
  });

  test.each(['', 'nothing', 'curl@', 'curl@new', 'wget@1.20', '@1'])('%j is no client', (name) => {
    expect(clientByName(name)).toBeUndefined();
  });

  test('the contract names them all', () => {
    const promised = [
      'aiohttp',
      'axios',
      'bun',
      'bun-http',
      'bun-websocket',
      'claude',
      'codex',
      'codex-ws',
      'curl',
      'deno',
      'deno-http',
      'docker',
      'gemini',
      'git',
      'go',
      'hermes',
      'httpx',
      'node',
      'node-fetch',
      'node-http',
      'npm',
      'ollama',
      'openclaw',
      'opencode',
      'pip',
      'python',
      'requests',
      'reqwest',
      'ruby',
      'undici',
      'urllib',
      'uv',
      'wget',
    ];
    expect(promised.filter((name) => !clientNames().includes(name))).toEqual([]);
  });

  test('listed versions ascend, and the modelled one behaves as one of them', () => {
    for (const { name, version, versions } of clients) {
      const order = versions?.map(({ since }) => since) ?? [];
      for (const since of order)
        expect(named(`${name}@${since}`).decide).toBe(versions?.find((one) => one.since === since)?.decide);
      if (versions) expect(clientByName(`${name}@${version}`)).toBeDefined();
    }
  });
});

describe('families', () => {
  test('one answer where all agree', () => {
    const decision = decide(named('python'), { https_proxy: 'http://p:1', no_proxy: 'x.test' }, 'https://a.x.test/');
    expect(decision).toMatchObject({ verdict: 'direct', bypass: { entry: 'x.test' } });
  });

  test('who differs is named', () => {
    const env = { http_proxy: 'http://p:1', no_proxy: '10.0.0.0/8' };
    const decision = decide(named('python'), env, 'http://10.1.2.3/');
    expect(decision.verdict).toBe('unknown');
    expect(decision.why?.en).toBe('urllib and httpx: through the proxy; requests: direct');
    expect(decision.why?.zh).toBe('urllib、httpx 走代理；requests 直连');
    const members = memberDecisions(named('python'), new Map(Object.entries(env)), parseTarget('http://10.1.2.3/'));
    expect(members.map(({ client, decision: own }) => `${client.name} ${own.verdict}`)).toEqual([
      'urllib proxy',
      'requests direct',
      'httpx proxy',
    ]);
  });

  test('node without http_proxy fall-back', () => {
    const decision = decide(named('node'), { http_proxy: 'http://p:1' }, 'https://x.test/');
    expect(decision.why?.en).toBe('Node’s fetch: through the proxy; Node’s http: direct');
  });

  test('a plain client is its own only member', () => {
    expect(
      memberDecisions(named('curl'), new Map(), parseTarget('http://x/')).map(({ client }) => client.name),
    ).toEqual(['curl']);
    expect(families.map(({ name }) => name)).toEqual(['python', 'node']);
  });
});

describe('reasons', () => {
  test('a direct route names what was looked for and what was not read', () => {
    expect(decide(named('curl'), { HTTP_PROXY: 'http://p:1' }, 'http://x.test/').why?.en).toBe(
      'curl reads http_proxy, all_proxy, ALL_PROXY for http:// and finds no proxy; it does not read HTTP_PROXY here',
    );
  });

  test('a list under a name the client does not read', () => {
    const decision = decide(named('wget'), { http_proxy: 'http://p:1', NO_PROXY: 'x.test' }, 'http://x.test/');
    expect([decision.verdict, decision.why?.en]).toEqual(['proxy', 'wget does not read NO_PROXY']);
  });

  test.each([
    ['curl', '*.deepseek.com', 'https://api.deepseek.com/', 'curl takes the * for a letter of the name'],
    ['node-http', 'x.test', 'https://a.x.test/', 'Node’s http takes it as exactly x.test, without subdomains'],
    ['go', '.x.test', 'https://x.test/', 'Go takes it as the subdomains of x.test, without x.test itself'],
    ['urllib', '10.0.0.0/8', 'https://10.1.2.3/', 'urllib does not understand this address range'],
    [
      'urllib',
      '::1',
      'https://[::1]/',
      'urllib compares the address in another spelling: brackets around it, or other zeros',
    ],
    ['curl', '[::1]', 'https://[::1]/', 'curl compares the address without brackets'],
    ['npm', 'X.test', 'https://x.test/', 'npm compares capitals exactly'],
    ['wget', 'x.test.', 'https://x.test/', 'to wget the dot at the end is part of the name'],
    ['reqwest', 'x.test:443', 'https://x.test/', 'reqwest does not take the port of an entry into account here'],
    [
      'requests',
      'localhost',
      'https://127.0.0.1/',
      'requests compares what is written: localhost and its addresses are separate entries',
    ],
    ['curl', 'https://x.test', 'https://x.test/', 'curl compares hosts, and the rest of the URL is in the way'],
    ['curl', '10.*', 'https://10.1.2.3/', 'curl does not understand wildcards in addresses'],
    ['curl', '*', 'https://x.test/', undefined],
    ['wget', '*', 'https://x.test/', '* has no meaning to wget'],
    ['curl', 'x.test', 'https://y.test/', undefined],
  ])('%s and %s for %s', (name, entry, url, why) => {
    const found = decide(named(name), { https_proxy: 'http://p:1', no_proxy: entry, NO_PROXY: entry }, url).nearMisses;
    expect(found.map((miss) => [miss.entry, miss.why.en])).toEqual(why === undefined ? [] : [[entry, why]]);
  });

  test('a near miss inside a list is told from its separators', () => {
    const list = 'a.test;x.test, b.test';
    const [miss] = decide(named('curl'), { https_proxy: 'http://p:1', no_proxy: list }, 'https://x.test/').nearMisses;
    expect(miss && list.slice(miss.start, miss.end)).toBe('x.test');
    expect(miss?.why.en).toContain('together with its neighbours');
    const [star] = decide(
      named('curl'),
      { https_proxy: 'http://p:1', no_proxy: 'a.test,*' },
      'https://x.test/',
    ).nearMisses;
    expect(star?.why.en).toBe('to curl * only counts when it is the whole value');
  });

  test('no message repeats a password', () => {
    for (const client of [...clients, ...families]) {
      for (const value of [
        'http://me:s3cret@p:port',
        'http://me:s3c/ret@p:1',
        'http://me:s3%cret@p:1',
        'socks://me:s3cret@p:1',
        'me:s3cret@p:1',
      ]) {
        const decision = decide(client, { http_proxy: value, HTTP_PROXY: value }, 'http://x.test/');
        expect(JSON.stringify([decision.why, decision.nearMisses])).not.toMatch(/s3/);
      }
    }
  });
});

const word = fc.constantFrom(
  ...[
    'x.test',
    '.x.test',
    '*.x.test',
    '*',
    '10.0.0.0/8',
    '::1',
    '[::1]',
    'fd00::/8',
    ',',
    ';',
    ' ',
    '\t',
    '\r',
    ':80',
    ':',
    '@',
    '/',
    '//',
    'http://',
    'socks5h://',
    '%',
    '%zz',
    '#',
    '?',
    '[',
    ']',
    '中国',
    '：',
    '\0',
    '\ud800',
    '127.0.0.1',
    'a-b',
    '1.2.3.4-1.2.3.9',
    '"',
    "'",
    '.',
    '..',
    '$x',
    '{{',
  ],
);
const text = fc.oneof(
  fc.string(),
  fc.array(word, { maxLength: 8 }).map((words) => words.join('')),
  fc.string({ unit: 'grapheme' }),
);
const names = fc.constantFrom<string>(
  'http_proxy',
  'HTTP_PROXY',
  'https_proxy',
  'HTTPS_PROXY',
  'all_proxy',
  'ALL_PROXY',
  'no_proxy',
  'NO_PROXY',
  'No_Proxy',
  'REQUEST_METHOD',
  'proxy',
);
const environ = fc.array(fc.tuple(names, text), { maxLength: 6 }).map((pairs) => new Map(pairs));
const url = fc.oneof(
  text,
  text.map((host) => `http://${host}`),
  text.map((host) => `https://${host}/a?b#c`),
);
const everyone = [
  ...clients,
  ...families,
  ...clients.flatMap(({ name, versions }) => versions?.map(({ since }) => named(`${name}@${since}`)) ?? []),
];

describe('any environment, any target', () => {
  test('deciding never throws, and offsets cut out the entry', () => {
    fc.assert(
      fc.property(environ, url, (variables, address) => {
        const target = parseTarget(address);
        for (const client of everyone) {
          const { verdict, variable, noProxy, bypass, nearMisses, proxy } = client.decide(variables, target);
          if (variable !== undefined) expect(variables.has(variable)).toBe(true);
          expect(proxy !== undefined).toBe(verdict === 'proxy');
          const list = noProxy === undefined ? '' : (variables.get(noProxy) ?? '');
          const found = [...nearMisses, ...(bypass && 'entry' in bypass ? [bypass] : [])];
          for (const { entry, start, end } of found) {
            expect(list.slice(start, end)).toBe(entry);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test('an unrelated variable changes nothing', () => {
    fc.assert(
      fc.property(environ, url, text, (variables, address, value) => {
        const target = parseTarget(address);
        for (const client of clients) {
          const more = new Map([...variables, ['EDITOR', value], ['HTTP_PROXY_PORT', value]]);
          expect(client.decide(more, target)).toEqual(client.decide(variables, target));
        }
      }),
      { numRuns: 100 },
    );
  });

  test('a list alone never sends a request to a proxy', () => {
    fc.assert(
      fc.property(text, url, (list, address) => {
        const variables = new Map([
          ['no_proxy', list],
          ['NO_PROXY', list],
        ]);
        for (const client of clients) {
          expect(['direct', 'error']).toContain(client.decide(variables, parseTarget(address)).verdict);
          expect(client.decide(variables, parseTarget('http://x.test/')).bypass).toBeUndefined();
        }
      }),
      { numRuns: 100 },
    );
  });

  test.each(clients.map((client) => [client.name, client] as const))('%s reads long lists', (_name, client) => {
    for (const piece of ['a.test,', 'x.test:81,', ':', '[', '*.x.test,']) {
      const list = piece.repeat(20_000);
      const env = { http_proxy: 'http://p:1', HTTP_PROXY: 'http://p:1', no_proxy: list, NO_PROXY: list };
      const { verdict } = decide(client, env, 'http://y.test/');
      expect([piece, verdict]).toEqual([piece, client.name === 'httpx' && piece === ':' ? 'error' : 'proxy']);
    }
  });
});
