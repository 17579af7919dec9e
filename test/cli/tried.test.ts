/** What a report offers to repair is what `--fix` repairs. */
import { expect, test } from 'vitest';
import { withoutRefused } from '../../src/cli/run/tried.ts';
import type { Finding, Project, Rule } from '../../src/core.ts';
import { lint } from '../../src/engine/lint.ts';
import { parseAs, projectOf } from '../helpers/project.ts';
import { machine } from './harness.ts';

/** Finds every variable called `name`; its fix writes `text` in place of the value. */
const rule = (id: string, name: string, text: string, safe = true): Rule => ({
  id,
  summary: { en: id, zh: id },
  severity: 'error',
  *check(project: Project): Iterable<Finding> {
    for (const { name: found, value } of project.facts('env'))
      if (found.text === name && value.text !== 'right')
        yield {
          at: found.at,
          message: { en: `${name} is wrong`, zh: `${name} 不对` },
          fixes: [{ title: { en: 'write', zh: '改写' }, safe, edits: [{ at: value.at, text }] }],
        };
  },
});

const offered = async (files: Record<string, string>, ...rules: Rule[]): Promise<[string[], boolean]> => {
  const project = projectOf(files);
  const { result, isTried } = await withoutRefused(project, rules, {}, lint(project, rules), parseAs);
  const able = result.diagnostics.filter(({ fixes }) => fixes !== undefined);
  return [able.map((one) => `${one.rule} ${one.fixes?.map(({ safe }) => safe)}`), isTried];
};

test('a fix that stands is offered, one that cures nothing is not', async () => {
  const files = { '.env': 'A=wrong\nB=wrong\nC=wrong\n' };
  const rules = [rule('a', 'A', 'right'), rule('b', 'B', 'wrong too'), rule('c', 'C', 'right', false)];
  expect(await offered(files, ...rules)).toEqual([['a true', 'c false'], true]);
});

test('one that makes the file unreadable is not', async () => {
  const files = { 'a.sh': 'export A=wrong\nexport B=wrong\n' };
  expect(await offered(files, rule('a', 'A', 'right'), rule('b', 'B', '"open'))).toEqual([['a true'], true]);
});

test('of very many findings it is not tried, and the report says so', async () => {
  const files = { 'a.sh': 'export A=wrong\n'.repeat(60) };
  const [able, isTried] = await offered(files, rule('a', 'A', 'right'));
  expect([able.length, isTried]).toEqual([60, false]);
  const here = machine({ 'a.sh': 'f() { export http_proxy=127.0.0.1:1; }\n'.repeat(60) });
  expect(here.run(['--lang', 'en']).out).toMatch(/Up to \d+ can be fixed with --fix/);
  expect(here.run(['--lang', 'zh-CN']).out).toMatch(/其中至多 \d+ 个可用 --fix 修复/);
});

test('what is counted is what is repaired', () => {
  const files = {
    '.env': 'DEEPSEEK_API_KEY=sk-1\nMOONSHOT_API_KEY=sk-2\n',
    'config.yaml':
      'mode: rule\nmixed-port: 7890\nproxies: [{ name: P, type: socks5, server: jp.example, port: 443 }]\nrules:\n  - MATCH,P\n',
  };
  const here = machine(files);
  expect(here.run(['--lang', 'en']).out).toContain('1 error. 1 can be fixed');
  expect(here.run(['--fix', '--lang', 'en'])).toMatchObject({ code: 0 });
  const apart = machine({ ...files, 'config.yaml': files['config.yaml'].replace('- MATCH', '-\n    MATCH') });
  expect(apart.run(['--lang', 'en']).out).toMatch(/1 error\.\n$/);
});
