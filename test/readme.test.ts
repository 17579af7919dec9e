/** The READMEs say what is true: the table of rules is the folder, and the two commands are there. `UPDATE=1` rewrites. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../src/cli/shell/commands.ts';
import { OPTIONS } from '../src/cli/shell/options.ts';
import { parseExample } from '../src/engine/examples.ts';
import { lint } from '../src/engine/lint.ts';
import { projectOf } from './helpers/project.ts';
import { type DocumentedRule, documentedRules } from './helpers/rules.ts';

const SEVERITY = {
  en: { error: 'error', warning: 'warning', info: 'info' },
  zh: { error: '错误', warning: '警告', info: '提示' },
} as const;
const FIX = { en: ['–', 'unsafe', 'safe'], zh: ['–', '不安全', '安全'] } as const;

/** 2: some finding of its examples has a safe fix; 1: only unsafe ones; 0: none. */
function fixKind({ rule, docs }: DocumentedRule): number {
  const fixes = docs.bad.flatMap((example) =>
    lint(projectOf(parseExample(example.files).files), [rule], { only: new Set([rule.id]) }).diagnostics.flatMap(
      (one) => one.fixes ?? [],
    ),
  );
  return fixes.some(({ safe }) => safe) ? 2 : fixes.length > 0 ? 1 : 0;
}

function table(lang: 'en' | 'zh'): string {
  const head = lang === 'en' ? '| rule | severity | finds | fix |' : '| 规则 | 级别 | 查什么 | 修复 |';
  const rows = documentedRules.map(
    (entry) =>
      `| \`${entry.rule.id}\` | ${SEVERITY[lang][entry.rule.severity]} | ${entry.rule.summary[lang].replaceAll('|', '\\|')} | ${FIX[lang][fixKind(entry)]} |`,
  );
  return [head, '|---|---|---|---|', ...rows].join('\n');
}

describe.each([
  ['README.md', 'en'],
  ['README.zh-CN.md', 'zh'],
] as const)('%s', (name, lang) => {
  const file = fileURLToPath(new URL(`../${name}`, import.meta.url));
  test('lists every rule', () => {
    const text = readFileSync(file, 'utf8');
    const expected = text.replace(
      /<!-- rules -->[\s\S]*<!-- \/rules -->/,
      () => `<!-- rules -->\n${table(lang)}\n<!-- /rules -->`,
    );
    if (process.env.UPDATE) writeFileSync(file, expected);
    expect(readFileSync(file, 'utf8')).toBe(expected);
  });
  test('names only commands and options that exist, and hooks that are offered', () => {
    const text = readFileSync(file, 'utf8').replace(/<!-- rules -->[\s\S]*<!-- \/rules -->/, '');
    const shown = [...text.matchAll(/(?<![\w/-])envlint(?:@[\d.]+)?((?: (?:"[^"]*"|[\w=./:*$@~|-]+))*)/g)];
    const options = new Set<string>(OPTIONS.map((option) => `--${option.name}`));
    const words = shown.flatMap(([, rest = '']) => rest.trim().split(' '));
    const used = words.filter((word) => word.startsWith('--')).map((word) => word.replace(/=.*/, ''));
    expect(used.length).toBeGreaterThan(15);
    expect(used.filter((word) => !options.has(word))).toEqual([]);
    for (const command of ['init', 'merge', 'route', 'test', 'explain']) {
      expect(COMMANDS).toHaveProperty(command);
      expect(shown.some(([, rest = '']) => rest.startsWith(` ${command}`))).toBe(true);
    }
    const hooks = readFileSync(new URL('../.pre-commit-hooks.yaml', import.meta.url), 'utf8');
    for (const [, id = ''] of text.matchAll(/^ +- id: (\S+)/gm)) expect(hooks).toContain(`- id: ${id}\n`);
  });
  test('gives the two commands a fresh machine needs', () => {
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('npm ci && npx envlint fixtures/hermes-behind-clash/machine --fail-on never');
    expect(text).toMatch(/^npm test$/m);
  });
});
