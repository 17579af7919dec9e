/** The YAML typos people make in Clash files: each is named at its place and repaired, and the rest of the file stays. */
import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { fix } from '../../src/engine/fix.ts';
import { clash } from '../../src/languages/clash/index.ts';
import { detect } from '../../src/languages/detect.ts';
import { makeProject } from '../../src/project.ts';
import { applyEdits } from '../../src/text.ts';

const BEFORE =
  'mixed-port: 7890\nmode: rule\ndns:\n  enable: true\n  fake-ip-filter:\n    - "+.lan"\n    - a.test\nrules:\n  - DOMAIN,a.com,DIRECT\n  - MATCH,DIRECT\n';

const CASES: readonly [wrong: string, right: string, isSafe: boolean][] = [
  ['    - *.lan\n', "    - '*.lan'\n", true],
  ['  -MATCH,DIRECT\n', '  - MATCH,DIRECT\n', true],
  ['mode：rule\n', 'mode: rule\n', true],
  ['mode:rule\n', 'mode: rule\n', true],
  ['  enable：true\n', '  enable: true\n', true],
  ['secret: @abc\n', "secret: '@abc'\n", true],
  ['secret: %abc\n', "secret: '%abc'\n", true],
  ['\tenable: true\n', '  enable: true\n', false],
];

/** The file with one line replaced by another spelling. */
function withLine(line: string): string {
  if (/^secret/.test(line)) return BEFORE.replace('mode: rule\n', line);
  if (/lan/.test(line)) return BEFORE.replace('    - "+.lan"\n', line);
  if (/MATCH/.test(line)) return BEFORE.replace('  - MATCH,DIRECT\n', line);
  return BEFORE.replace(/enable/.test(line) ? '  enable: true\n' : 'mode: rule\n', line);
}

describe('a typo', () => {
  test.each(CASES)('%j becomes %j', (wrong, right, isSafe) => {
    const document = clash.parse({ file: 'config.yaml', text: withLine(wrong) });
    const error = document.errors.find(({ fixes }) => fixes);
    expect(error?.fixes?.map(({ safe }) => safe)).toEqual([isSafe]);
    expect(applyEdits(document.text, error?.fixes?.[0]?.edits ?? [])).toBe(withLine(right));
    const parse = (source: { file: string; text: string }) => clash.parse(source);
    const result = fix(makeProject({ documents: [document] }), rules, { unsafe: !isSafe, parse });
    expect(result.project.document('config.yaml').text).toBe(withLine(right));
    expect(result.rolledBack).toEqual([]);
  });

  test('of glued dashes makes a list of what was one text', () => {
    const text = 'mixed-port: 7890\nrules:\n  -DOMAIN,a.com,DIRECT\n  - DOMAIN,b.com,DIRECT\n  -MATCH,DIRECT\n';
    const parse = (source: { file: string; text: string }) => clash.parse(source);
    const result = fix(makeProject({ documents: [clash.parse({ file: 'c.yaml', text })] }), rules, {
      unsafe: false,
      parse,
    });
    expect(result.project.document('c.yaml').text).toBe(text.replaceAll('-D', '- D').replace('-M', '- M'));
  });

  test('is not seen where YAML means something else', () => {
    for (const text of ['a: &x 1\nb: *x\n', 'url: https://a.com\n', "a: '-b'\n", 'a: b：c\n']) {
      expect(clash.parse({ file: 'c.yaml', text }).errors, text).toEqual([]);
    }
  });
});

describe('OpenClash’s list of rules without dashes', () => {
  const file = 'etc/openclash/custom/openclash_custom_rules.list';
  const text = '# mine\nDOMAIN-SUFFIX,a.com,DIRECT\n\nMATCH,DIRECT\n';

  test('is told by its name and content', () => {
    expect(detect(file, text)).toEqual({ language: 'clash' });
    expect(detect(file, 'just a note\n')).toBeUndefined();
    expect(detect('lists/rules.list', text)).toBeUndefined();
  });

  test('takes nothing, and gets its dashes only where a person agrees', () => {
    const { errors } = clash.parse({ file, text });
    expect(errors.map(({ message }) => message.en)).toEqual(['None of these rules is taken']);
    expect(errors[0]?.fixes?.map(({ safe }) => safe)).toEqual([false]);
    expect(applyEdits(text, errors[0]?.fixes?.[0]?.edits ?? [])).toBe(
      '# mine\n- DOMAIN-SUFFIX,a.com,DIRECT\n\n- MATCH,DIRECT\n',
    );
    expect(clash.parse({ file, text: text.replace('MATCH', '- MATCH') }).errors).not.toEqual(errors);
  });
});

test('a plain list in Clash’s folder is what a provider of format text holds', () => {
  const file = 'etc/openclash/rule_provider/Netflix.list';
  const text = '# NAME: Netflix\nDOMAIN-SUFFIX,netflix.com\nIP-CIDR,23.246.0.0/18,no-resolve\n';
  expect(detect(file, text)).toEqual({ language: 'clash', dialect: 'provider-text' });
  expect(detect(file, `${text}USER-AGENT,x\n`)).toBeUndefined();
  expect(detect('etc/nginx/Netflix.list', text)).toBeUndefined();
  const facts = clash.parse({ file, text }, 'provider-text').facts;
  expect(facts.map((fact) => fact.kind === 'clash' && fact.payload)).toEqual([
    ['DOMAIN-SUFFIX,netflix.com', 'IP-CIDR,23.246.0.0/18,no-resolve'],
  ]);
});
