/** Whole configurations, partial files and rule-providers of Clash, and what else a file says. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClashFile, Document, Listener, Setting } from '../../src/core.ts';
import { clash } from '../../src/languages/clash/index.ts';

const parse = (text: string, dialect?: string): Document => clash.parse({ file: 'c.yaml', text }, dialect);
const fileOf = (document: Document): ClashFile => document.facts.find((fact) => fact.kind === 'clash') as ClashFile;
const payload = (text: string, dialect?: string): readonly string[] => fileOf(parse(text, dialect)).payload;

describe('the form of a file', () => {
  test.each([
    ['config', 'mixed-port: 7890\nrules:\n  - MATCH,DIRECT\n'],
    ['config', 'proxies: [{name: a, type: direct}]\nrules: [MATCH,a]\n'],
    ['config', 'proxy-providers: {p: {type: http, url: http://a}}\nrules:\n  - MATCH,DIRECT\n'],
    ['partial', 'mixed-port: 7890\nallow-lan: true\n'],
    ['partial', 'mixed-port: 7890\nproxies: []\nrules: []\n'],
    ['partial', 'rules:\n  - DOMAIN,a.com,Proxy\n  - MATCH,Proxy\n'],
    ['partial', 'prepend-rules:\n  - DOMAIN,a.com,Proxy\nproxies: [{name: a}]\nrules: [MATCH,a]\n'],
    ['partial', '+rules:\n  - DOMAIN,a.com,Proxy\n'],
    ['partial', 'port: 1\nProxy:\n- {name: a}\nRule:\n- MATCH,a\n'],
    ['provider', "payload:\n  - '+.a.com'\n"],
    ['provider', 'rules:\n  - DOMAIN-SUFFIX,a.com\n  - IP-CIDR,10.0.0.0/8,no-resolve\n'],
    ['partial', ''],
    ['partial', '- a\n'],
  ])('%s: %j', (form, text) => {
    expect(fileOf(parse(text)).form).toBe(form);
    expect(parse(text).dialect).toBe(form);
  });

  test('keeps keys mihomo no longer reads out of the file', () => {
    const file = fileOf(parse('port: 1\nProxy:\n- {name: a}\nProxy Group:\n- {name: g}\nRule:\n- MATCH,a\n'));
    expect([file.rules, file.groups, file.proxies]).toEqual([[], [], []]);
  });
});

describe('a rule-provider file, line by line as mihomo', () => {
  test.each<[string, string, string[]]>([
    ['plain and quoted', 'payload:\n  - +.a.com\n  - \'b.com\'\n  - "c.com" # c\n', ['+.a.com', 'b.com', 'c.com']],
    ['flow lists give nothing', 'payload: [a.com, b.com]\n', []],
    ['a misspelt head gives nothing', 'payloads:\n  - a.com\n', []],
    ['mixed indentation is fine', 'payload:\n- a.com\n   - b.com\n', ['a.com', 'b.com']],
    ['less than the head is not', '  payload:\n- a.com\n  - b.com\n', ['b.com']],
    ['a tab after the dash drops the item', 'payload:\n  -\ta.com\n  - b.com\n', ['b.com']],
    ['comments, blanks, other keys', 'name: x\n\npayload: # head\n  # c\n\n  - a.com # d\nother: y\n', ['a.com']],
    [
      'maps, lists and nothing are no entries',
      'payload:\n  - a: b\n  - [c]\n  -\n  - ~\n  - d:\n  - "e\n  - f\n',
      ['f'],
    ],
    ['numbers and escapes', "payload:\n  - 12\n  - \"a\\x2ecom\"\n  - 'it''s'\n", ['12', 'a.com', "it's"]],
    ['IPv6', 'payload:\n  - 2001:db8::/32\n', ['2001:db8::/32']],
    ['BOM and CRLF', '\uFEFFpayload:\r\n  - a.com\r\n  - b.com', ['a.com', 'b.com']],
    ['a head without a line ending is none', 'payload:', []],
    ['rules as head', 'rules:\n  - DOMAIN,a\n', ['DOMAIN,a']],
  ])('%s', (_, text, entries) => expect(payload(text, 'provider')).toEqual(entries));

  test('takes a plain list a line at a time, and only when asked', () => {
    expect(payload('# c\n// c\n\n  a.com  \nb.com # no comment\n', 'provider-text')).toEqual([
      'a.com',
      'b.com # no comment',
    ]);
  });

  test('points at the head', () => {
    const document = parse('# c\npayload:\n  - a.com\n');
    const at = fileOf(document).rulesKey;
    expect(document.text.slice(at?.start, at?.end)).toBe('payload');
  });

  test('reads every plain entry back', () => {
    const entry = fc.stringMatching(/^[a-z+.][a-z0-9.*-]{0,20}[a-z]$/).filter((text) => text !== 'null');
    fc.assert(
      fc.property(
        fc.array(entry),
        fc.constantFrom('', "'", '"'),
        fc.constantFrom('\n', '\r\n'),
        (entries, quote, ending) => {
          const text = `payload:${ending}${entries.map((one) => `  - ${quote}${one}${quote}${ending}`).join('')}`;
          expect(payload(text, 'provider')).toEqual(entries);
        },
      ),
    );
  });
});

describe('what else a file says', () => {
  const document = parse(`
port: 7890
socks-port: 0
allow-lan: yes
bind-address: 192.168.1.2
external-controller: ':9090'
external-controller-tls: '[::1]:9443'
dns: {enable: true, listen: 0.0.0.0:1053}
listeners:
  - {name: in, type: mixed, port: 10810, listen: 127.0.0.1}
  - {name: ss, type: shadowsocks, port: 10811}
authentication: ["user:pa:ss"]
secret: "hush"
proxy-providers:
  sub: {type: http, url: "https://example.com/link/abcdef", header: {Authorization: ["Bearer t0ken"]}, health-check: {enable: true, interval: 300, timeout: 5}}
rule-providers:
  local: {type: inline, behavior: domain, payload: [a.com, '+.b.com']}
  tokened: {type: http, behavior: domain, url: "https://example.com/x?token=abc"}
  open: {type: http, behavior: domain, url: "https://example.com/list.txt"}
hosts: {a.com: 1.2.3.4, b.com: [1.1.1.1, 2.2.2.2]}
sub-rules: {one: ["DOMAIN,a.com,DIRECT"]}
mode: Rule
rules: ["SUB-RULE,(NETWORK,tcp),one", "MATCH,DIRECT"]
`);
  const file = fileOf(document);

  test('listens', () => {
    const listeners = document.facts.filter((fact): fact is Listener => fact.kind === 'listener');
    expect(
      listeners.map((one) => `${one.protocol} ${one.address} ${one.port.text}${one.name ? ` ${one.name}` : ''}`),
    ).toEqual([
      'http 192.168.1.2 7890',
      'controller * 9090',
      'controller ::1 9443',
      'dns 0.0.0.0 1053',
      'mixed 127.0.0.1 10810 in',
      'shadowsocks * 10811 ss',
    ]);
    for (const { port } of listeners) expect(document.text.slice(port.at.start, port.at.end)).toBe(port.text);
  });

  test('keeps secrets', () => {
    expect(document.secrets.map((at) => document.text.slice(at.start, at.end))).toEqual([
      'pa:ss',
      'hush',
      'https://example.com/link/abcdef',
      'Bearer t0ken',
      'https://example.com/x?token=abc',
    ]);
  });

  test('keeps what is shared through anchors', () => {
    const shared = parse(
      'pw: &pw hush\nshelf: &shelf {url: "https://example.com/link/abc"}\nmixed-port: 1\nproxies: [{name: a, password: *pw}]\nproxy-providers: {a: *shelf, b: {<<: *shelf}}\n',
    );
    expect(shared.secrets.map((at) => shared.text.slice(at.start, at.end))).toEqual([
      'hush',
      'https://example.com/link/abc',
    ]);
  });

  test('has providers, hosts, sub-rules, mode and health checks', () => {
    expect(file.mode).toBe('rule');
    expect(file.providers.map((one) => [one.kind, one.name.text, one.type, one.payload])).toEqual([
      ['proxy', 'sub', 'http', undefined],
      ['rule', 'local', 'inline', ['a.com', '+.b.com']],
      ['rule', 'tokened', 'http', undefined],
      ['rule', 'open', 'http', undefined],
    ]);
    expect(file.hosts.get('b.com')).toEqual(['1.1.1.1', '2.2.2.2']);
    expect(file.subRules.get('one')?.[0]?.target).toBe('DIRECT');
    const paths = document.facts
      .filter((fact): fact is Setting => fact.kind === 'setting')
      .map((one) => one.path.join('/'));
    expect(paths).toContain('proxy-providers/sub/health-check/timeout');
    expect(paths).toContain('listeners/0/port');
    expect(paths).not.toContain('rules/0');
  });
});
