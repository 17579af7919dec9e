/** Help, the pages of rules, the reference of the configuration, completions and the manual. */
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { rules } from '../../rules/index.ts';
import { GROUPS } from '../../src/cli/shell/help.ts';
import { optionsOf } from '../../src/cli/shell/options.ts';
import { CONFIG_KEYS } from '../../src/config/reference.ts';
import { schema } from '../../src/config/schema.ts';
import { documentedRules } from '../helpers/rules.ts';
import { machine } from './harness.ts';

const cells = (line: string): number => [...line].reduce((sum, sign) => sum + (sign > '\u2e7f' ? 2 : 1), 0);

describe('--help', () => {
  test('every option of the default command is in one group', () => {
    const own = optionsOf('lint').filter(({ of }) => of !== 'all');
    expect(
      GROUPS.flatMap(({ names }) => names)
        .filter((name) => own.some((one) => one.name === name))
        .sort(),
    ).toEqual(own.map(({ name }) => name).sort());
  });
  test.each([
    ['en', 'Checking:', 'Fixing:', 'Reporting:', 'Examples:'],
    ['zh-CN', '检查：', '修复：', '报告：', '示例：'],
  ])('%s has groups and three examples', (lang, ...titles) => {
    const { out } = machine().run(['--help', '--lang', lang]);
    for (const title of titles) expect(out).toContain(`\n${title}\n`);
    expect(out.match(/^ {2}envlint (?:--home --fix|explain "|route --home)/gm)).toHaveLength(3);
  });
});

describe('explain RULE', () => {
  test('is wrapped to the terminal, and ends with how to silence and switch off', () => {
    const { run } = machine();
    for (const lang of ['en', 'zh-CN']) {
      const { out } = run(['explain', 'missing-no-proxy', '--lang', lang], { env: { COLUMNS: '60' } });
      expect(out.split('\n').filter((line) => cells(line) > 60 && !line.startsWith('  '))).toEqual([]);
      expect(out).toContain('# envlint-disable-next-line missing-no-proxy: ');
      expect(out).toContain('rules: { missing-no-proxy: off }');
    }
  });
  test('shows a repaired example for every rule that has one', () => {
    const ids = documentedRules
      .filter(({ docs }) => docs.bad.some(({ fixed }) => fixed !== undefined))
      .map(({ rule }) => rule.id);
    const { out } = machine().run(['explain', ...rules.map(({ id }) => id)]);
    const pages = new Map(
      out.split(/^(?=[a-z0-9-]+ {2}(?:error|warning|info|off))/m).map((page) => [page.split(' ')[0], page]),
    );
    expect(ids.length).toBeGreaterThan(20);
    expect(ids.filter((id) => !/^After --(?:unsafe-fixes|fix)$/m.test(pages.get(id) ?? ''))).toEqual([]);
  });
});

describe('config --all', () => {
  test('names every key of the schema and is itself a valid configuration', () => {
    const keys = new Set(CONFIG_KEYS.map(({ key }) => key));
    const { $schema: _, ...properties } = schema.properties;
    const nested = Object.keys(schema.properties.network.properties).map((key) => `network.${key}`);
    expect([...Object.keys(properties), ...nested].filter((key) => !keys.has(key))).toEqual([]);
    const here = machine();
    for (const lang of ['en', 'zh-CN']) {
      const { out } = here.run(['config', '--all', '--lang', lang]);
      expect(out.startsWith('# yaml-language-server: $schema=')).toBe(true);
      expect(Object.keys(parseYaml(out) as object).sort()).toEqual(Object.keys(properties).sort());
      here.write('envlint.yaml', out);
      expect(here.run(['config']).code).toBe(0);
    }
  });
});

test('the manual has examples, configuration and environment', () => {
  const { out } = machine().run(['man']);
  for (const section of ['EXAMPLES', 'CONFIGURATION', 'ENVIRONMENT', 'EXIT STATUS', 'FILES']) {
    expect(out).toContain(`.SH ${section}\n`);
  }
});

describe('completions', () => {
  test('bash: the options of a command alone, and the names of clients', () => {
    const script = machine().run(['completions', 'bash']).out;
    const complete = (...words: readonly string[]): string =>
      spawnSync(
        'bash',
        [
          '-c',
          `${script}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _envlint; echo "\${COMPREPLY[@]}"`,
          'bash',
          'envlint',
          ...words,
        ],
        { encoding: 'utf8' },
      ).stdout;
    expect(complete('undo', '--')).not.toContain('--fix');
    expect(complete('route', '--')).toContain('--client');
    expect(complete('route', '--client', 'cla')).toBe('claude\n');
  });
});

describe('formats carry the fix', () => {
  const files = { '.env': 'HTTPS_PROXY=http://127.0.0.1:7890\n' };
  test.each([
    ['github', 'fix: add NO_PROXY and no_proxy beside it'],
    ['gitlab', '(fix: add NO_PROXY and no_proxy beside it'],
    ['markdown', '**fix** add NO&#95;PROXY'],
  ])('%s', (format, words) => {
    expect(machine(files).run(['--format', format, '.env']).out).toContain(words);
  });
  test('a context region of SARIF is more than its region', () => {
    for (const text of [
      'HTTPS_PROXY=http://127.0.0.1:7890\n',
      'A=1\nHTTPS_PROXY=127.0.0.1:7890\nB=2\n',
      'rules:\n  - MATCH\n',
    ]) {
      const here = machine({ '.env': text });
      const { runs } = JSON.parse(here.run(['--format', 'sarif', '.env']).out) as {
        runs: { results: { locations: { physicalLocation: Record<string, Record<string, number>> }[] }[] }[];
      };
      for (const { locations } of runs[0]?.results ?? []) {
        for (const { physicalLocation } of locations) {
          const { region, contextRegion } = physicalLocation;
          if (!contextRegion) continue;
          const [from = 0, to = 0] = [contextRegion.startLine, contextRegion.endLine];
          const { startLine = 0, endLine = 0, startColumn = 0 } = region ?? {};
          expect(from <= startLine && to >= endLine).toBe(true);
          expect(to - from > endLine - startLine || startColumn > 1).toBe(true);
        }
      }
    }
  });
});

describe('--show-fixes', () => {
  test('shows each repair as a diff, of every file it changes, and no secret', () => {
    const here = machine({
      '.env': 'A=1\nHTTPS_PROXY=http://127.0.0.1:7890\nB=2\n',
      'b.env': 'HTTPS_PROXY=http://me:hunter2hunter2@127.0.0.1:7890\n',
    });
    const { out } = here.run(['--show-fixes', '--level', 'info']);
    const lines = out.split('\n').map((line) => line.trim());
    for (const line of ['HTTPS_PROXY=http://127.0.0.1:7890', '+ NO_PROXY=localhost,127.0.0.1,::1', 'B=2']) {
      expect(lines).toContain(line);
    }
    expect(out).not.toContain('hunter2');
    expect(here.run([]).out).not.toContain('+ NO_PROXY');
  });
});

test('a folder without such files is told where most of them are', () => {
  for (const args of [[], ['.']]) {
    const { code, err } = machine().run(args);
    expect([code, err.includes('try `envlint --home`')]).toEqual([2, true]);
  }
});

test('long runs show on a terminal how far they are, and nothing in a pipe', () => {
  const files = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`a${index}/.env`, 'A=1\n']));
  const here = machine(files);
  expect(here.run(['.']).err).toBe('');
});
