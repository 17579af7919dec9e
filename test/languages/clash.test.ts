/** Clash files as facts: rules, groups, nodes, settings and secrets, with exact places. */
import fc from 'fast-check';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import type { ClashFile, Document, Fact, Setting, Span, Value } from '../../src/core.ts';
import { carve } from '../../src/languages/clash/carve.ts';
import { clash } from '../../src/languages/clash/index.ts';
import { rulesOf } from '../../src/languages/clash/lower.ts';
import { get } from '../../src/languages/clash/tree.ts';
import { compose } from '../../src/languages/shared/yaml/compose.ts';
import { parseAs } from '../helpers/project.ts';

const parse = (text: string, dialect?: string): Document => clash.parse({ file: 'c.yaml', text }, dialect);
const fileOf = (document: Document): ClashFile => document.facts.find((fact) => fact.kind === 'clash') as ClashFile;
const settings = (document: Document): Setting[] => document.facts.filter((fact) => fact.kind === 'setting');
const setting = (document: Document, ...path: string[]): Setting | undefined =>
  settings(document).find((one) => one.path.join('/') === path.join('/'));
const slice = (document: Document, at: Span): string => document.text.slice(at.start, at.end);

/** Every literal piece's characters decode to its text: verbatim pieces stand in the source as they are. */
function expectExact(document: Document, value: Value): void {
  expect(value.at.start).toBeGreaterThanOrEqual(0);
  expect(value.at.end).toBeLessThanOrEqual(document.text.length);
  let at = value.at.start;
  for (const piece of value.pieces) {
    expect(piece.at.start).toBeGreaterThanOrEqual(at);
    expect(piece.at.end).toBeLessThanOrEqual(value.at.end);
    at = piece.at.end;
    if (piece.kind === 'literal' && piece.text.length === piece.at.end - piece.at.start) {
      // A lone line break that folds to a blank is one character for one.
      expect(slice(document, piece.at).replace(/^\n$/, ' ')).toBe(piece.text.replace(/^\n$/, ' '));
    }
  }
}

const CONFIG = `# head
mixed-port: 7890 # port
allow-lan: false
proxies:
  - {name: "🇯🇵 东京", type: ss, server: jp.example.com, port: 443, cipher: aes-128-gcm, password: "se\\"cret"}
  - name: 'it''s'
    type: vmess
    server: us.example.com
    port: 443
    uuid: 00000000-0000-0000-0000-000000000001
proxy-groups:
  - name: 节点选择
    type: select
    proxies: ["🇯🇵 东京", it's, DIRECT]
rules:
  - DOMAIN-SUFFIX,example.com,节点选择 # comment
  - 'IP-CIDR,10.0.0.0/8,DIRECT,no-resolve'
  - "MATCH,节点选择"
`;

describe('a configuration', () => {
  const document = parse(CONFIG);
  const file = fileOf(document);

  test('becomes rules, groups and nodes with exact places', () => {
    expect(document.errors).toEqual([]);
    expect(file.form).toBe('config');
    expect(file.rules.map((rule) => [rule.type, rule.payload, rule.target, ...rule.params])).toEqual([
      ['DOMAIN-SUFFIX', 'example.com', '节点选择'],
      ['IP-CIDR', '10.0.0.0/8', 'DIRECT', 'no-resolve'],
      ['MATCH', '', '节点选择'],
    ]);
    for (const rule of file.rules) expect(slice(document, rule.at)).toBe(rule.text);
    expect(slice(document, file.rulesKey as Span)).toBe('rules');
    expect(file.groups[0]).toMatchObject({ type: 'select', name: { text: '节点选择' } });
    expect(file.groups[0]?.proxies.map((value) => value.text)).toEqual(['🇯🇵 东京', "it's", 'DIRECT']);
    expect(file.proxies.map((proxy) => [proxy.name.text, proxy.type, proxy.server?.text])).toEqual([
      ['🇯🇵 东京', 'ss', 'jp.example.com'],
      ["it's", 'vmess', 'us.example.com'],
    ]);
    expect(slice(document, (file.proxies[1] as { at: Span }).at)).toMatch(/^name: 'it''s'[\s\S]*0001$/);
  });

  test('has every value exactly where it is', () => {
    for (const { name, value } of settings(document)) {
      expectExact(document, name);
      expectExact(document, value);
    }
    expect(setting(document, 'proxies', '0', 'password')?.value.text).toBe('se"cret');
    expect(slice(document, (setting(document, 'mixed-port') as Setting).at)).toBe('mixed-port: 7890');
    expect(setting(document, 'mixed-port')?.type).toBe('integer');
  });

  test('reads and masks the keys of nodes and providers in any case', () => {
    const text = [
      'proxies:',
      '  - {Name: hk, Type: trojan, Server: hk.example.com, Port: 443, Password: hush-hush}',
      'proxy-providers:',
      '  p: {Type: http, URL: "https://sub.example/very-secret-path"}',
    ].join('\n');
    const document = parseAs({ file: 'config.yaml', text }, 'clash');
    const [file] = document.facts.filter((fact) => fact.kind === 'clash');
    expect(file?.proxies.map(({ name, type, server }) => [name.text, type, server?.text])).toEqual([
      ['hk', 'trojan', 'hk.example.com'],
    ]);
    expect(file?.providers[0]?.url?.text).toBe('https://sub.example/very-secret-path');
    expect(document.secrets.map((at) => slice(document, at))).toEqual([
      'hush-hush',
      'https://sub.example/very-secret-path',
    ]);
  });

  test('knows comments, secrets and listeners', () => {
    expect(document.comments.map((one) => [slice(document, one.at), one.ownLine])).toEqual([
      ['# head', true],
      ['# port', false],
      ['# comment', false],
    ]);
    expect(document.secrets.map((at) => slice(document, at))).toEqual([
      'se\\"cret',
      '00000000-0000-0000-0000-000000000001',
    ]);
    const listeners = document.facts.filter((fact) => fact.kind === 'listener');
    expect(listeners.map((one) => [one.protocol, one.address, one.port.text])).toEqual([
      ['mixed', '127.0.0.1', '7890'],
    ]);
  });
});

