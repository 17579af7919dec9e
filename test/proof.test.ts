/** What the proof accepts and refuses, in every language; and other parsers on what it accepts. */
import { parseEnv } from 'node:util';
import { parse as parseDotenv } from 'dotenv';
import fc from 'fast-check';
import { load as loadYaml } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import type { Diagnostic, Document, Fix, Rule, TextEdit } from '../src/core.ts';
import { fix } from '../src/engine/fix.ts';
import { refute, stillThere } from '../src/engine/proof.ts';
import { applyEdits } from '../src/text.ts';
import { parseAs, parseFile, projectOf } from './helpers/project.ts';

/** The smallest edit that turns `from` (its first occurrence) into `to`. */
function change(text: string, from: string, to: string): TextEdit {
  const place = text.indexOf(from);
  if (place < 0) throw new Error(`no ${from}`);
  let start = 0;
  while (start < Math.min(from.length, to.length) && from[start] === to[start]) start++;
  let end = 0;
  while (end < Math.min(from.length, to.length) - start && from.at(-1 - end) === to.at(-1 - end)) end++;
  const at = { file: 'x', start: place + start, end: place + from.length - end };
  return { at, text: to.slice(start, to.length - end) };
}

/** The reason against changes in a file of this name; undefined: proven. */
function judge(file: string, text: string, ...changes: readonly (readonly [string, string])[]): string | undefined {
  const before = parseFile(file, text);
  if (!before) throw new Error(`${file} is not ours`);
  const edits = changes.map(([from, to]) => change(text, from, to));
  const after = parseAs({ file, text: applyEdits(text, edits) }, before.language, before.dialect);
  return refute(before, after, edits)?.en;
}

const CLASH = `mixed-port: 7890
mode: rule
dns: {enable: true}
proxies:
  - {name: "A", type: ss, server: a.example, port: 443, cipher: aes-128-gcm, password: "p"}
  - {name: B, type: ss, server: b.example, port: 443, cipher: aes-128-gcm, password: p}
proxy-groups:
  - name: G
    type: select
    proxies: [A, B]
sub-rules:
  S:
    - DOMAIN,s.example,A
rules:
  - DOMAIN,a.example,G
  - 'DOMAIN,b.example,A'
  - DOMAIN,c.example,B
  - MATCH,G
`;
const UNIT = `[Unit]
Description=x
[Service]
Type=simple
Restart=always
Environment="A=1" "B=2"
ExecStart=/usr/bin/x run --replace --port 1
`;
const PLIST = `<?xml version="1.0"?>
<plist version="1.0"><dict>
<key>Label</key><string>x</string>
<key>ProgramArguments</key><array><string>/bin/x</string><string>--replace</string><string>run</string></array>
<key>KeepAlive</key><true/>
<key>EnvironmentVariables</key><dict><key>A</key><string>1</string><key>B</key><string>2</string></dict>
</dict></plist>
`;
const SHELL = `export A=1
proxy_on() {
  export https_proxy="http://127.0.0.1:1" # on
  export B=$C
}
curl -x a https://b.example && D=4
`;

describe('accepts what touches only what it changes', () => {
  test.each([
    ['a rule', 'config.yaml', CLASH, [['DOMAIN,a.example,G', 'DOMAIN,a.example,A']]],
    ['a rule above another', 'config.yaml', CLASH, [['  - DOMAIN,c', '  - DOMAIN,x.example,DIRECT\n  - DOMAIN,c']]],
    ['a rule that goes', 'config.yaml', CLASH, [['  - DOMAIN,c.example,B\n', '']]],
    ['a member of a group', 'config.yaml', CLASH, [['[A, B]', '[B]']]],
    ['an argument', 'x.service', UNIT, [[' --replace', '']]],
    ['an assignment beside others', 'x.service', UNIT, [['Environment=', 'Environment=C=3\nEnvironment=']]],
    ['an element', 'x.plist', PLIST, [['<string>--replace</string>', '']]],
    ['what is before a remark', '.zshrc', SHELL, [['  export https_proxy="http://127.0.0.1:1" ', '  ']]],
    [
      'several at once',
      '.zshrc',
      SHELL,
      [
        ['A=1', 'A=2'],
        ['127.0.0.1:1', '127.0.0.1:2'],
        ['-x a ', ''],
      ],
    ],
  ] as const)('%s', (_, file, text, changes) => expect(judge(file, text, ...changes)).toBeUndefined());
});

