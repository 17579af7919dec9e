import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding, Project, Rule, Severity } from '../src/core.ts';
import { lint } from '../src/engine/lint.ts';
import { makeProject } from '../src/project.ts';
import { parseAs, projectOf } from './helpers/project.ts';
import { allRules } from './helpers/rules.ts';

/** A rule that finds every assignment of `NAME`. */
function finder(id: string, name: string, severity: Severity = 'error', extra: Partial<Finding> = {}): Rule {
  return {
    id,
    severity,
    summary: { en: id, zh: id },
    *check(project: Project) {
      for (const fact of project.facts('env')) {
        if (fact.name.text === name)
          yield { at: fact.name.at, message: { en: `${name} found`, zh: `${name}` }, ...extra };
      }
    },
  };
}

const unusedRule = allRules.find((rule) => rule.id === 'unused-suppression') as Rule;
const found = (project: Project, rules: readonly Rule[], options = {}) =>
  lint(project, rules, options).diagnostics.map((one) => `${one.at.file}:${one.at.start} ${one.severity} ${one.rule}`);

describe('severity', () => {
  const project = projectOf({ '.env': 'A=1\n' });
  test('the user’s word stands over the rule’s own', () => {
    expect(found(project, [finder('a', 'A')], { severities: new Map([['a', 'info']]) })).toEqual(['.env:0 info a']);
    expect(found(project, [finder('a', 'A')], { severities: new Map([['a', 'off']]) })).toEqual([]);
  });
  test('a finding milder than its rule stays milder', () => {
    const rule = finder('a', 'A', 'error', { severity: 'warning' });
    expect(found(project, [rule])).toEqual(['.env:0 warning a']);
    expect(found(project, [rule], { severities: new Map([['a', 'warning']]) })).toEqual(['.env:0 info a']);
  });
  test('an override by file is the last word', () => {
    const severityFor = (file: string): 'off' | undefined => (file === '.env' ? 'off' : undefined);
    expect(found(project, [finder('a', 'A')], { severityFor })).toEqual([]);
  });
  test('a rule that is off runs when it is named', () => {
    const rule = { ...finder('a', 'A'), off: true };
    expect(found(project, [rule])).toEqual([]);
    expect(found(project, [rule], { only: new Set(['a']) })).toEqual(['.env:0 error a']);
  });
  test('templates are judged one lower, and their fixes are not safe', () => {
    const fixes = [{ title: { en: 'x', zh: 'x' }, safe: true, edits: [] }];
    const [diagnostic] = lint(projectOf({ '.env.example': 'A=1\n' }), [
      finder('a', 'A', 'error', { fixes }),
    ]).diagnostics;
    expect(diagnostic?.severity).toBe('warning');
    expect(diagnostic?.fixes?.[0]?.safe).toBe(false);
  });
  test('some fixes are only offered when their rule is named', () => {
    const fixes = [{ title: { en: 'x', zh: 'x' }, safe: true, edits: [], named: true as const }];
    const offered = (options = {}) =>
      lint(project, [finder('a', 'A', 'error', { fixes })], options).diagnostics[0]?.fixes?.length;
    expect(offered()).toBe(0);
    expect(offered({ only: new Set(['a']) })).toBe(1);
  });
  test.each(['.env.sample', 'env.template', 'sample.env', 'template.env', '.zshrc.dist'])(
    '%s is a template',
    (name) => {
      expect(found(projectOf({ [name]: 'A=1\n' }), [finder('a', 'A')])).toEqual([`${name}:0 warning a`]);
    },
  );
});

