/** Running rules: severities, overrides, templates and suppressions. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding, Project, Rule, Severity } from '../src/core.ts';
import { lint } from '../src/engine/lint.ts';
import { makeProject } from '../src/project.ts';
import { applyEdits } from '../src/text.ts';
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
  test('a Clash file in a folder of samples is worth knowing at most, and is not fixed by itself', () => {
    const fixes = [{ title: { en: 'x', zh: 'x' }, safe: true, edits: [] }];
    const rule: Rule = {
      ...finder('a', 'A', 'error'),
      needs: ['clash'],
      *check({ documents }) {
        for (const { file } of documents.values())
          yield { at: { file, start: 0, end: 1 }, message: { en: 'x', zh: 'x' }, fixes };
      },
    };
    const text = 'mixed-port: 7890\nproxies: []\nrules: ["MATCH,DIRECT"]\n';
    const of = (file: string, options = {}): string => {
      const [one] = lint(projectOf({ [file]: text }), [rule], options).diagnostics;
      return `${one?.severity} ${one?.fixes?.[0]?.safe ? 'safe' : 'not safe'}`;
    };
    expect(of('docs/config.yaml')).toBe('info not safe');
    expect(of('app/tests/clash/config.yaml')).toBe('info not safe');
    expect(of('clash/config.yaml')).toBe('error safe');
    const inside = makeProject({
      documents: [...projectOf({ '/x/tests/a/docs/c.yaml': text }).documents.values()],
      roots: ['/x/tests'],
    });
    const named = makeProject({ documents: [...inside.documents.values()], roots: ['/x', '/x/tests/a/docs'] });
    expect([inside, named].map((one) => lint(one, [rule]).diagnostics[0]?.severity)).toEqual(['info', 'error']);
    expect(of('docs/config.yaml', { severities: new Map([['a', 'error']]) })).toBe('warning not safe');
  });
  test('some fixes are only offered when their rule is named', () => {
    const fixes = [{ title: { en: 'x', zh: 'x' }, safe: true, edits: [], named: true as const }];
    const offered = (options = {}) =>
      lint(project, [finder('a', 'A', 'error', { fixes })], options).diagnostics[0]?.fixes?.length ?? 0;
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
  test('a comment after a value is none, and says so', () => {
    expect(kinds('B=1\nA=1 # envlint-disable-next-line rule-a\nA=2\n')).toEqual([
      'rule-b',
      'rule-a',
      'unused-suppression',
      'rule-a',
    ]);
  });
  test.each([
    ['rule-a: known', 'known'],
    ['rule-a：知道', '知道'],
    ['rule-a -- the proxy knows the way back', 'the proxy knows the way back'],
    ['rule-b, rule-a --- long', 'long'],
    ['-- all of them', 'all of them'],
    [': all of them', 'all of them'],
    ['rule-a: with -- dashes', 'with -- dashes'],
    ['rule-a rule-b: by blanks', 'by blanks'],
    ['rule-a', ''],
  ])('names and reason of `%s`', (words, reason) => {
    const { suppressed } = at(`# envlint-disable-next-line ${words}\nA=1\n`);
    expect(suppressed.map((one) => one.reason)).toEqual([reason]);
  });
  test('a reason is not taken for rules', () => {
    const { diagnostics } = at('# envlint-disable-next-line rule-a because we know\nA=1\n');
    expect(diagnostics.map(({ message }) => message.en)).toEqual([
      'There is no rule “because we know”; a reason comes after a colon',
    ]);
  });

  test.each([
    ['# envlint-disable-next-line rule-b: the vendor says so\n', '# the vendor says so\n'],
    ['# Bo: envlint-disable-next-line rule-b -- why: x\n', '# Bo: why: x\n'],
    ['# envlint-disable-next-line rule-b：供应商要求\n', '# 供应商要求\n'],
    ['# envlint-disable-next-line rule-b\n', ''],
    // These words would be a suppression of their own.
    ['# envlint-disable-next-line rule-b: see envlint-disable-file\n', undefined],
  ])('the words beside an idle suppression stay: %s', (comment, left) => {
    const project = projectOf({ '.env': `${comment}A=1\n` });
    const { diagnostics } = lint(project, [...rules, unusedRule]);
    const [fix] = diagnostics.find(({ rule }) => rule === 'unused-suppression')?.fixes ?? [];
    const safe = fix?.safe ? applyEdits(`${comment}A=1\n`, fix.edits) : undefined;
    expect(safe).toBe(left === undefined ? undefined : `${left}A=1\n`);
  });

  describe('a comment that is unclear', () => {
    const RC = 'export https_proxy=http://127.0.0.1:7890 http_proxy=http://127.0.0.1:7890\n';
    const judged = (text: string) => lint(projectOf({ '.bashrc': text }), allRules).diagnostics;
    const isRepaired = (text: string) =>
      judged(text).some(({ rule, fixes }) => rule === 'missing-no-proxy' && fixes?.some(({ safe }) => safe));
    const about = (text: string) => judged(text).filter(({ rule }) => rule === 'unused-suppression');

    test.each([
      ['a name that is a typo', '# envlint-disable-next-line missing-noproxy: x\n', 'did you mean missing-no-proxy?'],
      ['a name nobody knows', '# envlint-disable-next-line whatever: x\n', 'There is no rule whatever'],
      [
        'a directive that is a typo',
        '# envlint-disable-nextline missing-no-proxy\n',
        'did you mean envlint-disable-next-line?',
      ],
      [
        'another linter’s directive',
        '# envlint-ignore missing-no-proxy\n',
        'silences nothing; there are envlint-disable-next-line',
      ],
      ['a file’s', '# envlint-disable-file missing-noproxy: x\n', 'did you mean missing-no-proxy?'],
      ['a block’s', '# envlint-disable missing-noproxy: x\n', 'did you mean missing-no-proxy?'],
    ])('%s: reported, kept, and what it covers is not repaired', (_, comment, words) => {
      expect(isRepaired(RC)).toBe(true);
      expect(isRepaired(comment + RC)).toBe(false);
      const [finding, ...others] = about(comment + RC);
      expect(others).toEqual([]);
      expect(finding?.message.en).toContain(words);
      expect(finding?.message.zh).toMatch(/没有叫|不起作用/);
      expect(finding?.fixes?.every(({ safe }) => !safe) ?? true).toBe(true);
    });
    test('after code', () => {
      const text = RC.replace('\n', ' # envlint-disable-line missing-no-proxy\n');
      expect(isRepaired(text)).toBe(false);
      expect(about(text)[0]?.message.en).toContain('needs a line of its own');
    });
    test('what is elsewhere in the file is repaired', () => {
      expect(isRepaired(`# envlint-disable-next-line missing-noproxy: x\nexport A=1\n${RC}`)).toBe(true);
    });
    test('with an idle name beside it nothing of the comment goes by itself', () => {
      const found = about(`# envlint-disable-next-line missing-noproxy, dropped-assignment: x\n${RC}`);
      expect(found).toHaveLength(2);
      expect(found.flatMap(({ fixes }) => fixes ?? []).every(({ safe }) => !safe)).toBe(true);
    });
    test('an enable with a name that is none', () => {
      const found = about(`# envlint-disable missing-no-proxy: x\n${RC}# envlint-enable missing-noproxy\n`);
      expect(found.map(({ message }) => message.en)).toEqual([
        'There is no rule missing-noproxy; did you mean missing-no-proxy?',
      ]);
    });
    test('words that only speak of envlint are nobody’s directive', () => {
      for (const text of ['# see envlint-disabled.md\n', '# about envlint\n', '# envlint: checks this\n'])
        expect(about(text + RC)).toEqual([]);
    });
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
