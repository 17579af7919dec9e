/** Writing into Clash files: new rules, comments, removals. */
import fc from 'fast-check';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import type { ClashFile, Document, Setting, Span, TextEdit } from '../../src/core.ts';
import { clash } from '../../src/languages/clash/index.ts';
import { applyEdits, verbatim } from '../../src/text.ts';

const parse = (text: string): Document => clash.parse({ file: 'c.yaml', text });
const fileOf = (document: Document): ClashFile => document.facts.find((fact) => fact.kind === 'clash') as ClashFile;
const rule = (document: Document, index: number): Span => fileOf(document).rules[index]!.at;
const setting = (document: Document, path: string): Setting =>
  document.facts.find((fact): fact is Setting => fact.kind === 'setting' && fact.path.join('/') === path) as Setting;
const apply = (document: Document, edits: readonly TextEdit[] | undefined): string | undefined =>
  edits && applyEdits(document.text, edits);
const head = 'mixed-port: 1\n';

describe('a new rule above another', () => {
  const insert = (text: string, index = 0, line = 'DOMAIN-SUFFIX,deepseek.com,DIRECT'): string | undefined => {
    const document = parse(head + text);
    return apply(document, document.writer?.insertAbove(rule(document, index), line))?.slice(head.length);
  };

  test.each([
    ['rules:\n  - MATCH,P # c\n', 'rules:\n  - DOMAIN-SUFFIX,deepseek.com,DIRECT\n  - MATCH,P # c\n'],
    ['rules:\n- MATCH,P', 'rules:\n- DOMAIN-SUFFIX,deepseek.com,DIRECT\n- MATCH,P'],
    [
      "rules:\r\n    -   'MATCH,P'\r\n",
      "rules:\r\n    -   'DOMAIN-SUFFIX,deepseek.com,DIRECT'\r\n    -   'MATCH,P'\r\n",
    ],
    ['rules:\n  - "MATCH,P"\n', 'rules:\n  - "DOMAIN-SUFFIX,deepseek.com,DIRECT"\n  - "MATCH,P"\n'],
    ['rules: ["MATCH,P"]\n', 'rules: ["DOMAIN-SUFFIX,deepseek.com,DIRECT", "MATCH,P"]\n'],
    ["rules: [\n  'MATCH,P',\n]\n", "rules: [\n  'DOMAIN-SUFFIX,deepseek.com,DIRECT',\n  'MATCH,P',\n]\n"],
    ['rules: [MATCH]\n', "rules: ['DOMAIN-SUFFIX,deepseek.com,DIRECT', MATCH]\n"],
    ['rules:\n  - &a MATCH,P\n', undefined],
  ])('%j', (text, expected) => expect(insert(text)).toBe(expected));

  test('is quoted where plain text would mean something else', () => {
    expect(insert('rules:\n  - MATCH,P\n', 0, 'DOMAIN-SUFFIX,x.com,a: b')).toBe(
      "rules:\n  - 'DOMAIN-SUFFIX,x.com,a: b'\n  - MATCH,P\n",
    );
    expect(insert('rules:\n  - MATCH,P\n', 0, 'DOMAIN-SUFFIX,x.com,a # b')).toContain("'DOMAIN-SUFFIX,x.com,a # b'");
  });

  test('leaves everything else as it was and is read back', () => {
    const target = fc.stringMatching(/^[\p{L}\p{So} #:'"\\&*-]{1,10}$/u).map((text) => `${text.trim()}.`);
    const style = fc.constantFrom<(rules: string[]) => string>(
      (rules) => `rules:\n${rules.map((one) => `  - '${one}'\n`).join('')}`,
      (rules) => `rules:\n${rules.map((one) => `- ${one}\n`).join('')}`,
      (rules) => `rules: [${rules.map((one) => `"${one}"`).join(', ')}]\n`,
      (rules) => `rules: [\n${rules.map((one) => `  '${one}',\n`).join('')}  ]\n`,
    );
    fc.assert(
      fc.property(target, style, fc.nat(2), (name, write, index) => {
        const rules = ['DOMAIN,a.com,P', 'DOMAIN,b.com,P', 'MATCH,P'];
        const document = parse(`${head}${write(rules)}mode: rule\n`);
        const line = `DOMAIN-SUFFIX,deepseek.com,${name}`;
        const fixed = apply(document, document.writer?.insertAbove(rule(document, index), line)) as string;
        const expected = rules.toSpliced(index, 0, line);
        expect((load(fixed) as { rules: string[] }).rules).toEqual(expected);
        expect(fileOf(parse(fixed)).rules.map((one) => one.text)).toEqual(expected);
      }),
    );
  });
});

describe('other lines above', () => {
  test('writes comments, also at the top of a file with a BOM', () => {
    const document = parse('\uFEFFmixed-port: 1\ndns:\n  enable: true\n');
    const above = (path: string): string | undefined =>
      apply(document, document.writer?.insertAbove(setting(document, path).at, '# why'));
    expect(above('mixed-port')).toBe('\uFEFF# why\nmixed-port: 1\ndns:\n  enable: true\n');
    expect(above('dns/enable')).toBe('\uFEFFmixed-port: 1\ndns:\n  # why\n  enable: true\n');
    expect(document.writer?.comment('why')).toBe('# why');
  });

  test('writes nothing into the middle of a scalar', () => {
    const document = parse('mixed-port: 1\nx: "a\n  b"\n');
    const at = { file: 'c.yaml', start: 21, end: 22 };
    expect(document.writer?.insertAbove(at, '# no')).toBeUndefined();
  });
});

describe('taking out', () => {
  const without = (text: string, at: (document: Document) => Span): string | undefined => {
    const document = parse(text);
    return apply(document, document.writer?.remove(at(document)));
  };

  test('takes a rule with its line, or with its comma', () => {
    expect(without(`${head}rules:\n  - A,b,c # x\n  - 'MATCH,P'\n`, (d) => rule(d, 0))).toBe(
      `${head}rules:\n  - 'MATCH,P'\n`,
    );
    expect(without(`${head}rules:\n  - A,b,c\n  - 'MATCH,P'`, (d) => rule(d, 1))).toBe(`${head}rules:\n  - A,b,c\n`);
    expect(without(`${head}rules: ["A,b,c", "MATCH,P"]\n`, (d) => rule(d, 0))).toBe(`${head}rules: ["MATCH,P"]\n`);
    expect(without(`${head}rules: ["A,b,c", "MATCH,P"]\n`, (d) => rule(d, 1))).toBe(`${head}rules: ["A,b,c"]\n`);
    expect(without(`${head}rules: [\n  "A,b,c",\n  "MATCH,P"\n]\n`, (d) => rule(d, 0))).toBe(
      `${head}rules: [\n  "MATCH,P"\n]\n`,
    );
  });

  test('takes a key, but never half an item', () => {
    const text = `${head}dns:\n  enable: true # c\n  ipv6: false\nproxies:\n  - name: a\n    type: ss\n`;
    expect(without(text, (d) => setting(d, 'dns/enable').at)).toBe(text.replace('  enable: true # c\n', ''));
    expect(without(text, (d) => setting(d, 'proxies/0/name').at)).toBeUndefined();
    expect(without(text, (d) => fileOf(d).proxies[0]!.at)).toBe(text.replace('  - name: a\n    type: ss\n', ''));
  });
});

describe('replacing', () => {
  const replaced = (text: string, path: string, next: string, start?: number, end?: number): string | undefined => {
    const document = parse(text);
    return apply(document, document.writer?.replace(setting(document, path).value, next, start, end));
  };

  test.each([
    ['timeout: 5 # ms', '5000', 'timeout: 5000 # ms'],
    ["timeout: '5'", '5000', "timeout: '5000'"],
    ['timeout: "a\\"b"', 'c"d', 'timeout: "c\\"d"'],
    ["timeout: 'it''s'", "that's", "timeout: 'that''s'"],
    ['timeout: abc', '0123', "timeout: '0123'"],
    ['timeout: abc', 'a: b', "timeout: 'a: b'"],
    ['timeout: 0123', '0123', "timeout: '0123'"],
    ['timeout: abc', 'abc', 'timeout: abc'],
    ['timeout:', 'abc', 'timeout: abc'],
    ['timeout: |\n  x', 'abc', undefined],
  ])('%s becomes %s', (line, next, expected) => {
    expect(replaced(`${head}${line}\n`, 'timeout', next)).toBe(expected && `${head}${expected}\n`);
  });

  test('replaces a part, in a flow map too', () => {
    expect(replaced(`${head}x: {a: abcd, b: 1}\n`, 'x/a', 'XY', 1, 3)).toBe(`${head}x: {a: aXYd, b: 1}\n`);
    expect(replaced(`${head}x: {a: abcd, b: 1}\n`, 'x/a', ',', 1, 3)).toBe(`${head}x: {a: 'a,d', b: 1}\n`);
    expect(replaced(`${head}x: "a\\tbc"\n`, 'x', 'Z', 1, 2)).toBe(`${head}x: "aZbc"\n`);
  });

  test('replaces a field of a rule, however the list was read', () => {
    for (const [before, after] of [
      ['rules:\n  - DOMAIN,a.com,P\n', 'rules:\n  - DOMAIN,a.com,Q\n'],
      ["rules:\n  - 'DOMAIN,a.com,P'\n", "rules:\n  - 'DOMAIN,a.com,Q'\n"],
      ['rules: ["DOMAIN,a.com,P"]\n', 'rules: ["DOMAIN,a.com,Q"]\n'],
    ] as const) {
      const document = parse(head + before);
      const at = rule(document, 0);
      const field = { ...at, start: at.end - 1 };
      expect(apply(document, document.writer?.replace(verbatim('P', field), 'Q'))).toBe(head + after);
    }
  });

  test('is read back as what was asked for, and touches nothing else', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme-composite', minLength: 1, maxLength: 12 }),
        fc.constantFrom('abc', "'abc'", '"a\\x62c"'),
        (next, written) => {
          const text = `${head}# before\nx: {a: ${written}, b: [1]} # after\nrules: ["MATCH,P"]\n`;
          const fixed = replaced(text, 'x/a', next);
          if (fixed === undefined) return;
          const document = parse(fixed);
          expect(document.errors).toEqual([]);
          expect(setting(document, 'x/a').value.text).toBe(next);
          expect(setting(document, 'x/a').type).toBe('string');
          expect(fixed.replace(/\{a: .*, b: \[1\]\}/s, '')).toBe(text.replace(/\{a: .*, b: \[1\]\}/s, ''));
        },
      ),
    );
  });
});
