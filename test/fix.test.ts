/** Fixing: which fixes are applied, in how many rounds, and which are taken back and named. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fix, Project, Rule, TextEdit } from '../src/core.ts';
import { fix } from '../src/engine/fix.ts';
import { refute } from '../src/engine/proof.ts';
import { applyEdits } from '../src/text.ts';
import { parseAs, projectOf } from './helpers/project.ts';
import { allRules } from './helpers/rules.ts';

const title = { en: 'x', zh: 'x' };

/** A rule that offers, for each assignment, the edits `make` gives. */
function offering(id: string, make: (project: Project, name: string) => Fix[] | undefined): Rule {
  return {
    id,
    severity: 'error',
    summary: title,
    *check(project) {
      for (const { name } of project.facts('env')) {
        const fixes = make(project, name.text);
        if (fixes) yield { at: name.at, message: title, fixes };
      }
    },
  };
}

const edit = (project: Project, from: string, to: string): TextEdit[] => {
  const [document] = project.documents.values();
  const start = document?.text.indexOf(from) ?? -1;
  return document && start >= 0 ? [{ at: { file: document.file, start, end: start + from.length }, text: to }] : [];
};
const safe = (edits: TextEdit[]): Fix[] => [{ title, safe: true, edits }];
const textAfter = (project: Project): string => [...project.documents.values()][0]?.text ?? '';
const run = (text: string, rules: readonly Rule[], unsafe = false, file = '.env') =>
  fix(projectOf({ [file]: text }), rules, { unsafe, parse: parseAs });

describe('what is applied', () => {
  test('safe fixes only, unless asked', () => {
    const rule = offering('r', (project, name) =>
      name === 'A' ? [{ title, safe: false, edits: edit(project, 'A=1', 'B=1') }] : undefined,
    );
    expect(textAfter(run('A=1\n', [rule]).project)).toBe('A=1\n');
    expect(textAfter(run('A=1\n', [rule], true).project)).toBe('B=1\n');
  });
  test("it names the file that is changed, where that is not the finding's", () => {
    const rule = offering('r', (project, name) => {
      const other = project.documents.get('b/.env');
      const start = other?.text.indexOf('C=1') ?? -1;
      return name === 'A' && other && start >= 0
        ? safe([{ at: { file: 'b/.env', start, end: start + 3 }, text: 'D=1' }])
        : undefined;
    });
    const files = { 'a/.env': 'A=1\n', 'b/.env': 'C=1\n' };
    const { applied } = fix(projectOf(files), [rule], { unsafe: false, parse: parseAs });
    expect(applied.map(({ file }) => file)).toEqual(['b/.env']);
  });
  test('nothing below the level', () => {
    const rule = {
      ...offering('r', (project, name) => (name === 'A' ? safe(edit(project, 'A=1', 'B=1')) : undefined)),
      severity: 'info' as const,
    };
    expect(textAfter(run('A=1\n', [rule]).project)).toBe('A=1\n');
  });
  test('a fix that overlaps waits for the next round', () => {
    const one = offering('one', (project, name) => (name === 'A' ? safe(edit(project, 'A=1', 'B=1')) : undefined));
    const two = offering('two', (project, name) =>
      name === 'B' ? safe(edit(project, 'B=1', 'C=1')) : name === 'A' ? safe(edit(project, 'A', 'Z')) : undefined,
    );
    expect(textAfter(run('A=1\n', [one, two]).project)).toBe('C=1\n');
  });
});

describe('a finding that names several places', () => {
  /** Reports A and C together as long as S is 1, one by one afterwards; with `more`, also D then. */
  const together = (more: boolean): Rule => ({
    id: 'together',
    severity: 'error',
    summary: title,
    *check(project) {
      const names = project.facts('env').map(({ name }) => name);
      const at = (wanted: string) => names.filter(({ text }) => text === wanted).map((name) => name.at);
      const [a, c] = [...at('A'), ...at('C')];
      const isOne = textAfter(project).includes('S=1');
      if (a && c && isOne) yield { at: a, message: title, related: [{ at: c, message: title }] };
      else
        for (const place of [a, c, ...(more ? at('D') : [])])
          if (place) yield { at: place, message: { en: 'alone', zh: '' } };
    },
  });
  const other = offering('other', (project, name) => (name === 'S' ? safe(edit(project, 'S=1', 'T=1')) : undefined));

  test('may become one for each of them: none is new', () => {
    const result = run('S=1\nA=1\nC=1\nD=1\n', [together(false), other]);
    expect(textAfter(result.project)).toBe('T=1\nA=1\nC=1\nD=1\n');
    expect(result.rolledBack).toEqual([]);
  });
  test('does not hide one that is new', () => {
    const result = run('S=1\nA=1\nC=1\nD=1\n', [together(true), other]);
    expect(textAfter(result.project)).toBe('S=1\nA=1\nC=1\nD=1\n');
    expect(result.rolledBack.map(({ rule }) => rule)).toEqual(['other']);
  });
});