describe('YAML as Go reads it', () => {
  test('follows anchors, aliases and merge keys', () => {
    const document = parse(`
base: &base {type: url-test, interval: 300, url: "http://a"}
also: &also
  <<: *base
  interval: 600
mixed-port: 7890
proxy-groups:
  - {name: A, <<: *also, proxies: &all [DIRECT]}
  - {name: B, <<: [*base, *also], proxies: *all}
rules: [MATCH,A]
`);
    expect(document.errors).toEqual([]);
    expect(fileOf(document).groups.map((group) => [group.type, group.proxies[0]?.text])).toEqual([
      ['url-test', 'DIRECT'],
      ['url-test', 'DIRECT'],
    ]);
    expect(setting(document, 'proxy-groups', '0', 'interval')?.value.text).toBe('600');
    expect(setting(document, 'proxy-groups', '1', 'interval')?.value.text).toBe('300');
    expect(settings(document).filter((one) => one.value.text === '600')).toHaveLength(1);
  });

  test('survives an alias bomb and a cycle', () => {
    const bomb = `mixed-port: 1\na0: &a0 [x]\n${Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`).join('')}`;
    expect(parse(bomb).facts.length).toBeLessThan(500);
    const cycle = parse('mixed-port: 1\nproxy-groups: &g\n  - {name: A, <<: *g, proxies: *g}\nhosts: &h {a: *h}\n');
    expect(fileOf(cycle).groups).toHaveLength(1);
  });

  test('types scalars as yaml.v3 does, quoted ones as text', () => {
    const document = parse(
      "mixed-port: 1\nx:\n  a: 0123\n  b: '0123'\n  c: yes\n  d: ~\n  e: 1e3\n  f: True\n  g: 2001-01-01\n",
    );
    const types = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((key) => setting(document, 'x', key)?.type);
    expect(types).toEqual(['integer', 'string', 'string', 'null', 'float', 'true', 'date']);
  });

  test('reads BOM, CRLF, block and folded scalars', () => {
    const document = parse(
      '\uFEFFmixed-port: 7890\r\nsecret: "a\r\n  b"\r\nx: |\r\n  one # two\r\n  three\r\nrules:\r\n  - MATCH,DIRECT\r\n',
    );
    expect(document.errors).toEqual([]);
    expect(setting(document, 'secret')?.value.text).toBe('a b');
    expect(setting(document, 'x')?.value.text).toBe('one # two\nthree\n');
    expect(document.comments).toEqual([]);
    for (const { value } of settings(document)) expectExact(document, value);
    expect(slice(document, fileOf(document).rules[0]!.at)).toBe('MATCH,DIRECT');
  });

  test('agrees with js-yaml on text, where YAML 1.2 and Go agree', () => {
    const scalar = fc.oneof(
      fc
        .string({ unit: 'binary', maxLength: 12 })
        .map((text) => JSON.stringify(text.replace(/[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\p{Cs}/gu, ''))),
      fc
        .stringMatching(/^[a-z'" \n\\]{0,12}$/)
        .map((text) => `'${text.replaceAll("'", "''").replace(/\n+ */g, '\n\n    ')}'`),
      fc
        .stringMatching(/^[a-z][a-z,:/.#-]{0,12}[a-z]$/)
        .filter((text) => !/^(?:y|n|yes|no|on|off|true|false|null)$/.test(text)),
    );
    fc.assert(
      fc.property(fc.array(scalar, { maxLength: 6 }), (scalars) => {
        const text = `mixed-port: 1\nx:\n${scalars.map((one) => `  - ${one}\n`).join('')}`;
        const expected = ((load(text) as { x: unknown[] | null }).x ?? []).map(String);
        const document = parse(text);
        const found = settings(document).filter((one) => one.path[0] === 'x' && one.path.length === 2);
        for (const { value } of found) expectExact(document, value);
        expect(found.map((one) => one.value.text)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});

describe('errors', () => {
  const shown = (text: string): string[] => {
    const document = parse(text);
    return document.errors.map((error) => `${slice(document, error.at)}|${error.label?.en ?? ''}`);
  };

  test('reports several at once, each at its place', () => {
    const text = 'mixed-port: 7890\nsecret: }}\nmode: rule\nbind-address: @all\nrules:\n- MATCH,DIRECT\n';
    expect(shown(text).map((line) => line.split('|')[0])).toEqual(['}}', '@all']);
    expect(fileOf(parse(text)).rules).toHaveLength(1);
  });

  test('says what is wrong in words', () => {
    expect(shown('mixed-port: 1\ndns:\n\tenable: true\n')[0]).toMatch(/^\t\|a tab/);
    expect(shown('mixed-port: 1\nurl: "“\nmode: rule\n')).toEqual(['"“|a quote is opened and never closed']);
    expect(shown('mixed-port: 1\nx: [1, 2\nmode: rule\n')[0]).toContain('`[` is never closed');
    expect(shown('mixed-port:1\nmode: rule\n')[0]).toContain('a space is missing after the `:`');
  });

  test('finds doubled keys with both places, and aliases of nothing', () => {
    const document = parse('mode: rule\nmixed-port: 1\ndns: {enable: true, enable: false}\nmode: direct\nx: *nobody\n');
    expect(
      document.errors.map((error) => [slice(document, error.at), error.related?.map((note) => note.at.start)]),
    ).toEqual([
      ['enable', [document.text.indexOf('enable')]],
      ['mode', [0]],
      ['*nobody', undefined],
    ]);
  });

  test('finds a doubled merge key and control characters', () => {
    expect(shown('mixed-port: 1\na: &a {x: 1}\nb: {<<: *a, <<: *a}\n')).toEqual(['<<|the second one']);
    expect(shown('mixed-port: 1\nname: a\u0008b\n')).toEqual(['\b|the invisible character U+0008']);
    expect(shown('mixed-port: 1\nname: "🇯🇵\u200d\ufe0f\u00a0"\n')).toEqual([]);
  });

  test('accepts doubled anchors, as Go does', () => {
    expect(parse('a: &x 1\nb: &x 2\nmixed-port: *x\n').errors).toEqual([]);
  });

  test('warns of a second document, not of a lone separator', () => {
    const [error] = parse('---\nmixed-port: 1\n---\nrules: []\n').errors;
    expect(error).toMatchObject({ severity: 'warning', at: { start: 18, end: 21 } });
    expect(parse('---\nmixed-port: 1\n---\n# end\n').errors).toEqual([]);
  });

  test('leaves templates alone', () => {
    expect(parse('mixed-port: {{ port }}:{{ x }}: y\nmode: rule\n').errors).toEqual([]);
    expect(parse('{% if a %}\nmixed-port: 1\n{% else %}\nmixed-port: 2\n{% endif %}\n').errors).toEqual([]);
  });

  test('is bounded on nesting', () => {
    for (const text of [
      '['.repeat(50_000),
      '{a: '.repeat(50_000),
      '- '.repeat(50_000),
      `x: ${'['.repeat(9000)}${']'.repeat(9000)}`,
    ]) {
      const { errors } = parse(`mixed-port: 1\nrules: ${text}`);
      expect(errors).toHaveLength(1);
    }
  });

  test('never throws, whatever the text', () => {
    const token = fc.constantFrom(
      'a',
      ': ',
      '- ',
      '\n',
      '  ',
      '"',
      "'",
      '[',
      ']',
      '{',
      '}',
      '&x ',
      '*x',
      '<<: ',
      '#',
      '|',
      '>',
      '\t',
      '\r\n',
      '---\n',
      'rules:\n',
      'proxies:',
      ',',
      '!',
      '%',
      '\\',
      '？',
      'mixed-port: 1\n',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(token, { maxLength: 40 }).map((all) => all.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          for (const dialect of [undefined, 'provider', 'provider-text']) {
            const document = parse(text, dialect);
            const spans: Span[] = [
              ...document.facts.map((fact: Fact) => fact.at),
              ...document.errors.map((one) => one.at),
              ...document.secrets,
            ];
            for (const at of spans) {
              expect(at.start).toBeLessThanOrEqual(at.end);
              expect(at.end).toBeLessThanOrEqual(text.length);
            }
            for (const one of settings(document)) expectExact(document, one.value);
          }
        },
      ),
      { numRuns: 1500 },
    );
  });
});

describe('the carved list of rules', () => {
  const item = fc.oneof(
    fc.constantFrom(
      'DOMAIN,a,P',
      "'DOMAIN,a,P'",
      '"DOMAIN,a,P"  # c',
      'DOMAIN-REGEX,^a#b,P',
      'a: b',
      'a:',
      "'it''s,a,b'",
      '"a\\n,b,c"',
      '# none',
      '',
      '*x',
      '&x a',
      'RULE-SET,国内,🎯 # 注释',
      '[a]',
      "'a,b,c' d",
      '12',
      '~',
      'a,\tb,c',
      '  MATCH,P',
      "'a #b,c,d'",
      'x,y\n    z,P',
    ),
    fc.stringMatching(/^[A-Za-z,.:#' "-]{1,12}$/),
  );
  const line = fc
    .tuple(fc.constantFrom('  - ', '  - ', '  - ', '  -   ', '- ', '    - ', '  #', '', '\t- '), item)
    .map(([dash, text]) => dash + text);
  const text = fc
    .tuple(
      fc.constantFrom('', '\uFEFF', '# c\n', 'x: |\n  rules:\n'),
      fc.constantFrom('rules:', 'rules: # c', 'rules: &a', 'rules:  '),
      fc.array(line, { maxLength: 6 }),
      fc.constantFrom('', 'mode: rule\n', '  more\n', '...\n', '- x\n', '---\nrules: []\n', 'y: "\n'),
      fc.constantFrom('\n', '\r\n'),
    )
    .map(([head, key, lines, tail, ending]) =>
      `${head}mixed-port: 1\n${key}\n${lines.map((one) => `${one}\n`).join('')}${tail}`.replaceAll('\n', ending),
    );

  test('is what the library reads', () => {
    let carvedOnes = 0;
    fc.assert(
      fc.property(text, (source) => {
        if (carve(source, 'c.yaml')) carvedOnes++;
        const fast = parse(source);
        if (fast.dialect === 'provider') return;
        const slow = compose(source, 'c.yaml');
        expect(fileOf(fast).rules).toEqual(rulesOf(get(slow.root, 'rules')));
        expect(fast.errors).toEqual(slow.errors); // no control characters are made here
      }),
      { numRuns: 3000 },
    );
    expect(carvedOnes).toBeGreaterThan(100);
  });

  test('is the same after an edit, whatever was carved before it', () => {
    let kept = 0;
    const edit = fc.record({
      at: fc.nat(200),
      length: fc.nat(12),
      by: fc.oneof(
        line,
        line.map((one) => `${one}\n`),
        item,
      ),
    });
    fc.assert(
      fc.property(text, edit, (source, { at, length, by }) => {
        const before = carve(source, 'c.yaml');
        const edited = source.slice(0, at) + by + source.slice(at + length);
        const afresh = carve(edited, 'c.yaml');
        const after = carve(edited, 'c.yaml', before);
        expect(after).toEqual(afresh);
        if (before && after?.rules[0] === before.rules[0]) kept++;
      }),
      { numRuns: 3000 },
    );
    expect(kept).toBeGreaterThan(50);
  });

  test('is the same list while it does not change', () => {
    const config = 'mode: rule\nrules:\n  - DOMAIN,a.example,DIRECT\n  - MATCH,DIRECT\n';
    const before = carve(config, 'c.yaml');
    expect(carve(`${config}x: [`, 'c.yaml', before)?.rules).toBe(before?.rules);
    expect(carve(`${config}  - x`, 'c.yaml', before)?.rules).toHaveLength(3);
  });

  test('is read beside an error after it as the library reads it', () => {
    const config = 'mode: rule\nrules:\n  - DOMAIN,a.example,DIRECT\n  - MATCH,DIRECT\n';
    for (const tail of [
      'x: [',
      'x: [\n',
      'x: "\n',
      'x: {a: b\ny: c',
      'a: b: c\n',
      '  x: y\n',
      ']\nz: 1\n',
      '@x: y\n',
    ]) {
      const fast = parse(config + tail);
      const slow = compose(config + tail, 'c.yaml');
      expect(fileOf(fast).rules).toEqual(rulesOf(get(slow.root, 'rules')));
      expect(fast.errors).toEqual(slow.errors);
    }
  });
});