describe('suppressions', () => {
  const rules = [finder('rule-a', 'A'), finder('rule-b', 'B'), unusedRule];
  const at = (text: string) => lint(projectOf({ '.env': text }), rules);
  const kinds = (text: string) => at(text).diagnostics.map((one) => one.rule);

  test('the next line', () => {
    expect(kinds('# envlint-disable-next-line rule-a: known\nA=1\nA=2\n')).toEqual(['rule-a']);
    expect(at('# envlint-disable-next-line rule-a: known\nA=1\n').suppressed.map((one) => one.reason)).toEqual([
      'known',
    ]);
  });
  test('several rules, and all rules', () => {
    expect(kinds('# envlint-disable-next-line rule-a, rule-b: both\nA=1\n# envlint-disable-next-line\nB=1\n')).toEqual([
      'unused-suppression',
    ]);
  });
  test('they can be stacked', () => {
    expect(kinds('# envlint-disable-next-line rule-a: one\n# envlint-disable-next-line rule-b: two\nA=1\n')).toEqual([
      'unused-suppression',
    ]);
  });
  test('a statement that goes on over lines is one', () => {
    const text = '# envlint-disable-next-line rule-a: x\nexport B=1 \\\n  A=1\nexport A=2\n';
    const project = projectOf({ '.bashrc': text });
    expect(lint(project, [finder('rule-a', 'A'), unusedRule]).diagnostics.map(({ at }) => at.start)).toEqual([
      text.lastIndexOf('A='),
    ]);
  });
  test('a block ends where it is enabled', () => {
    expect(kinds('# envlint-disable rule-a: x\nA=1\n# envlint-enable rule-a\nA=2\n')).toEqual(['rule-a']);
  });
  test('enable closes only what it names', () => {
    expect(kinds('# envlint-disable rule-a, rule-b: x\nA=1\n# envlint-enable rule-a\nB=1\nA=2\n')).toEqual(['rule-a']);
  });
  test('the whole file', () => {
    expect(kinds('A=1\n# envlint-disable-file rule-a: x\nA=2\n')).toEqual([]);
  });
  test('in a plist, inside an XML comment', () => {
    const text =
      '<plist version="1.0"><dict>\n<key>Label</key><string>x</string><key>Program</key><string>/x</string>\n<key>EnvironmentVariables</key><dict>\n<!-- envlint-disable-next-line rule-a: why not -->\n<key>A</key><string>1</string>\n</dict></dict></plist>\n';
    expect(lint(projectOf({ 'LaunchAgents/x.plist': text }), rules).diagnostics).toEqual([]);
  });
  test('a comment behind a value is none', () => {
    expect(kinds('B=1\nA=1 # envlint-disable-next-line rule-a\nA=2\n')).toEqual(['rule-b', 'rule-a', 'rule-a']);
  });
  test('one that ends is a finding from then on', () => {
    const text = '# envlint-disable-next-line rule-a: until=2026-01-31\nA=1\n';
    const on = (today: string) =>
      lint(projectOf({ '.env': text }), rules, { today }).diagnostics.map((one) => one.rule);
    expect(on('2026-01-31')).toEqual([]);
    expect(on('2026-02-01')).toEqual(['unused-suppression', 'rule-a']);
  });
  test('a rule that did not run leaves its suppression alone', () => {
    const text = '# envlint-disable-next-line rule-b: x\nB=1\n';
    expect(found(projectOf({ '.env': text }), rules, { only: new Set(['rule-a', 'unused-suppression']) })).toEqual([]);
  });
});

test('one place and one rule make one finding, the gravest', () => {
  const rule: Rule = {
    ...finder('a', 'A'),
    *check(project) {
      for (const fact of project.facts('env'))
        for (const severity of ['info', 'error', 'warning'] as const)
          yield { at: fact.name.at, severity, message: { en: severity, zh: severity } };
    },
  };
  expect(found(projectOf({ '.env': 'A=1\n' }), [rule])).toEqual(['.env:0 error a']);
});

test('files that are only context are read but not judged', () => {
  const project = projectOf({ '.env': 'A=1\n', '.env.local': 'A=2\n' });
  expect(found(project, [finder('a', 'A')], { judged: (file: string) => file === '.env.local' })).toEqual([
    '.env.local:0 error a',
  ]);
});

test('the order of files changes nothing', () => {
  const texts = {
    '.zshrc': 'export https_proxy=http://127.0.0.1:7890\n',
    '.env': 'HTTPS_PROXY=127.0.0.1:1\nDEEPSEEK_API_KEY=sk-12345678\n',
    'c.yaml': 'mixed-port: 1\nproxies: []\nrules:\n  - MATCH,X\n',
  };
  const documents = [...projectOf(texts).documents.values()];
  const expected = found(makeProject({ documents, home: '' }), allRules);
  fc.assert(
    fc.property(fc.shuffledSubarray(documents, { minLength: documents.length }), (order) => {
      expect(found(makeProject({ documents: order, home: '' }), allRules)).toEqual(expected);
    }),
    { numRuns: 20 },
  );
});

test('no rule throws on any small text in any language', () => {
  const piece = fc.constantFrom(
    'export ',
    'HTTPS_PROXY',
    'no_proxy',
    '=',
    '"',
    "'",
    'http://',
    '127.0.0.1:7890',
    ',',
    '\n',
    '[Service]\n',
    'Environment=',
    'rules:\n',
    '  - MATCH,',
    '<dict>',
    '<key>',
    '$(',
    '}',
    '{',
    '# x',
    '：',
    '%40',
    ' ',
  );
  const names = ['.env', '.zshrc', 'config.fish', 'a.service', 'a.plist', 'config.yaml', 'etc/resolv.conf', '.npmrc'];
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.array(piece, { maxLength: 30 }), (name, pieces) => {
      const language = (
        {
          '.env': 'dotenv',
          '.zshrc': 'shell',
          'config.fish': 'shell',
          'a.service': 'systemd',
          'a.plist': 'launchd',
          'config.yaml': 'clash',
          'etc/resolv.conf': 'resolver',
          '.npmrc': 'settings',
        } as const
      )[name as '.env'];
      const project = makeProject({ documents: [parseAs({ file: name, text: pieces.join('') }, language)], home: '' });
      for (const { at } of lint(project, allRules).diagnostics)
        expect(at.end).toBeLessThanOrEqual(project.document(at.file).text.length);
    }),
    { numRuns: 400 },
  );
});