describe('what is taken back', () => {
  test('a fix that never comes to rest', () => {
    const rule = offering('r', (project, name) => (name === 'A' ? safe(edit(project, 'A=1', 'A=1\nX=1')) : undefined));
    const result = run('A=1\n', [rule]);
    expect(textAfter(result.project)).toBe('A=1\n');
    expect(result.rolledBack.map(({ rule: id }) => id)).toEqual(['r']);
  });
  test('a fix that brings another finding as grave', () => {
    const one = offering('one', (project, name) => (name === 'A' ? safe(edit(project, 'A=1', 'B=1')) : undefined));
    const two = offering('two', (_, name) => (name === 'B' ? [] : undefined));
    const result = run('A=1\nC=1\n', [one, two]);
    expect(textAfter(result.project)).toBe('A=1\nC=1\n');
    expect(result.rolledBack.map(({ rule: id }) => id)).toEqual(['one']);
  });
  test('a fix that changes what lies outside of it; others stay', () => {
    const bad = offering('bad', (project, name) => (name === 'A' ? safe(edit(project, 'A=1', "A='1")) : undefined));
    const good = offering('good', (project, name) => (name === 'C' ? safe(edit(project, 'C=1', 'D=1')) : undefined));
    const result = run("export A=1\nexport B='2'\nexport C=1\n", [bad, good], false, '.zshrc');
    expect(textAfter(result.project)).toBe("export A=1\nexport B='2'\nexport D=1\n");
    expect(result.rolledBack.map(({ rule: id }) => id)).toEqual(['bad']);
  });
  test('binary files have no writer and are left alone', () => {
    const rule: Rule = {
      id: 'r',
      severity: 'error',
      summary: title,
      *check(project) {
        for (const document of project.documents.values())
          yield {
            at: { file: document.file, start: 0, end: 0 },
            message: title,
            fixes: safe([{ at: { file: document.file, start: 0, end: 0 }, text: 'x' }]),
          };
      },
    };
    const bytes = new TextEncoder().encode('bplist00');
    const document = parseAs({ file: 'a.plist', text: '', bytes }, 'launchd');
    expect(document.writer).toBeUndefined();
    const project = projectOf({});
    const holding = { ...project, documents: new Map([['a.plist', document]]), document: () => document };
    expect(fix(holding, [rule], { unsafe: true, parse: parseAs }).applied).toEqual([]);
  });
});

describe('proof', () => {
  const parse = (text: string) => parseAs({ file: '.env', text }, 'dotenv');
  test('accepts the edits themselves and refuses anything more', () => {
    const before = 'A=1\nB=2\nC=3\n';
    const edits = [{ at: { file: '.env', start: 6, end: 7 }, text: '20' }];
    expect(refute(parse(before), parse(applyEdits(before, edits)), edits)).toBeUndefined();
    expect(refute(parse(before), parse('A=1\nB=20\nC=4\n'), edits)?.en).toBe('text outside the edit changed');
  });
  test('refuses an edit that swallows its neighbour', () => {
    const before = 'A=1\nB=2"\n';
    const edits = [{ at: { file: '.env', start: 2, end: 3 }, text: '"1' }];
    expect(refute(parse(before), parse(applyEdits(before, edits)), edits)).toBeDefined();
  });
  test('holds for any edit of any value', () => {
    const line = fc.stringMatching(/^[A-Z]{1,4}=[a-z0-9]{0,6}$/);
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 8 }),
        fc.nat(),
        fc.stringMatching(/^[a-z0-9]{1,5}$/),
        (lines, pick, text) => {
          const before = `${lines.join('\n')}\n`;
          const facts = parse(before).facts.filter((fact) => fact.kind === 'env');
          const fact = facts[pick % facts.length];
          if (!fact) return;
          const edits = [{ at: fact.value.at, text }];
          expect(refute(parse(before), parse(applyEdits(before, edits)), edits)).toBeUndefined();
        },
      ),
    );
  });
});

describe('all rules together', () => {
  const snippets = [
    'export http_proxy=127.0.0.1:7890',
    'export HTTPS_proxy=http://127.0.0.1:7890',
    'proxy_on() { export https_proxy=http://127.0.0.1:7890; }',
    'export NO_PROXY=a.example',
    'export no_proxy=$NO_PROXY',
    'export NO_PROXY="$NO_PROXY;*.b"',
    'alias p="export all_proxy=socks5://127.0.0.1:1"',
    '# envlint-disable-next-line no-such-rule',
    'unset http_proxy',
    'if true; then\n  export http_proxy=http://127.0.0.1:1\nfi',
    "curl 'http://127.0.0.1:8000:8000/v1'",
    'HERMES_API_TIMEOUT=5',
  ];
  const files = fc.array(fc.constantFrom(...snippets), { maxLength: 7 });
  test('fixing twice is fixing once, and the shell still reads the file', () => {
    fc.assert(
      fc.property(files, fc.constantFrom('\n', '\r\n'), fc.boolean(), (lines, ending, unsafe) => {
        const text = lines.join('\n').replaceAll('\n', ending) + (ending === '\r\n' || lines.length % 2 ? ending : '');
        const once = fix(projectOf({ '.zshrc': text }), allRules, { unsafe, level: 'info', parse: parseAs });
        const twice = fix(once.project, allRules, { unsafe, level: 'info', parse: parseAs });
        expect(textAfter(twice.project)).toBe(textAfter(once.project));
        // A shell takes the carriage returns for parts of words: such a file is reported and left as it is.
        if (ending === '\r\n') expect(textAfter(once.project)).toBe(text);
        else expect(once.project.document('.zshrc').errors).toEqual([]);
      }),
      { numRuns: 120 },
    );
  });
});