describe('refuses what changes anything else', () => {
  test.each([
    ['a remark that becomes a directive', '.zshrc', 'export A=1 # envlint-disable x\n', 'export A=1', ''],
    ['a quote that swallows rules', 'config.yaml', CLASH, 'DOMAIN,a.example,G', '"DOMAIN,a.example,G'],
    ['a quote that is escaped at the end of its line', 'config.yaml', CLASH, "example,A'", "example,A''"],
    ['a comment over the next rule', 'config.yaml', CLASH, "G\n  - 'DOMAIN", "G\n  #- 'DOMAIN"],
    ['a rule moved under another list', 'config.yaml', CLASH, 'rules:\n  - DOMAIN,a', 'sub:\n  - DOMAIN,a'],
    ['members that became those of another group', 'config.yaml', CLASH, 'type: select', 'type: select\n  - name: H'],
    ['a key that lost its section', 'config.yaml', CLASH, 'dns: {', 'x: {}\ndn: {'],
    ['a section that swallows the service', 'x.service', UNIT, '[Service]\n', '[Service]\n[X-y]\n'],
    ['a line that goes on', 'x.service', UNIT, 'Type=simple', 'Type=simple \\'],
    ['a quote over the next word', 'x.service', UNIT, '"A=1"', '"A=1'],
    ['a word that became another command', 'x.service', UNIT, '--replace', ';'],
    ['an element that is not closed', 'x.plist', PLIST, '<string>--replace</string>', '<string>--replace'],
    ['a comment over elements', 'x.plist', PLIST, '<string>--replace</string>', '<!--'],
    ['a value that ends its dict', 'x.plist', PLIST, '<string>1</string>', '<string>1</string></dict><dict>'],
    ['a quote over the next line', '.zshrc', SHELL, 'A=1', "A='1"],
    ['a function that ends early', '.zshrc', SHELL, '# on', '\n}'],
    ['a condition around the rest', '.zshrc', SHELL, 'A=1', 'A=1\nif x; then'],
    ['a line that became a part of the one before', '.zshrc', SHELL, 'A=1\n', 'A=1 '],
    ['words that another command swallows', '.zshrc', SHELL, '-x a', '-x a; true'],
    ['a heredoc over the rest', '.zshrc', SHELL, 'A=1', 'A=1\ncat <<E'],
    ['a name glued to an insertion', '.env', 'A=1\nB=2\n', 'A=1\n', 'A=1\nX=y'],
  ] as const)('%s', (_, file, text, from, to) => expect(judge(file, text, [from, to])).toBeDefined());

  test('an error in place of another', () => {
    const before = parseAs({ file: 'x.plist', text: PLIST.replace('<true/>', '<true>') }, 'launchd');
    const edit = change(before.text, '<key>A</key>', '<key>A</ky>');
    const after = parseAs({ file: 'x.plist', text: applyEdits(before.text, [edit]) }, 'launchd');
    expect(refute(before, after, [edit])).toBeDefined();
  });

  test('a byte outside of the edits', () => {
    const edit = change(CLASH, 'a.example', 'x.example');
    const parse = (text: string): Document => parseAs({ file: 'config.yaml', text }, 'clash');
    expect(refute(parse(CLASH), parse(`${applyEdits(CLASH, [edit])}# more\n`), [edit])?.en).toContain('outside');
  });
});

