/** What an entry of NO_PROXY plainly means, and which clients understand it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clientByName, clients } from '../../src/routing/clients/index.ts';
import { type EntryKind, plainEntries } from '../../src/routing/exemptions/plain.ts';
import { shapeOf } from '../../src/routing/exemptions/shape.ts';
import { plainMeaning, understandingOf, understoodBy } from '../../src/routing/exemptions/understood.ts';
import { parseTarget } from '../../src/routing/url/target.ts';

const names = (entry: string, pick: 'understood' | 'crashes'): string[] =>
  understoodBy(entry)
    .filter((one) => one[pick])
    .map(({ client }) => client.name);

const EVERYONE = clients.map(({ name }) => name);

describe('plain meaning', () => {
  test.each<[string, EntryKind]>([
    ['x.test', 'host'],
    ['localhost', 'host'],
    ['.x.test', 'suffix'],
    ['*.x.test', 'wildcard'],
    ['a*b.test', 'wildcard'],
    ['10.1.2.3', 'ip'],
    ['::1', 'ip'],
    ['10.0.0.0/8', 'cidr'],
    ['fd00::/8', 'cidr'],
    ['[::1]', 'brackets'],
    ['[::1]:80', 'brackets'],
    ['[fd00::/8]', 'brackets'],
    ['10.*', 'ip-wildcard'],
    ['192.168.', 'ip-wildcard'],
    ['192.168.*.*', 'ip-wildcard'],
    ['10.0.0.1-10.0.0.9', 'ip-range'],
    ['x.test:443', 'port'],
    ['10.1.2.3:80', 'port'],
    ['http://x.test/', 'url'],
    ['x.test/path', 'url'],
    ['<local>', 'local-keyword'],
    ['<-loopback>', 'local-keyword'],
    ['*', 'star'],
    ["'x.test'", 'garbage'],
    ['$HOSTS', 'garbage'],
    ['.', 'garbage'],
  ])('%s is a %s', (entry, kind) => {
    expect(plainMeaning(entry).kind).toBe(kind);
  });

  test('lists split where people separate, with offsets', () => {
    const list = ' a.test, b.test;c.test |d.test\t::1,,';
    const entries = plainEntries(list);
    expect(entries.map(({ entry }) => entry)).toEqual(['a.test', 'b.test', 'c.test', 'd.test', '::1']);
    for (const { entry, start, end } of entries) expect(list.slice(start, end)).toBe(entry);
  });
});

describe('who understands an entry', () => {
  test.each([
    ['x.test', EVERYONE],
    ['.x.test', EVERYONE],
    ['127.0.0.1', EVERYONE],
    ['*.x.test', ['undici', 'node-fetch', 'node-http', 'axios', 'go']],
    ['10.0.0.0/8', ['curl', 'git', 'requests', 'axios', 'go', 'reqwest', 'ruby']],
    ['fd00::/8', ['curl', 'axios', 'go', 'reqwest']],
    ['10.*', []],
    ['10.0.0.1-10.0.0.9', ['node-http']],
    ['a.test;b.test', []],
    ['a.test b.test', ['git', 'undici', 'node-fetch', 'axios', 'ruby']],
    ['x.test:443', ['undici', 'node-fetch', 'node-http', 'axios', 'go', 'ruby']],
    ['X.test', EVERYONE.filter((name) => name !== 'npm')],
    ['http://x.test/', ['httpx']],
    ['<local>', []],
  ])('%s', (entry, expected) => {
    expect(names(entry, 'understood')).toEqual(expected);
  });

  test.each([
    ['[::1]', ['httpx']],
    ['fd00::/8', ['httpx']],
    ['::1', []],
    ['x.test', []],
  ])('%s crashes %j', (entry, expected) => {
    expect(names(entry, 'crashes')).toEqual(expected);
  });

  test('a version crashes where another does not', () => {
    const [old] = understoodBy('::1', [clientByName('httpx@0.24.0') as never]);
    expect([old?.crashes, old?.understood]).toEqual([true, false]);
  });

  test('what subdomains and the apex get is distinguished', () => {
    const covers = (entry: string, name: string): readonly string[] =>
      understoodBy(entry).find(({ client }) => client.name === name)?.covers ?? [];
    expect(covers('x.test', 'curl')).toEqual(['itself', 'subdomain']);
    expect(covers('x.test', 'node-http')).toEqual(['itself']);
    expect(covers('.x.test', 'go')).toEqual(['subdomain']);
    expect(covers('.x.test', 'curl')).toEqual(['itself', 'subdomain']);
  });

  test('a client that is said not to understand sends such a request to the proxy', () => {
    for (const [entry, url] of [
      ['*.x.test', 'http://www.x.test/'],
      ['10.0.0.0/8', 'http://10.0.0.1/'],
      ['x.test:8080', 'http://x.test:8080/'],
    ] as const) {
      for (const { client, understood, why } of understoodBy(entry)) {
        const environ = new Map([
          ['http_proxy', 'http://p:1'],
          ['HTTP_PROXY', 'http://p:1'],
          ['no_proxy', entry],
          ['NO_PROXY', entry],
        ]);
        expect([client.name, client.decide(environ, parseTarget(url)).verdict === 'direct']).toEqual([
          client.name,
          understood,
        ]);
        if (!understood) expect([why?.en !== '', why?.zh !== '']).toEqual([true, true]);
      }
    }
  });
});

describe('entries of one shape', () => {
  const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,4})?$/);
  const octet = fc.integer({ min: 1, max: 254 }).map(String);
  /** `a` stands for a label, `7` for a number, `H` for one in hexadecimal, `B` for the length of a network, `P` for a port. */
  const forms = [
    'a.a',
    '.a.a.a',
    '*.a.a',
    'a',
    'a.a.',
    'a.a:80',
    'http://a.a/',
    '"a.a',
    '*a.a',
    'a.a a',
    'a/a',
    'a_a.a',
    '*.7.a',
    '7a-7.7.a',
    'a.a:P',
    '10.7.7.7-10.7.7.7',
    '[2003::H]',
    '2003::H',
    '2002:H::/B',
    '[2001:db9:H::H]/B',
    '10.7.7.*',
    '7.7.',
    '172.7.0.0/B',
    '7.7.7.7/B',
  ];

  test('mean the same to every client', () => {
    const filled = (form: string) =>
      fc
        .tuple(
          fc.array(label, { minLength: 4, maxLength: 4 }),
          fc.array(octet, { minLength: 4, maxLength: 4 }),
          fc.integer({ min: 8, max: 31 }),
        )
        .map(([labels, octets, bits]) => {
          const [words, numbers] = [[...labels], [...octets]];
          return form.replace(/a|7|B|P|H/g, (sign) => {
            if (sign === 'a') return words.pop() ?? '';
            if (sign === '7') return numbers.pop() ?? '';
            if (sign === 'P') return String(20_000 + bits * 999);
            return sign === 'H' ? Number(numbers.pop()).toString(16) : String(bits);
          });
        });
    let alike = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...forms).chain((form) => fc.tuple(filled(form), filled(form))),
        ([one, other]) => {
          if (shapeOf(one) !== shapeOf(other)) return;
          alike++;
          for (const client of clients) {
            const [a, b] = [understandingOf(client, one), understandingOf(client, other)];
            expect([b.understood, b.crashes, b.covers], `${client.name}: ${one} ${other}`).toEqual([
              a.understood,
              a.crashes,
              a.covers,
            ]);
          }
        },
      ),
      { numRuns: 120 },
    );
    expect(alike).toBeGreaterThan(50);
  });

  test('have their own words', () => {
    const [first, second] = ['*.alpha.test', '*.beta.test'].map((entry) =>
      understoodBy(entry).find(({ client }) => client.name === 'curl'),
    );
    expect([first?.understood, second?.understood]).toEqual([false, false]);
    const why = understoodBy('alpha.test').flatMap(({ why: text }) => text?.en ?? []);
    expect(why.join(' ')).not.toContain('beta');
    const other = understoodBy('beta.test').flatMap(({ why: text }) => text?.en ?? []);
    expect(other.join(' ')).not.toContain('alpha');
  });

  test.each([
    ['localhost', 'elsewhere'],
    ['10.0.7.*', '10.9.7.*'],
    ['127.1.*', '10.1.*'],
    ['10.1.0.0/8', '10.0.0.0/8'],
    ['a.test', 'a.b.test'],
    ['http://a.test', 'ftp://a.test'],
    ['fe80::1', 'fd00::1'],
    ['A.test', 'a.test'],
  ])('are not: %s and %s', (one, other) => {
    expect(shapeOf(one)).not.toBe(shapeOf(other));
  });
});
