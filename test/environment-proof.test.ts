/** A safe fix leaves every variable of every environment as it was, but for those that it declares. */
import { describe, expect, test } from 'vitest';
import type { Diagnostic, Finding, Rule } from '../src/core.ts';
import { refuteEnvironments } from '../src/engine/environment-proof.ts';
import { fix } from '../src/engine/fix.ts';
import { replaceDocuments } from '../src/project.ts';
import { applyEdits } from '../src/text.ts';
import { parseAs, projectOf } from './helpers/project.ts';

type Files = Record<string, string>;

/** Replaces one text in one file and asks for the proof. */
function change(files: Files, file: string, from: string, to: string, pointedAt = ''): string | undefined {
  const before = projectOf(files);
  const document = before.document(file);
  const start = document.text.indexOf(from);
  const edit = { at: { file, start, end: start + from.length }, text: to };
  const text = applyEdits(document.text, [edit]);
  const after = replaceDocuments(
    before,
    new Map([[file, parseAs({ file, text }, document.language, document.dialect)]]),
  );
  const place = document.text.indexOf(pointedAt);
  const at = { file, start: place, end: place + pointedAt.length };
  const findings =
    pointedAt === '' ? [] : [{ rule: 'x', severity: 'error', at, message: { en: '', zh: '' } } as Diagnostic];
  return refuteEnvironments(before, after, { findings, edits: [edit] })?.en;
}

const UNIT = '[Service]\nExecStart=/x\nEnvironment=no_proxy=a,b\nEnvironmentFile=%h/p.env\n';

describe('what a safe edit may change', () => {
  test.each([
    ['the value that it rewrites', { '.env': 'no_proxy=a\n' }, '.env', 'no_proxy=a', 'no_proxy=a,b'],
    ['a plain copy of it', { '.zshrc': 'export no_proxy=a\nexport NO_PROXY=$no_proxy\n' }, '.zshrc', '=a', '=a,b'],
    [
      'what was not set',
      { 'a.service': UNIT.replace(/Env.*a,b\n/, ''), 'p.env': 'A=1\n' },
      'p.env',
      'A=1\n',
      'A=1\nno_proxy=a\n',
    ],
    ['a twin that says the same', { '.env': 'no_proxy=a\n' }, '.env', 'no_proxy=a\n', 'no_proxy=a\nNO_PROXY=a\n'],
  ])('%s', (_, files, file, from, to) => expect(change(files as Files, file, from, to)).toBeUndefined());

  test.each([
    [
      'a list of a unit that loads the file',
      { 'a.service': UNIT, 'p.env': 'A=1\nB=1\n' },
      'p.env',
      'B=1\n',
      'B=1\nno_proxy=a\n',
      'no_proxy in a.service',
    ],
    [
      'a list under the other name',
      { 'a.service': UNIT, 'p.env': 'A=1\nB=1\n' },
      'p.env',
      'B=1\n',
      'B=1\nNO_PROXY=a\n',
      'NO_PROXY in a.service',
    ],
    [
      'a value made of it',
      { '.bashrc': 'export https_proxy=a:1\n\nexport X=s://$https_proxy\n' },
      '.bashrc',
      '=a:1',
      '=http://a:1',
      'X in .bashrc',
    ],
    [
      'a value on another branch',
      { '.bashrc': 'if a; then export no_proxy=x; fi\nexport A=1\n\nB=1\n' },
      '.bashrc',
      'B=1\n',
      'B=1\nexport no_proxy=y\n',
      'no_proxy in .bashrc',
    ],
  ])('not %s', (_, files, file, from, to, named) =>
    expect(change(files as Files, file, from, to)).toBe(`it would change ${named}`),
  );

  test('what its finding is about', () => {
    const files = { '.bashrc': 'export no_proxy=a\nexport NO_PROXY=a,b\n\nA=1\n' };
    const edit = ['A=1\n', 'A=1\nexport no_proxy=a,b\n'] as const;
    expect(change(files, '.bashrc', ...edit)).toBe('it would change no_proxy in .bashrc');
    expect(change(files, '.bashrc', ...edit, 'no_proxy')).toBeUndefined();
  });
});

test('such a fix is taken back and named', () => {
  const files = { 'a.service': UNIT, 'p.env': 'https_proxy=http://a:1\n' };
  const rule: Rule = {
    id: 'x',
    severity: 'error',
    summary: { en: 'x', zh: 'x' },
    *check(project): Iterable<Finding> {
      const { file, text } = project.document('p.env');
      if (text.includes('no_proxy')) return;
      const at = { file, start: text.length, end: text.length };
      const edits = [{ at, text: 'no_proxy=c\n' }];
      yield { at, message: { en: 'x', zh: 'x' }, fixes: [{ title: { en: 'x', zh: 'x' }, safe: true, edits }] };
    },
  };
  const { applied, rolledBack } = fix(projectOf(files), [rule], { unsafe: false, parse: parseAs });
  expect(applied).toEqual([]);
  expect(rolledBack.map(({ why }) => why.en)).toEqual(['it would change no_proxy in a.service']);
});