describe('what is accepted, other parsers read so too', () => {
  const bit = fc.oneof(
    fc.constantFrom('"', "'", '#', '\\', '\n', ' ', '$', '=', ',', ':', '- ', '|', '{', '}'),
    fc.stringMatching(/^[^`]{0,3}$/),
  );

  test('in .env nothing but the edited variable changes for dotenv and Node', () => {
    const line = fc.constantFrom(
      'A=1',
      'B="2 2"',
      "C='3'",
      'D=4 # d',
      'E=',
      'F="a\\nb"',
      '# note',
      'export G=7',
      'H=`8`',
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(line, { minLength: 2, maxLength: 6 }),
        fc.nat(),
        fc.nat(),
        bit,
        (lines, pick, place, text) => {
          const before = `${lines.join('\n')}\n`;
          const document = parseAs({ file: '.env', text: before }, 'dotenv');
          const facts = document.facts.filter((fact) => fact.kind === 'env');
          const fact = facts[pick % facts.length];
          if (!fact) return;
          const start = fact.value.at.start + (place % (fact.value.at.end - fact.value.at.start + 1));
          const edits = [{ at: { file: '.env', start, end: start }, text }];
          const after = applyEdits(before, edits);
          if (refute(document, parseAs({ file: '.env', text: after }, 'dotenv'), edits)) return;
          // Node goes on to the next line after a quote that dotenv takes for a character.
          const readers = /[\n"'`\\]/.test(text) ? [parseDotenv] : [parseDotenv, parseEnv];
          for (const read of readers) {
            const [old, now]: Record<string, string | undefined>[] = [read(before), read(after)];
            for (const name of Object.keys(old ?? {}))
              if (name !== fact.name.text) expect(now?.[name]).toBe(old?.[name]);
          }
        },
      ),
      { numRuns: 1500 },
    );
  });

  test('in a Clash file nothing but the edited rule changes for js-yaml', () => {
    const rules = (text: string): unknown[] => (loadYaml(text) as { rules: unknown[] }).rules;
    const list = fc.array(
      fc.constantFrom('DOMAIN,a.example,A', "'DOMAIN,b.example,B'", '"MATCH,A"', 'GEOIP,CN,DIRECT # cn'),
      { minLength: 2, maxLength: 5 },
    );
    let accepted = 0;
    fc.assert(
      fc.property(list, fc.nat(), fc.nat(), bit, (lines, pick, place, text) => {
        const before = `mixed-port: 1\nrules:\n${lines.map((one) => `  - ${one}\n`).join('')}`;
        const document = parseAs({ file: 'c.yaml', text: before }, 'clash');
        const file = document.facts.find((fact) => fact.kind === 'clash');
        const index = pick % lines.length;
        const rule = file?.rules[index];
        if (!rule) return;
        const start = rule.at.start + (place % (rule.at.end - rule.at.start + 1));
        const edits = [{ at: { file: 'c.yaml', start, end: start }, text }];
        const after = applyEdits(before, edits);
        if (refute(document, parseAs({ file: 'c.yaml', text: after }, 'clash'), edits)) return;
        accepted++;
        const [old, now] = [rules(before), rules(after)];
        expect(now.slice(0, index)).toEqual(old.slice(0, index));
        expect(now.slice(now.length - (old.length - index - 1))).toEqual(old.slice(index + 1));
      }),
      { numRuns: 1500 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});

const title = { en: 'x', zh: 'x' };
const finding = (start: number, end: number, words = 'x'): Diagnostic => ({
  at: { file: 'x', start, end },
  message: { en: words, zh: words },
  rule: 'r',
  severity: 'error',
});

describe('a finding is still there', () => {
  const insert = (at: number, text: string): TextEdit => ({ at: { file: 'x', start: at, end: at }, text });
  const still = (before: Diagnostic, after: Diagnostic, ...edits: TextEdit[]): boolean =>
    stillThere([before], [after], edits).has(before);

  test('where its place only moved, grew or was replaced', () => {
    expect(still(finding(5, 8), finding(7, 10), insert(0, 'ab'))).toBe(true);
    expect(still(finding(5, 8), finding(5, 10), insert(8, 'ab'))).toBe(true);
    expect(still(finding(5, 8), finding(5, 7), { at: { file: 'x', start: 5, end: 8 }, text: 'ab' })).toBe(true);
  });
  test('not where the words differ, the place is gone, or it is a neighbour', () => {
    expect(still(finding(5, 8), finding(7, 10, 'y'), insert(0, 'ab'))).toBe(false);
    expect(still(finding(5, 8), finding(4, 9), { at: { file: 'x', start: 4, end: 9 }, text: '' })).toBe(false);
    expect(still(finding(5, 8), finding(8, 10), { at: { file: 'x', start: 0, end: 2 }, text: 'ab' })).toBe(false);
    expect(still(finding(5, 8), { ...finding(5, 8), at: { file: 'y', start: 5, end: 8 } })).toBe(false);
  });
});

describe('fixing', () => {
  const rule = (make: (name: string, start: number) => Fix | undefined): Rule => ({
    id: 'r',
    severity: 'error',
    summary: title,
    *check(project) {
      for (const { name } of project.facts('env')) {
        const one = make(name.text, name.at.start);
        if (one) yield { at: name.at, message: { en: name.text, zh: name.text }, fixes: [one] };
      }
    },
  });
  const at = (start: number, end: number) => ({ file: '.zshrc', start, end });

  test('one bad fix among many is found by halves; the others stand', () => {
    const names = Array.from({ length: 128 }, (_, index) => `V${index}`);
    const text = names.map((name) => `export ${name}='1'\n`).join('');
    const bad = 'V77';
    let parses = 0;
    const parse: typeof parseAs = (...args) => {
      parses++;
      return parseAs(...args);
    };
    const spoil = rule((name, start) =>
      name.startsWith('V')
        ? { title, safe: true, edits: [{ at: at(start, start + 1), text: name === bad ? "W'" : 'W' }] }
        : undefined,
    );
    const result = fix(projectOf({ '.zshrc': text }), [spoil], { unsafe: false, parse });
    expect(result.applied).toHaveLength(127);
    expect(result.rolledBack).toHaveLength(1);
    expect(result.project.document('.zshrc').text).toBe(text.replaceAll('export V', 'export W').replace('W77', 'V77'));
    expect(parses).toBeLessThan(40);
  });

  test('a fix that does not cure its finding is taken back and named', () => {
    const comment = rule((_, start) => ({
      title,
      safe: true,
      edits: [{ at: at(start - 7, start - 7), text: '# x\n' }],
    }));
    const result = fix(projectOf({ '.zshrc': 'export A=1\n' }), [comment], { unsafe: false, parse: parseAs });
    expect(result.project.document('.zshrc').text).toBe('export A=1\n');
    expect(result.rolledBack.map(({ why }) => why.en)).toEqual(['the fix does not cure it']);
  });

  test('a finding milder than what was cured is no reason, also beside fixes as mild as it', () => {
    const rename = (id: string, severity: Rule['severity'], from: string, to: string): Rule => ({
      ...rule((name, start) =>
        name === from ? { title, safe: true, edits: [{ at: at(start, start + 1), text: to }] } : undefined,
      ),
      id,
      severity,
    });
    const remark: Rule = {
      ...rule((name) => (name === 'B' ? { title, safe: false, edits: [] } : undefined)),
      id: 'remark',
    };
    const rules = [rename('grave', 'error', 'A', 'B'), rename('mild', 'info', 'C', 'D')];
    const run = (severity: Rule['severity']) =>
      fix(projectOf({ '.zshrc': 'export A=1\nexport C=1\n' }), [...rules, { ...remark, severity }], {
        unsafe: false,
        level: 'info',
        parse: parseAs,
      });
    expect(run('info').rolledBack).toEqual([]);
    expect(run('info').project.document('.zshrc').text).toBe('export B=1\nexport D=1\n');
    expect(run('error').rolledBack.map((one) => one.rule)).toEqual(['grave']);
    expect(run('error').project.document('.zshrc').text).toBe('export A=1\nexport D=1\n');
  });

  test('more bad fixes than can be looked at one by one: whole files, in the end everything, is left as it was', () => {
    const names = Array.from({ length: 60 }, (_, index) => `V${index}`);
    const text = names.map((name) => `export ${name}=1\n`).join('');
    const rename = rule((name, start) =>
      name.startsWith('V') ? { title, safe: true, edits: [{ at: at(start, start + 1), text: 'W' }] } : undefined,
    );
    const complain: Rule = {
      ...rule((name) => (name.startsWith('W') ? { title, safe: false, edits: [] } : undefined)),
      id: 'complain',
    };
    const project = projectOf({ '.zshrc': text, '.bashrc': text.replaceAll('V', 'X') });
    const result = fix(project, [rename, complain], { unsafe: false, parse: parseAs });
    expect(result.project.document('.zshrc').text).toBe(text);
    expect(result.applied).toEqual([]);
    expect(result.rolledBack.every(({ why }) => why.en === 'it would bring a new complain')).toBe(true);
    expect(result.rolledBack).toHaveLength(60);
  });
});
